"""What comes in from Telegram and what must still go out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

from qbot.messages import InboxRow, NewUpdate, OutboxRow, Outcome, Outgoing


class Inbox(Protocol):
    """Updates, stored before Telegram is told that they arrived."""

    async def add(self, updates: Sequence[NewUpdate], *, at: datetime) -> int:
        """Store those not yet known; how many were new."""
        ...

    async def next_rows(self, *, busy: Collection[int], limit: int, at: datetime) -> Sequence[InboxRow]:
        """The oldest new row of each chat that is not busy, oldest first. A chat whose oldest row waits for
        another try after `at` gives none."""
        ...

    async def waiting(self, chat_id: int, *, limit: int) -> Sequence[InboxRow]:
        """The oldest rows of a chat that are not worked off, the one in hand included."""
        ...

    async def done(self, row_id: int, *, at: datetime, outcome: Outcome | None = None) -> None:
        """The update is worked off; `outcome` says what became of it, None for talk that left no trace."""
        ...

    async def failed(self, row_id: int, *, error: str, next_try_at: datetime) -> None:
        """Count one more try."""
        ...

    async def dead(self, row_id: int, *, error: str, at: datetime) -> None: ...

    async def highest_update_id(self) -> int | None: ...

    async def count_dead(self, *, since: datetime | None = None) -> int:
        """How many updates were given up, from a moment on where one is named."""
        ...


class Outbox(Protocol):
    """What Telegram must still be told."""

    async def add(self, outgoing: Sequence[Outgoing], *, at: datetime) -> Sequence[int]: ...

    async def next_rows(self, *, busy: Collection[int], limit: int, at: datetime) -> Sequence[OutboxRow]:
        """The oldest waiting row of each chat that is not busy, oldest first; a chat whose oldest waiting row
        is not yet due gives the oldest that is due. Unreachable chats give none."""
        ...

    async def claim(self, row_ids: Sequence[int], *, at: datetime) -> None:
        """Mark as being sent, before the call is made."""
        ...

    async def sent(self, row_id: int, *, message_id: int | None, at: datetime) -> None: ...

    async def wait(self, row_id: int, *, not_before: datetime, error: str, count_try: bool) -> None: ...

    async def hold(self, row_id: int, *, until: datetime, why: str) -> None:
        """Its time comes only then; a try is not counted."""
        ...

    async def give_up(
        self, row_id: int, *, state: Literal["failed", "uncertain", "unreachable"], error: str, at: datetime
    ) -> None: ...

    async def recover(self, *, at: datetime) -> int:
        """After a crash: what was being sent waits again where it may be resent, and is `uncertain` where
        not. How many became uncertain."""
        ...

    async def next_due_at(self) -> datetime | None:
        """When the earliest waiting row becomes due."""
        ...

    async def count_uncertain(self) -> int:
        """Of how many calls it is unknown whether they arrived."""
        ...

    async def uncertain_since(self, since: datetime) -> Sequence[int]:
        """The chats, each once, of reminders and notices of which it became unknown from a moment on whether
        they arrived."""
        ...

    async def told_between(self, since: datetime, until: datetime) -> Mapping[int, int]:
        """How many reminders and notices each chat got or will get from `since` on and before `until`; what
        Telegram did not take is not counted."""
        ...

    async def subject_of(self, chat_id: int, message_id: int) -> str | None:
        """What a message that we sent is about."""
        ...

    async def in_flight(self, chat_id: int) -> Sequence[tuple[Mapping[str, Any], str]]:
        """What is not yet known to have reached a chat and is about something: payload and subject, newest
        first."""
        ...

    async def first_about(self, subject: str) -> Sequence[tuple[int, int]]:
        """The first message that we sent to each chat about a subject: (chat_id, message_id)."""
        ...
