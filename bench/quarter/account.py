"""The account: every message came to something, every figure has its receipt, the chain holds."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from qbot.ledger.chain import ChainCheck
from storage.store import SqlStore

_MESSAGES = sa.text(
    "SELECT coalesce(outcome, 'talk') AS became, count(*) FROM inbox"
    " WHERE kind IN ('message', 'edited_message') AND state = 'done' GROUP BY became"
)
_DEAD = sa.text("SELECT count(*) FROM inbox WHERE state <> 'done'")
_UNSENT = sa.text(
    "SELECT count(*) FROM outbox WHERE state <> 'sent' AND NOT (kind = 'reminder' AND state = 'failed')"
)
_DROPPED = sa.text("SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'failed'")
_RECEIPTS = sa.text("SELECT payload FROM outbox WHERE state = 'sent'")
_FIGURES = sa.text("SELECT number FROM report_versions WHERE state <> 'withdrawn' AND source <> 'sample'")
_OPEN = sa.text("SELECT count(*) FROM questions WHERE closed_at IS NULL")
_REMINDERS = sa.text("SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'sent'")

WORDS = {
    "recorded": "figures stored",
    "asked": "questions asked",
    "refused": "refused, with a reason",
    "taken-back": "taken back",
    "noted": "noted: tasks, emergencies, promises, for the office",
    "answered": "questions answered",
    "talk": "talk",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the messages, and what is missing."""

    sent: int
    became: dict[str, int]
    figures: int
    without_receipt: tuple[int, ...]
    open_questions: int
    reminders: int
    needless: int
    not_worked_off: int
    not_sent: int
    chain: int

    @property
    def balances(self) -> bool:
        """Whether every message is accounted for and no receipt is missing."""
        return (
            sum(self.became.values()) == self.sent
            and not self.without_receipt
            and not self.not_worked_off
            and not self.not_sent
        )

    def lines(self) -> list[str]:
        """The account in words."""
        parts = [f"  {count:4}  {WORDS[name]}" for name, count in sorted(self.became.items(), key=_by_count)]
        return [
            f"{self.sent} messages sent by people, of which",
            *parts,
            f"  {sum(self.became.values()):4}  in all: {'balances' if self.balances else 'DOES NOT BALANCE'}",
            f"{self.figures} versions in the ledger besides withdrawals, {len(self.without_receipt)} without "
            f"receipt; {self.open_questions} questions open",
            f"{self.reminders} reminders sent, {self.needless} dropped because nothing was owed any more",
            f"{self.not_worked_off} updates not worked off, {self.not_sent} messages not sent; "
            f"the chain of {self.chain} rows holds",
        ]


def _by_count(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


async def draw_up(store: SqlStore, database: Path, *, sent: int) -> Account:
    """Count everything in the tables. Raises ChainBroken."""
    check = ChainCheck()
    async with store.reading() as tx:
        async for version in tx.reports.all():
            check.add(version)
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.connect() as rows:
        told = "\n".join(str(payload) for (payload,) in rows.execute(_RECEIPTS))
        numbers = [int(number) for (number,) in rows.execute(_FIGURES)]
        became = Counter({str(name): int(count) for name, count in rows.execute(_MESSAGES)})
        account = Account(
            sent=sent,
            became=dict(became),
            figures=len(numbers),
            without_receipt=tuple(number for number in numbers if not _is_told(told, number)),
            open_questions=rows.execute(_OPEN).scalar_one(),
            reminders=rows.execute(_REMINDERS).scalar_one(),
            needless=rows.execute(_DROPPED).scalar_one(),
            not_worked_off=rows.execute(_DEAD).scalar_one(),
            not_sent=rows.execute(_UNSENT).scalar_one(),
            chain=check.last_number,
        )
    engine.dispose()
    return account


def _is_told(told: str, number: int) -> bool:
    """Whether a sent message names this number."""
    return re.search(rf"R-{number}(?!\d)", told) is not None
