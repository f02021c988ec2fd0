"""What counts as current, and when a figure is too old to be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from qbot.clock import CITY_TIME
from qbot.ledger.current import Current, current, overview
from qbot.ledger.versions import Series, Version
from qbot.plan.models import Plan

MakeVersion = Callable[..., Version]
FOOD, PRODUCT = "food-spot-check", "product-pass-rate"


def on(plan: Plan, indicator: str, day: str, *versions: Version) -> Current:
    return current(plan, plan.indicator[indicator], versions, on=date.fromisoformat(day))


def test_what_was_never_reported_is_missing(plan: Plan) -> None:
    now = on(plan, FOOD, "2018-04-03")
    assert (now.light, now.version, now.period) == ("missing", None, None)


@pytest.mark.parametrize(("indicator", "first"), [(FOOD, "2017-11"), (PRODUCT, "2018-Q1")])
def test_the_first_figure_awaited_is_of_the_first_whole_period_of_the_plan(
    plan: Plan, indicator: str, first: str
) -> None:
    assert str(on(plan, indicator, "2018-04-03").awaited) == first


@pytest.mark.parametrize(
    ("day", "light", "overdue"),
    [
        ("2018-03-31", "met", False),
        ("2018-04-09", "met", False),  # the fifth workday of April, 调休 counted
        ("2018-04-10", "missing", True),
    ],
)
def test_a_figure_is_current_until_the_next_one_is_overdue(
    plan: Plan, make_version: MakeVersion, day: str, light: str, overdue: bool
) -> None:
    now = on(plan, FOOD, day, make_version(FOOD, "2018-02", "96.5"))
    assert (now.light, now.overdue) == (light, overdue)
    assert (str(now.period), str(now.awaited), now.awaited_due_on) == ("2018-02", "2018-03", date(2018, 4, 9))


def test_a_stale_figure_keeps_its_own_assessment_apart_from_the_light(
    plan: Plan, make_version: MakeVersion
) -> None:
    now = on(plan, FOOD, "2018-08-01", make_version(FOOD, "2018-02", "96.5"))
    assert (now.light, now.assessment.light) == ("missing", "met")


def test_all_periods_that_are_overdue_are_unreported(plan: Plan, make_version: MakeVersion) -> None:
    def unreported(indicator: str, day: str, *versions: Version) -> list[str]:
        return [str(each) for each in on(plan, indicator, day, *versions).unreported]

    february = make_version(FOOD, "2018-02", "96.5")
    assert unreported(PRODUCT, "2018-08-06") == ["2018-Q1", "2018-Q2"]  # never reported
    assert unreported(FOOD, "2018-06-30", february) == ["2018-03", "2018-04", "2018-05"]
    assert unreported(FOOD, "2018-04-09", february) == ["2018-03"]  # awaited, and not overdue yet
    assert unreported(FOOD, "2021-03-01", february)[-1] == "2019-12"  # the plan ends there


def test_a_period_with_a_granted_day_to_come_is_not_among_those_overdue(
    plan: Plan, make_version: MakeVersion
) -> None:
    granted = {Series(FOOD, plan.indicator[FOOD].lead_unit, "2018-04"): date(2018, 7, 2)}
    february = make_version(FOOD, "2018-02", "96.5")
    now = current(plan, plan.indicator[FOOD], [february], on=date(2018, 6, 30), granted=granted)
    assert [str(each) for each in now.unreported] == ["2018-03", "2018-05"]


def test_the_newest_period_counts_not_the_newest_report(plan: Plan, make_version: MakeVersion) -> None:
    late = make_version(FOOD, "2018-01", "90", number=2, reported=datetime(2018, 4, 2, tzinfo=CITY_TIME))
    now = on(plan, FOOD, "2018-04-03", make_version(FOOD, "2018-03", "97"), late)
    assert (str(now.period), now.light) == ("2018-03", "met")


def test_the_period_before_is_told_beside_it(plan: Plan, make_version: MakeVersion) -> None:
    february, march = make_version(FOOD, "2018-02", "96"), make_version(FOOD, "2018-03", "97")
    assert on(plan, FOOD, "2018-04-03", february, march).before == february


@pytest.mark.parametrize("running", ["2018", "2018-H1", "2018-01..2018-09"])
def test_a_figure_for_a_running_span_does_not_settle_months_to_come(
    plan: Plan, make_version: MakeVersion, running: str
) -> None:
    said = make_version(FOOD, running, "96.5", reported=datetime(2018, 4, 3, 9, tzinfo=CITY_TIME))
    assert on(plan, FOOD, "2018-05-01", said).light == "met"
    stale = on(plan, FOOD, "2018-06-01", said)
    assert (stale.light, str(stale.awaited)) == ("missing", "2018-04")


def test_a_later_month_takes_the_place_of_a_running_years_figure(
    plan: Plan, make_version: MakeVersion
) -> None:
    year = make_version(FOOD, "2018", "96.5", reported=datetime(2018, 4, 3, 9, tzinfo=CITY_TIME))
    now = on(plan, FOOD, "2018-06-01", year, make_version(FOOD, "2018-04", "94"))
    assert (str(now.period), now.light) == ("2018-04", "near")


def test_a_whole_year_reported_after_its_end_settles_it(plan: Plan, make_version: MakeVersion) -> None:
    year = make_version(FOOD, "2018", "96.5", reported=datetime(2019, 1, 3, 9, tzinfo=CITY_TIME))
    assert str(on(plan, FOOD, "2019-01-31", year).awaited) == "2019-01"


def test_of_two_figures_that_reach_as_far_the_shorter_is_shown(plan: Plan, make_version: MakeVersion) -> None:
    quarter, month = make_version(FOOD, "2018-Q1", "96"), make_version(FOOD, "2018-03", "97")
    assert on(plan, FOOD, "2018-04-03", quarter, month).version == month


def test_the_overview_shows_every_indicator_in_the_plans_order(plan: Plan) -> None:
    everything = overview(plan, [], on=date(2018, 4, 3))
    assert [each.indicator.id for each in everything] == [each.id for each in plan.indicators]
    assert {each.light for each in everything} == {"missing"}


def test_a_townships_own_figure_is_not_the_citys(plan: Plan, make_version: MakeVersion) -> None:
    township = next(unit.id for unit in plan.units if unit.kind == "township")
    own = make_version(FOOD, "2018-03", "100", unit=township)
    everything = overview(plan, [own], on=date(2018, 4, 3))
    assert next(each for each in everything if each.indicator.id == FOOD).version is None


def test_figures_of_indicators_that_left_the_plan_are_passed_over(
    plan: Plan, make_version: MakeVersion
) -> None:
    smaller = plan.model_copy(update={"indicators": plan.indicators[:1]})
    assert len(overview(smaller, [make_version(FOOD, "2018-03", "97")], on=date(2018, 4, 3))) == 1


def test_a_returned_figure_has_no_light_of_its_own(plan: Plan, make_version: MakeVersion) -> None:
    figure = replace(make_version("food-spot-check", "2018-03", "97"), verdict="returned")
    found = current(plan, plan.indicator["food-spot-check"], [figure], on=date(2018, 4, 3))
    assert (found.light, found.is_returned, found.version) == ("missing", True, figure)


def test_what_does_not_apply_is_not_missing(plan: Plan, make_version: MakeVersion) -> None:
    figure = make_version("food-spot-check", "2018-03", "97")
    none = replace(figure, draft=replace(figure.draft, state="not-applicable", value=None))
    found = current(plan, plan.indicator["food-spot-check"], [none], on=date(2018, 4, 3))
    assert (found.light, found.is_returned) == ("unknown", False)
