"""The ledger: versions are only ever added, each sealed by its hash and by the hash of the one before.

`standing` says which version counts for each series. It is kept in the same transaction as the versions, so
that an answer needs no walk through the history.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from qbot.errors import Gone
from qbot.ledger.chain import GENESIS, digest
from qbot.ledger.versions import Draft, Series, Version
from qbot.ledger.versions import standing as standing_of
from storage.repositories import report_queries as queries
from storage.transaction import Transaction
from storage.types import canonical


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
        await self._tx.write(queries.ADD, [_columns(version) for version in added])
        await self._move(standings)
        return added

    async def get(self, number: int) -> Version | None:
        row = await self._tx.row(queries.GET, {"number": number})
        return None if row is None else _version(row)

    async def history(self, series: Series) -> Sequence[Version]:
        key = {"indicator": series.indicator, "unit": series.unit, "period": series.period}
        return [_version(row) for row in await self._tx.rows(queries.HISTORY, key)]

    async def standing(
        self,
        *,
        indicators: Collection[str] | None = None,
        units: Collection[str] | None = None,
        periods: Collection[str] | None = None,
    ) -> Sequence[Version]:
        filters = {"indicator": indicators, "unit": units, "period": periods}
        wanted = {column: list(values) for column, values in filters.items() if values is not None}
        rows = await self._tx.rows(queries.standing_where(*wanted), wanted)
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
        return [_version(row) for row in await self._tx.rows(queries.OF_SERIES, wanted)]

    async def of_years(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Sequence[Version]:
        if not series:
            return []
        wanted = {**_pairs(series), **_texts_of_years(first, last)}
        return [_version(row) for row in await self._tx.rows(queries.OF_YEARS, wanted)]

    async def histories(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Sequence[Version]:
        if not series:
            return []
        wanted = {**_pairs(series), **_texts_of_years(first, last)}
        return [_version(row) for row in await self._tx.rows(queries.HISTORIES, wanted)]

    async def newest_years(self, series: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        pairs = list(series)
        if not pairs:
            return {}
        wanted = {f"indicator_{at}": indicator for at, (indicator, _) in enumerate(pairs)}
        wanted |= {f"unit_{at}": unit for at, (_, unit) in enumerate(pairs)}
        row = await self._tx.row(queries.newest_periods(len(pairs)), wanted)
        return {
            pair: int(period[:4]) for pair, period in zip(pairs, row or (), strict=True) if period is not None
        }

    async def promised(self, *, since: date, until: date) -> Sequence[Version]:
        rows = await self._tx.rows(queries.PROMISED, {"since": since, "until": until})
        return [_version(row) for row in rows]

    async def first_reported(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Mapping[Series, datetime]:
        if not series:
            return {}
        wanted = {**_pairs(series), **_texts_of_years(first, last)}
        rows = await self._tx.rows(queries.FIRST_REPORTED, wanted)
        return {Series(row.indicator, row.unit, row.period): row.first_at for row in rows}

    async def by_message(self, chat_id: int, message_id: int) -> Sequence[Version]:
        rows = await self._tx.rows(queries.BY_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return [_version(row) for row in rows]

    async def last_of(self, reporter_id: int, *, limit: int) -> Sequence[Version]:
        rows = await self._tx.rows(queries.LAST_OF, {"reporter_id": reporter_id, "limit": limit})
        return [_version(row) for row in rows]

    async def all(self) -> AsyncIterator[Version]:
        number = 0
        while batch := await self._tx.rows(queries.AFTER, {"number": number}):
            for row in batch:
                yield _version(row)
            number = batch[-1].number

    async def standing_mismatch(self) -> Series | None:
        found = [await self._tx.row(query) for query in (queries.NOT_SHOWN, queries.NOT_KEPT)]
        first = min((tuple(row) for row in found if row is not None), default=None)
        return None if first is None else Series(*first)

    async def _seal(self, drafts: Sequence[Draft], *, at: datetime) -> list[Version]:
        reported_at = at.astimezone(UTC)
        last = await self._tx.row(queries.LAST)
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
        await self._tx.write(queries.FALL, keys)
        rows = [
            {"indicator": at.indicator, "unit": at.unit, "period": at.period, "number": version.number}
            for at, version in standings.items()
            if version is not None
        ]
        if rows:
            await self._tx.write(queries.STAND, rows)


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
