"""Chats: seen, bound, unreachable, and moved to another id by Telegram."""

import pytest

from qbot.errors import Gone
from qbot.people import Person
from qbot.ports import Chat
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later, message

OLD, NEW = -100, -1001234567890


async def test_a_chat_seen_is_active_and_not_bound(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.chats.see(NEW, kind="group", title="工作群", at=AT)
        assert await tx.chats.get(NEW) == Chat(NEW, "group", "工作群", "active", bound=False)
        assert await tx.chats.get(1) is None


async def test_seeing_a_chat_again_takes_its_new_title_and_reaches_it_again(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        await tx.chats.see(NEW, kind="group", title="工作群", at=AT)
        await tx.chats.bind(NEW, bound=True, by=contact.id, at=AT, thread_id=7)
        await tx.chats.set_state(NEW, "unreachable", reason="kicked", at=AT)
        await tx.chats.see(NEW, kind="group", title="质量强市", at=later(days=1))
        assert await tx.chats.get(NEW) == Chat(NEW, "group", "质量强市", "active", bound=True, thread_id=7)


async def test_a_chat_never_seen_can_be_found_unreachable(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.chats.set_state(501, "unreachable", reason="blocked", at=AT)
        await tx.chats.set_state(OLD, "unreachable", reason="kicked", at=AT)
        person, group = await tx.chats.get(501), await tx.chats.get(OLD)
        assert person == Chat(501, "private", "", "unreachable", bound=False, reason="blocked")
        assert group is not None
        assert group.kind == "group"


async def test_a_chat_never_seen_cannot_be_bound(store: SqlStore, contact: Person) -> None:
    with pytest.raises(Gone):
        async with store.writing() as tx:
            await tx.chats.bind(NEW, bound=True, by=contact.id, at=AT)


async def test_groups_are_all_groups_by_title(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.chats.see(-2, kind="group", title="乙", at=AT)
        await tx.chats.see(-1, kind="group", title="乙", at=AT)
        await tx.chats.see(-3, kind="group", title="丙", at=AT)
        await tx.chats.see(501, kind="private", title="李强", at=AT)
        assert [chat.id for chat in await tx.chats.groups()] == [-3, -2, -1]


@pytest.mark.parametrize("new_one_was_seen", [False, True])
async def test_a_group_that_migrates_keeps_its_binding_its_mail_and_its_questions(
    store: SqlStore, contact: Person, new_one_was_seen: bool
) -> None:
    async with store.writing() as tx:
        await tx.chats.see(OLD, kind="group", title="工作群", at=AT)
        await tx.chats.bind(OLD, bound=True, by=contact.id, at=AT)
        if new_one_was_seen:
            await tx.chats.see(NEW, kind="group", title="工作群", at=AT)
        sent, waiting = await tx.outbox.add([message(OLD), message(OLD)], at=AT)
        await tx.outbox.sent(sent, message_id=9, at=AT)
        asked = await tx.questions.ask(
            chat_id=OLD, person_id=contact.id, kind="which", payload={}, at=AT, expires_at=later(hours=1)
        )
    for _ in range(2):
        async with store.writing() as tx:
            await tx.chats.migrate(OLD, NEW, at=later(minutes=1))
    async with store.reading() as view:
        assert await view.chats.groups() == [Chat(NEW, "group", "工作群", "active", bound=True)]
        [row] = await view.outbox.next_rows(busy=[], limit=9, at=AT)
        assert (row.id, row.outgoing.chat_id, row.outgoing.payload["chat_id"]) == (waiting, NEW, NEW)
        assert [each.id for each in await view.questions.open_for(contact.id, NEW)] == [asked.id]


async def test_an_open_matter_follows_its_group_and_a_closed_one_keeps_where_it_was(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        waiting, closed = [
            await tx.matters.open(
                "help", person_id=contact.id, chat_id=OLD, message_id=4, text="缺经费", payload={}, at=AT
            )
            for _ in range(2)
        ]
        await tx.matters.close(closed.id, by=contact.id, outcome="done", at=AT)
        await tx.chats.migrate(OLD, NEW, at=later(minutes=1))
        moved = [await tx.matters.get(each.id) for each in (waiting, closed)]
    assert [each and each.chat_id for each in moved] == [NEW, OLD]
