"""Who owes what, from the plan and what has been reported."""

from collections import Counter
from datetime import date

import pytest

from qbot.ledger.obligations import Obligation, expected, owed
from qbot.ledger.versions import Series
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def names(entries: tuple[Obligation, ...]) -> list[tuple[str, str]]:
    return [(entry.indicator, str(entry.period)) for entry in entries]


def test_nothing_is_owed_before_the_first_month_of_the_plan_has_ended(plan: Plan) -> None:
    assert owed(plan, set(), on=date(2017, 11, 30)) == ()


def test_the_first_month_is_owed_from_the_day_after_its_end(plan: Plan) -> None:
    entries = owed(plan, set(), on=date(2017, 12, 1))
    assert {str(entry.period) for entry in entries} == {"2017-11"}
    assert {entry.indicator for entry in entries} == {
        entry.id for entry in plan.indicators if entry.frequency == "month"
    }


def test_a_quarter_that_began_before_the_plan_is_not_owed(plan: Plan) -> None:
    quarters = {str(e.period) for e in expected(plan, on=date(2018, 7, 1)) if e.period.length == 3}
    assert quarters == {"2018-Q1", "2018-Q2"}


def test_nothing_new_is_owed_after_the_plan(plan: Plan) -> None:
    entries = list(expected(plan, on=date(2026, 11, 23)))
    assert max(entry.period.ends_on for entry in entries) == date(2019, 12, 31)
    assert Counter(entry.period.length for entry in entries) == {1: 6 * 26, 3: 19 * 8}


def test_only_lead_units_owe_and_only_their_own(plan: Plan) -> None:
    for entry in expected(plan, on=date(2018, 7, 1)):
        assert plan.indicator[entry.indicator].lead_unit == entry.unit


def test_a_reported_series_is_no_longer_owed(plan: Plan) -> None:
    reported = {Series("food-spot-check", "food-drug-bureau", "2018-03")}
    left = owed(plan, reported, on=date(2018, 4, 3), since=date(2018, 3, 1), unit="food-drug-bureau")
    assert names(left) == [("drug-spot-check", "2018-03")]


def test_another_units_own_figure_does_not_settle_the_lead_units(plan: Plan) -> None:
    reported = {Series("food-spot-check", "xuehu-zhen", "2018-03")}
    left = owed(plan, reported, on=date(2018, 4, 3), since=date(2018, 3, 1), unit="food-drug-bureau")
    assert ("food-spot-check", "2018-03") in names(left)


def test_the_longest_due_comes_first(plan: Plan) -> None:
    due = [entry.due_on for entry in owed(plan, set(), on=date(2018, 8, 1))]
    assert due == sorted(due)


def test_since_leaves_out_periods_that_begin_earlier(plan: Plan) -> None:
    entries = owed(plan, set(), on=date(2018, 7, 1), since=date(2018, 2, 15))
    assert {str(entry.period) for entry in entries} == {"2018-03", "2018-04", "2018-05", "2018-06", "2018-Q2"}


@pytest.mark.parametrize(
    ("on", "stage", "overdue"),
    [
        ("2018-04-03", "open", 0),
        ("2018-04-09", "open", 0),
        ("2018-04-10", "overdue", 1),
        ("2018-04-15", "overdue", 4),  # a Sunday
        ("2018-04-16", "overdue", 5),
        ("2018-04-17", "needs-leave", 6),
    ],
)
def test_due_late_and_leave_are_told_apart(plan: Plan, on: str, stage: str, overdue: int) -> None:
    day = date.fromisoformat(on)
    entry = next(each for each in owed(plan, set(), on=day) if each.period == Period.of_month(2018, 3))
    assert (entry.stage(day), entry.overdue_workdays(day)) == (stage, overdue)
