"""The chain of hashes that shows whether a stored figure was touched."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from qbot.errors import ChainBroken
from qbot.ledger.versions import Draft, Version

GENESIS = "0" * 64


def digest(number: int, draft: Draft, reported_at: datetime, previous_hash: str) -> str:
    """Hex SHA-256 over a version's whole content and the hash of the row before it."""
    series = draft.series
    content: dict[str, object] = {
        "number": number,
        "indicator": series.indicator,
        "unit": series.unit,
        "period": series.period,
        "state": draft.state,
        "value": None if draft.value is None else str(draft.value),
        "numerator": draft.numerator,
        "denominator": draft.denominator,
        "withdraws": draft.withdraws,
        "promised_on": draft.promised_on.isoformat() if draft.promised_on else None,
        "reason": draft.reason,
        "reporter_id": draft.reporter_id,
        "source": draft.source,
        "text": draft.text,
        "chat_id": draft.chat_id,
        "message_id": draft.message_id,
        "reported_at": reported_at.isoformat(),
        "previous_hash": previous_hash,
    }
    if draft.flags:  # absent where there are none: rows from before flags keep their hash
        content["flags"] = list(draft.flags)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class ChainCheck:
    """Walks the ledger in order; `add` raises ChainBroken at the first row that does not fit."""

    def __init__(self) -> None:
        self.last_hash = GENESIS
        self.last_number = 0

    def add(self, version: Version) -> None:
        number = version.number
        if number != self.last_number + 1:
            raise ChainBroken(self.last_number + 1, "the row is missing")
        if version.previous_hash != self.last_hash:
            raise ChainBroken(number, "does not continue from the row before it")
        if digest(number, version.draft, version.reported_at, version.previous_hash) != version.hash:
            raise ChainBroken(number, "its content does not match its hash")
        self.last_hash, self.last_number = version.hash, number


def check_chain(versions: Iterable[Version]) -> int:
    """Check a whole ledger in order; the number of rows, or ChainBroken."""
    check = ChainCheck()
    for version in versions:
        check.add(version)
    return check.last_number
