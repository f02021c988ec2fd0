"""The wordings that the office has added, and all that was said before, for reading it again."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.aliases import AddedAlias, Said
from qbot.clock import city_day
from storage.tables import added_aliases as aliases
from storage.tables import inbox
from storage.tables import report_versions as versions
from storage.transaction import Transaction

_ALL = (
    sa.select(aliases.c.id, aliases.c.word, aliases.c.indicator, aliases.c.added_by, aliases.c.added_at)
    .where(aliases.c.removed_at.is_(None))
    .order_by(aliases.c.id)
)
_GET = _ALL.where(aliases.c.id == sa.bindparam("alias_id"))
_ADD = sa.insert(aliases).returning(aliases.c.id)
_REMOVE = (
    sa.update(aliases)
    .where(aliases.c.id == sa.bindparam("alias_id"), aliases.c.removed_at.is_(None))
    .values(removed_at=sa.bindparam("at"))
)
_REPORTED = (
    sa.select(versions.c.number, versions.c.text, versions.c.indicator, versions.c.reported_at)
    .where(versions.c.number > sa.bindparam("after", type_=sa.Integer))
    .order_by(versions.c.number)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_HEARD = (
    sa.select(inbox.c.id, inbox.c.raw, inbox.c.received_at)
    .where(inbox.c.id > sa.bindparam("after", type_=sa.Integer))
    .order_by(inbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_MESSAGES = ("message", "edited_message")


class SqlAliases:
    """Fulfils `qbot.ports.Aliases`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, word: str, indicator: str, *, by: int, at: datetime) -> AddedAlias:
        content = {"word": word, "indicator": indicator, "added_by": by, "added_at": at}
        [row] = await self._tx.write_returning(_ADD, content)
        return AddedAlias(row.id, word, indicator, by, at)

    async def remove(self, alias_id: int, *, at: datetime) -> bool:
        return await self._tx.write(_REMOVE, {"alias_id": alias_id, "at": at}) == 1

    async def get(self, alias_id: int) -> AddedAlias | None:
        row = await self._tx.row(_GET, {"alias_id": alias_id})
        return None if row is None else AddedAlias(*row)

    async def all(self) -> Sequence[AddedAlias]:
        return [AddedAlias(*row) for row in await self._tx.rows(_ALL)]

    async def reported(self, *, after: int, limit: int) -> Sequence[Said]:
        rows = await self._tx.rows(_REPORTED, {"after": after, "limit": limit})
        return [
            Said(row.number, row.text, city_day(row.reported_at), indicators=frozenset({row.indicator}))
            for row in rows
        ]

    async def heard(self, *, after: int, limit: int) -> Sequence[Said]:
        return [_said(row) for row in await self._tx.rows(_HEARD, {"after": after, "limit": limit})]


def _said(row: Any) -> Said:
    text, chat = _words(row.raw)
    return Said(row.id, text, city_day(row.received_at), chat)


def _words(raw: str) -> tuple[str, str]:
    """The text of a stored update and the kind of its chat; empty where it has none."""
    try:
        update = json.loads(raw)
    except ValueError:
        return "", "private"
    message = next((update[key] for key in _MESSAGES if isinstance(update, dict) and key in update), None)
    if not isinstance(message, dict):
        return "", "private"
    text, chat = message.get("text") or message.get("caption"), message.get("chat")
    is_private = isinstance(chat, dict) and chat.get("type") == "private"
    return (text if isinstance(text, str) else ""), ("private" if is_private else "group")
