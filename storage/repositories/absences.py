"""Who is away, and who stands in."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from qbot.absences import Absence
from storage.tables import absences
from storage.transaction import Transaction

_ALL = sa.select(
    absences.c.id,
    absences.c.person_id,
    absences.c.substitute_id,
    absences.c.from_on,
    absences.c.until_on,
    absences.c.text,
    absences.c.told_at,
    absences.c.ended_at,
)
_GET = _ALL.where(absences.c.id == sa.bindparam("absence_id"))
_OPEN = _ALL.where(absences.c.ended_at.is_(None), absences.c.until_on >= sa.bindparam("day")).order_by(
    absences.c.person_id, absences.c.id
)
_ON_DAY = _OPEN.where(absences.c.from_on <= sa.bindparam("day"))
_OPEN_OF = _OPEN.where(absences.c.person_id == sa.bindparam("person_id"))
_SUBSTITUTED = _ON_DAY.where(absences.c.substitute_id == sa.bindparam("person_id"))
_ADD = sa.insert(absences).returning(absences.c.id)
_END = (
    sa.update(absences)
    .where(absences.c.id == sa.bindparam("absence_id"), absences.c.ended_at.is_(None))
    .values(ended_at=sa.bindparam("at"))
)


class SqlAbsences:
    """Fulfils `qbot.ports.Absences`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self,
        *,
        person_id: int,
        substitute_id: int | None,
        from_on: date,
        until_on: date,
        text: str,
        at: datetime,
    ) -> Absence:
        content = {
            "person_id": person_id,
            "substitute_id": substitute_id,
            "from_on": from_on,
            "until_on": until_on,
            "text": text,
            "told_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return Absence(row.id, person_id, substitute_id, from_on, until_on, text, at)

    async def get(self, absence_id: int) -> Absence | None:
        row = await self._tx.row(_GET, {"absence_id": absence_id})
        return None if row is None else Absence(*row)

    async def on_day(self, day: date) -> Sequence[Absence]:
        return [Absence(*row) for row in await self._tx.rows(_ON_DAY, {"day": day})]

    async def open_ones(self, *, on: date) -> Sequence[Absence]:
        return [Absence(*row) for row in await self._tx.rows(_OPEN, {"day": on})]

    async def open_of(self, person_id: int, *, on: date) -> Sequence[Absence]:
        return [Absence(*row) for row in await self._tx.rows(_OPEN_OF, {"person_id": person_id, "day": on})]

    async def substituted_by(self, person_id: int, *, on: date) -> Sequence[Absence]:
        rows = await self._tx.rows(_SUBSTITUTED, {"person_id": person_id, "day": on})
        return [Absence(*row) for row in rows]

    async def end(self, absence_id: int, *, at: datetime) -> bool:
        return await self._tx.write(_END, {"absence_id": absence_id, "at": at}) == 1
