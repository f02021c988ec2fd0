"""The office's own reminders over a real database: each moment once, on its day, to those who can hear."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from handlers.own_reminders import reminder_words
from qbot.audiences import Audience
from qbot.clock import CITY_TIME
from qbot.nudging.burden import set_budget
from qbot.own_reminders import OwnReminder, Rule, Wanted
from qbot.own_reminding import send_own_reminders
from qbot.people import Person
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
WEEKLY = Wanted("报进度", Rule("weekly", time(9), (0,)), Audience(units=("food-drug-bureau",)))
OFFICE, FOOD = 1, 7


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


@dataclass
class Office:
    """The store and its member, with a Telegram that takes everything."""

    store: SqlStore
    member: Person

    async def save(self, wanted: Wanted = WEEKLY, at: str = "2018-04-03T09:30") -> OwnReminder:
        async with self.store.writing() as tx:
            return await tx.own_reminders.add(wanted, by=self.member.id, at=city(at))

    async def tick(self, text: str) -> list[tuple[int, str]]:
        """Whom a look at this moment sends what."""
        await send_own_reminders(self.store, reminder_words(), now=city(text))
        told: list[tuple[int, str]] = []
        async with self.store.writing() as tx:
            while rows := await tx.outbox.next_rows(busy=(), limit=9, at=city(text)):
                for row in rows:
                    told.append((row.outgoing.chat_id, row.outgoing.payload["text"]))
                    await tx.outbox.sent(row.id, message_id=None, at=city(text))
        return told


@pytest.fixture
async def office(store: SqlStore, enrol: Enrol) -> Office:
    return Office(store, await enrol(OFFICE, "office"))


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(FOOD, "contact", "food-drug-bureau")


async def test_each_moment_is_sent_once_at_its_hour(office: Office, contact: Person) -> None:
    await office.save()
    moments = ["2018-04-09T08:59", "2018-04-09T09:00", "2018-04-09T09:01", "2018-04-10T09:00"]
    assert [await office.tick(at) for at in moments] == [[], [(FOOD, "⏰ 提醒:报进度")], [], []]
    assert len(await office.tick("2018-04-16T09:00")) == 1


async def test_a_day_off_moves_it_to_the_next_workday(office: Office, contact: Person) -> None:
    await office.save(Wanted("报数", Rule("monthly", time(10), (5,)), WEEKLY.audience))
    assert await office.tick("2018-04-05T10:00") == []
    assert len(await office.tick("2018-04-08T10:00")) == 1  # a Sunday that is worked


@pytest.mark.parametrize(
    ("said", "leaves"), [(time(8, 30), "2018-04-04T09:00"), (time(20), "2018-04-08T09:00")]
)
async def test_an_hour_outside_office_hours_waits_for_the_office_to_open(
    office: Office, contact: Person, said: time, leaves: str
) -> None:
    """The 5th to the 7th are days off."""
    await office.save(Wanted("到会", Rule("once", said, day=date(2018, 4, 4)), WEEKLY.audience))
    assert await office.tick(f"2018-04-04T{said:%H:%M}") == []
    assert await office.tick(leaves) == [(FOOD, "⏰ 提醒:到会")]
    assert await office.tick(leaves) == []


async def test_what_is_said_for_closing_time_goes_just_before(office: Office, contact: Person) -> None:
    """At the next look after half past five the office is closed."""
    await office.save(Wanted("下班", Rule("workdays", time(17, 30)), WEEKLY.audience), at="2018-04-03T18:00")
    looks = [await office.tick(f"2018-04-04T{at}") for at in ("17:28:59", "17:29:20", "17:29:50", "17:30:20")]
    assert [len(each) for each in looks] == [0, 1, 0, 0]


async def test_whose_week_is_full_is_not_reminded_and_its_maker_is_told(
    office: Office, contact: Person, enrol: Enrol
) -> None:
    await enrol(8, "contact", "agriculture-bureau")
    async with office.store.writing() as tx:
        await set_budget(tx, 1)
    await office.save()
    both = Audience(units=("food-drug-bureau", "agriculture-bureau"))
    await office.save(Wanted("交表", Rule("weekly", time(10), (0,)), both))
    assert [chat for chat, _ in await office.tick("2018-04-09T09:00")] == [FOOD]
    told = dict(await office.tick("2018-04-09T10:00"))
    assert told.keys() == {8, OFFICE}
    assert "用户7" in told[OFFICE] and "上限" in told[OFFICE]
    assert len(await office.tick("2018-04-16T09:00")) == 1


async def test_who_stands_in_is_reminded_in_place_of_who_is_away(
    office: Office, contact: Person, enrol: Enrol
) -> None:
    colleague = await enrol(8, "contact", "food-drug-bureau")
    async with office.store.writing() as tx:
        await tx.absences.add(
            person_id=contact.id,
            substitute_id=colleague.id,
            from_on=date(2018, 4, 9),
            until_on=date(2018, 4, 13),
            text="出差",
            at=city("2018-04-03T10:00"),
        )
    await office.save()
    assert [chat for chat, _ in await office.tick("2018-04-09T09:00")] == [8]
    assert {chat for chat, _ in await office.tick("2018-04-16T09:00")} == {FOOD, 8}


async def test_what_is_late_on_its_day_is_sent_in_office_hours_only(office: Office, contact: Person) -> None:
    await office.save()
    assert await office.tick("2018-04-09T18:00") == []
    [(chat, words)] = await office.tick("2018-04-10T09:00")
    assert chat == OFFICE
    assert "没有补发" in words


async def test_a_downtime_of_some_hours_is_caught_up(office: Office, contact: Person) -> None:
    await office.save()
    assert len(await office.tick("2018-04-09T15:00")) == 1


async def test_a_longer_downtime_is_told_to_its_maker_once(office: Office, contact: Person) -> None:
    await office.save()
    await office.save(Wanted("交表", Rule("workdays", time(10)), WEEKLY.audience))
    [(chat, words)] = await office.tick("2018-04-18T09:30")
    assert chat == OFFICE
    assert "M-1「报进度」原定2018年4月9日(周一)09:00等2次" in words
    assert "M-2「交表」" in words
    assert [chat for chat, _ in await office.tick("2018-04-18T10:00")] == [FOOD]
    assert await office.tick("2018-04-19T09:00") == []


async def test_a_downtime_that_ends_in_the_evening_is_told_once_with_what_was_of_that_day(
    office: Office, contact: Person
) -> None:
    await office.save(Wanted("交表", Rule("workdays", time(10)), WEEKLY.audience))
    assert await office.tick("2018-04-10T18:00") == []
    [(chat, words)] = await office.tick("2018-04-11T09:00")
    assert (chat, words.count("M-1")) == (OFFICE, 1)
    assert [chat for chat, _ in await office.tick("2018-04-11T10:00")] == [FOOD]


async def test_while_it_is_paused_nothing_is_sent_and_nothing_counts_as_missed(
    office: Office, contact: Person
) -> None:
    made = await office.save()
    async with office.store.writing() as tx:
        assert await tx.own_reminders.pause(made.id, at=city("2018-04-04T10:00"))
        assert not await tx.own_reminders.pause(made.id, at=city("2018-04-04T10:00"))
    assert await office.tick("2018-04-09T09:00") == []
    async with office.store.writing() as tx:
        assert await tx.own_reminders.resume(made.id, at=city("2018-04-10T10:00"))
        assert not await tx.own_reminders.resume(made.id, at=city("2018-04-10T10:00"))
    assert await office.tick("2018-04-10T10:01") == []
    assert len(await office.tick("2018-04-16T09:00")) == 1


async def test_one_that_is_for_a_single_day_ends_with_it(office: Office, contact: Person) -> None:
    made = await office.save(Wanted("交报告", Rule("once", time(15), day=date(2018, 4, 10)), WEEKLY.audience))
    assert len(await office.tick("2018-04-10T15:00")) == 1
    async with office.store.reading() as tx:
        assert await tx.own_reminders.get(made.id) is None


async def test_when_nobody_can_hear_its_maker_is_told_and_nobody_counts_as_reminded(
    office: Office, enrol: Enrol
) -> None:
    await enrol(FOOD, "contact", "food-drug-bureau", started=False)
    await office.save()
    [(chat, words)] = await office.tick("2018-04-09T09:00")
    assert chat == OFFICE
    assert "收不到消息" in words
    async with office.store.reading() as tx:
        settled = await tx.occurrences.settled(since=city("2018-04-09T00:00"))
    assert len(settled) == 1


async def test_one_that_was_deleted_is_sent_no_more(office: Office, contact: Person) -> None:
    made = await office.save()
    async with office.store.writing() as tx:
        assert await tx.own_reminders.end(made.id, at=city("2018-04-04T10:00"))
        assert not await tx.own_reminders.end(made.id, at=city("2018-04-04T10:00"))
    assert await office.tick("2018-04-09T09:00") == []
