"""What is asked of the ledger's tables: statements built once, each with its index in mind."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.tables import IS_VERDICT, reviews, standing
from storage.tables import report_versions as versions

_BATCH = 1000
_SETTLING = ("value", "not-applicable")

_VERDICT = (
    sa.select(reviews.c.verdict)
    .where(reviews.c.number == versions.c.number, IS_VERDICT)
    .order_by(reviews.c.id.desc())
    .limit(1)
    .correlate(versions)
    .scalar_subquery()
    .label("verdict")
)
_COLUMNS = (
    versions.c.number,
    versions.c.indicator,
    versions.c.unit,
    versions.c.period,
    versions.c.state,
    versions.c.reporter_id,
    versions.c.source,
    versions.c.text,
    versions.c.value,
    versions.c.numerator,
    versions.c.denominator,
    versions.c.withdraws,
    versions.c.promised_on,
    versions.c.reason,
    versions.c.chat_id,
    versions.c.message_id,
    versions.c.flags,
    versions.c.reported_at,
    versions.c.previous_hash,
    versions.c.hash,
    _VERDICT,
)
_VERSIONS = sa.select(*_COLUMNS)
LAST = sa.select(versions.c.number, versions.c.hash).order_by(versions.c.number.desc()).limit(1)
GET = _VERSIONS.where(versions.c.number == sa.bindparam("number"))
AFTER = _VERSIONS.where(versions.c.number > sa.bindparam("number")).order_by(versions.c.number).limit(_BATCH)
HISTORY = _VERSIONS.where(
    versions.c.indicator == sa.bindparam("indicator"),
    versions.c.unit == sa.bindparam("unit"),
    versions.c.period == sa.bindparam("period"),
).order_by(versions.c.number)
HISTORIES = _VERSIONS.where(
    versions.c.indicator.in_(sa.bindparam("indicator", expanding=True)),
    versions.c.unit.in_(sa.bindparam("unit", expanding=True)),
    sa.tuple_(versions.c.indicator, versions.c.unit).in_(sa.bindparam("pairs", expanding=True)),
    versions.c.period >= sa.bindparam("from_text"),
    versions.c.period < sa.bindparam("until_text"),
).order_by(versions.c.number)
BY_MESSAGE = _VERSIONS.where(
    versions.c.chat_id == sa.bindparam("chat_id"),
    versions.c.message_id == sa.bindparam("message_id"),
    versions.c.message_id.is_not(None),
).order_by(versions.c.number)
_STANDING = (
    sa.select(*_COLUMNS)
    .select_from(standing.join(versions, standing.c.number == versions.c.number))
    .order_by(standing.c.indicator, standing.c.unit, standing.c.period)
)


@cache
def standing_where(*columns: str) -> sa.Select[Any]:
    """The standing versions whose `columns` are each among the values given under the column's name."""
    conditions = (standing.c[column].in_(sa.bindparam(column, expanding=True)) for column in columns)
    return _STANDING.where(*conditions)


# The index is searched by its single columns; that the columns belong together is checked on what it gives.
OF_SERIES = standing_where("indicator", "unit", "period").where(
    sa.tuple_(standing.c.indicator, standing.c.unit, standing.c.period).in_(
        sa.bindparam("series", expanding=True)
    )
)
OF_YEARS = standing_where("indicator", "unit").where(
    sa.tuple_(standing.c.indicator, standing.c.unit).in_(sa.bindparam("pairs", expanding=True)),
    standing.c.period >= sa.bindparam("from_text"),
    standing.c.period < sa.bindparam("until_text"),
)
PROMISED = (
    sa.select(*_COLUMNS)
    .select_from(versions.join(standing, standing.c.number == versions.c.number))
    .where(
        versions.c.promised_on.is_not(None),
        versions.c.promised_on.between(sa.bindparam("since"), sa.bindparam("until")),
        versions.c.state == "deferred",
    )
    .order_by(versions.c.promised_on, versions.c.number)
)
_earlier = versions.alias("earlier")
FIRST_REPORTED = (
    sa.select(
        standing.c.indicator,
        standing.c.unit,
        standing.c.period,
        sa.select(sa.func.min(_earlier.c.reported_at, type_=versions.c.reported_at.type))
        .where(
            _earlier.c.indicator == standing.c.indicator,
            _earlier.c.unit == standing.c.unit,
            _earlier.c.period == standing.c.period,
            _earlier.c.state.in_(_SETTLING),
        )
        .correlate(standing)
        .scalar_subquery()
        .label("first_at"),
    )
    .select_from(standing.join(versions, standing.c.number == versions.c.number))
    .where(
        standing.c.indicator.in_(sa.bindparam("indicator", expanding=True)),
        standing.c.unit.in_(sa.bindparam("unit", expanding=True)),
        sa.tuple_(standing.c.indicator, standing.c.unit).in_(sa.bindparam("pairs", expanding=True)),
        standing.c.period >= sa.bindparam("from_text"),
        standing.c.period < sa.bindparam("until_text"),
        versions.c.state.in_(_SETTLING),
        sa.func.coalesce(_VERDICT.element, "") != "returned",
    )
)


@cache
def newest_periods(count: int) -> sa.Select[Any]:
    """For `count` pairs of indicator and unit, side by side, the standing period whose text is the last."""
    newest = sa.func.max(standing.c.period)
    return sa.select(
        *(
            sa.select(newest)
            .where(
                standing.c.indicator == sa.bindparam(f"indicator_{at}"),
                standing.c.unit == sa.bindparam(f"unit_{at}"),
            )
            .scalar_subquery()
            .label(f"period_{at}")
            for at in range(count)
        )
    )


LAST_OF = (
    sa.select(*_COLUMNS)
    .select_from(versions.join(standing, standing.c.number == versions.c.number))
    .where(versions.c.reporter_id == sa.bindparam("reporter_id"))
    .order_by(versions.c.number.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
ADD = sa.insert(versions)
STAND = sa.insert(standing)
FALL = sa.delete(standing).where(
    standing.c.indicator == sa.bindparam("of_indicator"),
    standing.c.unit == sa.bindparam("of_unit"),
    standing.c.period == sa.bindparam("of_period"),
)

_withdrawal = versions.alias("withdrawal")
_KEPT = (
    sa.select(
        versions.c.indicator,
        versions.c.unit,
        versions.c.period,
        sa.func.max(versions.c.number).label("number"),
    )
    .where(
        versions.c.state != "withdrawn",
        ~sa.exists().where(
            _withdrawal.c.withdraws == versions.c.number,
            _withdrawal.c.state == "withdrawn",
            _withdrawal.c.indicator == versions.c.indicator,
            _withdrawal.c.unit == versions.c.unit,
            _withdrawal.c.period == versions.c.period,
        ),
    )
    .group_by(versions.c.indicator, versions.c.unit, versions.c.period)
)
_SHOWN = sa.select(standing.c.indicator, standing.c.unit, standing.c.period, standing.c.number)


def _first_only_in(one: sa.Select[Any], other: sa.Select[Any]) -> sa.Select[Any]:
    left = sa.except_(one, other).subquery()
    series = (left.c.indicator, left.c.unit, left.c.period)
    return sa.select(*series).order_by(*series).limit(1)


NOT_SHOWN = _first_only_in(_KEPT, _SHOWN)
NOT_KEPT = _first_only_in(_SHOWN, _KEPT)
