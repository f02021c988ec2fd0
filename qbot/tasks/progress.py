"""What a unit told of one of the plan's items, kept word for word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["waiting", "running", "done", "stuck"]


@dataclass(frozen=True, slots=True)
class Stated:
    """How a task stands by somebody's words; `percent` from 0 to 100 where one is said."""

    state: State
    percent: int | None = None
    needs_help: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """A note of progress; `withdrawn_at` once it was taken back or given to another item."""

    id: int
    item: str
    unit: str
    person_id: int
    state: State
    percent: int | None
    needs_help: bool
    text: str
    chat_id: int | None
    message_id: int | None
    told_at: datetime
    withdrawn_at: datetime | None = None
