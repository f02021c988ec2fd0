"""Office hours: workdays with their moved days, lunch when it is left free, and when the office opens next."""

from datetime import UTC, datetime

import pytest

from qbot.clock import CITY_TIME, city_time
from qbot.hours import OfficeHours


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2018-04-03T08:59:59", False),
        ("2018-04-03T09:00", True),
        ("2018-04-03T12:30", True),
        ("2018-04-03T17:30", True),
        ("2018-04-03T17:30:01", False),
        ("2018-04-05T10:00", False),  # 清明
        ("2018-04-07T10:00", False),  # a Saturday
        ("2018-04-08T10:00", True),  # a Sunday worked for it
        ("2018-10-01T10:00", False),
        ("2018-09-29T10:00", True),  # a Saturday worked for National Day
    ],
)
def test_the_office_works_on_workdays_from_nine_to_half_past_five(moment: str, *, is_open: bool) -> None:
    assert OfficeHours().are_open(city(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("11:59:59", True), ("12:00", False), ("13:59:59", False), ("14:00", True)],
)
def test_lunch_is_left_free_when_the_office_says_so(moment: str, *, is_open: bool) -> None:
    at = city(f"2018-04-03T{moment}")
    assert OfficeHours(lunch_free=True).are_open(at) is is_open
    assert OfficeHours().are_open(at)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2018-04-03T10:00", "2018-04-03T10:00"),
        ("2018-04-03T07:00", "2018-04-03T09:00"),
        ("2018-04-03T12:10", "2018-04-03T14:00"),
        ("2018-04-03T18:00", "2018-04-04T09:00"),
        ("2018-04-04T18:00", "2018-04-08T09:00"),  # over 清明 to the Sunday that is worked
        ("2018-04-07T12:30", "2018-04-08T09:00"),
        ("2018-09-30T18:00", "2018-10-08T09:00"),
        ("2018-12-29T18:00", "2019-01-02T09:00"),  # the Saturday worked, then New Year
    ],
)
def test_what_falls_outside_waits_for_the_next_opening(moment: str, opens: str) -> None:
    found = OfficeHours(lunch_free=True).next_open(city(moment))
    assert found.tzinfo is UTC
    assert city_time(found) == city(opens)
