"""Occasions: when an open figure is a reason to write, and how long a missed one is caught up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qbot.calendar import is_workday
from qbot.ledger.obligations import Obligation
from qbot.nudging.occasions import latest_occasion, waits_for
from qbot.periods import Period

MARCH = Obligation(
    "food-spot-check", "food-drug-bureau", Period.of_month(2018, 3), date(2018, 4, 9), date(2018, 4, 16)
)
QUARTER = Obligation(
    "product-pass-rate", "quality-bureau", Period.of_quarter(2018, 1), date(2018, 4, 12), date(2018, 4, 23)
)


def day(text: str) -> date:
    return date.fromisoformat(f"2018-{text}")


def occasions(entry: Obligation) -> list[str]:
    """The days on which a person who is told each time hears of it, when the bot is never down."""
    days, last = [], None
    for on in (day("03-20") + timedelta(days=n) for n in range(60)):
        if waits_for(entry, last_on=last, on=on):
            days.append(f"{on:%m-%d}")
            last = on
    return days


def test_a_quarter_is_asked_for_five_and_two_workdays_before_on_the_day_and_one_after() -> None:
    assert occasions(QUARTER) == ["04-04", "04-10", "04-12", "04-13"]


def test_a_month_that_is_not_over_is_not_asked_for() -> None:
    assert occasions(MARCH) == ["04-04", "04-09", "04-10"]


def test_nothing_is_asked_for_on_a_day_off() -> None:
    for n in range(60):
        on = day("03-20") + timedelta(days=n)
        assert is_workday(on) or latest_occasion(QUARTER, on=on) is None


def test_a_granted_day_moves_the_occasions_with_it() -> None:
    assert occasions(MARCH.extended_until(day("04-20"))) == ["04-13", "04-18", "04-20", "04-23"]


def test_an_earlier_granted_day_changes_nothing() -> None:
    assert MARCH.extended_until(day("04-06")) == MARCH
    assert MARCH.extended_until(day("04-09")) == MARCH


@pytest.mark.parametrize(
    ("promised_on", "asked"),
    [
        ("04-04", ["04-09", "04-10"]),  # kept quiet on the 4th, then the due day's own occasions
        ("04-09", ["04-10"]),
        ("04-12", ["04-13"]),  # past its due day: once, on the workday after
        ("04-13", ["04-16"]),  # a Friday: the Monday after
    ],
)
def test_a_promise_waits_and_is_asked_for_after_its_day(promised_on: str, asked: list[str]) -> None:
    assert occasions(replace(MARCH, promised_on=day(promised_on))) == asked


def test_a_missed_occasion_is_caught_up_until_the_end_of_the_next_workday() -> None:
    assert waits_for(MARCH, last_on=None, on=day("04-08"))  # missed on the 4th; 5th to 7th were days off
    assert waits_for(MARCH, last_on=day("04-04"), on=day("04-09"))
    assert waits_for(MARCH, last_on=day("04-09"), on=day("04-11"))  # missed on the 10th
    assert not waits_for(MARCH, last_on=None, on=day("04-12"))


def test_two_missed_occasions_are_one_reason() -> None:
    assert latest_occasion(MARCH, on=day("04-10")) == day("04-10")
    assert not waits_for(MARCH, last_on=day("04-10"), on=day("04-10"))
