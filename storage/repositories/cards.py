"""The standing cards of groups, with what became of the messages that show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.cards.card import Card, CardKind, CardState
from storage.tables import cards, outbox, reference_values, report_versions, reviews
from storage.transaction import Transaction

_edits = outbox.alias("edits")
_ALL = (
    sa.select(
        cards.c.chat_id,
        cards.c.kind,
        cards.c.subject,
        cards.c.content,
        cards.c.pinned,
        cards.c.shown_at,
        outbox.c.message_id,
        outbox.c.state,
        _edits.c.state.label("edit_state"),
    )
    .outerjoin(outbox, outbox.c.id == cards.c.outbox_id)
    .outerjoin(_edits, _edits.c.id == cards.c.edit_id)
    .order_by(cards.c.chat_id, cards.c.kind)
)
_CARD = (cards.c.chat_id == sa.bindparam("chat"), cards.c.kind == sa.bindparam("of_kind"))
_ADD = sa.insert(cards)
_CHANGE = (
    sa.update(cards)
    .where(*_CARD)
    .values(subject=sa.bindparam("about"), content=sa.bindparam("digest"), edit_id=sa.bindparam("edit_row"))
)
_PINNED = sa.update(cards).where(*_CARD).values(pinned=True)
_DROP = sa.delete(cards).where(*_CARD)
_MARK = sa.select(
    sa.select(sa.func.max(report_versions.c.number)).scalar_subquery().label("number"),
    sa.select(sa.func.max(reviews.c.id)).scalar_subquery().label("review"),
    sa.select(sa.func.max(reference_values.c.id)).scalar_subquery().label("reference"),
)


class SqlCards:
    """Fulfils `qbot.ports.Cards`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def all(self) -> Sequence[Card]:
        return [_card(row) for row in await self._tx.rows(_ALL)]

    async def show(
        self, *, chat_id: int, kind: CardKind, subject: str, content: str, outbox_id: int, at: datetime
    ) -> None:
        await self.drop(chat_id, kind)
        content_of = {"chat_id": chat_id, "kind": kind, "subject": subject, "content": content}
        await self._tx.write(_ADD, {**content_of, "outbox_id": outbox_id, "pinned": False, "shown_at": at})

    async def change(self, *, chat_id: int, kind: CardKind, subject: str, content: str, edit_id: int) -> None:
        values = {"chat": chat_id, "of_kind": kind, "about": subject, "digest": content, "edit_row": edit_id}
        await self._tx.write(_CHANGE, values)

    async def pinned(self, chat_id: int, kind: CardKind) -> None:
        await self._tx.write(_PINNED, {"chat": chat_id, "of_kind": kind})

    async def drop(self, chat_id: int, kind: CardKind) -> None:
        await self._tx.write(_DROP, {"chat": chat_id, "of_kind": kind})

    async def ledger_mark(self) -> str:
        row = await self._tx.row(_MARK)
        return f"{row.number}/{row.review}/{row.reference}" if row else ""


def _card(row: Any) -> Card:
    return Card(
        chat_id=row.chat_id,
        kind=row.kind,
        subject=row.subject,
        content=row.content,
        pinned=row.pinned,
        shown_at=row.shown_at,
        message_id=row.message_id,
        state=_state(row.state, row.edit_state),
    )


def _state(state: str | None, edit_state: str | None) -> CardState:
    """A card without a message of its own any more, after its group moved, is as good as undelivered."""
    if state is None or state == "unreachable":
        return "unreachable"
    if state == "failed" or edit_state == "failed":
        return "failed"
    if state == "uncertain":
        return "uncertain"
    return "shown" if state == "sent" else "waiting"
