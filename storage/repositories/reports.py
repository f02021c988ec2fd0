"""The ledger: versions are only ever added, each sealed by its hash and by the hash of the one before.

`standing` says which version counts for each series. It is kept in the same transaction as the versions, so
that an answer needs no walk through the history.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from qbot.errors import Gone
from qbot.ledger.chain import GENESIS, digest
from qbot.ledger.versions import Draft, Series, Version
from qbot.ledger.versions import standing as standing_of
from storage.tables import IS_VERDICT, reviews, standing
from storage.tables import report_versions as versions
from storage.transaction import Transaction
from storage.types import canonical

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
_LAST = sa.select(versions.c.number, versions.c.hash).order_by(versions.c.number.desc()).limit(1)
_GET = _VERSIONS.where(versions.c.number == sa.bindparam("number"))
_AFTER = _VERSIONS.where(versions.c.number > sa.bindparam("number")).order_by(versions.c.number).limit(_BATCH)
_HISTORY = _VERSIONS.where(
    versions.c.indicator == sa.bindparam("indicator"),
    versions.c.unit == sa.bindparam("unit"),
    versions.c.period == sa.bindparam("period"),
).order_by(versions.c.number)
_BY_MESSAGE = _VERSIONS.where(
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
def _standing_where(*columns: str) -> sa.Select[Any]:
    """The standing versions whose `columns` are each among the values given under the column's name."""
    conditions = (standing.c[column].in_(sa.bindparam(column, expanding=True)) for column in columns)
    return _STANDING.where(*conditions)


# The index is searched by its single columns; that the columns belong together is checked on what it gives.
_OF_SERIES = _standing_where("indicator", "unit", "period").where(
    sa.tuple_(standing.c.indicator, standing.c.unit, standing.c.period).in_(
        sa.bindparam("series", expanding=True)
    )
)
_OF_YEARS = _standing_where("indicator", "unit").where(
    sa.tuple_(standing.c.indicator, standing.c.unit).in_(sa.bindparam("pairs", expanding=True)),
    standing.c.period >= sa.bindparam("from_text"),
    standing.c.period < sa.bindparam("until_text"),
)
_PROMISED = (
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
_FIRST_REPORTED = (
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
def _newest_periods(count: int) -> sa.Select[Any]:
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


_LAST_OF = (
    sa.select(*_COLUMNS)
    .select_from(versions.join(standing, standing.c.number == versions.c.number))
    .where(versions.c.reporter_id == sa.bindparam("reporter_id"))
    .order_by(versions.c.number.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ADD = sa.insert(versions)
_STAND = sa.insert(standing)
_FALL = sa.delete(standing).where(
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


_NOT_SHOWN = _first_only_in(_KEPT, _SHOWN)
_NOT_KEPT = _first_only_in(_SHOWN, _KEPT)


class SqlReports:
    """Fulfils `qbot.ports.Reports`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def append(self, drafts: Sequence[Draft], *, at: datetime) -> Sequence[Version]:
        """Store versions in order, extend the chain, move what stands.

        Figures come back in canonical digits. Gone when a withdrawal names a version that is not of its
        series, or that has been withdrawn.
        """
        if not drafts:
            return []
        added = await self._seal([_storable(draft) for draft in drafts], at=at)
        standings = {version.series: await self._standing_after(version.series, added) for version in added}
        await self._tx.write(_ADD, [_columns(version) for version in added])
        await self._move(standings)
        return added

    async def get(self, number: int) -> Version | None:
        row = await self._tx.row(_GET, {"number": number})
        return None if row is None else _version(row)

    async def history(self, series: Series) -> Sequence[Version]:
        key = {"indicator": series.indicator, "unit": series.unit, "period": series.period}
        return [_version(row) for row in await self._tx.rows(_HISTORY, key)]

    async def standing(
        self,
        *,
        indicators: Collection[str] | None = None,
        units: Collection[str] | None = None,
        periods: Collection[str] | None = None,
    ) -> Sequence[Version]:
        filters = {"indicator": indicators, "unit": units, "period": periods}
        wanted = {column: list(values) for column, values in filters.items() if values is not None}
        rows = await self._tx.rows(_standing_where(*wanted), wanted)
        return [_version(row) for row in rows]

    async def of_series(self, series: Collection[Series]) -> Sequence[Version]:
        if not series:
            return []
        wanted = {
            "series": [(each.indicator, each.unit, each.period) for each in series],
            "indicator": list({each.indicator for each in series}),
            "unit": list({each.unit for each in series}),
            "period": list({each.period for each in series}),
        }
        return [_version(row) for row in await self._tx.rows(_OF_SERIES, wanted)]

    async def of_years(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Sequence[Version]:
        if not series:
            return []
        wanted = {**_pairs(series), **_texts_of_years(first, last)}
        return [_version(row) for row in await self._tx.rows(_OF_YEARS, wanted)]

    async def newest_years(self, series: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        pairs = list(series)
        if not pairs:
            return {}
        wanted = {f"indicator_{at}": indicator for at, (indicator, _) in enumerate(pairs)}
        wanted |= {f"unit_{at}": unit for at, (_, unit) in enumerate(pairs)}
        row = await self._tx.row(_newest_periods(len(pairs)), wanted)
        return {
            pair: int(period[:4]) for pair, period in zip(pairs, row or (), strict=True) if period is not None
        }

    async def promised(self, *, since: date, until: date) -> Sequence[Version]:
        rows = await self._tx.rows(_PROMISED, {"since": since, "until": until})
        return [_version(row) for row in rows]

    async def first_reported(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Mapping[Series, datetime]:
        if not series:
            return {}
        wanted = {**_pairs(series), **_texts_of_years(first, last)}
        rows = await self._tx.rows(_FIRST_REPORTED, wanted)
        return {Series(row.indicator, row.unit, row.period): row.first_at for row in rows}

    async def by_message(self, chat_id: int, message_id: int) -> Sequence[Version]:
        rows = await self._tx.rows(_BY_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return [_version(row) for row in rows]

    async def last_of(self, reporter_id: int, *, limit: int) -> Sequence[Version]:
        rows = await self._tx.rows(_LAST_OF, {"reporter_id": reporter_id, "limit": limit})
        return [_version(row) for row in rows]

    async def all(self) -> AsyncIterator[Version]:
        number = 0
        while batch := await self._tx.rows(_AFTER, {"number": number}):
            for row in batch:
                yield _version(row)
            number = batch[-1].number

    async def standing_mismatch(self) -> Series | None:
        found = [await self._tx.row(query) for query in (_NOT_SHOWN, _NOT_KEPT)]
        first = min((tuple(row) for row in found if row is not None), default=None)
        return None if first is None else Series(*first)

    async def _seal(self, drafts: Sequence[Draft], *, at: datetime) -> list[Version]:
        reported_at = at.astimezone(UTC)
        last = await self._tx.row(_LAST)
        number, previous = (0, GENESIS) if last is None else (last.number, last.hash)
        added = []
        for draft in drafts:
            number += 1
            seal = digest(number, draft, reported_at, previous)
            added.append(Version(number, draft, reported_at, previous, seal))
            previous = seal
        return added

    async def _standing_after(self, series: Series, added: Sequence[Version]) -> Version | None:
        ours = [version for version in added if version.series == series]
        if all(version.draft.state != "withdrawn" for version in ours):
            return ours[-1]
        history = [*await self.history(series), *ours]
        _check_withdrawals(history, since=ours[0].number)
        return standing_of(history)

    async def _move(self, standings: dict[Series, Version | None]) -> None:
        keys = [
            {"of_indicator": each.indicator, "of_unit": each.unit, "of_period": each.period}
            for each in standings
        ]
        await self._tx.write(_FALL, keys)
        rows = [
            {"indicator": at.indicator, "unit": at.unit, "period": at.period, "number": version.number}
            for at, version in standings.items()
            if version is not None
        ]
        if rows:
            await self._tx.write(_STAND, rows)


def _pairs(series: Collection[tuple[str, str]]) -> dict[str, object]:
    """The pairs of indicator and unit, and each column's values alone."""
    return {
        "pairs": list(series),
        "indicator": list({indicator for indicator, _ in series}),
        "unit": list({unit for _, unit in series}),
    }


def _texts_of_years(first: int, last: int) -> dict[str, str]:
    """The bounds between which the texts of all periods lie that begin in these years."""
    return {"from_text": f"{first:04}", "until_text": f"{last + 1:04}"}


def _storable(draft: Draft) -> Draft:
    value = None if draft.value is None else canonical(draft.value)
    text = draft.text.encode("utf-8", "replace").decode()  # a lone surrogate is no character
    return replace(draft, value=value, text=text)


def _check_withdrawals(history: Sequence[Version], *, since: int) -> None:
    open_numbers: set[int | None] = set()
    for version in history:
        if version.draft.state != "withdrawn":
            open_numbers.add(version.number)
            continue
        if version.number >= since and version.draft.withdraws not in open_numbers:
            raise Gone(f"R-{version.draft.withdraws} cannot be withdrawn")
        open_numbers.discard(version.draft.withdraws)


def _columns(version: Version) -> dict[str, object]:
    draft, series = version.draft, version.series
    return {
        "number": version.number,
        "indicator": series.indicator,
        "unit": series.unit,
        "period": series.period,
        "state": draft.state,
        "reporter_id": draft.reporter_id,
        "source": draft.source,
        "text": draft.text,
        "value": draft.value,
        "numerator": draft.numerator,
        "denominator": draft.denominator,
        "withdraws": draft.withdraws,
        "promised_on": draft.promised_on,
        "reason": draft.reason,
        "chat_id": draft.chat_id,
        "message_id": draft.message_id,
        "flags": draft.flags or None,
        "reported_at": version.reported_at,
        "previous_hash": version.previous_hash,
        "hash": version.hash,
    }


def _version(row: Any) -> Version:
    (
        number, indicator, unit, period, state, reporter_id, source, text, value, numerator, denominator,
        withdraws, promised_on, reason, chat_id, message_id, flags, reported_at, previous_hash, sealed,
        verdict,
    ) = row  # fmt: skip
    draft = Draft(
        Series(indicator, unit, period), state, reporter_id, source, text, value, numerator, denominator,
        withdraws, promised_on, reason, chat_id, message_id, tuple(flags or ()),
    )  # fmt: skip
    return Version(number, draft, reported_at, previous_hash, sealed, verdict)
