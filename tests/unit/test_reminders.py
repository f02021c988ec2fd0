"""Which reminders fall due when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qbot.clock import CITY_TIME, city_time
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reminders import PhaseReminder, due_between


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)


def phases(plan: Plan, after: str, until: str) -> list[PhaseReminder]:
    return due_between(plan, after=city(after), until=city(until))


def test_a_phase_is_announced_on_six_days_before_its_end(plan: Plan) -> None:
    found = phases(plan, "2019-03-01T00:00", "2019-05-01T00:00")
    assert [(entry.reminder, city_time(entry.due_at).date()) for entry in found] == [
        ("phase:advance:T-30", date(2019, 3, 31)),
        ("phase:advance:T-14", date(2019, 4, 16)),
        ("phase:advance:T-7", date(2019, 4, 23)),
        ("phase:advance:T-3", date(2019, 4, 27)),
        ("phase:advance:T-1", date(2019, 4, 29)),
        ("phase:advance:T-0", date(2019, 4, 30)),
    ]


def test_everything_falls_due_at_nine_in_the_city_and_is_kept_in_utc(plan: Plan) -> None:
    for entry in due_between(plan, after=city("2017-11-01T00:00"), until=city("2020-03-01T00:00")):
        assert entry.due_at.tzinfo is UTC
        assert (city_time(entry.due_at).hour, city_time(entry.due_at).minute) == (9, 0)


def test_the_window_is_open_at_its_start_and_closed_at_its_end(plan: Plan) -> None:
    nine = city("2019-04-23T09:00")
    assert due_between(plan, after=nine, until=nine + timedelta(hours=1)) == []
    assert len(due_between(plan, after=nine - timedelta(seconds=30), until=nine)) == 1


def test_windows_side_by_side_find_each_occurrence_once(plan: Plan) -> None:
    start, end, step = city("2019-03-25T00:00"), city("2019-05-02T00:00"), timedelta(hours=7)
    pieces, at = [], start
    while at < end:
        pieces += due_between(plan, after=at, until=min(at + step, end))
        at += step
    assert pieces == due_between(plan, after=start, until=end)


def test_names_are_unique_over_the_whole_plan(plan: Plan) -> None:
    found = due_between(plan, after=city("2017-01-01T00:00"), until=city("2021-01-01T00:00"))
    assert len({(entry.reminder, entry.due_at) for entry in found}) == len(found)
    assert len(found) == 5 * 6


def test_nothing_falls_due_outside_the_plan(plan: Plan) -> None:
    assert due_between(plan, after=city("2017-01-01T00:00"), until=city("2017-11-30T23:00")) == []
    assert due_between(plan, after=city("2020-03-01T00:00"), until=city("2026-11-23T00:00")) == []
