"""Emergencies in the store: which message begins one, goes on with one, or says nothing new."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from qbot.errors import Gone, NotAllowed
from qbot.incidents.telling import FLOOD, FLOOD_TIME, FOLLOWS_WITHIN, Source, Told, add, close, hearers, tell
from qbot.people import Person
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
SAID = Source("食物中毒3人送医", 7, 1)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


async def said(store: SqlStore, person: Person, source: Source, at: datetime) -> Told | None:
    async with store.writing() as tx:
        return await tell(tx, person, source, at=at)


async def test_a_message_within_a_day_of_the_last_word_goes_on_and_a_later_one_begins_anew(
    store: SqlStore, contact: Person, at: datetime
) -> None:
    first = await said(store, contact, SAID, at)
    soon = await said(store, contact, Source("又有2人", 7, 2), at + timedelta(hours=23))
    still = await said(store, contact, Source("又有1人", 7, 3), at + timedelta(hours=46))
    later = await said(store, contact, Source("起火", 7, 4), at + timedelta(hours=46) + FOLLOWS_WITHIN)
    told = [each for each in (first, soon, still, later) if each]
    assert [(each.incident.id, each.first) for each in told] == [(1, True), (1, False), (1, False), (2, True)]


async def test_another_persons_message_is_another_incident(
    store: SqlStore, contact: Person, enrol: Enrol, at: datetime
) -> None:
    other = await enrol(8, "contact", "agriculture-bureau")
    one = await said(store, contact, SAID, at)
    two = await said(store, other, Source("桥塌了", 8, 1), at)
    assert one and two and one.incident.id != two.incident.id


async def test_the_same_message_once_more_says_nothing_and_its_edit_is_a_further_entry(
    store: SqlStore, contact: Person, at: datetime
) -> None:
    await said(store, contact, SAID, at)
    assert await said(store, contact, SAID, at) is None
    edited = Source("食物中毒5人送医", 7, 1)
    again = await said(store, contact, edited, at)
    assert again and (again.incident.id, again.first) == (1, False)
    assert await said(store, contact, edited, at) is None


async def test_after_it_is_closed_a_new_message_begins_a_new_one(
    store: SqlStore, contact: Person, enrol: Enrol, at: datetime
) -> None:
    office = await enrol(1, "office")
    await said(store, contact, SAID, at)
    async with store.writing() as tx:
        with pytest.raises(NotAllowed):
            await close(tx, 1, contact, Source("好了", 7, 2), at=at)
        told = await close(tx, 1, office, Source("误报", 1, 2), at=at)
        assert not told.incident.is_open
        with pytest.raises(Gone):
            await close(tx, 1, office, Source("再结", 1, 3), at=at)
        late = await add(tx, 1, contact, Source("补充一句", 7, 3), at=at)
        assert late.incident.id == 1
    new = await said(store, contact, Source("又起火", 7, 4), at)
    assert new and new.first


async def test_of_a_flood_all_is_kept_its_beginning_told_and_after_a_while_it_goes_on(
    store: SqlStore, contact: Person, at: datetime
) -> None:
    told = [await said(store, contact, Source(f"中毒{n}人", 7, n), at) for n in range(FLOOD + 3)]
    assert [each.sent_on for each in told if each] == [True] * FLOOD + [False] * 3
    assert [each.flood_begins for each in told if each] == [False] * FLOOD + [True, False, False]
    calm = await said(store, contact, Source("已控制", 7, 99), at + FLOOD_TIME)
    assert calm and calm.sent_on
    async with store.reading() as tx:
        assert len(await tx.incidents.last_entries(1, limit=99)) == FLOOD + 4


async def test_only_office_and_officials_who_can_hear_are_told(
    store: SqlStore, contact: Person, enrol: Enrol, at: datetime
) -> None:
    office, official = await enrol(1, "office"), await enrol(2, "official")
    await enrol(3, "official", started=False)
    blocked, removed = await enrol(4, "official"), await enrol(5, "office")
    async with store.writing() as tx:
        await tx.people.set_state(blocked.id, "blocked", at=at)
        await tx.people.set_state(removed.id, "removed", at=at)
    async with store.reading() as tx:
        assert {each.id for each in await hearers(tx)} == {office.id, official.id}
        assert {each.id for each in await hearers(tx, but=office.id)} == {official.id}
