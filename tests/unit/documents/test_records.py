"""What became of an obligation follows from all versions of its figure."""

from collections.abc import Callable
from datetime import date

import pytest

from qbot.documents.records import duties, results
from qbot.documents.scoring import Duty
from qbot.ledger.obligations import NONE_GRANTED, Granted, obligation
from qbot.ledger.reviews import Review
from qbot.ledger.versions import Series, Version
from qbot.periods import Period
from qbot.plan.models import Plan
from tests.unit.documents.conftest import MakeVersion, at

FOOD = "food-spot-check"
MARCH = Period.of_month(2018, 3)
DUE = date(2018, 4, 9)
ON_TIME, LATE, TODAY = date(2018, 4, 3), date(2018, 4, 12), date(2018, 4, 14)

Sent = Callable[..., Version]


@pytest.fixture
def sent(make_version: MakeVersion) -> Sent:
    def make(number: int, day: date, value: str | None = "96.6", **more: object) -> Version:
        return make_version(FOOD, "2018-03", value, number=number, reported=at(day), **more)

    return make


def became(
    plan: Plan,
    *versions: Version,
    on: date = TODAY,
    granted: Granted = NONE_GRANTED,
    reviews: tuple[Review, ...] = (),
) -> Duty:
    owed = [obligation(plan, plan.indicator[FOOD], MARCH)]
    (only,) = duties(owed, versions, on=on, granted=granted, reviews=reviews)
    return only


def test_by_its_due_day_a_figure_is_on_time_and_after_it_late(plan: Plan, sent: Sent) -> None:
    assert became(plan, sent(1, DUE)).outcome == "on-time"
    assert became(plan, sent(1, LATE)).outcome == "late"


def test_what_did_not_come_is_open_until_its_due_day_and_missing_after(plan: Plan) -> None:
    assert became(plan, on=DUE).outcome == "open"
    assert became(plan, on=date(2018, 4, 10)).outcome == "missing"


def test_what_came_early_counts_once_its_due_day_has_passed(plan: Plan, sent: Sent) -> None:
    assert became(plan, sent(1, ON_TIME), on=DUE).outcome == "open"
    assert became(plan, sent(1, ON_TIME), on=date(2018, 4, 10)).outcome == "on-time"
    back = sent(1, ON_TIME, verdict="returned")
    assert became(plan, back, on=DUE).outcome == "open"


def test_a_correction_makes_nobody_late(plan: Plan, sent: Sent) -> None:
    duty = became(plan, sent(2, LATE, "95.6"), sent(1, ON_TIME))
    assert (duty.outcome, duty.settled_on) == ("on-time", ON_TIME)


def test_a_figure_taken_back_has_not_come(plan: Plan, sent: Sent) -> None:
    back = sent(2, LATE, None, state="withdrawn", withdraws=1)
    assert became(plan, sent(1, ON_TIME), back).outcome == "missing"


def test_a_figure_taken_back_and_sent_again_came_the_second_time(plan: Plan, sent: Sent) -> None:
    back = sent(2, ON_TIME, None, state="withdrawn", withdraws=1)
    assert became(plan, sent(1, ON_TIME), back, sent(3, LATE)).outcome == "late"


def test_a_figure_given_back_is_owed_until_it_is_sent_again(plan: Plan, sent: Sent) -> None:
    first = sent(1, ON_TIME, verdict="returned")
    reviews = (Review(1, 1, "returned", "单位有误", 5, at(DUE)), Review(2, 1, "asked", "?", 5, at(DUE)))
    assert became(plan, first, reviews=reviews).outcome == "returned"
    again = became(plan, first, sent(2, LATE), reviews=reviews)
    assert (again.outcome, again.settled_on, again.returned_on) == ("late", LATE, (DUE,))


def test_a_promise_is_no_figure_and_not_applicable_is_an_answer(plan: Plan, sent: Sent) -> None:
    assert became(plan, sent(1, ON_TIME, None, state="deferred")).outcome == "missing"
    assert became(plan, sent(1, ON_TIME, None, state="not-applicable")).outcome == "on-time"


def test_the_day_the_office_granted_counts(plan: Plan, sent: Sent) -> None:
    granted = {Series(FOOD, "food-drug-bureau", "2018-03"): LATE}
    assert became(plan, sent(1, LATE), granted=granted).outcome == "on-time"
    assert became(plan, on=date(2018, 4, 11), granted=granted).outcome == "open"


def test_the_citys_figures_within_the_days_are_judged(plan: Plan, make_version: MakeVersion) -> None:
    versions = [
        make_version(FOOD, "2018-02", "96", number=1),
        make_version(FOOD, "2018-03", "93", number=2),
        make_version(FOOD, "2018-04", "96", number=3),
        make_version(FOOD, "2018-03", "99", number=4, unit="chengguan-zhen"),
        make_version("drug-spot-check", "2018-03", "97.5", number=5, verdict="returned"),
        make_version("water-quality", "2018-02", "80", number=6),
        make_version("water-quality", "2018-03", "81", number=7),
    ]
    found = results(plan, versions, since=date(2018, 3, 1), until=date(2018, 3, 31))
    assert [(each.indicator, each.unit, each.light) for each in found] == [
        (FOOD, "food-drug-bureau", "unmet"),
        ("water-quality", "environment-bureau", "met"),
    ]
