"""What makes a figure doubtful, and what is never doubted."""

from decimal import Decimal

import pytest

from qbot.ledger.doubt import Doubt, doubt
from qbot.periods import Period
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD, PILOTS, ACCIDENTS = "food-spot-check", "provincial-pilots", None
MARCH = Period.parse("2018-03")


def months(*values: str, until: Period = MARCH) -> dict[Period, Decimal]:
    """Values of the months before `until`, the last one just before it."""
    return {until.shifted(index - len(values)): Decimal(value) for index, value in enumerate(values)}


def judged(value: str, *values: str, indicator: str = FOOD, until: Period = MARCH) -> Doubt | None:
    return doubt(PLAN.indicator[indicator], Decimal(value), period=until, others=months(*values, until=until))


def kind(found: Doubt | None) -> str | None:
    return found.kind if found else None


@pytest.mark.parametrize(
    ("value", "values", "expected", "instead"),
    [
        ("79.8", ("97.9",), "swapped", "97.8"),
        ("69.5", ("96.1", "95.8"), "swapped", "96.5"),
        ("89.7", ("98.7",), "swapped", "98.7"),
        ("9.65", ("96.1",), "point", "96.5"),
        ("9.65", (), "point", "96.5"),
        ("0.965", ("96.1",), "point", "96.5"),
        ("60", ("96.1",), "jump", None),
        ("88", ("96.1", "96.4", "96.0", "96.2", "96.3", "96.1"), "jump", None),
        ("79.6", ("96.1", "96.4", "96.0", "96.2", "96.3", "96.1"), "swapped", "97.6"),
    ],
)
def test_slips_of_the_thumb_are_named_with_what_was_meant(
    value: str, values: tuple[str, ...], expected: str, instead: str | None
) -> None:
    found = judged(value, *values)
    assert kind(found) == expected
    assert found and found.instead == (Decimal(instead) if instead else None)


@pytest.mark.parametrize(
    ("value", "values"),
    [
        ("96.5", ()),
        ("96.5", ("95.1",)),
        ("87", ("96.1",)),
        ("97.8", ("97.9", "79.8")),
        ("93.5", ("96.1", "96.4", "96.0", "96.2", "96.3", "96.1")),
        ("100", ("96.1", "98.4", "97.0", "99.2", "96.3", "98.1")),
        ("80", ("96", "93", "90", "88", "85", "82")),
    ],
)
def test_what_a_series_may_well_do_is_not_doubted(value: str, values: tuple[str, ...]) -> None:
    assert judged(value, *values) is None


def test_a_cumulative_figure_does_not_fall() -> None:
    quarter = Period.parse("2018-Q2")
    found = judged("2", "3", indicator=PILOTS, until=quarter)
    assert found == Doubt("fall", Decimal(3), quarter.shifted(-1), instead=None)
    assert judged("3", "3", indicator=PILOTS, until=quarter) is None
    assert judged("4", "3", indicator=PILOTS, until=quarter) is None


def test_more_passed_than_checked_means_that_the_two_are_exchanged() -> None:
    found = doubt(PLAN.indicator[FOOD], Decimal("103.52"), period=MARCH, others={}, counts=(500, 483))
    assert found == Doubt("exchanged", instead=Decimal("96.6"))


def test_a_series_is_compared_with_periods_of_its_own_length_alone() -> None:
    others = {Period.parse("2018"): Decimal("40"), Period.parse("2018-Q1"): Decimal("40")}
    assert doubt(PLAN.indicator[FOOD], Decimal("96.5"), period=MARCH, others=others) is None


def test_a_figure_of_the_past_is_compared_with_what_came_after_it() -> None:
    others = {MARCH.shifted(1): Decimal("97.9")}
    found = doubt(PLAN.indicator[FOOD], Decimal("79.8"), period=MARCH, others=others)
    assert found == Doubt("swapped", Decimal("97.9"), MARCH.shifted(1), instead=Decimal("97.8"))
    assert doubt(PLAN.indicator[FOOD], Decimal("97.1"), period=MARCH, others=others) is None


def test_the_period_before_counts_more_than_the_one_after() -> None:
    others = {MARCH.shifted(-1): Decimal("97.9"), MARCH.shifted(1): Decimal("96.2")}
    found = doubt(PLAN.indicator[FOOD], Decimal("60"), period=MARCH, others=others)
    assert found == Doubt("jump", Decimal("97.9"), MARCH.shifted(-1))


def test_a_cumulative_figure_of_the_past_is_not_above_the_one_after_it() -> None:
    first, second = Period.parse("2018-Q1"), Period.parse("2018-Q2")
    found = doubt(PLAN.indicator[PILOTS], Decimal("3"), period=first, others={second: Decimal("2")})
    assert found == Doubt("fall", Decimal(2), second, instead=None)
    slip = doubt(PLAN.indicator[PILOTS], Decimal("20"), period=first, others={second: Decimal("2")})
    assert slip is not None
    assert slip.instead == Decimal(2)
    assert doubt(PLAN.indicator[PILOTS], Decimal("2"), period=first, others={second: Decimal("2")}) is None


def test_half_a_hundredth_of_exchanged_counts_is_rounded_up() -> None:
    found = doubt(PLAN.indicator[FOOD], Decimal("100.5"), period=MARCH, others={}, counts=(800, 797))
    assert found == Doubt("exchanged", instead=Decimal("99.63"))  # 99.625


def test_accidents_may_rise_from_none_to_a_few() -> None:
    accident = next(each for each in PLAN.indicators if each.accident)
    quarter = Period.parse("2018-Q2")
    period = MARCH if accident.frequency == "month" else quarter
    others = {period.shifted(-1): Decimal(0)}
    assert doubt(accident, Decimal(2), period=period, others=others) is None
    assert kind(doubt(accident, Decimal(30), period=period, others=others)) in ("jump", "point")


@pytest.mark.parametrize(
    ("value", "replaced", "expected", "instead"),
    [
        ("69.5", "96.5", "swapped", "96.5"),
        ("0", "96.8", "jump", None),
        ("60.1", "96.1", "jump", None),
        ("96.5", "69.5", None, None),
        ("96.5", "9.65", None, None),
        ("70.2", "69.5", None, None),
        ("95.8", "96.5", None, None),
    ],
)
def test_a_correction_is_measured_by_the_figure_that_it_replaces(
    value: str, replaced: str, expected: str | None, instead: str | None
) -> None:
    standing = {MARCH: Decimal(replaced)}
    found = doubt(PLAN.indicator[FOOD], Decimal(value), period=MARCH, others=standing)
    assert kind(found) == expected
    if found is not None:
        assert (found.before, found.period) == (Decimal(replaced), MARCH)
        assert found.instead == (Decimal(instead) if instead else None)


def test_a_correction_that_other_periods_bear_out_is_not_doubted() -> None:
    standing = {**months("70.4", "71"), MARCH: Decimal("96.5")}
    assert doubt(PLAN.indicator[FOOD], Decimal("70.8"), period=MARCH, others=standing) is None
