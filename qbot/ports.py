"""What the office needs from the outside, as protocols: `storage` fulfils them, tests use real SQLite.

`Store.reading()` gives a consistent snapshot. `Store.writing()` is one write transaction: it commits when the
block ends, and nothing of it is kept when the block raises. Nobody awaits Telegram inside either.
All times are aware and in UTC. Every method may raise StorageError.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from qbot.ledger.versions import Draft, Series, Version
from qbot.messages import InboxRow, NewUpdate, OutboxRow, Outgoing
from qbot.people import Invitation, Origin, Person, PersonState, Role

ChatKind = Literal["private", "group"]
ChatState = Literal["active", "unreachable"]


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat the bot knows; a group is `bound` once the office has confirmed it as a working group."""

    id: int
    kind: ChatKind
    title: str
    state: ChatState
    bound: bool
    thread_id: int | None = None


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


class People(Protocol):
    """People and the invitations that brought them."""

    async def by_user(self, telegram_user_id: int) -> Person | None:
        """Whoever this Telegram user is, removed ones included; None for a stranger."""
        ...

    async def get(self, person_id: int) -> Person | None: ...

    async def all(self) -> Sequence[Person]:
        """Everyone, by role, unit and name."""
        ...

    async def enrol(
        self,
        *,
        telegram_user_id: int,
        name: str,
        role: Role,
        units: Sequence[str],
        origin: Origin,
        started: bool,
        at: datetime,
    ) -> Person:
        """Add a person, or give a known user this role and these units (an active contact who is invited as
        contact again keeps earlier units and adds the new ones)."""
        ...

    async def set_state(self, person_id: int, state: PersonState, *, at: datetime) -> None: ...

    async def heard_from(self, person_id: int, *, at: datetime) -> None:
        """The person wrote: started, and reachable again if blocked."""
        ...

    async def from_settings(self) -> Sequence[Person]:
        """People whose role comes from the settings, removed ones left out."""
        ...

    async def add_invitation(
        self,
        *,
        code_hash: str,
        role: Role,
        units: Sequence[str],
        name: str | None,
        created_by: int | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> Invitation: ...

    async def invitation(self, code_hash: str) -> Invitation | None: ...

    async def use_invitation(self, invitation_id: int, *, person_id: int, at: datetime) -> None: ...

    async def revoke_invitation(self, invitation_id: int, *, at: datetime) -> None: ...

    async def open_invitations(self, *, at: datetime) -> Sequence[Invitation]:
        """Neither used, revoked nor expired."""
        ...

    async def note_wrong_code(self, telegram_user_id: int, *, at: datetime) -> None: ...

    async def wrong_codes(self, telegram_user_id: int, *, since: datetime) -> Sequence[datetime]:
        """When this user sent wrong codes, oldest first."""
        ...


class Chats(Protocol):
    """Chats, and which groups are bound."""

    async def get(self, chat_id: int) -> Chat | None: ...

    async def see(self, chat_id: int, *, kind: ChatKind, title: str, at: datetime) -> None:
        """Note that the chat exists and can be reached."""
        ...

    async def set_state(
        self, chat_id: int, state: ChatState, *, reason: str | None, at: datetime
    ) -> None: ...

    async def bind(
        self, chat_id: int, *, bound: bool, by: int, at: datetime, thread_id: int | None = None
    ) -> None:
        """The office takes the group in, for one topic of it when `thread_id` is given, or lets it go; Gone
        when the chat has never been seen."""
        ...

    async def groups(self) -> Sequence[Chat]:
        """All groups the bot has seen."""
        ...

    async def migrate(self, old_id: int, new_id: int, *, at: datetime) -> None:
        """Rewrite a chat's id everywhere it stands (chats, waiting outbox rows, open questions); idempotent.
        The ledger's rows keep the id they were written with."""
        ...


class Inbox(Protocol):
    """Updates, stored before Telegram is told that they arrived."""

    async def add(self, updates: Sequence[NewUpdate], *, at: datetime) -> int:
        """Store those not yet known; how many were new."""
        ...

    async def next_rows(self, *, busy: Collection[int], limit: int, at: datetime) -> Sequence[InboxRow]:
        """The oldest new row of each chat that is not busy, oldest first. A chat whose oldest row waits for
        another try after `at` gives none."""
        ...

    async def done(self, row_id: int, *, at: datetime) -> None: ...

    async def failed(self, row_id: int, *, error: str, next_try_at: datetime) -> None:
        """Count one more try."""
        ...

    async def dead(self, row_id: int, *, error: str, at: datetime) -> None: ...

    async def highest_update_id(self) -> int | None: ...

    async def count_dead(self) -> int:
        """How many updates were given up."""
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

    async def subject_of(self, chat_id: int, message_id: int) -> str | None:
        """What a message that we sent is about."""
        ...


class Reports(Protocol):
    """The ledger."""

    async def append(self, drafts: Sequence[Draft], *, at: datetime) -> Sequence[Version]:
        """Store versions in order, extend the chain, move what stands."""
        ...

    async def get(self, number: int) -> Version | None: ...

    async def history(self, series: Series) -> Sequence[Version]:
        """All versions of a series, oldest first, withdrawn ones and withdrawals included."""
        ...

    async def standing(
        self,
        *,
        indicators: Collection[str] | None = None,
        units: Collection[str] | None = None,
        periods: Collection[str] | None = None,
    ) -> Sequence[Version]:
        """The standing version of every series that fits, by indicator, unit, period."""
        ...

    async def by_message(self, chat_id: int, message_id: int) -> Sequence[Version]:
        """The versions that one message brought."""
        ...

    async def last_of(self, reporter_id: int, *, limit: int) -> Sequence[Version]:
        """A reporter's newest versions that still stand, newest first."""
        ...

    def all(self) -> AsyncIterator[Version]:
        """The whole ledger in order, streamed."""
        ...

    async def standing_mismatch(self) -> Series | None:
        """The first series whose standing version is not what its history says; None when all agree."""
        ...


class Audit(Protocol):
    """What people did, besides reporting."""

    async def add(
        self,
        *,
        actor_id: int | None,
        action: str,
        subject: str,
        at: datetime,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None: ...


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


class Reads(Protocol):
    """One consistent view of the store; calling a method that writes on it is an error."""

    people: People
    chats: Chats
    inbox: Inbox
    outbox: Outbox
    reports: Reports
    questions: Questions
    occurrences: Occurrences
    facts: Facts


class Writes(Reads, Protocol):
    """One write transaction."""

    audit: Audit


class Store(Protocol):
    """The database."""

    def reading(self) -> AbstractAsyncContextManager[Reads]: ...

    def writing(self) -> AbstractAsyncContextManager[Writes]: ...
