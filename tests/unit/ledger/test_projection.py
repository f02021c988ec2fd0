"""Projection: from four points on, robust against one odd figure, never beyond what can be."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from qbot.ledger.projection import Projection, projection
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Plan

MakeVersion = Callable[..., Version]
PHASE_END = date(2018, 12, 31)


def monthly(make: MakeVersion, indicator: str, *values: str) -> dict[Period, Version]:
    months = [Period.of_month(2018, at + 1) for at in range(len(values))]
    return {month: make(indicator, str(month), value) for month, value in zip(months, values, strict=True)}


def test_three_points_say_nothing(plan: Plan, make_version: MakeVersion) -> None:
    series = monthly(make_version, "food-spot-check", "94", "95", "96")
    assert projection(plan.indicator["food-spot-check"], series, until=PHASE_END) is None


def test_a_steady_series_goes_on_as_it_went(plan: Plan, make_version: MakeVersion) -> None:
    series = monthly(make_version, "food-spot-check", "94", "94.2", "94.4", "94.6")
    found = projection(plan.indicator["food-spot-check"], series, until=PHASE_END)
    assert found == Projection(Decimal("96.2"), Period.of_month(2018, 12), 4)


def test_one_odd_month_does_not_bend_it(plan: Plan, make_version: MakeVersion) -> None:
    series = monthly(make_version, "food-spot-check", "94", "94.2", "60", "94.6", "94.8", "95", "95.2")
    found = projection(plan.indicator["food-spot-check"], series, until=PHASE_END)
    assert found is not None
    assert abs(found.value - Decimal("96.2")) <= Decimal("0.2")


def test_a_rate_does_not_pass_a_hundred_nor_a_cumulative_count_fall(
    plan: Plan, make_version: MakeVersion
) -> None:
    rate = monthly(make_version, "food-spot-check", "92", "95", "98", "99")
    brands = plan.indicator["time-honoured-brands"]
    quarters = [Period.of_quarter(2017, 4).shifted(at) for at in range(4)]
    counts = {
        quarter: make_version(brands.id, str(quarter), value)
        for quarter, value in zip(quarters, ("3", "3", "2", "2"), strict=True)
    }
    found = [
        projection(plan.indicator["food-spot-check"], rate, until=PHASE_END),
        projection(brands, counts, until=PHASE_END),
    ]
    assert [each and each.value for each in found] == [Decimal(100), Decimal(2)]


def test_a_few_months_say_nothing_about_years_to_come(plan: Plan, make_version: MakeVersion) -> None:
    series = monthly(make_version, "food-spot-check", "94", "94.2", "94.4", "94.6")
    food = plan.indicator["food-spot-check"]
    assert projection(food, series, until=date(2019, 4, 30)) is not None
    assert projection(food, series, until=date(2019, 5, 31)) is None


def test_a_period_that_is_told_of_needs_no_projection(plan: Plan, make_version: MakeVersion) -> None:
    series = monthly(make_version, "food-spot-check", "94", "95", "96", "97")
    assert projection(plan.indicator["food-spot-check"], series, until=date(2018, 4, 30)) is None


def test_figures_of_another_length_and_accidents_make_no_trend(plan: Plan, make_version: MakeVersion) -> None:
    halves = {
        Period(first, first + 5): make_version("food-spot-check", str(Period(first, first + 5)), "95")
        for first in (2016 * 12, 2016 * 12 + 6, 2017 * 12, 2017 * 12 + 6)
    }
    accidents = monthly(make_version, "equipment-accidents", "0", "0", "1", "0")
    assert projection(plan.indicator["food-spot-check"], halves, until=PHASE_END) is None
    assert projection(plan.indicator["equipment-accidents"], accidents, until=PHASE_END) is None
