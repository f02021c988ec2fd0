"""Reminders that have been dealt with; the key (reminder, due_at) makes each happen once."""

from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from storage.tables import occurrences
from storage.transaction import Transaction

_GET = sa.select(occurrences.c.outcome).where(
    occurrences.c.reminder == sa.bindparam("reminder"), occurrences.c.due_at == sa.bindparam("due_at")
)
_ADD = sa.insert(occurrences)
_SINCE = sa.select(occurrences.c.reminder, occurrences.c.due_at).where(
    occurrences.c.due_at >= sa.bindparam("since")
)


class SqlOccurrences:
    """Fulfils `qbot.ports.Occurrences`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def settle(
        self,
        *,
        reminder: str,
        due_at: datetime,
        outcome: Literal["sent", "skipped"],
        at: datetime,
        note: str = "",
    ) -> bool:
        key = {"reminder": reminder, "due_at": due_at}
        if await self._tx.row(_GET, key) is not None:
            return False
        await self._tx.write(_ADD, {**key, "outcome": outcome, "note": note, "settled_at": at})
        return True

    async def settled(self, *, since: datetime) -> frozenset[tuple[str, datetime]]:
        rows = await self._tx.rows(_SINCE, {"since": since})
        return frozenset((row.reminder, row.due_at) for row in rows)
