"""Scores follow from what was owed: each obligation once, no share over 100 %, no score out of nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbot.documents.scoring import (
    Duty,
    Event,
    Outcome,
    Result,
    UnitScore,
    ranks,
    score,
)
from qbot.ledger.assessment import Light
from qbot.periods import Period
from qbot.plan.models import Deduction, Scoring, Weights

RULES = Scoring(
    clause="五(五)",
    weights=Weights(completeness=Decimal(30), timeliness=Decimal(30), targets=Decimal(40)),
    deductions=(
        Deduction(event="returned", points=Decimal(1), at_most=Decimal("2.5")),
        Deduction(event="supervised", points=Decimal(2), at_most=Decimal(10)),
    ),
    objection_workdays=5,
)
OUTCOMES: tuple[Outcome, ...] = ("on-time", "late", "missing", "returned", "open")
LIGHTS: tuple[Light, ...] = ("met", "near", "unmet", "unknown", "missing")


def duty(outcome: Outcome, month: int = 1, *, unit: str = "a", returned: int = 0) -> Duty:
    back = tuple(date(2018, month, day + 1) for day in range(returned))
    period = Period.of_month(2018, month)
    return Duty(unit, "food-spot-check", period, period.ends_on, outcome, period.ends_on, back)


def result(light: Light, month: int = 1) -> Result:
    return Result("a", "food-spot-check", Period.of_month(2018, month), light)


def scored(*duties: Duty, results: tuple[Result, ...] = (), events: tuple[Event, ...] = ()) -> UnitScore:
    (only,) = score(RULES, ["a"], duties=duties, results=results, events=events)
    return only


def points(of: UnitScore) -> list[Decimal | None]:
    return [part.points for part in of.parts]


def test_all_on_time_and_met_is_100() -> None:
    full = scored(duty("on-time", 1), duty("on-time", 2), results=(result("met"),))
    assert points(full) == [30, 30, 40]
    assert full.total == 100
    assert not full.is_scaled


def test_late_figures_count_for_completeness_not_for_timeliness() -> None:
    half = scored(duty("on-time", 1), duty("late", 2), results=(result("met"),))
    assert points(half) == [30, 15, 40]
    assert half.total == 85


def test_missing_and_returned_figures_have_not_come() -> None:
    third = scored(duty("on-time", 1), duty("missing", 2), duty("returned", 3), results=(result("met"),))
    assert points(third) == [10, 10, 40]


def test_what_is_not_due_yet_counts_nowhere() -> None:
    assert points(scored(duty("on-time", 1), duty("open", 2))) == [30, 30, None]


def test_near_is_not_met_and_what_cannot_be_measured_does_not_count() -> None:
    lights = tuple(result(light, month) for month, light in enumerate(LIGHTS, 1))
    targets = scored(duty("on-time"), results=lights).parts[2]
    assert (targets.reached, targets.counted) == (1, 3)
    assert targets.points == Decimal("13.33")


def test_nothing_due_is_no_score_rather_than_0_or_100() -> None:
    nothing = scored()
    assert points(nothing) == [None, None, None]
    assert nothing.total is None
    assert not nothing.is_scaled


def test_only_what_is_not_due_yet_is_no_score() -> None:
    assert scored(duty("open")).total is None


def test_a_measure_without_figures_is_left_out_and_the_rest_scaled_to_100() -> None:
    township = scored(duty("on-time", 1), duty("late", 2))
    assert township.is_scaled
    assert township.total == 75


def test_scaling_does_not_round_twice() -> None:
    thirds = scored(duty("on-time", 1), duty("missing", 2), duty("missing", 3))
    assert thirds.total == Decimal("33.33")


def test_a_figure_sent_again_does_not_count_twice() -> None:
    again = scored(duty("on-time"), duty("on-time"), duty("missing", 2))
    assert [(part.reached, part.counted) for part in again.parts[:2]] == [(1, 2), (1, 2)]


@pytest.mark.parametrize("order", [1, -1])
def test_told_twice_the_worse_outcome_counts(order: int) -> None:
    first, second = [duty("on-time"), duty("late")][::order]
    assert points(scored(first, second))[:2] == [30, 0]


def test_each_deduction_names_its_event() -> None:
    event = Event(date(2018, 5, 2), "supervised", "a", note="督办单第1号")
    lost = scored(duty("on-time", 1, returned=1), results=(result("met"),), events=(event,))
    assert [(each.event.kind, each.event.on, each.points) for each in lost.deducted] == [
        ("returned", date(2018, 1, 1), 1),
        ("supervised", date(2018, 5, 2), 2),
    ]
    assert lost.deducted[0].event.indicator == "food-spot-check"
    assert lost.total == 97


def test_events_beyond_the_limit_of_their_rule_cost_nothing_and_are_named() -> None:
    lost = scored(duty("on-time", 1, returned=4), results=(result("met"),))
    assert [each.points for each in lost.deducted] == [1, 1, Decimal("0.5"), 0]
    assert lost.total == Decimal("97.5")


def test_an_event_without_a_rule_costs_nothing() -> None:
    assert scored(duty("late"), duty("missing", 2)).deducted == ()


def test_a_figure_given_back_and_not_sent_again_is_an_event_even_without_its_day() -> None:
    (lost,) = scored(duty("returned")).deducted
    assert (lost.event.kind, lost.event.on) == ("returned", date(2018, 1, 31))


def test_deductions_do_not_go_below_zero() -> None:
    assert scored(duty("missing", 1, returned=2)).total == 0


def test_every_unit_asked_about_has_its_own_score() -> None:
    a, b, c = score(RULES, ["a", "b", "c"], duties=[duty("on-time"), duty("missing", unit="b")])
    assert (a.unit, a.total, b.total, c.total) == ("a", 100, 0, None)


def test_equal_scores_share_a_place_and_no_score_has_none() -> None:
    duties = [duty("on-time"), duty("on-time", unit="b"), duty("missing", unit="c")]
    assert ranks(score(RULES, list("abcd"), duties=duties)) == {"a": 1, "b": 1, "c": 3}


DUTIES = st.builds(
    duty, st.sampled_from(OUTCOMES), st.integers(1, 12), returned=st.integers(0, 3), unit=st.just("a")
)
RESULTS = st.builds(result, st.sampled_from(LIGHTS), st.integers(1, 12))


@given(st.lists(DUTIES), st.lists(RESULTS))
def test_no_share_exceeds_100_per_cent_and_no_total_leaves_0_to_100(
    duties: list[Duty], results: list[Result]
) -> None:
    found = scored(*duties, results=tuple(results))
    for part in found.parts:
        assert 0 <= part.reached <= part.counted
        assert part.points is None or 0 <= part.points <= part.weight
    assert found.total is None or 0 <= found.total <= 100
