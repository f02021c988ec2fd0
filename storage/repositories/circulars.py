"""Circulars and who has read them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.audiences import Audience
from qbot.circulars import Circular, Draft, Reading
from storage.tables import notice_readers as readers
from storage.tables import notices
from storage.transaction import Transaction

_ALL = sa.select(
    notices.c.id,
    notices.c.text,
    notices.c.file,
    notices.c.file_name,
    notices.c.answer_by_on,
    notices.c.audience,
    notices.c.sent_by,
    notices.c.sent_at,
    notices.c.reminded_at,
    notices.c.closed_at,
    notices.c.counted,
)
_GET = _ALL.where(notices.c.id == sa.bindparam("circular"))
_OPEN = (
    _ALL.where(notices.c.closed_at.is_(None), notices.c.id < sa.bindparam("before"))
    .order_by(notices.c.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_READ_BY = (
    sa.select(sa.func.count())
    .where(readers.c.notice_id == notices.c.id, readers.c.read_at.is_not(None))
    .scalar_subquery()
)
_MISCOUNTED = _ALL.add_columns(_READ_BY.label("read_by")).where(
    notices.c.closed_at.is_(None), notices.c.counted != _READ_BY
)
_READINGS = (
    sa.select(readers.c.person_id, readers.c.read_at)
    .where(readers.c.notice_id == sa.bindparam("circular"))
    .order_by(readers.c.person_id)
)
_READING = _READINGS.where(readers.c.person_id == sa.bindparam("person"))
_ADD = sa.insert(notices).returning(notices.c.id)
_ADD_READERS = sa.insert(readers)
_READ = (
    sa.update(readers)
    .where(
        readers.c.notice_id == sa.bindparam("circular"),
        readers.c.person_id == sa.bindparam("person"),
        readers.c.read_at.is_(None),
    )
    .values(read_at=sa.bindparam("at"))
)
_ONE = sa.update(notices).where(notices.c.id == sa.bindparam("circular"))
_REMIND = _ONE.values(reminded_at=sa.bindparam("at"))
_CLOSE = _ONE.where(notices.c.closed_at.is_(None)).values(closed_at=sa.bindparam("at"))
_COUNT = _ONE.values(counted=sa.bindparam("number"))
_ALL_IDS = 2**62


class SqlCirculars:
    """Fulfils `qbot.ports.Circulars`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, draft: Draft, *, readers: Collection[int], by: int, at: datetime) -> Circular:
        content = {
            "text": draft.text,
            "file": draft.file,
            "file_name": draft.file_name,
            "answer_by_on": draft.answer_by_on,
            "audience": draft.audience.to_payload(),
            "sent_by": by,
            "sent_at": at,
            "counted": 0,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        if readers:
            rows = [{"notice_id": row.id, "person_id": each} for each in sorted(readers)]
            await self._tx.write(_ADD_READERS, rows)
        return Circular(row.id, draft, by, at, None, None, 0)

    async def get(self, circular_id: int) -> Circular | None:
        row = await self._tx.row(_GET, {"circular": circular_id})
        return None if row is None else _circular(row)

    async def open_ones(self, *, before: int | None, limit: int) -> Sequence[Circular]:
        rows = await self._tx.rows(_OPEN, {"before": before or _ALL_IDS, "limit": limit})
        return [_circular(row) for row in rows]

    async def readings(self, circular_id: int) -> Sequence[Reading]:
        return [Reading(*row) for row in await self._tx.rows(_READINGS, {"circular": circular_id})]

    async def has_read(self, circular_id: int, person_id: int) -> bool:
        row = await self._tx.row(_READING, {"circular": circular_id, "person": person_id})
        return row is not None and row.read_at is not None

    async def read(self, circular_id: int, person_id: int, *, at: datetime) -> bool:
        key = {"circular": circular_id, "person": person_id}
        if await self._tx.write(_READ, {**key, "at": at}):
            return True
        if await self._tx.row(_READING, key) is not None:
            return False
        row = {"notice_id": circular_id, "person_id": person_id, "read_at": at}
        await self._tx.write(_ADD_READERS, row)
        return True

    async def remind(self, circular_id: int, *, at: datetime) -> None:
        await self._tx.write(_REMIND, {"circular": circular_id, "at": at})

    async def close(self, circular_id: int, *, at: datetime) -> bool:
        return bool(await self._tx.write(_CLOSE, {"circular": circular_id, "at": at}))

    async def miscounted(self) -> Sequence[tuple[Circular, int]]:
        return [(_circular(row), row.read_by) for row in await self._tx.rows(_MISCOUNTED)]

    async def count(self, circular_id: int, readers: int) -> None:
        await self._tx.write(_COUNT, {"circular": circular_id, "number": readers})


def _circular(row: Any) -> Circular:
    draft = Draft(row.text, row.file, row.file_name, row.answer_by_on, Audience.from_payload(row.audience))
    return Circular(row.id, draft, row.sent_by, row.sent_at, row.reminded_at, row.closed_at, row.counted)
