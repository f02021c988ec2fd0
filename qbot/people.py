"""Who people are: roles, the units a contact speaks for, and the invitations that let them in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Role = Literal["contact", "official", "office"]
PersonState = Literal["active", "blocked", "removed"]
Origin = Literal["settings", "invitation", "rehearsal"]

INVITATION_LIFE = timedelta(days=7)
TRIES_PER_HOUR = 5
LOCK_TIME = timedelta(hours=1)
CODE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Someone known to the office; `units` are the ids a contact reports for.

    `blocked` means that Telegram refuses to deliver to this person, not that the office shut the door.
    """

    id: int
    telegram_user_id: int
    name: str
    role: Role
    units: tuple[str, ...] = ()
    state: PersonState = "active"
    started: bool = True  # False: known from the settings, never heard from
    standing_in: tuple[str, ...] = ()  # the units of others for whom a contact reports today

    @property
    def is_office(self) -> bool:
        return self.role == "office"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use code, kept as its hash alone."""

    id: int
    role: Role
    units: tuple[str, ...]
    name: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def new_code() -> str:
    """A fresh invitation code: fits a deep link, cannot be guessed."""
    return secrets.token_urlsafe(CODE_BYTES)


def code_hash(code: str) -> str:
    """What is stored of a code: hex SHA-256."""
    return hashlib.sha256(code.encode()).hexdigest()
