"""What units told of the plan's tasks."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from qbot.tasks.progress import Progress, Stated
from storage.tables import progress
from storage.transaction import Transaction

_ALL = sa.select(
    progress.c.id,
    progress.c.item,
    progress.c.unit,
    progress.c.person_id,
    progress.c.state,
    progress.c.percent,
    progress.c.needs_help,
    progress.c.text,
    progress.c.chat_id,
    progress.c.message_id,
    progress.c.told_at,
    progress.c.withdrawn_at,
)
_GET = _ALL.where(progress.c.id == sa.bindparam("progress_id"))
_STANDS = progress.c.withdrawn_at.is_(None)
_BY_MESSAGE = (
    _ALL.where(
        progress.c.chat_id == sa.bindparam("chat_id"),
        progress.c.message_id == sa.bindparam("message_id"),
        progress.c.message_id.is_not(None),
        _STANDS,
    )
    .order_by(progress.c.id.desc())
    .limit(1)
)
_NEWEST_IDS = sa.select(sa.func.max(progress.c.id)).where(_STANDS).group_by(progress.c.item, progress.c.unit)
_NEWEST = _ALL.where(progress.c.id.in_(_NEWEST_IDS)).order_by(progress.c.id)
_NEWEST_OF_UNITS = _ALL.where(
    progress.c.id.in_(_NEWEST_IDS.where(progress.c.unit.in_(sa.bindparam("units", expanding=True))))
).order_by(progress.c.id)
_TOLD = (
    sa.select(progress.c.unit, progress.c.told_at)
    .where(
        _STANDS,
        progress.c.unit.in_(sa.bindparam("units", expanding=True)),
        progress.c.told_at >= sa.bindparam("since"),
    )
    .order_by(progress.c.id)
)
_ADD = sa.insert(progress).returning(progress.c.id)
_ROW = sa.update(progress).where(progress.c.id == sa.bindparam("progress_id"))
_WITHDRAW = _ROW.where(_STANDS).values(withdrawn_at=sa.bindparam("at"))
_ASK_FOR_HELP = _ROW.where(progress.c.needs_help.is_(False)).values(needs_help=True)


class SqlProgress:
    """Fulfils `qbot.ports.ProgressNotes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self,
        *,
        item: str,
        unit: str,
        person_id: int,
        stated: Stated,
        text: str,
        chat_id: int | None,
        message_id: int | None,
        at: datetime,
    ) -> Progress:
        content = {
            "item": item,
            "unit": unit,
            "person_id": person_id,
            "state": stated.state,
            "percent": stated.percent,
            "needs_help": stated.needs_help,
            "text": text,
            "chat_id": chat_id,
            "message_id": message_id,
            "told_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return Progress(
            id=row.id,
            item=item,
            unit=unit,
            person_id=person_id,
            state=stated.state,
            percent=stated.percent,
            needs_help=stated.needs_help,
            text=text,
            chat_id=chat_id,
            message_id=message_id,
            told_at=at,
        )

    async def get(self, progress_id: int) -> Progress | None:
        row = await self._tx.row(_GET, {"progress_id": progress_id})
        return None if row is None else Progress(*row)

    async def by_message(self, chat_id: int, message_id: int) -> Progress | None:
        row = await self._tx.row(_BY_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return None if row is None else Progress(*row)

    async def withdraw(self, progress_id: int, *, at: datetime) -> bool:
        return await self._tx.write(_WITHDRAW, {"progress_id": progress_id, "at": at}) == 1

    async def ask_for_help(self, progress_id: int) -> bool:
        return await self._tx.write(_ASK_FOR_HELP, {"progress_id": progress_id}) == 1

    async def newest(self, *, units: Collection[str] | None = None) -> Sequence[Progress]:
        if units is None:
            rows = await self._tx.rows(_NEWEST)
        else:
            rows = await self._tx.rows(_NEWEST_OF_UNITS, {"units": list(units)})
        return [Progress(*row) for row in rows]

    async def told(self, units: Collection[str], *, since: datetime) -> Sequence[tuple[str, datetime]]:
        rows = await self._tx.rows(_TOLD, {"units": list(units), "since": since})
        return [(row.unit, row.told_at) for row in rows]
