"""Emergencies, their threads and their readers."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from qbot.incidents.thread import Entry, Incident, Read
from storage.tables import incident_entries, incident_readers, incidents
from storage.transaction import Transaction

_ALL = sa.select(
    incidents.c.id,
    incidents.c.person_id,
    incidents.c.unit,
    incidents.c.opened_at,
    incidents.c.closed_by,
    incidents.c.closed_at,
)
_GET = _ALL.where(incidents.c.id == sa.bindparam("incident_id"))
_OPEN = _ALL.where(incidents.c.closed_at.is_(None))
_LATEST_OPEN_OF = (
    _OPEN.where(incidents.c.person_id == sa.bindparam("person_id")).order_by(incidents.c.id.desc()).limit(1)
)
_OPEN_ONES = (
    _OPEN.where(incidents.c.id > sa.bindparam("after", type_=sa.Integer))
    .order_by(incidents.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_COUNT_OPEN = sa.select(sa.func.count().label("rows")).where(incidents.c.closed_at.is_(None))
_ADD = sa.insert(incidents).returning(incidents.c.id)
_CLOSE = (
    sa.update(incidents)
    .where(incidents.c.id == sa.bindparam("incident_id"), incidents.c.closed_at.is_(None))
    .values(closed_by=sa.bindparam("by"), closed_at=sa.bindparam("at"))
)
_ENTRIES = sa.select(
    incident_entries.c.id,
    incident_entries.c.incident_id,
    incident_entries.c.person_id,
    incident_entries.c.text,
    incident_entries.c.chat_id,
    incident_entries.c.message_id,
    incident_entries.c.said_at,
)
_LAST_ENTRIES = (
    _ENTRIES.where(incident_entries.c.incident_id == sa.bindparam("incident_id"))
    .order_by(incident_entries.c.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_BY_MESSAGE = (
    _ENTRIES.where(
        incident_entries.c.chat_id == sa.bindparam("chat_id"),
        incident_entries.c.message_id == sa.bindparam("message_id"),
        incident_entries.c.message_id.is_not(None),
    )
    .order_by(incident_entries.c.id.desc())
    .limit(1)
)
_ADD_ENTRY = sa.insert(incident_entries).returning(incident_entries.c.id)
_READERS = (
    sa.select(incident_readers.c.person_id, incident_readers.c.read_at)
    .where(incident_readers.c.incident_id == sa.bindparam("incident_id"))
    .order_by(incident_readers.c.read_at, incident_readers.c.person_id)
)
_HAS_READ = sa.select(incident_readers.c.read_at).where(
    incident_readers.c.incident_id == sa.bindparam("incident_id"),
    incident_readers.c.person_id == sa.bindparam("person_id"),
)
_ADD_READER = sa.insert(incident_readers)


class SqlIncidents:
    """Fulfils `qbot.ports.Incidents`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def open(self, *, person_id: int, unit: str | None, at: datetime) -> Incident:
        [row] = await self._tx.write_returning(_ADD, {"person_id": person_id, "unit": unit, "opened_at": at})
        return Incident(row.id, person_id, unit, at)

    async def get(self, incident_id: int) -> Incident | None:
        row = await self._tx.row(_GET, {"incident_id": incident_id})
        return None if row is None else Incident(*row)

    async def latest_open_of(self, person_id: int) -> Incident | None:
        row = await self._tx.row(_LATEST_OPEN_OF, {"person_id": person_id})
        return None if row is None else Incident(*row)

    async def open_ones(self, *, limit: int, after: int = 0) -> Sequence[Incident]:
        rows = await self._tx.rows(_OPEN_ONES, {"limit": limit, "after": after})
        return [Incident(*row) for row in rows]

    async def count_open(self) -> int:
        row = await self._tx.row(_COUNT_OPEN)
        return int(row.rows) if row else 0

    async def close(self, incident_id: int, *, by: int, at: datetime) -> bool:
        return await self._tx.write(_CLOSE, {"incident_id": incident_id, "by": by, "at": at}) == 1

    async def add_entry(
        self,
        incident_id: int,
        *,
        person_id: int,
        text: str,
        chat_id: int | None,
        message_id: int | None,
        at: datetime,
    ) -> Entry:
        content = {
            "incident_id": incident_id,
            "person_id": person_id,
            "text": text,
            "chat_id": chat_id,
            "message_id": message_id,
            "said_at": at,
        }
        [row] = await self._tx.write_returning(_ADD_ENTRY, content)
        return Entry(row.id, incident_id, person_id, text, chat_id, message_id, at)

    async def last_entries(self, incident_id: int, *, limit: int) -> Sequence[Entry]:
        rows = await self._tx.rows(_LAST_ENTRIES, {"incident_id": incident_id, "limit": limit})
        return [Entry(*row) for row in rows]

    async def by_message(self, chat_id: int, message_id: int) -> Entry | None:
        row = await self._tx.row(_BY_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return None if row is None else Entry(*row)

    async def mark_read(self, incident_id: int, person_id: int, *, at: datetime) -> bool:
        key = {"incident_id": incident_id, "person_id": person_id}
        if await self._tx.row(_HAS_READ, key) is not None:
            return False
        await self._tx.write(_ADD_READER, {**key, "read_at": at})
        return True

    async def readers(self, incident_id: int) -> Sequence[Read]:
        return [Read(*row) for row in await self._tx.rows(_READERS, {"incident_id": incident_id})]
