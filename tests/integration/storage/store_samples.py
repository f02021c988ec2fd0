"""Small figures, messages and people for tests of the store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from qbot.ledger.versions import Draft, Series
from qbot.messages import NewUpdate, Outgoing
from qbot.people import Person, Role
from storage.store import SqlStore

AT = datetime(2018, 4, 3, 1, 12, 0, 123457, tzinfo=UTC)
MARCH = Series("food-inspection-pass-rate", "food-drug-bureau", "2018-03")


def later(**amount: float) -> datetime:
    return AT + timedelta(**amount)


def figure(reporter: Person, *, series: Series = MARCH, value: str = "96.6", **more: Any) -> Draft:
    return Draft(series, "value", reporter.id, "message", f"食品 {value}", Decimal(value), **more)


def withdrawal(reporter: Person, number: int, *, series: Series = MARCH) -> Draft:
    return Draft(series, "withdrawn", reporter.id, "button", "撤销", withdraws=number)


def update(update_id: int, chat_id: int = 501, raw: str = "{}") -> NewUpdate:
    return NewUpdate(update_id, chat_id, "message", raw)


def message(chat_id: int = 501, **more: Any) -> Outgoing:
    return Outgoing(chat_id, "sendMessage", {"chat_id": chat_id, "text": "已记录"}, "receipt", **more)


def files_in(folder: Path) -> set[Path]:
    return set(folder.iterdir())


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


async def enrol(
    store: SqlStore, user_id: int, *, role: Role = "contact", units: tuple[str, ...] = ("food-drug-bureau",)
) -> Person:
    async with store.writing() as tx:
        return await tx.people.enrol(
            telegram_user_id=user_id,
            name=f"联络员{user_id}",
            role=role,
            units=units,
            origin="invitation",
            started=True,
            at=AT,
        )
