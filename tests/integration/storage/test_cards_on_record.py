"""Cards on record: one of each kind in a chat, with what became of its message."""

from datetime import timedelta
from typing import Literal

import pytest

from qbot.cards.card import Card
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, message

GROUP = -100


async def put(store: SqlStore, subject: str = "phase:advance") -> int:
    async with store.writing() as tx:
        [row] = await tx.outbox.add([message(GROUP)], at=AT)
        await tx.cards.show(chat_id=GROUP, kind="phase", subject=subject, content="a", outbox_id=row, at=AT)
    return row


async def only(store: SqlStore) -> Card:
    async with store.reading() as tx:
        [card] = await tx.cards.all()
    return card


async def test_a_card_is_waiting_until_its_message_was_sent(store: SqlStore) -> None:
    row = await put(store)
    assert (await only(store)).state == "waiting"
    async with store.writing() as tx:
        await tx.outbox.sent(row, message_id=9, at=AT)
        await tx.cards.pinned(GROUP, "phase")
    assert await only(store) == Card(GROUP, "phase", "phase:advance", "a", True, AT, 9, "shown")


@pytest.mark.parametrize("state", ["failed", "uncertain", "unreachable"])
async def test_a_message_that_did_not_arrive_is_told(
    store: SqlStore, state: Literal["failed", "uncertain", "unreachable"]
) -> None:
    row = await put(store)
    async with store.writing() as tx:
        await tx.outbox.give_up(row, state=state, error="", at=AT)
    assert (await only(store)).state == state


async def test_a_card_that_cannot_be_edited_has_failed(store: SqlStore) -> None:
    row = await put(store)
    async with store.writing() as tx:
        await tx.outbox.sent(row, message_id=9, at=AT)
        [edit] = await tx.outbox.add([message(GROUP)], at=AT)
        await tx.cards.change(chat_id=GROUP, kind="phase", subject="s", content="b", edit_id=edit)
        await tx.outbox.give_up(edit, state="failed", error="message to edit not found", at=AT)
    card = await only(store)
    assert (card.subject, card.content, card.state) == ("s", "b", "failed")


async def test_another_card_of_the_kind_takes_its_place(store: SqlStore) -> None:
    await put(store)
    await put(store, "phase:self-check")
    assert (await only(store)).subject == "phase:self-check"


async def test_a_group_that_moves_takes_its_cards_along_without_their_messages(store: SqlStore) -> None:
    row = await put(store)
    async with store.writing() as tx:
        await tx.outbox.sent(row, message_id=9, at=AT)
        await tx.chats.migrate(GROUP, -1009, at=AT + timedelta(hours=1))
    card = await only(store)
    assert (card.chat_id, card.message_id, card.state) == (-1009, None, "unreachable")
