"""Small facts the program remembers about itself."""

import sqlalchemy as sa

from storage.tables import facts
from storage.transaction import Transaction

_GET = sa.select(facts.c.value).where(facts.c.key == sa.bindparam("k"))
_ADD = sa.insert(facts)
_CHANGE = sa.update(facts).where(facts.c.key == sa.bindparam("k")).values(value=sa.bindparam("v"))


class SqlFacts:
    """Fulfils `qbot.ports.Facts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def get(self, key: str) -> str | None:
        row = await self._tx.row(_GET, {"k": key})
        return None if row is None else row.value

    async def set(self, key: str, value: str) -> None:
        if not await self._tx.write(_CHANGE, {"k": key, "v": value}):
            await self._tx.write(_ADD, {"key": key, "value": value})
