"""What comes in and what goes out, without Telegram's own types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Outcome = Literal["recorded", "asked", "refused", "taken-back", "answered", "noted"]
OutgoingKind = Literal["receipt", "question", "answer", "reminder", "notice", "edit"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A Bot API call to be made for certain: `method` such as `sendMessage`, `payload` its JSON parameters.

    `resend` says whether it may be sent again when it is unknown if the first one arrived. `subject` ties the
    sent message to what it is about (`R-12`, `question:7`), so that a reply to it can be understood.
    """

    chat_id: int
    method: str
    payload: Mapping[str, Any]
    kind: OutgoingKind
    resend: bool = False
    subject: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A stored outgoing call."""

    id: int
    outgoing: Outgoing
    tries: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A stored update: `raw` is the update's JSON as Telegram sent it."""

    id: int
    update_id: int
    chat_id: int
    raw: str
    tries: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update on its way into the inbox; `chat_id` 0 when it belongs to no chat."""

    update_id: int
    chat_id: int
    kind: str
    raw: str = field(repr=False)
