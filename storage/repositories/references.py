"""Reference values that the office entered, a handful of rows a year."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from qbot.ledger.references import SERVES_MONTHS, Reference, References, by_indicator
from qbot.periods import Period
from storage.tables import reference_values as values
from storage.transaction import Transaction

_ALL = sa.select(
    values.c.id,
    values.c.indicator,
    values.c.period,
    values.c.value,
    values.c.withdraws,
    values.c.text,
    values.c.entered_by,
    values.c.entered_at,
).order_by(values.c.id)
_GET = _ALL.where(values.c.id == sa.bindparam("entry"))
_SINCE = _ALL.where(values.c.period >= sa.bindparam("year"))  # a period's text begins with its year
_ADD = sa.insert(values).returning(*values.c)


class SqlReferences:
    """Fulfils `qbot.ports.ReferenceValues`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def enter(
        self,
        indicator: str,
        period: Period,
        *,
        value: Decimal | None,
        withdraws: int | None = None,
        text: str,
        by: int,
        at: datetime,
    ) -> Reference:
        content = {
            "indicator": indicator,
            "period": str(period),
            "value": value,
            "withdraws": withdraws,
            "text": text,
            "entered_by": by,
            "entered_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return _reference(row)

    async def get(self, entry: int) -> Reference | None:
        row = await self._tx.row(_GET, {"entry": entry})
        return None if row is None else _reference(row)

    async def all(self, *, since: Period | None = None) -> Sequence[Reference]:
        return await self._since(since.first // 12 if since else 0)

    async def standing(self, *, since: Period) -> References:
        return by_indicator(await self._since((since.first - SERVES_MONTHS) // 12))

    async def _since(self, year: int) -> Sequence[Reference]:
        return [_reference(row) for row in await self._tx.rows(_SINCE, {"year": f"{year:04}"})]


def _reference(row: Any) -> Reference:
    return Reference(
        id=row.id,
        indicator=row.indicator,
        period=Period.parse(row.period),
        value=row.value,
        withdraws=row.withdraws,
        text=row.text,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )
