"""A figure that waits for its sender's answer, as JSON in a question."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from qbot.ledger.versions import Draft, Series


def to_payload(draft: Draft) -> dict[str, Any]:
    """JSON of a draft's figure and of the message that brought it."""
    return {
        **asdict(draft.series),
        "value": None if draft.value is None else str(draft.value),
        "numerator": draft.numerator,
        "denominator": draft.denominator,
        "reporter": draft.reporter_id,
        "source": draft.source,
        "text": draft.text,
        "chat": draft.chat_id,
        "message": draft.message_id,
        "flags": list(draft.flags),
        "reason": draft.reason,
    }


def from_payload(payload: Mapping[str, Any]) -> Draft:
    """The draft again, with state `value`."""
    return Draft(
        series=Series(payload["indicator"], payload["unit"], payload["period"]),
        state="value",
        value=None if payload["value"] is None else Decimal(payload["value"]),
        numerator=payload["numerator"],
        denominator=payload["denominator"],
        reporter_id=payload["reporter"],
        source=payload["source"],
        text=payload["text"],
        chat_id=payload["chat"],
        message_id=payload["message"],
        flags=tuple(payload["flags"]),
        reason=payload["reason"],
    )
