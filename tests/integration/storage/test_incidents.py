"""Incidents: a thread of entries, readers noted once, closed once."""

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later


async def test_a_thread_keeps_its_entries_and_gives_the_newest_first(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        incident = await tx.incidents.open(person_id=contact.id, unit="food-drug-bureau", at=AT)
        first, second = [
            await tx.incidents.add_entry(
                incident.id, person_id=contact.id, text=text, chat_id=501, message_id=number, at=AT
            )
            for number, text in enumerate(("中毒3人", "又送医2人"))
        ]
    async with store.reading() as view:
        assert await view.incidents.get(incident.id) == incident
        assert await view.incidents.last_entries(incident.id, limit=9) == [second, first]
        assert await view.incidents.last_entries(incident.id, limit=1) == [second]
        assert await view.incidents.by_message(501, 0) == first
        assert await view.incidents.by_message(501, 9) is None


async def test_a_reader_is_noted_with_the_first_time(store: SqlStore, contact: Person) -> None:
    async with store.writing() as tx:
        incident = await tx.incidents.open(person_id=contact.id, unit=None, at=AT)
        assert await tx.incidents.mark_read(incident.id, contact.id, at=later(minutes=1))
        assert not await tx.incidents.mark_read(incident.id, contact.id, at=later(minutes=2))
        [read] = await tx.incidents.readers(incident.id)
    assert (read.person_id, read.read_at) == (contact.id, later(minutes=1))


async def test_an_incident_closes_once_and_is_no_longer_among_the_open_ones(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        old, new = [await tx.incidents.open(person_id=contact.id, unit=None, at=AT) for _ in range(2)]
        assert await tx.incidents.latest_open_of(contact.id) == new
        assert await tx.incidents.open_ones(limit=9) == [old, new]
        assert await tx.incidents.count_open() == 2
        assert await tx.incidents.open_ones(limit=9, after=old.id) == [new]
        assert await tx.incidents.close(new.id, by=contact.id, at=later(hours=1))
        assert not await tx.incidents.close(new.id, by=contact.id, at=later(hours=2))
        assert await tx.incidents.latest_open_of(contact.id) == old
        closed = await tx.incidents.get(new.id)
    assert closed is not None and (closed.closed_by, closed.closed_at) == (contact.id, later(hours=1))
