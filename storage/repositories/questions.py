"""Questions that wait for an answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from qbot.ports import PendingQuestion
from storage.tables import questions
from storage.transaction import Transaction

_OPEN = sa.select(
    questions.c.id,
    questions.c.chat_id,
    questions.c.person_id,
    questions.c.kind,
    questions.c.payload,
    questions.c.asked_at,
    questions.c.expires_at,
).where(questions.c.closed_at.is_(None))
_GET = _OPEN.where(questions.c.id == sa.bindparam("question_id"))
_OPEN_FOR = _OPEN.where(
    questions.c.person_id == sa.bindparam("person_id"), questions.c.chat_id == sa.bindparam("chat_id")
).order_by(questions.c.id.desc())
_OPEN_ONES = _OPEN.where(questions.c.expires_at > sa.bindparam("at")).order_by(questions.c.id)
_EXPIRED = (
    _OPEN.where(questions.c.expires_at <= sa.bindparam("at"))
    .order_by(questions.c.expires_at, questions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ADD = sa.insert(questions).returning(questions.c.id)
_CLOSE = (
    sa.update(questions)
    .where(questions.c.id == sa.bindparam("question_id"), questions.c.closed_at.is_(None))
    .values(outcome=sa.bindparam("how"), closed_at=sa.bindparam("at"))
)


class SqlQuestions:
    """Fulfils `qbot.ports.Questions`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def ask(
        self,
        *,
        chat_id: int,
        person_id: int,
        kind: str,
        payload: Mapping[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> PendingQuestion:
        content = {
            "chat_id": chat_id,
            "person_id": person_id,
            "kind": kind,
            "payload": payload,
            "asked_at": at,
            "expires_at": expires_at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return PendingQuestion(
            id=row.id,
            chat_id=chat_id,
            person_id=person_id,
            kind=kind,
            payload=payload,
            asked_at=at,
            expires_at=expires_at,
        )

    async def get(self, question_id: int) -> PendingQuestion | None:
        row = await self._tx.row(_GET, {"question_id": question_id})
        return None if row is None else PendingQuestion(*row)

    async def open_for(self, person_id: int, chat_id: int) -> Sequence[PendingQuestion]:
        rows = await self._tx.rows(_OPEN_FOR, {"person_id": person_id, "chat_id": chat_id})
        return [PendingQuestion(*row) for row in rows]

    async def close(
        self, question_id: int, *, outcome: Literal["answered", "cancelled", "expired"], at: datetime
    ) -> bool:
        closed = await self._tx.write(_CLOSE, {"question_id": question_id, "how": outcome, "at": at})
        return closed == 1

    async def open_ones(self, *, at: datetime) -> Sequence[PendingQuestion]:
        return [PendingQuestion(*row) for row in await self._tx.rows(_OPEN_ONES, {"at": at})]

    async def expired(self, *, at: datetime, limit: int) -> Sequence[PendingQuestion]:
        rows = await self._tx.rows(_EXPIRED, {"at": at, "limit": limit})
        return [PendingQuestion(*row) for row in rows]
