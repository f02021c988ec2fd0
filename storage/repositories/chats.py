"""Chats, and which groups the office has bound."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from qbot.errors import Gone
from qbot.ports import Chat, ChatKind, ChatState
from storage.repositories.outbox import SqlOutbox
from storage.tables import cards, chats, matters, questions
from storage.transaction import Transaction

_COLUMNS = sa.select(
    chats.c.id,
    chats.c.kind,
    chats.c.title,
    chats.c.state,
    chats.c.bound,
    chats.c.thread_id,
    chats.c.names_units,
    chats.c.of_office,
    chats.c.reason,
)
_GET = _COLUMNS.where(chats.c.id == sa.bindparam("chat_id"))
_GROUPS = _COLUMNS.where(chats.c.kind == "group").order_by(chats.c.title, chats.c.id)
_ADD = sa.insert(chats)
_CHAT = sa.update(chats).where(chats.c.id == sa.bindparam("chat_id"))
_SEEN = _CHAT.values(
    kind=sa.bindparam("new_kind"),
    title=sa.bindparam("new_title"),
    state="active",
    reason=None,
    changed_at=sa.bindparam("at"),
)
_STATE = _CHAT.values(
    state=sa.bindparam("new_state"), reason=sa.bindparam("why"), changed_at=sa.bindparam("at")
)
_BIND = _CHAT.values(
    bound=sa.bindparam("is_bound"),
    bound_by=sa.bindparam("by"),
    thread_id=sa.bindparam("thread"),
    changed_at=sa.bindparam("at"),
)
_ARRANGE = _CHAT.values(
    names_units=sa.bindparam("names"), of_office=sa.bindparam("office"), changed_at=sa.bindparam("at")
)
_LEAVE_TOPIC = _CHAT.values(thread_id=None, changed_at=sa.bindparam("at"))
_RENAME = _CHAT.values(id=sa.bindparam("new_id"), changed_at=sa.bindparam("at"))
_BINDING = sa.select(chats.c.bound_by).where(chats.c.id == sa.bindparam("chat_id"))
_DROP = sa.delete(chats).where(chats.c.id == sa.bindparam("chat_id"))
_MOVE_QUESTIONS = (
    sa.update(questions)
    .where(questions.c.closed_at.is_(None), questions.c.chat_id == sa.bindparam("old_id"))
    .values(chat_id=sa.bindparam("new_id"))
)
_moved = cards.alias("moved")
_DROP_CARDS = sa.delete(cards).where(
    cards.c.chat_id == sa.bindparam("new_id"),
    sa.exists().where(_moved.c.chat_id == sa.bindparam("old_id"), _moved.c.kind == cards.c.kind),
)
_MOVE_CARDS = (
    sa.update(cards)
    .where(cards.c.chat_id == sa.bindparam("old_id"))
    .values(chat_id=sa.bindparam("new_id"), outbox_id=None, edit_id=None)
)
_MOVE_MATTERS = (
    sa.update(matters)
    .where(matters.c.chat_id == sa.bindparam("old_id"), matters.c.closed_at.is_(None))
    .values(chat_id=sa.bindparam("new_id"))
)


class SqlChats:
    """Fulfils `qbot.ports.Chats`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def get(self, chat_id: int) -> Chat | None:
        row = await self._tx.row(_GET, {"chat_id": chat_id})
        return None if row is None else Chat(*row)

    async def see(self, chat_id: int, *, kind: ChatKind, title: str, at: datetime) -> None:
        known = await self.get(chat_id)
        if known is None:
            await self._add(Chat(chat_id, kind, title, "active", bound=False), reason=None, at=at)
        elif (known.kind, known.title, known.state) != (kind, title, "active"):
            changes = {"chat_id": chat_id, "new_kind": kind, "new_title": title, "at": at}
            await self._tx.write(_SEEN, changes)

    async def set_state(self, chat_id: int, state: ChatState, *, reason: str | None, at: datetime) -> None:
        changes = {"chat_id": chat_id, "new_state": state, "why": reason, "at": at}
        if not await self._tx.write(_STATE, changes):
            kind: ChatKind = "private" if chat_id > 0 else "group"  # Telegram numbers groups below zero
            await self._add(Chat(chat_id, kind, "", state, bound=False), reason=reason, at=at)

    async def bind(
        self, chat_id: int, *, bound: bool, by: int, at: datetime, thread_id: int | None = None
    ) -> None:
        changes = {"chat_id": chat_id, "is_bound": bound, "by": by, "thread": thread_id, "at": at}
        if not await self._tx.write(_BIND, changes):
            raise Gone(f"chat {chat_id} has never been seen")

    async def arrange(self, chat_id: int, *, names_units: bool, of_office: bool, at: datetime) -> None:
        changes = {"chat_id": chat_id, "names": names_units, "office": of_office, "at": at}
        await self._tx.write(_ARRANGE, changes)

    async def leave_topic(self, chat_id: int, *, at: datetime) -> None:
        await self._tx.write(_LEAVE_TOPIC, {"chat_id": chat_id, "at": at})
        await SqlOutbox(self._tx).leave_topic(chat_id)

    async def groups(self) -> Sequence[Chat]:
        return [Chat(*row) for row in await self._tx.rows(_GROUPS)]

    async def migrate(self, old_id: int, new_id: int, *, at: datetime) -> None:
        await self._move(old_id, new_id, at=at)
        await SqlOutbox(self._tx).readdress(old_id, new_id)
        await self._tx.write(_MOVE_QUESTIONS, {"old_id": old_id, "new_id": new_id})
        if old_id != new_id:
            await self._tx.write(_DROP_CARDS, {"old_id": old_id, "new_id": new_id})
            await self._tx.write(_MOVE_CARDS, {"old_id": old_id, "new_id": new_id})
        await self._tx.write(_MOVE_MATTERS, {"old_id": old_id, "new_id": new_id})

    async def _move(self, old_id: int, new_id: int, *, at: datetime) -> None:
        old, new = await self.get(old_id), await self.get(new_id)
        if old is None:
            return
        if new is None:
            await self._tx.write(_RENAME, {"chat_id": old_id, "new_id": new_id, "at": at})
            return
        if old.bound and not new.bound:
            by = await self._tx.row(_BINDING, {"chat_id": old_id})
            changes = {"chat_id": new_id, "is_bound": True, "by": by and by.bound_by, "at": at}
            await self._tx.write(_BIND, {**changes, "thread": old.thread_id})
            await self.arrange(new_id, names_units=old.names_units, of_office=old.of_office, at=at)
        await self._tx.write(_DROP, {"chat_id": old_id})

    async def _add(self, chat: Chat, *, reason: str | None, at: datetime) -> None:
        await self._tx.write(
            _ADD,
            {
                "id": chat.id,
                "kind": chat.kind,
                "title": chat.title,
                "state": chat.state,
                "reason": reason,
                "bound": chat.bound,
                "thread_id": chat.thread_id,
                "changed_at": at,
            },
        )
