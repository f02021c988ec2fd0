"""What is said of figures in review; rows are only ever added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.ledger.reviews import Review, Step, Waiting
from storage.tables import report_versions as versions
from storage.tables import reviews, standing
from storage.transaction import Transaction

_ADD = sa.insert(reviews).returning(reviews.c.id)
_ADD_ALL = sa.insert(reviews)
_ALL = sa.select(
    reviews.c.id,
    reviews.c.number,
    reviews.c.verdict,
    reviews.c.reason,
    reviews.c.reviewer_id,
    reviews.c.reviewed_at,
).order_by(reviews.c.id)
_OF = _ALL.where(reviews.c.number == sa.bindparam("number"))


def _said(*steps: Step) -> sa.ColumnElement[bool]:
    """Whether one of these was said of a version."""
    return sa.exists().where(reviews.c.number == versions.c.number, reviews.c.verdict.in_(steps))


_former, _withdrawal = versions.alias("former"), versions.alias("withdrawal")
_STOOD_BEFORE = (
    sa.select(_former.c.state)
    .where(
        _former.c.indicator == versions.c.indicator,
        _former.c.unit == versions.c.unit,
        _former.c.period == versions.c.period,
        _former.c.number < versions.c.number,
        _former.c.state != "withdrawn",
        ~sa.exists().where(
            _withdrawal.c.withdraws == _former.c.number, _withdrawal.c.number < versions.c.number
        ),
    )
    .order_by(_former.c.number.desc())
    .limit(1)
    .correlate(versions)
    .scalar_subquery()
)
_STANDING = standing.join(versions, standing.c.number == versions.c.number)
_UNREVIEWED = sa.and_(
    versions.c.state.in_(("value", "not-applicable")),
    versions.c.source != "sample",
    ~_said("passed", "returned"),
)
_COUNT = sa.select(sa.func.count().label("rows")).select_from(_STANDING).where(_UNREVIEWED)
_WAITING = (
    sa.select(
        versions.c.number,
        versions.c.indicator,
        versions.c.unit,
        versions.c.period,
        versions.c.flags,
        (_STOOD_BEFORE == "value").label("replaces"),
        _said("disputed").label("disputed"),
        versions.c.reported_at,
    )
    .select_from(_STANDING)
    .where(_UNREVIEWED)
    .order_by(versions.c.number)
)


class SqlReviews:
    """Fulfils `qbot.ports.Reviews`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self, number: int, *, step: Step, words: str | None, person_id: int, at: datetime
    ) -> Review:
        [row] = await self._tx.write_returning(_ADD, _columns(number, step, words, person_id, at))
        return Review(row.id, number, step, words, person_id, at)

    async def add_all(self, numbers: Sequence[int], *, step: Step, person_id: int, at: datetime) -> None:
        if numbers:
            rows = [_columns(number, step, None, person_id, at) for number in numbers]
            await self._tx.write(_ADD_ALL, rows)

    async def of(self, number: int) -> Sequence[Review]:
        return [Review(*row) for row in await self._tx.rows(_OF, {"number": number})]

    async def all(self) -> Sequence[Review]:
        return [Review(*row) for row in await self._tx.rows(_ALL)]

    async def waiting(self) -> Sequence[Waiting]:
        return [_waiting(row) for row in await self._tx.rows(_WAITING)]

    async def count_waiting(self) -> int:
        row = await self._tx.row(_COUNT)
        return int(row.rows) if row else 0


def _columns(number: int, step: Step, words: str | None, person_id: int, at: datetime) -> dict[str, object]:
    return {
        "number": number,
        "verdict": step,
        "reason": words,
        "reviewer_id": person_id,
        "reviewed_at": at,
    }


def _waiting(row: Any) -> Waiting:
    number, indicator, unit, period, flags, replaces, disputed, reported_at = row
    return Waiting(
        number=number,
        indicator=indicator,
        unit=unit,
        period=period,
        flags=tuple(flags or ()),
        replaces=bool(replaces),
        disputed=bool(disputed),
        reported_at=reported_at,
    )
