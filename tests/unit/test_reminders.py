"""Which reminders fall due when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qbot.calendar import is_workday
from qbot.clock import CITY_TIME, city_time
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reminders import CardDue, due_between


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)


def phases(plan: Plan, after: str, until: str) -> list[CardDue]:
    return [due for due in due_between(plan, after=city(after), until=city(until)) if due.about.phase]


def on_days(found: list[CardDue]) -> list[tuple[str, date]]:
    return [(due.reminder, city_time(due.due_at).date()) for due in found]


def test_a_phase_is_announced_on_six_days_before_its_end_and_when_the_next_begins(plan: Plan) -> None:
    assert on_days(phases(plan, "2019-03-01T00:00", "2019-05-07T00:00")) == [
        ("phase:advance:T-30", date(2019, 3, 29)),  # the 31st is a Sunday
        ("phase:advance:T-14", date(2019, 4, 16)),
        ("phase:advance:T-7", date(2019, 4, 23)),
        ("phase:advance:T-3", date(2019, 4, 26)),  # the 27th is a Saturday
        ("phase:advance:T-1", date(2019, 4, 29)),
        ("phase:advance:T-0", date(2019, 4, 30)),
        ("phase:self-check:begins", date(2019, 5, 5)),  # a make-up Sunday after the days off in May
    ]


def test_publicity_days_and_months_are_announced_every_year_of_the_plan(plan: Plan) -> None:
    found = due_between(plan, after=city("2017-11-01T00:00"), until=city("2020-01-01T00:00"))
    told = {due.about.name for due in found if due.about.publicity}
    assert told == {
        f"publicity:{name}:{year}" for name in ("3·15宣传活动", "质量月") for year in (2018, 2019)
    }
    september = on_days([due for due in found if due.about.name == "publicity:质量月:2018"])
    assert september[-2:] == [
        ("publicity:质量月:2018:T-1", date(2018, 8, 31)),
        ("publicity:质量月:2018:T-0", date(2018, 8, 31)),  # the 1st of September is a Saturday
    ]


def test_nothing_falls_due_on_a_day_off(plan: Plan) -> None:
    found = due_between(plan, after=city("2017-01-01T00:00"), until=city("2021-01-01T00:00"))
    assert all(is_workday(city_time(due.due_at).date()) for due in found)


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
    assert len(found) == 5 * (6 + 1) + 4 * 6


def test_nothing_falls_due_outside_the_plan(plan: Plan) -> None:
    assert due_between(plan, after=city("2017-01-01T00:00"), until=city("2017-10-31T23:00")) == []
    assert due_between(plan, after=city("2020-03-01T00:00"), until=city("2026-11-23T00:00")) == []
