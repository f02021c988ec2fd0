"""The queue of what waits to be claimed, over a real database."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from qbot.claims import count_claims, next_claim, open_claim, open_one, settle
from qbot.errors import Gone
from qbot.matters import MatterKind
from qbot.people import Person
from qbot.ports import Writes
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


async def put(tx: Writes, kind: MatterKind, at: datetime) -> int:
    matter = await tx.matters.open(
        kind, person_id=None, chat_id=7, message_id=1, text=kind, payload={}, at=at
    )
    return matter.id


async def test_unread_messages_and_expired_doubts_wait_in_one_line_and_nothing_else(
    store: SqlStore, at: datetime
) -> None:
    async with store.writing() as tx:
        held, _help, claim = [await put(tx, kind, at) for kind in ("held", "help", "claim")]
        assert await count_claims(tx) == 2
        walked = []
        after = 0
        while (matter := await next_claim(tx, after=after)) is not None:
            walked.append(matter.id)
            after = matter.id
    assert walked == [held, claim]


async def test_only_the_first_of_a_line_is_told(store: SqlStore, contact: Person, at: datetime) -> None:
    async with store.writing() as tx:
        told = [
            (await open_claim(tx, contact, text, chat_id=7, message_id=1, at=at))[1]
            for text in ("食安率96", "药械98")
        ]
    assert told == [True, False]


async def test_a_claim_is_settled_once_and_by_name(
    store: SqlStore, contact: Person, enrol: Enrol, at: datetime
) -> None:
    office = await enrol(1, "office")
    async with store.writing() as tx:
        matter, _ = await open_claim(tx, contact, "食安率96", chat_id=7, message_id=1, at=at)
        await settle(tx, office.id, matter, outcome="dismissed", at=at)
        closed = await tx.matters.get(matter.id)
        assert closed is not None
        assert (closed.outcome, closed.closed_by) == ("dismissed", office.id)
        with pytest.raises(Gone, match="claimed"):
            await settle(tx, office.id, matter, outcome="answered", at=at)
        with pytest.raises(Gone, match="claimed"):
            await open_one(tx, matter.id)


async def test_other_open_work_is_no_claim(store: SqlStore, at: datetime) -> None:
    async with store.writing() as tx:
        number = await put(tx, "question", at)
        with pytest.raises(Gone, match="unknown claim"):
            await open_one(tx, number)
