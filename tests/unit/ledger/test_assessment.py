"""Figures against targets: each kind, in its direction."""

from decimal import Decimal

import pytest

from qbot.ledger.assessment import Assessment, assess
from qbot.periods import Period
from qbot.plan.models import Plan, Target

MARCH = Period.of_month(2018, 3)


def light(plan: Plan, indicator: str, value: str) -> tuple[str, str]:
    found = assess(plan.indicator[indicator], Decimal(value), period=MARCH)
    return found.light, str(found.distance)


def trend(plan: Plan, indicator: str, value: str, **earlier: str) -> Assessment:
    known = {Period.parse(key.strip("_").replace("_", "-")): Decimal(text) for key, text in earlier.items()}
    return assess(plan.indicator[indicator], Decimal(value), period=MARCH, earlier=known)


def test_no_figure_is_missing(plan: Plan) -> None:
    assert assess(plan.indicator["food-spot-check"], None) == Assessment("missing")


def test_zero_is_a_figure(plan: Plan) -> None:
    assert assess(plan.indicator["equipment-accidents"], Decimal(0)).light == "met"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("96.6", ("met", "1.6")),
        ("95", ("met", "0")),
        ("94.99", ("near", "-0.01")),
        ("94", ("near", "-1")),
        ("93.99", ("unmet", "-1.01")),
    ],
)
def test_at_least_is_met_at_the_target_and_near_within_a_point(
    plan: Plan, value: str, expected: tuple[str, str]
) -> None:
    assert light(plan, "food-spot-check", value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("100", ("met", "0")), ("99.4", ("near", "-0.6")), ("98.9", ("unmet", "-1.1"))]
)
def test_exactly_a_hundred_per_cent(plan: Plan, value: str, expected: tuple[str, str]) -> None:
    assert light(plan, "ccc-certificate-coverage", value) == expected


@pytest.mark.parametrize(("value", "expected"), [("0", ("met", "0")), ("1", ("unmet", "-1"))])
def test_a_single_accident_is_never_near(plan: Plan, value: str, expected: tuple[str, str]) -> None:
    assert light(plan, "equipment-accidents", value) == expected


@pytest.mark.parametrize(("value", "expected"), [("3", ("met", "0")), ("2", ("unmet", "-1"))])
def test_counts_are_reached_or_not(plan: Plan, value: str, expected: tuple[str, str]) -> None:
    assert light(plan, "time-honoured-brands", value) == expected


def test_without_the_reference_value_nothing_is_known(plan: Plan) -> None:
    assert assess(plan.indicator["export-notification"], Decimal("0.1")) == Assessment("unknown")


@pytest.mark.parametrize(
    ("kind", "better", "value", "expected"),
    [
        ("below-reference", "lower", "0.4", ("met", "0.1")),
        ("below-reference", "lower", "0.5", ("unmet", "0.0")),
        ("below-reference", "lower", "0.6", ("unmet", "-0.1")),
        ("above-reference", "higher", "0.6", ("met", "0.1")),
        ("above-reference", "higher", "0.5", ("unmet", "0.0")),
    ],
)
def test_a_reference_must_be_passed_not_reached_and_an_adverse_ratio_is_never_near(
    plan: Plan, kind: str, better: str, value: str, expected: tuple[str, str]
) -> None:
    adverse = plan.indicator["export-notification"]
    target = Target.model_validate(
        {"kind": kind, "better": better, "value": "0.5", "holds_from": "2018-01-01", "clause": "二(一)3"}
    )
    found = assess(adverse.model_copy(update={"target": target}), Decimal(value))
    assert (found.light, str(found.distance)) == expected


def test_rising_compares_with_the_same_period_of_the_year_before(plan: Plan) -> None:
    found = trend(plan, "water-quality", "80", _2017_03="79", _2018_02="81")
    assert found == Assessment("met", Decimal(1), Decimal(79), Period.of_month(2017, 3))


def test_rising_falls_back_to_the_period_before(plan: Plan) -> None:
    found = trend(plan, "water-quality", "80", _2018_02="81", _2018_01="70")
    assert found == Assessment("unmet", Decimal(-1), Decimal(81), Period.of_month(2018, 2))


def test_standing_still_is_near_not_rising(plan: Plan) -> None:
    assert trend(plan, "water-quality", "80.0", _2018_02="80").light == "near"


def test_falling_is_better_when_smaller(plan: Plan) -> None:
    quarter, before = Period.of_quarter(2018, 1), Period.of_quarter(2017, 4)
    emissions = plan.indicator["pollutant-emissions"]
    lights = [
        assess(emissions, Decimal(value), period=quarter, earlier={before: Decimal(4120)}).light
        for value in ("4000", "4120", "4200")
    ]
    assert lights == ["met", "near", "unmet"]


def test_the_first_figure_of_a_trend_has_nothing_to_be_measured_by(plan: Plan) -> None:
    assert trend(plan, "water-quality", "80") == Assessment("unknown")
    assert trend(plan, "water-quality", "80", _2018_03="80", _2018_04="70").light == "unknown"


def test_a_target_judges_no_period_that_ended_before_it_held(plan: Plan) -> None:
    food = plan.indicator["food-spot-check"]
    before = assess(food, Decimal("94"), period=Period.of_month(2017, 12))
    after = assess(food, Decimal("94"), period=Period.of_month(2018, 1))
    assert (before.light, before.holds_from, before.distance) == (
        "unknown",
        food.target.holds_from,
        Decimal(-1),
    )
    assert (after.light, after.holds_from) == ("near", None)
