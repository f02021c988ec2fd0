"""The gate: a digest that had to wait is looked at once more in the second in which it leaves."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta

import pytest

from handlers.nudging import gate, wording
from handlers.outcomes import GivenUp, Later
from qbot.clock import FixedClock
from qbot.hours import leave_lunch_free
from qbot.messages import OutboxRow, Outgoing
from qbot.nudging.telling import nudge
from qbot.people import Person
from qbot.plan.models import Plan
from storage.repositories.people import SqlPeople
from storage.store import SqlStore
from tests.integration.office.nudge_stage import FOOD_UNIT, MARCH_DRUG, MARCH_FOOD, Office, city

Enrol = Callable[..., Awaitable[Person]]
Leaves = Callable[[str], Awaitable[object]]


@pytest.fixture
async def office(store: SqlStore, plan: Plan, enrol: Enrol) -> Office:
    """A digest about two figures has been put into the outbox on the 4th at nine."""
    await enrol(1, "office")
    await enrol(7, "contact", FOOD_UNIT)
    office = Office(store, plan)
    await office.report_all(FOOD_UNIT)
    assert await nudge(store, plan, wording(plan), now=city("2018-04-04T09:00")) == 1
    return office


@pytest.fixture
def leaves(office: Office) -> Leaves:
    """`await leaves("04T10:00")`: what becomes of the digest that leaves at this moment."""

    async def at(text: str) -> object:
        now = city(f"2018-04-{text}")
        async with office.store.reading() as tx:
            (row,) = await tx.outbox.next_rows(busy=(), limit=9, at=now)
        return await gate(office.store, office.plan, FixedClock(now))(row)

    return at


def words(seen: object) -> str:
    assert isinstance(seen, OutboxRow)
    return str(seen.outgoing.payload["text"])


async def test_what_is_still_owed_leaves_as_it_is(leaves: Leaves) -> None:
    text = words(await leaves("04T09:00"))
    assert "2项待报" in text and "重点食品监督抽查合格率" in text and "药品" in text


async def test_what_was_reported_meanwhile_is_left_out(office: Office, leaves: Leaves) -> None:
    await office.report(MARCH_FOOD)
    text = words(await leaves("04T15:00"))
    assert "1项待报" in text and "重点食品监督抽查合格率" not in text


async def test_what_was_promised_meanwhile_is_left_out(office: Office, leaves: Leaves) -> None:
    await office.promise(MARCH_DRUG, "2018-04-12")
    assert "1项待报" in words(await leaves("04T15:00"))


async def test_nothing_leaves_when_all_is_reported(office: Office, leaves: Leaves) -> None:
    await office.report(MARCH_FOOD, MARCH_DRUG)
    seen = await leaves("04T15:00")
    assert isinstance(seen, GivenUp) and seen.quiet


@pytest.mark.parametrize("late", ["04T17:31", "04T23:00", "05T10:00", "08T09:00"])
async def test_a_digest_whose_day_is_over_does_not_leave(leaves: Leaves, late: str) -> None:
    assert isinstance(await leaves(late), GivenUp)


async def test_what_did_not_leave_is_said_anew_the_next_workday(office: Office, leaves: Leaves) -> None:
    async with office.store.writing() as tx:
        (row,) = await tx.outbox.next_rows(busy=(), limit=9, at=city("2018-04-04T10:00"))
        await tx.outbox.give_up(row.id, state="failed", error="its day is over", at=city("2018-04-04T23:00"))
    assert await office.tick("2018-04-08T09:00") == 1


async def test_at_lunch_a_digest_waits_when_lunch_is_left_free(office: Office, leaves: Leaves) -> None:
    async with office.store.writing() as tx:
        await leave_lunch_free(tx, free=True)
    seen = await leaves("04T12:30")
    assert isinstance(seen, Later)
    assert (seen.seconds, seen.reach) == (timedelta(minutes=90).total_seconds(), "row")


async def test_other_messages_leave_at_any_hour(office: Office) -> None:
    row = OutboxRow(99, Outgoing(7, "sendMessage", {"text": "回执"}, "receipt"), 0, city("2018-04-04T22:00"))
    assert await gate(office.store, office.plan, FixedClock(city("2018-04-04T23:00")))(row) is row


async def test_nothing_leaves_for_whom_it_no_longer_concerns(
    office: Office, leaves: Leaves, enrol: Enrol
) -> None:
    """A digest that waits while its receiver goes away or leaves the office would ask the wrong person."""
    colleague = await enrol(8, "contact", FOOD_UNIT)
    async with office.store.writing() as tx:
        person = await tx.people.by_user(7)
        assert person is not None
        await tx.absences.add(
            person_id=person.id,
            substitute_id=colleague.id,
            from_on=date(2018, 4, 4),
            until_on=date(2018, 4, 8),
            text="出差",
            at=city("2018-04-04T09:30"),
        )
    assert isinstance(await leaves("04T10:00"), GivenUp)


async def test_looking_again_does_not_read_everybody(leaves: Leaves, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten thousand people each digest would otherwise cost as much as all of them."""

    async def everybody(_repository: SqlPeople) -> Sequence[Person]:
        raise AssertionError("everybody was read")

    monkeypatch.setattr(SqlPeople, "all", everybody)
    assert "2项待报" in words(await leaves("04T10:00"))
