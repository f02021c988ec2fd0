"""Matters: open until the office closes them once."""

from qbot.matters import Matter, MatterKind
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later


async def open_one(store: SqlStore, person: Person, kind: MatterKind = "help") -> Matter:
    async with store.writing() as tx:
        return await tx.matters.open(
            kind,
            person_id=person.id,
            chat_id=501,
            message_id=4,
            text="缺经费",
            payload={"progress": 7},
            at=AT,
        )


async def test_a_matter_comes_back_as_it_was_opened(store: SqlStore, contact: Person) -> None:
    opened = await open_one(store, contact)
    async with store.reading() as view:
        assert await view.matters.get(opened.id) == opened
        assert await view.matters.get(opened.id + 1) is None


async def test_a_matter_closes_once_and_keeps_who_when_and_how(store: SqlStore, contact: Person) -> None:
    opened = await open_one(store, contact)
    async with store.writing() as tx:
        assert await tx.matters.close(opened.id, by=contact.id, outcome="已协调", at=later(hours=1))
        assert not await tx.matters.close(opened.id, by=contact.id, outcome="again", at=later(hours=2))
        closed = await tx.matters.get(opened.id)
    assert closed is not None and not closed.is_open
    assert (closed.outcome, closed.closed_by, closed.closed_at) == ("已协调", contact.id, later(hours=1))


async def test_open_matters_come_oldest_first_page_by_page_and_by_kind(
    store: SqlStore, contact: Person
) -> None:
    first, claim, second, closed = [
        await open_one(store, contact, kind) for kind in ("help", "claim", "help", "help")
    ]
    async with store.writing() as tx:
        await tx.matters.close(closed.id, by=contact.id, outcome="done", at=AT)
        assert await tx.matters.open_ones(limit=2) == [first, claim]
        assert await tx.matters.open_ones(limit=2, after=claim.id) == [second]
        assert await tx.matters.open_ones("help", limit=9) == [first, second]
        assert await tx.matters.count_open() == {"help": 2, "claim": 1}
