"""People, the invitations that brought them, and the chats they are met in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from qbot.people import Invitation, Origin, Person, PersonState, Role

ChatKind = Literal["private", "group"]
ChatState = Literal["active", "unreachable"]

SILENCED = "silenced"
_NO_RIGHT = ("rights to send", "chat_write_forbidden")


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat the bot knows; a group is `bound` once the office has confirmed it as a working group.

    `names_units`: whether the units that are behind are named there. `of_office`: whether it is the office's
    own, where the overview stands. `reason` is Telegram's word on why it is unreachable.
    """

    id: int
    kind: ChatKind
    title: str
    state: ChatState
    bound: bool
    thread_id: int | None = None
    names_units: bool = False
    of_office: bool = False
    reason: str | None = None

    @property
    def is_silenced(self) -> bool:
        """Whether the bot is there and may not speak: what others say there does not prove that it may."""
        why = (self.reason or "").lower()
        return self.state != "active" and (why == SILENCED or any(part in why for part in _NO_RIGHT))


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

    async def arrange(self, chat_id: int, *, names_units: bool, of_office: bool, at: datetime) -> None:
        """What the office wants a working group to be shown."""
        ...

    async def leave_topic(self, chat_id: int, *, at: datetime) -> None:
        """The topic it was bound for is gone: from now on the group as a whole is meant, also by what still
        waits to be sent."""
        ...

    async def groups(self) -> Sequence[Chat]:
        """All groups the bot has seen."""
        ...

    async def migrate(self, old_id: int, new_id: int, *, at: datetime) -> None:
        """Rewrite a chat's id everywhere it stands (chats, waiting outbox rows, open questions); idempotent.
        The ledger's rows keep the id they were written with."""
        ...
