"""Work that waits: questions, reminders dealt with, small facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """Something asked of a person and not yet answered."""

    id: int
    chat_id: int
    person_id: int
    kind: str
    payload: Mapping[str, Any]
    asked_at: datetime
    expires_at: datetime


class Questions(Protocol):
    """Questions that wait for an answer."""

    async def ask(
        self,
        *,
        chat_id: int,
        person_id: int,
        kind: str,
        payload: Mapping[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> PendingQuestion: ...

    async def get(self, question_id: int) -> PendingQuestion | None:
        """An open question; None when closed or unknown."""
        ...

    async def open_for(self, person_id: int, chat_id: int) -> Sequence[PendingQuestion]:
        """Newest first."""
        ...

    async def close(
        self, question_id: int, *, outcome: Literal["answered", "cancelled", "expired"], at: datetime
    ) -> bool:
        """False when it was not open any more."""
        ...

    async def open_ones(self, *, at: datetime) -> Sequence[PendingQuestion]:
        """All that may still be answered at a moment, the oldest first."""
        ...

    async def expired(self, *, at: datetime, limit: int) -> Sequence[PendingQuestion]: ...


class Occurrences(Protocol):
    """Reminders that have been dealt with, one row for each (reminder, due_at)."""

    async def settle(
        self,
        *,
        reminder: str,
        due_at: datetime,
        outcome: Literal["sent", "skipped"],
        at: datetime,
        note: str = "",
    ) -> bool:
        """Claim the occurrence; False when it was settled before."""
        ...

    async def settled(self, *, since: datetime) -> frozenset[tuple[str, datetime]]: ...


class Facts(Protocol):
    """Small facts the program remembers about itself, such as what the office has been told once."""

    async def get(self, key: str) -> str | None: ...

    async def set(self, key: str, value: str) -> None: ...
