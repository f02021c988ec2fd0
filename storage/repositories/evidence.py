"""The papers behind the figures: rows are only added. A paper whose figure is named later gets a row with it,
which takes the place of the loose one."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.evidence import Evidence, Paper
from storage.tables import evidence, issued, notices, outbox, questions, report_versions
from storage.transaction import Transaction

_ALL = sa.select(
    evidence.c.id,
    evidence.c.number,
    evidence.c.person_id,
    evidence.c.kind,
    evidence.c.file_id,
    evidence.c.name,
    evidence.c.size,
    evidence.c.sha256,
    evidence.c.path,
    evidence.c.chat_id,
    evidence.c.message_id,
    evidence.c.album,
    evidence.c.added_at,
)
_tied = evidence.alias("tied")
_IS_LOOSE = sa.and_(
    evidence.c.number.is_(None),
    ~sa.exists().where(
        _tied.c.chat_id == evidence.c.chat_id,
        _tied.c.message_id == evidence.c.message_id,
        _tied.c.number.is_not(None),
    ),
)
_GET = _ALL.where(evidence.c.id == sa.bindparam("evidence_id"))
_OF_NUMBERS = _ALL.where(evidence.c.number.in_(sa.bindparam("numbers", expanding=True))).order_by(
    evidence.c.id
)
_OF_MESSAGE = _ALL.where(
    evidence.c.chat_id == sa.bindparam("chat_id"),
    evidence.c.message_id == sa.bindparam("message_id"),
    _IS_LOOSE,
).order_by(evidence.c.id)
_OF_ALBUM = _ALL.where(
    evidence.c.chat_id == sa.bindparam("chat_id"),
    evidence.c.album == sa.bindparam("album"),
    evidence.c.album.is_not(None),
).order_by(evidence.c.id)
_WITH_CONTENT = _ALL.where(evidence.c.sha256 == sa.bindparam("sha256")).order_by(evidence.c.id)
_PAGE = (
    _ALL.where(evidence.c.id < sa.bindparam("before"), sa.or_(evidence.c.number.is_not(None), _IS_LOOSE))
    .order_by(evidence.c.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OF_THEIR_FIGURES = sa.exists().where(
    report_versions.c.number == evidence.c.number,
    report_versions.c.unit.in_(sa.bindparam("units", expanding=True)),
)
_OF_THEIR_MESSAGES = sa.exists().where(
    evidence.c.number.is_(None),
    report_versions.c.chat_id == evidence.c.chat_id,
    report_versions.c.message_id == evidence.c.message_id,
    report_versions.c.unit.in_(sa.bindparam("units", expanding=True)),
)
_OWN_PAGE = _PAGE.where(
    sa.or_(evidence.c.person_id == sa.bindparam("person_id"), _OF_THEIR_FIGURES, _OF_THEIR_MESSAGES)
)
_ADD = sa.insert(evidence).returning(evidence.c.id)
_NO_END = 2**62
# once a day, over tables that grow with papers alone
_ON_RECORD = (
    sa.select(evidence.c.path).distinct(),
    sa.select(issued.c.file.label("path")).distinct(),
    sa.select(notices.c.file.label("path")).where(notices.c.file.is_not(None)).distinct(),
)
_IN_HAND = (
    sa.select(outbox.c.payload).where(outbox.c.finished_at.is_(None)),
    sa.select(questions.c.payload).where(questions.c.closed_at.is_(None)),
)
_PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")


class SqlEvidence:
    """Fulfils `qbot.ports.EvidenceOnRecord`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, person_id: int, paper: Paper, *, number: int | None, at: datetime) -> Evidence:
        content = {
            "number": number,
            "person_id": person_id,
            "kind": paper.kind,
            "file_id": paper.file_id,
            "name": paper.name,
            "size": paper.size,
            "sha256": paper.sha256,
            "path": paper.path,
            "chat_id": paper.chat_id,
            "message_id": paper.message_id,
            "album": paper.album,
            "added_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return Evidence(row.id, number, person_id, paper, at)

    async def files_in_use(self) -> frozenset[str]:
        found: set[str] = set()
        for query in _ON_RECORD:
            found.update(row.path for row in await self._tx.rows(query))
        for query in _IN_HAND:
            for row in await self._tx.rows(query):
                found.update(_paths_in(row.payload))
        return frozenset(found)

    async def get(self, evidence_id: int) -> Evidence | None:
        row = await self._tx.row(_GET, {"evidence_id": evidence_id})
        return None if row is None else _evidence(row)

    async def of_numbers(self, numbers: Collection[int]) -> Sequence[Evidence]:
        return await self._many(_OF_NUMBERS, {"numbers": sorted(numbers)}) if numbers else []

    async def of_messages(self, messages: Collection[tuple[int, int]]) -> Sequence[Evidence]:
        found: list[Evidence] = []
        for chat_id, message_id in messages:
            found += await self._many(_OF_MESSAGE, {"chat_id": chat_id, "message_id": message_id})
        return found

    async def of_album(self, chat_id: int, album: str) -> Sequence[Evidence]:
        return await self._many(_OF_ALBUM, {"chat_id": chat_id, "album": album})

    async def with_content(self, sha256: str) -> Sequence[Evidence]:
        return await self._many(_WITH_CONTENT, {"sha256": sha256})

    async def page(
        self, *, person_id: int | None, units: Collection[str], before: int | None, limit: int
    ) -> Sequence[Evidence]:
        values: dict[str, Any] = {"before": _NO_END if before is None else before, "limit": limit}
        if person_id is None:
            return await self._many(_PAGE, values)
        return await self._many(_OWN_PAGE, {**values, "person_id": person_id, "units": sorted(units)})

    async def _many(self, query: sa.Select[Any], values: dict[str, Any]) -> list[Evidence]:
        return [_evidence(row) for row in await self._tx.rows(query, values)]


def _paths_in(payload: object) -> Iterator[str]:
    """The paths of the files folder anywhere in a payload."""
    if isinstance(payload, str):
        if _PATH.fullmatch(payload):
            yield payload
    elif isinstance(payload, dict):
        for value in payload.values():
            yield from _paths_in(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from _paths_in(value)


def _evidence(row: sa.Row[Any]) -> Evidence:
    paper = Paper(
        kind=row.kind,
        file_id=row.file_id,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        path=row.path,
        chat_id=row.chat_id,
        message_id=row.message_id,
        album=row.album,
    )
    return Evidence(row.id, row.number, row.person_id, paper, row.added_at)
