"""The office's own reminders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.own_reminders import OwnReminder, Wanted
from storage.tables import own_reminders
from storage.transaction import Transaction

_OPEN = (
    sa.select(
        own_reminders.c.id,
        own_reminders.c.text,
        own_reminders.c.rule,
        own_reminders.c.audience,
        own_reminders.c.created_by,
        own_reminders.c.runs_from,
        own_reminders.c.paused_at,
    )
    .where(own_reminders.c.ended_at.is_(None))
    .order_by(own_reminders.c.id)
)
_GET = _OPEN.where(own_reminders.c.id == sa.bindparam("reminder"))
_ADD = sa.insert(own_reminders).returning(own_reminders.c.id)
_ONE = sa.update(own_reminders).where(
    own_reminders.c.id == sa.bindparam("reminder"), own_reminders.c.ended_at.is_(None)
)
_PAUSE = _ONE.where(own_reminders.c.paused_at.is_(None)).values(paused_at=sa.bindparam("at"))
_RESUME = _ONE.where(own_reminders.c.paused_at.is_not(None)).values(
    paused_at=None, runs_from=sa.bindparam("at")
)
_END = _ONE.values(ended_at=sa.bindparam("at"))


class SqlOwnReminders:
    """Fulfils `qbot.ports.OwnReminders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, wanted: Wanted, *, by: int, at: datetime) -> OwnReminder:
        content = {**wanted.to_payload(), "created_by": by, "created_at": at, "runs_from": at}
        [row] = await self._tx.write_returning(_ADD, content)
        return OwnReminder(row.id, wanted, by, at)

    async def get(self, reminder_id: int) -> OwnReminder | None:
        row = await self._tx.row(_GET, {"reminder": reminder_id})
        return None if row is None else _reminder(row)

    async def open_ones(self) -> Sequence[OwnReminder]:
        return [_reminder(row) for row in await self._tx.rows(_OPEN)]

    async def pause(self, reminder_id: int, *, at: datetime) -> bool:
        return bool(await self._tx.write(_PAUSE, {"reminder": reminder_id, "at": at}))

    async def resume(self, reminder_id: int, *, at: datetime) -> bool:
        return bool(await self._tx.write(_RESUME, {"reminder": reminder_id, "at": at}))

    async def end(self, reminder_id: int, *, at: datetime) -> bool:
        return bool(await self._tx.write(_END, {"reminder": reminder_id, "at": at}))


def _reminder(row: Any) -> OwnReminder:
    wanted = Wanted.from_payload({"text": row.text, "rule": row.rule, "audience": row.audience})
    return OwnReminder(row.id, wanted, row.created_by, row.runs_from, row.paused_at)
