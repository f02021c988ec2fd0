"""Workdays with make-up days, and the due dates counted in them."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from qbot import calendar
from qbot.calendar import Calendar
from qbot.periods import Period
from qbot.plan.loading import load_plan


@pytest.mark.parametrize(
    "day",
    [
        "2018-02-11",
        "2018-02-24",
        "2018-04-08",
        "2018-04-28",
        "2018-09-29",
        "2018-09-30",
        "2018-12-29",
        "2019-02-02",
    ],
)
def test_a_make_up_weekend_day_is_a_workday(day: str) -> None:
    moved = date.fromisoformat(day)
    assert moved.weekday() >= 5
    assert calendar.is_workday(moved)


@pytest.mark.parametrize(
    "day", ["2017-10-02", "2018-01-01", "2018-02-15", "2018-04-05", "2018-05-01", "2018-10-05", "2018-12-31"]
)
def test_a_holiday_on_a_weekday_is_no_workday(day: str) -> None:
    holiday = date.fromisoformat(day)
    assert holiday.weekday() < 5
    assert not calendar.is_workday(holiday)


def test_ordinary_days_follow_the_week() -> None:
    assert calendar.is_workday(date(2018, 3, 16))
    assert not calendar.is_workday(date(2018, 3, 17))


@pytest.mark.parametrize(
    ("year", "known"), [(2003, False), (2004, True), (2018, True), (2026, True), (2060, False)]
)
def test_it_tells_which_years_it_knows(year: int, known: bool) -> None:
    assert calendar.knows(year) is known


def test_in_an_unknown_year_monday_to_friday_count() -> None:
    monday = date(2060, 10, 4)
    assert [calendar.is_workday(monday + timedelta(days=n)) for n in range(7)] == [True] * 5 + [False] * 2
    assert calendar.add_workdays(date(2059, 12, 31), 1) == date(2060, 1, 1)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2018-02-10", 1, "2018-02-11"),  # a make-up Sunday before the Spring Festival
        ("2018-02-14", 2, "2018-02-23"),  # the festival, then a Saturday to make up
        ("2018-02-14", 3, "2018-02-24"),
        ("2018-04-08", -1, "2018-04-04"),
        ("2018-09-28", 3, "2018-10-08"),
        ("2017-12-29", 1, "2018-01-02"),
        ("2019-01-02", -1, "2018-12-29"),
        ("2018-03-17", 0, "2018-03-17"),
    ],
)
def test_workdays_are_counted_over_holidays_and_the_turn_of_the_year(
    day: str, count: int, expected: str
) -> None:
    assert calendar.add_workdays(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_counting_between_two_days_undoes_adding() -> None:
    for start in (date(2017, 12, 20), date(2018, 2, 10), date(2018, 9, 27), date(2060, 12, 28)):
        for count in (1, 5, 23, 260):
            assert calendar.workdays_between(start, calendar.add_workdays(start, count)) == count
            assert calendar.workdays_between(calendar.add_workdays(start, count), start) == -count


@pytest.mark.parametrize(
    ("indicator", "period", "due_on", "late_until"),
    [
        ("food-spot-check", "2018-01", "2018-02-07", "2018-02-13"),
        ("food-spot-check", "2018-03", "2018-04-09", "2018-04-16"),
        ("food-spot-check", "2018-04", "2018-05-08", "2018-05-15"),
        ("food-spot-check", "2018-09", "2018-10-12", "2018-10-19"),
        ("food-spot-check", "2017-12", "2018-01-08", "2018-01-15"),
        ("energy-standard", "2018-Q1", "2018-04-12", "2018-04-23"),
        ("energy-standard", "2018-Q4", "2019-01-11", "2019-01-22"),
    ],
)
def test_due_dates_follow_the_rule_of_the_frequency(
    indicator: str, period: str, due_on: str, late_until: str
) -> None:
    plan = load_plan()
    due_dates, entry = Calendar(plan), plan.indicator[indicator]
    assert due_dates.due_on(entry.frequency, Period.parse(period)) == date.fromisoformat(due_on)
    assert due_dates.late_until(entry.frequency, Period.parse(period)) == date.fromisoformat(late_until)


def test_the_table_of_holidays_is_loaded_only_when_a_day_is_asked_about() -> None:
    code = "import sys, qbot.calendar, qbot.reminders; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
