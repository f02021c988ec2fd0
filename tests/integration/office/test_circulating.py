"""Circulating notices: to whom they reach, in office hours, and back to the unread alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.circular_copies import copies, count_below
from qbot.audiences import Audience
from qbot.circulars import Circular, Draft
from qbot.circulating import Issued, Reminded, issue, remind_unread, show_counts
from qbot.clock import CITY_TIME
from qbot.errors import Gone
from qbot.messages import Outgoing
from qbot.nudging.burden import set_budget
from qbot.people import Person
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
EVERYBODY = Draft(text="请阅", audience=Audience(roles=("contact",)))
GROUP = -1001


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


NOON, NIGHT, NEXT = city("2018-04-03T11:00"), city("2018-04-03T20:00"), city("2018-04-04T11:00")


@pytest.fixture
async def member(enrol: Enrol) -> Person:
    return await enrol(1, "office")


@pytest.fixture
async def food(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


async def outbox(store: SqlStore, at: datetime) -> list[Outgoing]:
    async with store.reading() as tx:
        return [row.outgoing for row in await tx.outbox.next_rows(busy=(), limit=99, at=at)]


async def sent(store: SqlStore, by: Person, draft: Draft = EVERYBODY, at: datetime = NOON) -> Circular:
    return (await issued(store, by, draft, at=at)).circular


async def issued(store: SqlStore, by: Person, draft: Draft = EVERYBODY, at: datetime = NOON) -> Issued:
    async with store.writing() as tx:
        done = await issue(tx, draft, copies(), by=by, at=at)
    assert done is not None
    return done


async def test_at_night_a_notice_waits_for_the_office_to_open(
    store: SqlStore, member: Person, food: Person
) -> None:
    await sent(store, member, at=NIGHT)
    assert await outbox(store, NIGHT) == []
    [call] = await outbox(store, city("2018-04-04T09:00"))
    assert call.chat_id == 7


async def test_who_cannot_hear_is_not_written_to_but_stays_among_the_unread(
    store: SqlStore, member: Person, food: Person, enrol: Enrol
) -> None:
    silent = await enrol(8, "contact", "agriculture-bureau", started=False)
    made = await sent(store, member)
    assert [call.chat_id for call in await outbox(store, NOON)] == [7]
    async with store.writing() as tx:
        await tx.circulars.read(made.id, food.id, at=NOON)
        assert await remind_unread(tx, made, copies(), by=member, at=NOON) == Reminded((), (silent,), ())


async def test_a_notice_that_reaches_nobody_is_none(store: SqlStore, member: Person) -> None:
    async with store.writing() as tx:
        assert await issue(tx, EVERYBODY, copies(), by=member, at=NOON) is None


async def test_the_unread_are_reminded_once_a_day_and_never_after_the_end(
    store: SqlStore, member: Person, food: Person
) -> None:
    made = await sent(store, member)
    async with store.writing() as tx:
        assert await remind_unread(tx, made, copies(), by=member, at=NOON) == Reminded((food,), (), ())
    async with store.writing() as tx:
        again = await tx.circulars.get(made.id)
        assert again is not None
        assert await remind_unread(tx, again, copies(), by=member, at=NOON) is None
        assert await remind_unread(tx, again, copies(), by=member, at=NEXT) == Reminded((food,), (), ())
        assert await tx.circulars.close(made.id, at=NEXT)
        assert not await tx.circulars.close(made.id, at=NEXT)
        ended = await tx.circulars.get(made.id)
    assert ended is not None
    with pytest.raises(Gone):
        async with store.writing() as tx:
            await remind_unread(tx, ended, copies(), by=member, at=NEXT)


async def test_many_readers_are_one_edit_of_each_group(store: SqlStore, member: Person, food: Person) -> None:
    async with store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="工作群", at=NOON)
        await tx.chats.bind(GROUP, bound=True, by=member.id, at=NOON)
    made = await sent(store, member, Draft(text="请阅", audience=Audience(groups=(GROUP,))))
    async with store.writing() as tx:
        [row] = await tx.outbox.next_rows(busy=(), limit=9, at=NOON)
        await tx.outbox.sent(row.id, message_id=5, at=NOON)
        for person in (food, member):
            await tx.circulars.read(made.id, person.id, at=NOON)
    assert await show_counts(store, count_below, now=NOON) == 1
    assert await show_counts(store, count_below, now=NOON) == 0
    [edit] = await outbox(store, NOON)
    assert edit.method == "editMessageReplyMarkup"
    assert "已阅(2)" in str(edit.payload)  # the office read it too, though it was not asked


async def test_reading_twice_counts_once(store: SqlStore, member: Person, food: Person) -> None:
    made = await sent(store, member)
    async with store.writing() as tx:
        assert await tx.circulars.read(made.id, food.id, at=NOON)
        assert not await tx.circulars.read(made.id, food.id, at=NEXT)
        [reading] = await tx.circulars.readings(made.id)
    assert reading.read_at == NOON


async def test_a_notice_beyond_the_weeks_budget_waits_for_the_first_week_that_has_room(
    store: SqlStore, member: Person, food: Person, enrol: Enrol
) -> None:
    farm = await enrol(8, "contact", "agriculture-bureau")
    async with store.writing() as tx:
        await set_budget(tx, 1)
    await sent(store, member, Draft(text="一", audience=Audience(units=("food-drug-bureau",))))
    second, third = await issued(store, member), await issued(store, member)
    assert (set(second.later), set(third.later)) == ({food}, {food, farm})
    assert [call.chat_id for call in await outbox(store, NOON)] == [7, 8]
    weeks = [city("2018-04-09T09:00"), city("2018-04-16T09:00")]
    for monday, expected in zip(weeks, ([7, 8], [7]), strict=True):
        async with store.writing() as tx:
            while rows := await tx.outbox.next_rows(busy=(), limit=9, at=monday - timedelta(minutes=1)):
                for row in rows:
                    await tx.outbox.sent(row.id, message_id=None, at=NOON)
        assert [call.chat_id for call in await outbox(store, monday)] == expected


async def test_the_offices_own_notices_have_no_budget(store: SqlStore, member: Person) -> None:
    async with store.writing() as tx:
        await set_budget(tx, 1)
    to_office = Draft(text="请阅", audience=Audience(roles=("office",)))
    assert [(await issued(store, member, to_office)).later for _ in range(2)] == [(), ()]


async def test_the_unread_whose_week_is_full_are_not_reminded(
    store: SqlStore, member: Person, food: Person
) -> None:
    made = await sent(store, member)
    async with store.writing() as tx:
        await set_budget(tx, 1)
        assert await remind_unread(tx, made, copies(), by=member, at=NOON) == Reminded((), (), (food,))
        assert await remind_unread(tx, made, copies(), by=member, at=city("2018-04-09T10:00")) == Reminded(
            (food,), (), ()
        )


async def test_who_stands_in_gets_the_notice_too(
    store: SqlStore, member: Person, food: Person, enrol: Enrol
) -> None:
    farm = await enrol(8, "contact", "agriculture-bureau")
    async with store.writing() as tx:
        await tx.absences.add(
            person_id=food.id,
            substitute_id=farm.id,
            from_on=date(2018, 4, 2),
            until_on=date(2018, 4, 4),
            text="出差",
            at=NOON,
        )
    made = await sent(store, member, Draft(text="请阅", audience=Audience(units=("food-drug-bureau",))))
    assert {call.chat_id for call in await outbox(store, NOON)} == {7, 8}
    async with store.writing() as tx:
        assert {each.person_id for each in await tx.circulars.readings(made.id)} == {food.id, farm.id}
        reminded = await remind_unread(tx, made, copies(), by=member, at=NOON)
    assert reminded == Reminded((farm,), away=(food,))  # who is away is left in peace
