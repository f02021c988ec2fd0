"""What people have been reminded of, and what the office wants them to be reminded of."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from qbot.ledger.versions import Series
from qbot.nudges import ChaseWish, Nudge
from storage.tables import chase_wishes, nudges, outbox
from storage.transaction import Transaction

_ALL = (
    sa.select(
        nudges.c.person_id,
        nudges.c.indicator,
        nudges.c.unit,
        nudges.c.period,
        nudges.c.nudged_on,
        nudges.c.nudged_at,
    )
    .join(outbox, outbox.c.id == nudges.c.outbox_id)
    .where(outbox.c.state.not_in(["failed", "unreachable"]))
    .order_by(nudges.c.id)
)
_OF_PERIODS = _ALL.where(nudges.c.period.in_(sa.bindparam("periods", expanding=True)))
_TOLD_ON = sa.select(nudges.c.person_id).where(nudges.c.nudged_on == sa.bindparam("day"))
_IN_MESSAGE = _ALL.where(nudges.c.outbox_id == sa.bindparam("message"))
_ADD = sa.insert(nudges)
_WISHES = (
    sa.select(chase_wishes.c.id, chase_wishes.c.unit, chase_wishes.c.asked_by, chase_wishes.c.asked_at)
    .where(chase_wishes.c.fulfilled_at.is_(None))
    .order_by(chase_wishes.c.id)
)
_WISH = sa.insert(chase_wishes).returning(chase_wishes.c.id)
_FULFIL = (
    sa.update(chase_wishes)
    .where(chase_wishes.c.id == sa.bindparam("wish_id"), chase_wishes.c.fulfilled_at.is_(None))
    .values(fulfilled_at=sa.bindparam("at"))
)


class SqlNudges:
    """Fulfils `qbot.ports.Nudges`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, nudges: Collection[Nudge], *, outbox_id: int) -> None:
        if nudges:
            await self._tx.write(_ADD, [_columns(each, outbox_id) for each in nudges])

    async def of_periods(self, periods: Collection[str]) -> Sequence[Nudge]:
        if not periods:
            return ()
        return [_nudge(row) for row in await self._tx.rows(_OF_PERIODS, {"periods": sorted(periods)})]

    async def told_on(self, day: date) -> frozenset[int]:
        return frozenset(row.person_id for row in await self._tx.rows(_TOLD_ON, {"day": day}))

    async def in_message(self, outbox_id: int) -> Sequence[Nudge]:
        return [_nudge(row) for row in await self._tx.rows(_IN_MESSAGE, {"message": outbox_id})]

    async def wish(self, unit: str, *, by: int, at: datetime) -> ChaseWish:
        rows = await self._tx.write_returning(_WISH, {"unit": unit, "asked_by": by, "asked_at": at})
        return ChaseWish(id=rows[0].id, unit=unit, asked_by=by, asked_at=at)

    async def wishes(self) -> Sequence[ChaseWish]:
        return [ChaseWish(*row) for row in await self._tx.rows(_WISHES)]

    async def fulfil(self, wish_id: int, *, at: datetime) -> bool:
        return bool(await self._tx.write(_FULFIL, {"wish_id": wish_id, "at": at}))


def _columns(nudge: Nudge, outbox_id: int) -> dict[str, object]:
    return {
        "person_id": nudge.person_id,
        "indicator": nudge.series.indicator,
        "unit": nudge.series.unit,
        "period": nudge.series.period,
        "nudged_on": nudge.nudged_on,
        "nudged_at": nudge.nudged_at,
        "outbox_id": outbox_id,
    }


def _nudge(row: Any) -> Nudge:
    return Nudge(
        person_id=row.person_id,
        series=Series(row.indicator, row.unit, row.period),
        nudged_on=row.nudged_on,
        nudged_at=row.nudged_at,
    )
