"""The gate: a digest that had to wait is looked at once more in the second in which it leaves."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.nudging import gate, wording
from handlers.outcomes import GivenUp, Held
from qbot.circulars import Draft
from qbot.clock import FixedClock
from qbot.hours import leave_lunch_free
from qbot.messages import OutboxRow, Outgoing, OutgoingKind
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
    assert isinstance(seen, Held)
    assert seen.seconds == timedelta(minutes=90).total_seconds()


async def seen_at(office: Office, at: str, outgoing: Outgoing) -> object:
    """What becomes of another message that is about to leave."""
    now = city(at)
    return await gate(office.store, office.plan, FixedClock(now))(OutboxRow(99, outgoing, 0, now))


def message(kind: OutgoingKind, subject: str | None = None) -> Outgoing:
    return Outgoing(7, "sendMessage", {"text": "…"}, kind, subject=subject)


@pytest.mark.parametrize(
    "outgoing",
    [
        message("receipt"),
        message("answer"),
        message("question"),
        message("edit"),
        message("notice", "incident:1"),
    ],
)
async def test_answers_and_emergencies_leave_at_any_hour(office: Office, outgoing: Outgoing) -> None:
    seen = await seen_at(office, "2018-04-04T23:00", outgoing)
    assert isinstance(seen, OutboxRow) and seen.outgoing is outgoing


@pytest.mark.parametrize("kind", ["notice", "reminder"])
async def test_what_nobody_asked_for_waits_for_the_office_to_open(office: Office, kind: OutgoingKind) -> None:
    """Such as a figure given back at night, or a card held up by an outage until the evening."""
    seen = await seen_at(office, "2018-04-04T23:00", message(kind))
    assert isinstance(seen, Held)
    assert city("2018-04-04T23:00") + timedelta(seconds=seen.seconds) == city("2018-04-08T09:00")
    assert isinstance(await seen_at(office, "2018-04-08T09:00", message(kind)), OutboxRow)


async def test_the_mornings_report_leaves_before_the_office_opens_and_not_on_another_day(
    office: Office,
) -> None:
    report = message("notice", "morning")
    assert isinstance(await seen_at(office, "2018-04-04T08:40", report), OutboxRow)
    for late in ("2018-04-04T18:00", "2018-04-05T09:00", "2018-04-08T08:39"):
        assert isinstance(await seen_at(office, late, report), GivenUp)


async def test_an_own_reminder_that_missed_its_day_does_not_go_and_is_told(office: Office) -> None:
    """「今天下午3点开会」 held up by an outage until the next morning."""
    row = OutboxRow(99, message("reminder", "own:1"), 0, city("2018-04-03T15:00"))
    for at, kind in (
        ("2018-04-03T15:01", OutboxRow),
        ("2018-04-03T18:00", Held),
        ("2018-04-04T09:00", GivenUp),
    ):
        seen = await gate(office.store, office.plan, FixedClock(city(at)))(row)
        assert isinstance(seen, kind)
    assert isinstance(seen, GivenUp) and not seen.quiet


async def test_a_notice_read_elsewhere_or_closed_meanwhile_does_not_leave(
    office: Office, enrol: Enrol
) -> None:
    at, copy = city("2018-04-04T10:00"), message("notice", "circular:1")
    other = await enrol(8, "contact", "agriculture-bureau")
    async with office.store.writing() as tx:
        person = await tx.people.by_user(7)
        assert person is not None
        made = await tx.circulars.add(Draft(text="请阅"), readers={person.id, other.id}, by=1, at=at)
    assert isinstance(await seen_at(office, "2018-04-04T10:00", copy), OutboxRow)
    async with office.store.writing() as tx:
        await tx.circulars.read(made.id, person.id, at=at)
    assert isinstance(await seen_at(office, "2018-04-04T10:00", copy), GivenUp)
    assert isinstance(await seen_at(office, "2018-04-04T10:00", replace(copy, chat_id=8)), OutboxRow)
    assert isinstance(await seen_at(office, "2018-04-04T10:00", replace(copy, chat_id=-1001)), OutboxRow)
    async with office.store.writing() as tx:
        await tx.circulars.close(made.id, at=at)
    assert isinstance(await seen_at(office, "2018-04-04T10:00", replace(copy, chat_id=8)), GivenUp)


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
