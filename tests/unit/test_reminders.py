"""Which reminders fall due when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qbot.clock import CITY_TIME, city_time
from qbot.ledger.versions import Series
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reminders import DigestReminder, PhaseReminder, due_between


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)


def digests(plan: Plan, after: str, until: str) -> list[DigestReminder]:
    found = due_between(plan, after=city(after), until=city(until))
    return [entry for entry in found if isinstance(entry, DigestReminder)]


def phases(plan: Plan, after: str, until: str) -> list[PhaseReminder]:
    found = due_between(plan, after=city(after), until=city(until))
    return [entry for entry in found if isinstance(entry, PhaseReminder)]


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


@pytest.mark.parametrize(
    ("month", "days"),
    [
        # due on 9 April: the holiday of 5-7 April is made up on Sunday the 8th
        ("2018-04", ["2018-04-04", "2018-04-09", "2018-04-10", "2018-04-12", "2018-04-13"]),
        # due on 7 February
        ("2018-02", ["2018-02-05", "2018-02-07", "2018-02-08"]),
        # due on 12 October, after the National Day week
        ("2018-10", ["2018-10-10", "2018-10-12", "2018-10-15", "2018-10-17", "2018-10-18"]),
    ],
)
def test_digests_fall_on_workdays_around_the_due_date(plan: Plan, month: str, days: list[str]) -> None:
    found = [
        str(city_time(entry.due_at).date())
        for entry in digests(plan, f"{month}-01T00:00", f"{month}-28T00:00")
    ]
    assert found == days


def test_monthly_and_quarterly_figures_of_one_day_are_one_digest(plan: Plan) -> None:
    (entry,) = digests(plan, "2018-04-10T08:00", "2018-04-10T10:00")
    assert {str(each.period) for each in entry.obligations} == {"2018-03", "2018-Q1"}
    assert entry.reminder == "digest:2018-04-10"


def test_each_figure_is_in_three_digests(plan: Plan) -> None:
    found = digests(plan, "2018-04-01T00:00", "2018-05-01T00:00")
    series = Series("food-spot-check", "food-drug-bureau", "2018-03")
    assert sum(series in {each.series for each in entry.obligations} for entry in found) == 3


def test_a_unit_that_has_reported_is_not_in_the_digest(plan: Plan) -> None:
    (entry,) = digests(plan, "2018-04-04T08:00", "2018-04-04T10:00")
    settled = {
        Series("food-spot-check", "food-drug-bureau", "2018-03"),
        Series("agri-spot-check", "agriculture-bureau", "2018-03"),
    }
    left = entry.still_owed(settled)
    assert "agriculture-bureau" not in left
    assert [each.indicator for each in left["food-drug-bureau"]] == ["drug-spot-check"]


def test_a_persons_digest_has_its_own_name(plan: Plan) -> None:
    (entry,) = digests(plan, "2018-04-04T08:00", "2018-04-04T10:00")
    assert entry.for_person(7) == "digest:2018-04-04:7"


def test_the_window_is_open_at_its_start_and_closed_at_its_end(plan: Plan) -> None:
    nine = city("2018-04-04T09:00")
    assert due_between(plan, after=nine, until=nine + timedelta(hours=1)) == []
    assert len(due_between(plan, after=nine - timedelta(seconds=30), until=nine)) == 1


def test_windows_side_by_side_find_each_occurrence_once(plan: Plan) -> None:
    start, end, step = city("2018-03-25T00:00"), city("2018-04-20T00:00"), timedelta(hours=7)
    pieces, at = [], start
    while at < end:
        pieces += due_between(plan, after=at, until=min(at + step, end))
        at += step
    assert pieces == due_between(plan, after=start, until=end)


def test_names_are_unique_over_the_whole_plan(plan: Plan) -> None:
    found = due_between(plan, after=city("2017-01-01T00:00"), until=city("2021-01-01T00:00"))
    assert len({(entry.reminder, entry.due_at) for entry in found}) == len(found)
    assert sum(isinstance(entry, PhaseReminder) for entry in found) == 5 * 6


def test_nothing_falls_due_outside_the_plan(plan: Plan) -> None:
    assert due_between(plan, after=city("2017-01-01T00:00"), until=city("2017-11-30T23:00")) == []
    assert due_between(plan, after=city("2020-03-01T00:00"), until=city("2026-11-23T00:00")) == []
