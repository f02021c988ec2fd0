"""Chases: by the office, within the caps, kept for office hours; and what was not said is told with why."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from qbot.nudging.telling import Round
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.nudge_stage import FOOD_UNIT, MARCH_DRUG, MARCH_FOOD, Office, city

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def boss(enrol: Enrol) -> Person:
    return await enrol(1, "office")


@pytest.fixture
async def office(store: SqlStore, plan: Plan, enrol: Enrol, boss: Person) -> Office:
    """One unit alone can hear, and owes the figures of March."""
    office = Office(store, plan)
    await enrol(7, "contact", FOOD_UNIT)
    await office.report_all(FOOD_UNIT)
    return office


async def chase(office: Office, boss: Person, at: str, unit: str = FOOD_UNIT) -> Round:
    done = await office.chase(boss, at, unit)
    assert isinstance(done, Round)
    return done


def reasons(done: Round) -> list[str]:
    return [each.reason for each in done.withheld]


async def test_a_chase_asks_for_what_is_due_and_is_on_record(office: Office, boss: Person) -> None:
    done = await chase(office, boss, "2018-04-11T10:00")
    assert [(each.person.telegram_user_id, len(each.entries)) for each in done.told] == [(7, 2)]
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


async def test_what_is_not_due_yet_is_not_chased(office: Office, boss: Person) -> None:
    assert await chase(office, boss, "2018-04-03T10:00") == Round((), ())


async def test_who_was_told_today_is_not_told_twice(office: Office, boss: Person) -> None:
    await office.tick("2018-04-09T09:00")
    assert reasons(await chase(office, boss, "2018-04-09T10:00")) == ["today"]
    await chase(office, boss, "2018-04-11T10:00")
    assert reasons(await chase(office, boss, "2018-04-11T10:00")) == ["today"]
    assert len(office.digests) == 2


async def test_a_chase_counts_and_the_fourth_is_refused(office: Office, boss: Person) -> None:
    for day in ("11", "12", "13"):
        await chase(office, boss, f"2018-04-{day}T10:00")
    assert reasons(await chase(office, boss, "2018-04-16T10:00")) == ["spent"]
    assert len(office.digests) == 3


async def test_a_promise_and_a_unit_that_nobody_hears_for_are_named(
    office: Office, boss: Person, enrol: Enrol
) -> None:
    await office.report(MARCH_FOOD)
    await office.promise(MARCH_DRUG, "2018-04-20")
    assert reasons(await chase(office, boss, "2018-04-11T10:00")) == ["promised"]
    done = await chase(office, boss, "2018-04-11T10:00", unit="agriculture-bureau")
    assert [(each.unit, each.person, each.reason) for each in done.withheld] == [
        ("agriculture-bureau", None, "nobody")
    ]


async def test_outside_office_hours_a_chase_waits_and_is_looked_at_again(
    office: Office, boss: Person
) -> None:
    assert await office.chase(boss, "2018-04-10T20:00", FOOD_UNIT) == city("2018-04-11T09:00")
    assert isinstance(await office.chase(boss, "2018-04-10T20:01", FOOD_UNIT), datetime)
    await office.tick("2018-04-11T08:59")
    assert office.chased == []
    await office.report(MARCH_FOOD)
    await office.tick("2018-04-11T09:00")
    await office.tick("2018-04-11T09:01")
    assert office.digests == [(7, [MARCH_DRUG])]
    assert [len(done.told) for done in office.chased] == [1]
