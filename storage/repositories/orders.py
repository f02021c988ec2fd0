"""Orders and their records."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from qbot.ledger.versions import Series
from qbot.orders import EntryKind, Light, Order, OrderEntry, Step, serial_stem
from storage.tables import order_entries, orders
from storage.transaction import Transaction

_ALL = sa.select(
    orders.c.id,
    orders.c.serial,
    orders.c.step,
    orders.c.light,
    orders.c.indicator,
    orders.c.unit,
    orders.c.period,
    orders.c.text,
    orders.c.answer_by_on,
    orders.c.issued_by,
    orders.c.issued_at,
    orders.c.outcome,
    orders.c.closed_by,
    orders.c.closed_at,
)
_GET = _ALL.where(orders.c.id == sa.bindparam("order_id"))
_BY_SERIALS = _ALL.where(orders.c.serial.in_(sa.bindparam("serials", expanding=True))).order_by(orders.c.id)
_ABOUT = _ALL.where(
    orders.c.indicator == sa.bindparam("indicator"),
    orders.c.unit == sa.bindparam("unit"),
    orders.c.period == sa.bindparam("period"),
).order_by(orders.c.id)
_OF_STEP = _ALL.where(orders.c.step == sa.bindparam("step")).order_by(orders.c.id)
_OPEN = _ALL.where(orders.c.closed_at.is_(None)).order_by(orders.c.id)
_PAGE = _OPEN.where(orders.c.id > sa.bindparam("after", type_=sa.Integer)).limit(
    sa.bindparam("limit", type_=sa.Integer)
)
_OPEN_OF = _OPEN.where(orders.c.unit == sa.bindparam("unit"))
_SENT_TO = sa.exists().where(
    order_entries.c.order_id == orders.c.id,
    order_entries.c.kind == "sent",
    order_entries.c.person_id == sa.bindparam("person_id"),
)
_OPEN_FOR = _OPEN.where(_SENT_TO).limit(sa.bindparam("limit", type_=sa.Integer))
_OPEN_TURNING = _OPEN.where(orders.c.light.in_(("red", "yellow")))
_ISSUED = sa.select(sa.func.count().label("rows")).where(
    orders.c.serial.startswith(sa.bindparam("stem"), autoescape=False)
)
_ISSUE = sa.insert(orders).returning(orders.c.id)
_TURN = (
    sa.update(orders).where(orders.c.id == sa.bindparam("order_id")).values(light=sa.bindparam("new_light"))
)
_CLOSE = (
    sa.update(orders)
    .where(orders.c.id == sa.bindparam("order_id"), orders.c.closed_at.is_(None))
    .values(outcome=sa.bindparam("how"), closed_by=sa.bindparam("by"), closed_at=sa.bindparam("at"))
)
_ENTRIES = (
    sa.select(
        order_entries.c.id,
        order_entries.c.order_id,
        order_entries.c.person_id,
        order_entries.c.kind,
        order_entries.c.text,
        order_entries.c.chat_id,
        order_entries.c.message_id,
        order_entries.c.said_at,
    )
    .where(order_entries.c.order_id == sa.bindparam("order_id"))
    .order_by(order_entries.c.id)
)
_ADD_ENTRY = sa.insert(order_entries).returning(order_entries.c.id)


class SqlOrders:
    """Fulfils `qbot.ports.Orders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def issue(
        self,
        series: Series,
        *,
        step: Step,
        light: Light,
        text: str,
        answer_by_on: date | None,
        by: int,
        year: int,
        at: datetime,
    ) -> Order:
        stem = serial_stem(step, year)
        counted = await self._tx.row(_ISSUED, {"stem": stem})
        serial = f"{stem}{(counted.rows if counted else 0) + 1}号"
        content = {
            "serial": serial,
            "step": step,
            "light": light,
            **_key(series),
            "text": text,
            "answer_by_on": answer_by_on,
            "issued_by": by,
            "issued_at": at,
        }
        [row] = await self._tx.write_returning(_ISSUE, content)
        return Order(row.id, serial, step, light, series, text, answer_by_on, by, at)

    async def get(self, order_id: int) -> Order | None:
        row = await self._tx.row(_GET, {"order_id": order_id})
        return None if row is None else _order(row)

    async def by_serials(self, serials: Collection[str]) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_BY_SERIALS, {"serials": list(serials)})]

    async def about(self, series: Series) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_ABOUT, _key(series))]

    async def of_step(self, step: Step) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_OF_STEP, {"step": step})]

    async def open_ones(self, *, limit: int, after: int = 0) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_PAGE, {"limit": limit, "after": after})]

    async def open_of(self, unit: str) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_OPEN_OF, {"unit": unit})]

    async def open_for(self, person_id: int, *, limit: int) -> Sequence[Order]:
        rows = await self._tx.rows(_OPEN_FOR, {"person_id": person_id, "limit": limit})
        return [_order(row) for row in rows]

    async def open_turning(self) -> Sequence[Order]:
        return [_order(row) for row in await self._tx.rows(_OPEN_TURNING)]

    async def turn(self, order_id: int, light: Light) -> None:
        await self._tx.write(_TURN, {"order_id": order_id, "new_light": light})

    async def close(self, order_id: int, *, by: int, outcome: str, at: datetime) -> bool:
        return await self._tx.write(_CLOSE, {"order_id": order_id, "how": outcome, "by": by, "at": at}) == 1

    async def add_entry(
        self,
        order_id: int,
        *,
        person_id: int | None,
        kind: EntryKind,
        text: str,
        chat_id: int | None = None,
        message_id: int | None = None,
        at: datetime,
    ) -> OrderEntry:
        content = {
            "order_id": order_id,
            "person_id": person_id,
            "kind": kind,
            "text": text,
            "chat_id": chat_id,
            "message_id": message_id,
            "said_at": at,
        }
        [row] = await self._tx.write_returning(_ADD_ENTRY, content)
        return OrderEntry(row.id, order_id, person_id, kind, text, chat_id, message_id, at)

    async def entries(self, order_id: int) -> Sequence[OrderEntry]:
        return [OrderEntry(*row) for row in await self._tx.rows(_ENTRIES, {"order_id": order_id})]


def _key(series: Series) -> dict[str, str]:
    return {"indicator": series.indicator, "unit": series.unit, "period": series.period}


def _order(row: Any) -> Order:
    order_id, serial, step, light, indicator, unit, period, *rest = row
    return Order(order_id, serial, step, light, Series(indicator, unit, period), *rest)
