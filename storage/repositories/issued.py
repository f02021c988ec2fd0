"""Papers that the office issued, and the objections to draft assessments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.issued import Issued, IssuedKind, Objection
from storage.tables import issued, objections
from storage.transaction import Transaction

_ALL = sa.select(
    issued.c.id,
    issued.c.kind,
    issued.c.number,
    issued.c.snapshot,
    issued.c.checksum,
    issued.c.file,
    issued.c.issued_by,
    issued.c.issued_at,
)
_OF_KIND = _ALL.where(issued.c.kind == sa.bindparam("kind"))
_GET = _OF_KIND.where(issued.c.number == sa.bindparam("number"))
_NEWEST = _OF_KIND.order_by(issued.c.number.desc()).limit(1)
_ADD = sa.insert(issued).returning(issued.c.id)
_OBJECTIONS = sa.select(
    objections.c.id,
    objections.c.issued_id,
    objections.c.unit,
    objections.c.person_id,
    objections.c.text,
    objections.c.raised_at,
    objections.c.answer,
    objections.c.answered_by,
    objections.c.answered_at,
)
_OBJECTION = _OBJECTIONS.where(objections.c.id == sa.bindparam("objection_id"))
_AGAINST = _OBJECTIONS.where(objections.c.issued_id == sa.bindparam("issued_id")).order_by(objections.c.id)
_OPEN_OBJECTIONS = _OBJECTIONS.where(objections.c.answered_at.is_(None)).order_by(objections.c.id)
_OBJECT = sa.insert(objections).returning(objections.c.id)
_ANSWER = (
    sa.update(objections)
    .where(objections.c.id == sa.bindparam("objection_id"), objections.c.answered_at.is_(None))
    .values(answer=sa.bindparam("words"), answered_by=sa.bindparam("by"), answered_at=sa.bindparam("at"))
)


class SqlIssued:
    """Fulfils `qbot.ports.IssuedPapers`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self,
        kind: IssuedKind,
        number: int,
        *,
        snapshot: Mapping[str, Any],
        checksum: str,
        file: str,
        by: int,
        at: datetime,
    ) -> Issued | None:
        if await self.get(kind, number) is not None:
            return None
        content = {
            "kind": kind,
            "number": number,
            "snapshot": snapshot,
            "checksum": checksum,
            "file": file,
            "issued_by": by,
            "issued_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return Issued(row.id, kind, number, snapshot, checksum, file, by, at)

    async def get(self, kind: IssuedKind, number: int) -> Issued | None:
        row = await self._tx.row(_GET, {"kind": kind, "number": number})
        return None if row is None else Issued(*row)

    async def newest(self, kind: IssuedKind) -> Issued | None:
        row = await self._tx.row(_NEWEST, {"kind": kind})
        return None if row is None else Issued(*row)

    async def object(
        self, issued_id: int, *, unit: str, person_id: int, text: str, at: datetime
    ) -> Objection:
        content = {
            "issued_id": issued_id,
            "unit": unit,
            "person_id": person_id,
            "text": text,
            "raised_at": at,
        }
        [row] = await self._tx.write_returning(_OBJECT, content)
        return Objection(row.id, issued_id, unit, person_id, text, at)

    async def objection(self, objection_id: int) -> Objection | None:
        row = await self._tx.row(_OBJECTION, {"objection_id": objection_id})
        return None if row is None else Objection(*row)

    async def objections(self, issued_id: int) -> Sequence[Objection]:
        return [Objection(*row) for row in await self._tx.rows(_AGAINST, {"issued_id": issued_id})]

    async def open_objections(self) -> Sequence[Objection]:
        return [Objection(*row) for row in await self._tx.rows(_OPEN_OBJECTIONS)]

    async def answer(self, objection_id: int, *, text: str, by: int, at: datetime) -> bool:
        values = {"objection_id": objection_id, "words": text, "by": by, "at": at}
        return await self._tx.write(_ANSWER, values) == 1
