"""What Telegram must still be told, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from qbot.messages import OutboxRow, Outgoing
from storage.tables import OWN_ACCORD, UNCERTAIN, UNREACHABLE, chats, outbox
from storage.transaction import Transaction

_ADD = sa.insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
_UNREACHABLE = sa.select(chats.c.id).where(UNREACHABLE)
_WAITING = (
    outbox.c.finished_at.is_(None),
    outbox.c.claimed_at.is_(None),
    outbox.c.chat_id.not_in(_UNREACHABLE),
)
_OLDEST = (
    sa.select(sa.func.min(outbox.c.id))
    .where(
        *_WAITING,
        outbox.c.due_at <= sa.bindparam("at"),
        outbox.c.chat_id.not_in(sa.bindparam("busy", expanding=True)),
    )
    .group_by(outbox.c.chat_id)
)
_NEXT = (
    sa.select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.method,
        outbox.c.payload,
        outbox.c.kind,
        outbox.c.resend,
        outbox.c.subject,
        outbox.c.not_before,
        outbox.c.tries,
        outbox.c.created_at,
    )
    .where(outbox.c.id.in_(_OLDEST))
    .order_by(outbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_NEXT_DUE = sa.select(sa.func.min(outbox.c.due_at).label("due_at")).where(*_WAITING)
_SUBJECT = (
    sa.select(outbox.c.subject)
    .where(
        outbox.c.chat_id == sa.bindparam("chat_id"),
        outbox.c.message_id == sa.bindparam("message_id"),
        outbox.c.message_id.is_not(None),
        outbox.c.subject.is_not(None),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_FIRST_ABOUT = (
    sa.select(outbox.c.chat_id, sa.func.min(outbox.c.message_id).label("message_id"))
    .where(outbox.c.subject == sa.bindparam("about"), outbox.c.message_id.is_not(None))
    .group_by(outbox.c.chat_id)
    .order_by(outbox.c.chat_id)
)
_COUNT_UNCERTAIN = sa.select(sa.func.count().label("rows")).where(UNCERTAIN)
_UNCERTAIN_SINCE = (
    sa.select(outbox.c.chat_id, outbox.c.kind)
    .where(UNCERTAIN, outbox.c.finished_at >= sa.bindparam("since"))
    .order_by(outbox.c.id)
)
_TOLD_BETWEEN = (
    sa.select(outbox.c.chat_id, sa.func.count().label("rows"))
    .where(
        OWN_ACCORD,
        outbox.c.due_at >= sa.bindparam("since"),
        outbox.c.due_at < sa.bindparam("until"),
        outbox.c.state.not_in(["failed", "unreachable"]),
    )
    .group_by(outbox.c.chat_id)
)
_ROW = sa.update(outbox).where(outbox.c.id == sa.bindparam("row_id"))
_CLAIM = (
    sa.update(outbox)
    .where(outbox.c.id.in_(sa.bindparam("row_ids", expanding=True)))
    .values(state="sending", claimed_at=sa.bindparam("at"))
)
_SENT = _ROW.values(state="sent", message_id=sa.bindparam("sent_as"), finished_at=sa.bindparam("at"))
_WAIT = _ROW.values(
    state="waiting",
    claimed_at=None,
    due_at=sa.bindparam("at"),
    error=sa.bindparam("problem"),
    tries=outbox.c.tries + sa.bindparam("more", type_=sa.Integer),
)
_HOLD = _ROW.values(
    state="waiting",
    claimed_at=None,
    due_at=sa.bindparam("at"),
    not_before=sa.bindparam("at"),
    error=sa.bindparam("problem"),
)
_GIVE_UP = _ROW.values(
    state=sa.bindparam("outcome"), error=sa.bindparam("problem"), finished_at=sa.bindparam("at")
)
_SENDING = sa.update(outbox).where(outbox.c.finished_at.is_(None), outbox.c.claimed_at.is_not(None))
_UNCERTAIN = _SENDING.where(outbox.c.resend.is_(False)).values(
    state="uncertain", error="stopped while it was being sent", finished_at=sa.bindparam("at")
)
_WAIT_AGAIN = _SENDING.where(outbox.c.resend.is_(True)).values(state="waiting", claimed_at=None)
_OPEN_OF_CHAT = sa.select(outbox.c.id, outbox.c.payload).where(
    outbox.c.finished_at.is_(None), outbox.c.chat_id == sa.bindparam("chat_id")
)
_IN_FLIGHT = (
    sa.select(outbox.c.payload, outbox.c.subject)
    .where(
        outbox.c.finished_at.is_(None),
        outbox.c.chat_id == sa.bindparam("chat_id"),
        outbox.c.subject.is_not(None),
    )
    .order_by(outbox.c.id.desc())
)
_READDRESS = _ROW.values(chat_id=sa.bindparam("to_chat"), payload=sa.bindparam("content"))


class SqlOutbox:
    """Fulfils `qbot.ports.Outbox`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, outgoing: Sequence[Outgoing], *, at: datetime) -> Sequence[int]:
        if not outgoing:
            return []
        rows = await self._tx.write_returning(_ADD, [_columns(each, at) for each in outgoing])
        return [row.id for row in rows]

    async def next_rows(self, *, busy: Collection[int], limit: int, at: datetime) -> Sequence[OutboxRow]:
        rows = await self._tx.rows(_NEXT, {"busy": list(busy), "limit": limit, "at": at})
        return [_outbox_row(row) for row in rows]

    async def claim(self, row_ids: Sequence[int], *, at: datetime) -> None:
        await self._tx.write(_CLAIM, {"row_ids": list(row_ids), "at": at})

    async def sent(self, row_id: int, *, message_id: int | None, at: datetime) -> None:
        await self._tx.write(_SENT, {"row_id": row_id, "sent_as": message_id, "at": at})

    async def wait(self, row_id: int, *, not_before: datetime, error: str, count_try: bool) -> None:
        values = {"row_id": row_id, "at": not_before, "problem": error, "more": int(count_try)}
        await self._tx.write(_WAIT, values)

    async def hold(self, row_id: int, *, until: datetime, why: str) -> None:
        await self._tx.write(_HOLD, {"row_id": row_id, "at": until, "problem": why})

    async def give_up(
        self, row_id: int, *, state: Literal["failed", "uncertain", "unreachable"], error: str, at: datetime
    ) -> None:
        values = {"row_id": row_id, "outcome": state, "problem": error, "at": at}
        await self._tx.write(_GIVE_UP, values)

    async def recover(self, *, at: datetime) -> int:
        uncertain = await self._tx.write(_UNCERTAIN, {"at": at})
        await self._tx.write(_WAIT_AGAIN)
        return uncertain

    async def next_due_at(self) -> datetime | None:
        row = await self._tx.row(_NEXT_DUE)
        return None if row is None else row.due_at

    async def count_uncertain(self) -> int:
        row = await self._tx.row(_COUNT_UNCERTAIN)
        return int(row.rows) if row else 0

    async def uncertain_since(self, since: datetime) -> Sequence[int]:
        rows = await self._tx.rows(_UNCERTAIN_SINCE, {"since": since})
        return list(dict.fromkeys(row.chat_id for row in rows if row.kind in ("reminder", "notice")))

    async def told_between(self, since: datetime, until: datetime) -> Mapping[int, int]:
        rows = await self._tx.rows(_TOLD_BETWEEN, {"since": since, "until": until})
        return {row.chat_id: row.rows for row in rows}

    async def subject_of(self, chat_id: int, message_id: int) -> str | None:
        row = await self._tx.row(_SUBJECT, {"chat_id": chat_id, "message_id": message_id})
        return None if row is None else row.subject

    async def in_flight(self, chat_id: int) -> Sequence[tuple[Mapping[str, Any], str]]:
        rows = await self._tx.rows(_IN_FLIGHT, {"chat_id": chat_id})
        return [(row.payload, row.subject) for row in rows]

    async def first_about(self, subject: str) -> Sequence[tuple[int, int]]:
        return [
            (row.chat_id, row.message_id) for row in await self._tx.rows(_FIRST_ABOUT, {"about": subject})
        ]

    async def leave_topic(self, chat_id: int) -> None:
        """Send what is still open for a group to no topic of it."""
        changes = [
            {"row_id": row.id, "to_chat": chat_id, "content": _without_topic(row.payload)}
            for row in await self._tx.rows(_OPEN_OF_CHAT, {"chat_id": chat_id})
        ]
        if changes:
            await self._tx.write(_READDRESS, changes)

    async def readdress(self, old_id: int, new_id: int) -> None:
        """Send what is still open for one chat to another, also where the call itself names the chat."""
        changes = [
            {"row_id": row.id, "to_chat": new_id, "content": _readdressed(row.payload, old_id, new_id)}
            for row in await self._tx.rows(_OPEN_OF_CHAT, {"chat_id": old_id})
        ]
        if changes:
            await self._tx.write(_READDRESS, changes)


def _columns(outgoing: Outgoing, at: datetime) -> dict[str, object]:
    return {
        "chat_id": outgoing.chat_id,
        "method": outgoing.method,
        "payload": outgoing.payload,
        "kind": outgoing.kind,
        "resend": outgoing.resend,
        "subject": outgoing.subject,
        "not_before": outgoing.not_before,
        "state": "waiting",
        "tries": 0,
        "created_at": at,
        "due_at": outgoing.not_before or at,
    }


def _outbox_row(row: Any) -> OutboxRow:
    row_id, *content, tries, created_at = row
    return OutboxRow(id=row_id, outgoing=Outgoing(*content), tries=tries, created_at=created_at)


def _without_topic(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != "message_thread_id"}


def _readdressed(payload: dict[str, Any], old_id: int, new_id: int) -> dict[str, Any]:
    return {**payload, "chat_id": new_id} if payload.get("chat_id") == old_id else payload
