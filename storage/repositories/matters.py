"""The office's open work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.matters import Matter, MatterKind
from storage.tables import matters
from storage.transaction import Transaction

_ALL = sa.select(
    matters.c.id,
    matters.c.kind,
    matters.c.person_id,
    matters.c.chat_id,
    matters.c.message_id,
    matters.c.text,
    matters.c.payload,
    matters.c.opened_at,
    matters.c.outcome,
    matters.c.closed_by,
    matters.c.closed_at,
)
_GET = _ALL.where(matters.c.id == sa.bindparam("matter_id"))
_OPEN = (
    _ALL.where(matters.c.closed_at.is_(None), matters.c.id > sa.bindparam("after", type_=sa.Integer))
    .order_by(matters.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OPEN_OF_KIND = _OPEN.where(matters.c.kind == sa.bindparam("which"))
_OF_MESSAGE = _ALL.where(
    matters.c.closed_at.is_(None),
    matters.c.chat_id == sa.bindparam("chat_id"),
    matters.c.message_id == sa.bindparam("message_id"),
).order_by(matters.c.id)
_COUNT = (
    sa.select(matters.c.kind, sa.func.count().label("rows"))
    .where(matters.c.closed_at.is_(None))
    .group_by(matters.c.kind)
)
_ADD = sa.insert(matters).returning(matters.c.id)
_CLOSE = (
    sa.update(matters)
    .where(matters.c.id == sa.bindparam("matter_id"), matters.c.closed_at.is_(None))
    .values(outcome=sa.bindparam("how"), closed_by=sa.bindparam("by"), closed_at=sa.bindparam("at"))
)


class SqlMatters:
    """Fulfils `qbot.ports.Matters`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def open(
        self,
        kind: MatterKind,
        *,
        person_id: int | None,
        chat_id: int | None,
        message_id: int | None,
        text: str,
        payload: Mapping[str, Any],
        at: datetime,
    ) -> Matter:
        content = {
            "kind": kind,
            "person_id": person_id,
            "chat_id": chat_id,
            "message_id": message_id,
            "text": text,
            "payload": payload,
            "opened_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return Matter(row.id, kind, person_id, chat_id, message_id, text, payload, at)

    async def get(self, matter_id: int) -> Matter | None:
        row = await self._tx.row(_GET, {"matter_id": matter_id})
        return None if row is None else Matter(*row)

    async def open_ones(
        self, kind: MatterKind | None = None, *, limit: int, after: int = 0
    ) -> Sequence[Matter]:
        page = {"limit": limit, "after": after}
        if kind is None:
            rows = await self._tx.rows(_OPEN, page)
        else:
            rows = await self._tx.rows(_OPEN_OF_KIND, {**page, "which": kind})
        return [Matter(*row) for row in rows]

    async def of_message(self, chat_id: int, message_id: int) -> Sequence[Matter]:
        found = await self._tx.rows(_OF_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return [Matter(*row) for row in found]

    async def close(self, matter_id: int, *, by: int | None, outcome: str, at: datetime) -> bool:
        closed = await self._tx.write(_CLOSE, {"matter_id": matter_id, "how": outcome, "by": by, "at": at})
        return closed == 1

    async def count_open(self) -> Mapping[MatterKind, int]:
        return {row.kind: row.rows for row in await self._tx.rows(_COUNT)}
