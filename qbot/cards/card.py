"""A standing card: the message that shows a group what it should know now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CardKind = Literal["phase", "publicity", "overview"]
CardState = Literal["waiting", "shown", "uncertain", "failed", "unreachable"]


@dataclass(frozen=True, slots=True)
class Card:
    """What a chat was shown last of a kind.

    `subject` says what it is about, `content` is a digest of its words. `message_id` is None until it was
    sent. `state` tells how sending it went, or `failed` where it could not be edited any more.
    """

    chat_id: int
    kind: CardKind
    subject: str
    content: str
    pinned: bool
    shown_at: datetime
    message_id: int | None
    state: CardState
