"""The way to a target in words, what is no figure, what is not judged, and the short form for groups."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlers.screen import screen
from handlers.texts.answers import course, figures, groups
from handlers.texts.answers.parts import projected, reading, way_words
from handlers.texts.words import distance
from qbot.answering import Figure
from qbot.ledger.current import assess_version
from qbot.ledger.projection import Projection
from qbot.ledger.versions import Draft, Series, State, Verdict, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD = PLAN.indicator["food-spot-check"]


def stored(
    indicator: str,
    period: str,
    value: str | None,
    *,
    counts: tuple[int, int] | None = None,
    state: State = "value",
    verdict: Verdict | None = None,
    **more: Any,
) -> Version:
    series = Series(indicator, PLAN.indicator[indicator].lead_unit, period)
    numerator, denominator = counts or (None, None)
    draft = Draft(
        series, state, 1, "message", "原文", Decimal(value) if value else None, numerator, denominator, **more
    )
    return Version(7, draft, datetime(2018, 4, 3, 1, 12, tzinfo=UTC), "", "", verdict)


def judged(*versions: Version) -> tuple[str, str]:
    """Distance and way of the first of these versions, the others being earlier ones."""
    by_period = {Period.parse(each.series.period): each for each in versions}
    newest = versions[0]
    indicator = PLAN.indicator[newest.series.indicator]
    assessment = assess_version(indicator, Period.parse(newest.series.period), by_period)
    return distance(assessment, indicator), way_words(newest, assessment, indicator)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (
            stored("food-spot-check", "2018-03", "94.6", counts=(473, 500)),
            ("差0.4个百分点", "再有40批次合格即可达标"),
        ),
        (
            stored("food-spot-check", "2018-03", "96.6", counts=(483, 500)),
            ("优于目标1.6个百分点", "还可承受8批次不合格"),
        ),
        (
            stored("large-project-acceptance", "2018-Q1", "95", counts=(19, 20)),
            ("差5个百分点", "有1项不合格,本期已不能达到100%"),
        ),
        (
            stored("quality-filing", "2018-Q1", "99", counts=(297, 300)),
            ("差1个百分点", "还有3项未备案,补齐即可达标"),
        ),
        (stored("food-spot-check", "2018-03", "94.6"), ("差0.4个百分点", "")),
        (stored("time-honoured-brands", "2018-Q1", "1"), ("还差2家", "")),
        (stored("equipment-accidents", "2018-03", "1"), ("超出1起", "")),
        (stored("food-spot-check", "2017-12", "94"), ("", "目标自2018年1月1日起执行,这一期不作评判")),
    ],
)
def test_the_distance_is_told_in_what_people_count(version: Version, expected: tuple[str, str]) -> None:
    assert judged(version) == expected


def test_a_trend_names_the_period_it_is_measured_against() -> None:
    now, before, last_year = (
        stored("air-quality", period, value)
        for period, value in (("2018-03", "60"), ("2018-02", "57.1"), ("2017-03", "53.3"))
    )
    assert judged(now, before)[1] == "对比2018年2月的57.1%"
    assert judged(now, before, last_year)[1] == "对比2017年3月的53.3%"


def test_what_is_no_figure_is_said_in_its_own_word() -> None:
    none = stored("food-spot-check", "2018-03", None, state="not-applicable", reason="本期无抽检任务")
    later = stored(
        "food-spot-check", "2018-03", None, state="deferred", reason="样品在检", promised_on=date(2018, 4, 20)
    )
    assert reading(none, FOOD) == "不适用(本期无抽检任务)"
    assert reading(later, FOOD) == "暂无(样品在检),承诺4月20日报"


def test_a_returned_figure_is_said_to_count_no_more() -> None:
    version = stored("food-spot-check", "2018-03", "96.6", verdict="returned")
    by_period = {Period.parse("2018-03"): version}
    asked = Figure(
        FOOD,
        Period.parse("2018-03"),
        version,
        None,
        assess_version(FOOD, Period.parse("2018-03"), by_period),
    )
    text = "\n".join(figures.at(PLAN, asked, unit=None, reporter="").blocks)
    assert "⚪ 2018年3月:办公室已退回,等待重报(退回的数 <b>96.6%</b>)" in text
    assert "🟢" not in text
    assert "· 已退回" in text


def test_a_period_without_a_figure_is_a_gap_in_the_history() -> None:
    by_period = {Period.parse(each): stored("food-spot-check", each, "96") for each in ("2018-01", "2018-03")}
    lines = course.history(PLAN, FOOD, by_period, judged={}).blocks[0].splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        ["2018年3月", "96%"],
        ["2018年2月", "⚪"],
        ["2018年1月", "96%"],
    ]


def test_a_projection_says_what_it_rests_on() -> None:
    phase = PLAN.phase["advance"]
    found = Projection(Decimal("96.2"), Period.of_month(2019, 4), 6)
    assert projected(found, FOOD, phase) == ("按近6期趋势推算,到「整体推进」结束(2019年4月)约96.2%,仅供参考")
    assert projected(None, FOOD, phase) == ""


def test_a_group_gets_whole_blocks_while_they_are_short() -> None:
    shown = groups.short([screen("标题\n文号", "一段原文", "第三段\n又一行\n再一行")], "https://t.me/qbot")
    assert shown.blocks == ("标题\n文号", "一段原文", "第三段\n又一行\n再一行")
    assert groups.short([screen("标题\n文号", "\n".join("五六七八九"))], "https://t.me/qbot").blocks == (
        "标题\n文号",
    )


def test_a_group_gets_the_beginnings_and_a_link() -> None:
    long = screen("\n".join(f"第{at}行" for at in range(20)), "第二段")
    one = groups.short([long], "https://t.me/qbot?start=ask_history")
    assert one.blocks == ("第0行\n第1行\n第2行\n第3行\n第4行\n第5行\n…还有14行",)
    both = groups.short([long, long], "https://t.me/qbot?start=ask_history")
    assert [block.count("\n") for block in both.blocks] == [3, 3]
    assert [[key.label for key in row] for row in both.buttons] == [["私聊看详情"]]
