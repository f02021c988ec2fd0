"""The overview card tells of every indicator what stands, for when, and how far it can be trusted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qbot.ledger.current import Current, current
from qbot.ledger.versions import State, Verdict, Version
from qbot.pictures import overview
from qbot.pictures.series import Point
from qbot.pictures.sheet import Shape, Sheet
from qbot.pictures.words import LIGHT_SIGNS, LIGHT_WORDS
from tests.unit.pictures.gallery import MARCH
from tests.unit.pictures.measured import boxes, overlapping, said
from tests.unit.pictures.town import AIR, ON, PLAN, town, version


def card(*, on: date = ON, **changed: Version) -> Sheet:
    """The town's card; `changed` are other newest figures, by the indicator's name in English."""
    rows = town(on=on, reviewed={"food-spot-check"})
    newer = {id_.replace("_", "-"): version for id_, version in changed.items()}
    return overview.compose(PLAN, [_with(each, newer.get(each.indicator.id)) for each in rows], on=on)


def _with(now: Current, newer: Version | None) -> Current:
    return current(PLAN, now.indicator, [newer], on=ON) if newer else now


def agri(state: State = "value", verdict: Verdict | None = None, **draft: object) -> Version:
    """A figure of farm products for March."""
    indicator = PLAN.indicator["agri-spot-check"]
    plain = version(Point(MARCH, Decimal(97) if state == "value" else None, state=state), indicator)
    return replace(plain, verdict=verdict, draft=replace(plain.draft, **draft))


def row(sheet: Sheet, name: str) -> list[str]:
    """What stands on the line of an indicator, from left to right."""
    all_ = boxes(sheet)
    mine = next(each for each in all_ if each.words == name)
    middle = (mine.bottom + mine.top) / 2
    level = [each for each in all_ if abs((each.bottom + each.top) / 2 - middle) < 6]
    return [each.words for each in sorted(level, key=lambda each: each.left)]


def test_every_indicator_has_its_light_in_word_and_sign_its_figure_its_target_and_its_period() -> None:
    assert row(card(), "主要农产品") == ["✓", "达标", "主要农产品", "97.31%", "≥95%", "3月", "未审"]
    assert row(card(), "药品") == ["!", "接近", "药品", "97.4%", "≥98%", "3月", "未审"]
    assert row(card(), "省级试点") == ["×", "未达标", "省级试点", "3个", "≥5个", "一季度", "未审"]


def test_a_figure_that_is_too_old_stands_apart_from_the_missing_one() -> None:
    assert row(card(), "水质达标率") == ["–", "未报", "水质达标率", "—", "持续提高", "3月未报"]
    assert "上次：2018年2月 83.3%（当时达标）" in said(card())


def test_what_was_never_reported_says_so() -> None:
    assert row(card(), "境外通报") == ["–", "未报", "境外通报", "从未报送", "低于全国平均水平", "一季度未报"]


def test_of_several_periods_overdue_the_first_is_named_as_the_beginning() -> None:
    late = date(2018, 8, 6)
    sheet = overview.compose(PLAN, [current(PLAN, each, [], on=late) for each in PLAN.indicators], on=late)
    assert row(sheet, "境外通报")[-1] == "一季度起未报"
    assert row(sheet, "重点食品")[-1] == "2017年11月起未报"


def test_a_reviewed_figure_carries_no_mark_and_every_other_says_how_far_it_is_checked() -> None:
    assert row(card(), "重点食品")[-1] == "3月"
    assert row(card(), "药品")[-2:] == ["3月", "未审"]
    assert row(card(agri_spot_check=agri(verdict="returned")), "主要农产品")[-1] == "已退回"
    assert row(card(agri_spot_check=agri(source="sample")), "主要农产品")[-1] == "样例"


def test_what_does_not_apply_is_not_missing() -> None:
    none = card(agri_spot_check=agri("not-applicable"))
    assert row(none, "主要农产品") == ["/", "不适用", "主要农产品", "—", "≥95%", "3月"]


def test_a_promised_day_stands_below_its_indicator_beside_what_was_known_last() -> None:
    promises = {"water-quality": date(2018, 5, 4), "drug-spot-check": date(2018, 5, 9)}
    words = said(overview.compose(PLAN, town(), on=ON, promises=promises))
    assert "上次：2018年2月 83.3%（当时达标）；5月4日前补报（已承诺）" in words
    assert "5月9日前补报（已承诺）" in words


def test_a_period_of_another_year_names_it() -> None:
    assert row(card(on=date(2019, 1, 3)), "重点食品")[-1] == "2018年12月"


def test_the_lights_are_counted() -> None:
    words = said(card())
    assert words[2:14] == ["15", "✓", "达标", "4", "!", "接近", "3", "×", "未达标", "3", "–", "未报"]


def test_the_counts_of_many_lights_keep_apart() -> None:
    unknown = version(Point(MARCH, Decimal(60)), AIR)
    sheet = card(agri_spot_check=agri("not-applicable"), air_quality=unknown)
    assert set(LIGHT_WORDS.values()) - {"暂无"} <= set(said(sheet))
    assert overlapping(sheet) == []


def test_all_indicators_are_there_below_their_areas() -> None:
    words = said(card())
    assert [each for each in words if each in {area.name for area in PLAN.areas}][:1] == ["产品质量"]
    assert {each.short for each in PLAN.indicators} <= set(words)


def test_every_light_differs_from_the_others_in_sign_and_word_not_in_colour_alone() -> None:
    assert len(set(LIGHT_SIGNS.values())) == len(set(LIGHT_WORDS.values())) == len(LIGHT_WORDS)
    forms = {mark.form for mark in card().marks if isinstance(mark, Shape)}
    assert forms == {"circle", "diamond", "square"}
