"""Updates, stored before Telegram is told that they arrived, and handed out one per chat at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from qbot.messages import InboxRow, NewUpdate, Outcome
from storage.tables import DEAD, inbox
from storage.transaction import Transaction

_KNOWN = sa.select(inbox.c.update_id).where(inbox.c.update_id.in_(sa.bindparam("update_ids", expanding=True)))
_ADD = sa.insert(inbox)
_HIGHEST = sa.select(sa.func.max(inbox.c.update_id).label("update_id"))
_OLDEST = (
    sa.select(sa.func.min(inbox.c.id))
    .where(inbox.c.finished_at.is_(None), inbox.c.chat_id.not_in(sa.bindparam("busy", expanding=True)))
    .group_by(inbox.c.chat_id)
)
_NEXT = (
    sa.select(
        inbox.c.id,
        inbox.c.update_id,
        inbox.c.chat_id,
        inbox.c.raw,
        inbox.c.tries,
        inbox.c.received_at,
    )
    .where(
        inbox.c.id.in_(_OLDEST),
        sa.or_(inbox.c.next_try_at.is_(None), inbox.c.next_try_at <= sa.bindparam("at")),
    )
    .order_by(inbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_WAITING = (
    sa.select(
        inbox.c.id,
        inbox.c.update_id,
        inbox.c.chat_id,
        inbox.c.raw,
        inbox.c.tries,
        inbox.c.received_at,
    )
    .where(inbox.c.finished_at.is_(None), inbox.c.chat_id == sa.bindparam("of_chat"))
    .order_by(inbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_COUNT_DEAD = sa.select(sa.func.count().label("rows")).where(DEAD)
_COUNT_DEAD_SINCE = _COUNT_DEAD.where(inbox.c.finished_at >= sa.bindparam("since"))
_ROW = sa.update(inbox).where(inbox.c.id == sa.bindparam("row_id"))
_DONE = _ROW.values(state="done", outcome=sa.bindparam("became"), finished_at=sa.bindparam("at"))
_FAILED = _ROW.values(tries=inbox.c.tries + 1, error=sa.bindparam("problem"), next_try_at=sa.bindparam("at"))
_DEAD = _ROW.values(state="dead", error=sa.bindparam("problem"), finished_at=sa.bindparam("at"))


class SqlInbox:
    """Fulfils `qbot.ports.Inbox`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, updates: Sequence[NewUpdate], *, at: datetime) -> int:
        arrived = {update.update_id: update for update in updates}
        if not arrived:
            return 0
        for row in await self._tx.rows(_KNOWN, {"update_ids": list(arrived)}):
            del arrived[row.update_id]
        if arrived:
            await self._tx.write(_ADD, [_columns(update, at) for update in arrived.values()])
        return len(arrived)

    async def next_rows(self, *, busy: Collection[int], limit: int, at: datetime) -> Sequence[InboxRow]:
        rows = await self._tx.rows(_NEXT, {"busy": list(busy), "limit": limit, "at": at})
        return [InboxRow(*row) for row in rows]

    async def waiting(self, chat_id: int, *, limit: int) -> Sequence[InboxRow]:
        rows = await self._tx.rows(_WAITING, {"of_chat": chat_id, "limit": limit})
        return [InboxRow(*row) for row in rows]

    async def done(self, row_id: int, *, at: datetime, outcome: Outcome | None = None) -> None:
        await self._tx.write(_DONE, {"row_id": row_id, "became": outcome, "at": at})

    async def failed(self, row_id: int, *, error: str, next_try_at: datetime) -> None:
        await self._tx.write(_FAILED, {"row_id": row_id, "problem": error, "at": next_try_at})

    async def dead(self, row_id: int, *, error: str, at: datetime) -> None:
        await self._tx.write(_DEAD, {"row_id": row_id, "problem": error, "at": at})

    async def highest_update_id(self) -> int | None:
        row = await self._tx.row(_HIGHEST)
        return None if row is None else row.update_id

    async def count_dead(self, *, since: datetime | None = None) -> int:
        query, values = (_COUNT_DEAD_SINCE, {"since": since}) if since else (_COUNT_DEAD, {})
        row = await self._tx.row(query, values)
        return int(row.rows) if row else 0


def _columns(update: NewUpdate, at: datetime) -> dict[str, object]:
    return {
        "update_id": update.update_id,
        "chat_id": update.chat_id,
        "kind": update.kind,
        # A lone surrogate has no UTF-8 form; its JSON escape means the same and has one.
        "raw": update.raw.encode("utf-8", "backslashreplace").decode(),
        "state": "new",
        "tries": 0,
        "received_at": at,
    }
