"""Leave to report late."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from qbot.extensions import Extension
from qbot.ledger.obligations import Granted
from qbot.ledger.versions import Series
from storage.tables import extensions
from storage.transaction import Transaction

_ALL = sa.select(
    extensions.c.id,
    extensions.c.indicator,
    extensions.c.unit,
    extensions.c.period,
    extensions.c.asked_by,
    extensions.c.asked_at,
    extensions.c.until_on,
    extensions.c.reason,
    extensions.c.granted,
    extensions.c.decided_by,
    extensions.c.decided_at,
)
_GET = _ALL.where(extensions.c.id == sa.bindparam("extension_id"))
_WAITING = (
    _ALL.where(
        extensions.c.unit == sa.bindparam("unit"),
        extensions.c.indicator == sa.bindparam("indicator"),
        extensions.c.period == sa.bindparam("period"),
        extensions.c.decided_at.is_(None),
    )
    .order_by(extensions.c.id.desc())
    .limit(1)
)
_OF_UNITS = (
    _ALL.where(extensions.c.unit.in_(sa.bindparam("units", expanding=True)))
    .order_by(extensions.c.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OF_SERIES = _ALL.where(
    extensions.c.unit == sa.bindparam("unit"),
    extensions.c.indicator == sa.bindparam("indicator"),
    extensions.c.period == sa.bindparam("period"),
).order_by(extensions.c.id)
_GRANTED = (
    sa.select(
        extensions.c.indicator,
        extensions.c.unit,
        extensions.c.period,
        sa.func.max(extensions.c.until_on).label("until_on"),
    )
    .where(extensions.c.granted.is_(True))
    .group_by(extensions.c.indicator, extensions.c.unit, extensions.c.period)
)
_GRANTED_BY = _GRANTED.where(extensions.c.decided_at <= sa.bindparam("moment"))
_GRANTED_OF = _GRANTED.where(extensions.c.period.in_(sa.bindparam("periods", expanding=True)))
_ASK = sa.insert(extensions).returning(extensions.c.id)
_DECIDE = (
    sa.update(extensions)
    .where(extensions.c.id == sa.bindparam("extension_id"), extensions.c.decided_at.is_(None))
    .values(granted=sa.bindparam("yes"), decided_by=sa.bindparam("by"), decided_at=sa.bindparam("at"))
)


class SqlExtensions:
    """Fulfils `qbot.ports.Extensions`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def ask(self, series: Series, *, by: int, until_on: date, reason: str, at: datetime) -> Extension:
        content = {
            **_key(series),
            "asked_by": by,
            "asked_at": at,
            "until_on": until_on,
            "reason": reason,
        }
        [row] = await self._tx.write_returning(_ASK, content)
        return Extension(row.id, series, by, at, until_on, reason)

    async def get(self, extension_id: int) -> Extension | None:
        row = await self._tx.row(_GET, {"extension_id": extension_id})
        return None if row is None else _extension(row)

    async def waiting(self, series: Series) -> Extension | None:
        row = await self._tx.row(_WAITING, _key(series))
        return None if row is None else _extension(row)

    async def of_units(self, units: Collection[str], *, limit: int) -> Sequence[Extension]:
        rows = await self._tx.rows(_OF_UNITS, {"units": sorted(units), "limit": limit})
        return [_extension(row) for row in rows]

    async def of_series(self, series: Series) -> Sequence[Extension]:
        return [_extension(row) for row in await self._tx.rows(_OF_SERIES, _key(series))]

    async def decide(self, extension_id: int, *, granted: bool, by: int, at: datetime) -> bool:
        values = {"extension_id": extension_id, "yes": granted, "by": by, "at": at}
        return await self._tx.write(_DECIDE, values) == 1

    async def granted_by(self, at: datetime) -> Granted:
        rows = await self._tx.rows(_GRANTED_BY, {"moment": at})
        return {Series(row.indicator, row.unit, row.period): row.until_on for row in rows}

    async def granted(self, periods: Collection[str] | None = None) -> Granted:
        if periods is None:
            rows = await self._tx.rows(_GRANTED)
        else:
            rows = await self._tx.rows(_GRANTED_OF, {"periods": sorted(periods)})
        return {Series(row.indicator, row.unit, row.period): row.until_on for row in rows}


def _key(series: Series) -> dict[str, str]:
    return {"indicator": series.indicator, "unit": series.unit, "period": series.period}


def _extension(row: Any) -> Extension:
    extension_id, indicator, unit, period, *rest = row
    return Extension(extension_id, Series(indicator, unit, period), *rest)
