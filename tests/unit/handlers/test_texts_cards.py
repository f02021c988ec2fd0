"""Standing cards: what is due, what is red, who is missing where names are allowed, and what came in."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from handlers.screen import Screen
from handlers.texts import cards
from qbot.ledger.current import Current, overview
from qbot.ledger.versions import Draft, Series, Version
from qbot.plan.loading import load_plan
from qbot.reminders import plan_dates

PLAN = load_plan()
FOOD = PLAN.indicator["food-spot-check"]
REPORTED_AT = datetime(2018, 4, 3, 1, 12, tzinfo=UTC)
DATES = {each.name: each for each in plan_dates(PLAN)}


def words(shown: Screen) -> str:
    return "\n\n".join(shown.blocks)


def standing() -> tuple[Current, ...]:
    """One red figure, and nothing of all the others."""
    series = Series(FOOD.id, FOOD.lead_unit, "2018-03")
    version = Version(7, Draft(series, "value", 1, "message", "原文", Decimal(90)), REPORTED_AT, "", "")
    return overview(PLAN, [version], on=date(2018, 4, 3))


def card(name: str, on: str, *, names_units: bool = False, since: datetime | None = None) -> str:
    shown = cards.about(
        PLAN, DATES[name], standing(), on=date.fromisoformat(on), since=since, names_units=names_units
    )
    return words(shown)


def test_a_phase_card_counts_the_lights_and_names_what_is_red() -> None:
    text = card("phase:advance", "2019-04-23")
    assert "⏰ 距「整体推进」结束还有7天(4月30日)" in text
    assert "25项指标:🔴未达标1 ⚪未报24" in text
    assert f"未达标:{FOOD.short} 90%/≥95%" in text


def test_the_last_day_of_a_phase_is_told_as_today() -> None:
    assert "「整体推进」今天结束" in card("phase:advance", "2019-04-30")


def test_units_that_are_behind_are_named_only_where_the_office_allows_it() -> None:
    assert "市质监局" in card("phase:advance", "2019-04-23", names_units=True)
    assert "市质监局" not in card("phase:advance", "2019-04-23")


def test_units_whose_figures_are_not_due_yet_are_not_named() -> None:
    """The first quarter is due on the 13th of April; a month of November was due long ago."""
    named = cards.missing(PLAN, standing())
    assert named.startswith("逾期未报:") and "市农业局1项" in named
    assert "市住房和城乡建设局" not in named


def test_what_came_in_after_the_card_is_one_line_for_each_hour() -> None:
    before = REPORTED_AT - timedelta(minutes=1)
    assert cards.news(standing(), since=before) == f"4月3日9时后新报:{FOOD.short}"
    assert cards.news(standing(), since=REPORTED_AT) == ""
    assert cards.news(standing(), since=None) == ""


def test_a_phase_that_begins_says_until_when_it_runs_and_what_it_asks_for() -> None:
    text = card("phase:self-check:begins", "2019-05-05")
    assert "「自查申报」阶段开始(5月1日—2019年7月31日)" in text
    assert "查漏补缺" in text
    assert "还有61天" in card("phase:self-check:begins", "2019-05-31")


def test_a_publicity_day_is_counted_down_and_cites_its_clause() -> None:
    assert "距「3·15宣传活动」还有7天(3月15日)" in card("publicity:3·15宣传活动:2018", "2018-03-08")
    assert "今天是「3·15宣传活动」" in card("publicity:3·15宣传活动:2018", "2018-03-15")
    assert "本月是「质量月」" in card("publicity:质量月:2018", "2018-09-03")
    assert "五(三)" in card("publicity:质量月:2018", "2018-09-03")


def test_the_overview_has_a_line_for_every_indicator_and_fits_one_message() -> None:
    text = words(cards.overview(PLAN, standing(), on=date(2018, 4, 3)))
    assert all(each.short in text for each in PLAN.indicators)
    assert len(text) < 4096
