"""The buttons of circulars: putting one together, reading it, and looking after who has not."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class AddressTo(Action):
    """Take a role or a group (its chat id) into a circular's audience, or out of it."""

    prefix: ClassVar[str] = "circto"
    question: int
    whom: str


@dataclass(frozen=True, slots=True)
class SendCircular(Action):
    """Send (1) what was put together, or drop it (0)."""

    prefix: ClassVar[str] = "circgo"
    question: int
    send: int


@dataclass(frozen=True, slots=True)
class ReadCircular(Action):
    """[已阅]."""

    prefix: ClassVar[str] = "circrd"
    circular: int


@dataclass(frozen=True, slots=True)
class ListUnread(Action):
    """Who has not read a circular."""

    prefix: ClassVar[str] = "circun"
    circular: int


@dataclass(frozen=True, slots=True)
class RemindUnread(Action):
    """Write to those alone who have not read it."""

    prefix: ClassVar[str] = "circrm"
    circular: int


@dataclass(frozen=True, slots=True)
class CloseCircular(Action):
    """Count its readers no longer."""

    prefix: ClassVar[str] = "circcl"
    circular: int


@dataclass(frozen=True, slots=True)
class ListCirculars(Action):
    """The open circulars with numbers below `before`, or the newest for 0."""

    prefix: ClassVar[str] = "circls"
    before: int
