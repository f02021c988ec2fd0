"""Who lives in the sandbox before anything happens: people, groups, the bot's name, and the clock they share.

The caller describes its cast here; nothing in the sandbox knows what the cast is for.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account; `note` is shown under the name, `started` says that START was pressed."""

    id: int
    name: str
    note: str = ""
    started: bool = True
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat; `id` is negative, for supergroups it begins with -100; the first member is its owner."""

    id: int
    title: str
    members: tuple[int, ...]
    supergroup: bool = True
    bot_is_member: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """The cast at the first start; `timezone` is the one the page shows times in."""

    users: tuple[User, ...]
    groups: tuple[Group, ...] = ()
    bot_name: str = "质量强市小助手"
    bot_username: str = "qbot"
    timezone: str = "Asia/Shanghai"


class Clock(Protocol):
    """The one clock of the sandbox and of the bot beside it."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""

    def move_to(self, when: datetime) -> None:
        """Jump forward to an aware time and run on from there."""
