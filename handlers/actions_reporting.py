"""Buttons around a report: taking back, choosing, moving to another period."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class Undo(Action):
    """Take back the versions from `first` to `last`."""

    prefix: ClassVar[str] = "undo"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Choose(Action):
    """Answer a pending question with its choice number `choice`; -1: none of them."""

    prefix: ClassVar[str] = "pick"
    question: int
    choice: int


@dataclass(frozen=True, slots=True)
class Move(Action):
    """Say of which period the versions from `first` to `last` are; asks which one, and offers periods."""

    prefix: ClassVar[str] = "move"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Correct(Action):
    """Correct one of the versions from `first` to `last`; asks which one, and for the value."""

    prefix: ClassVar[str] = "fix"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MoveTo(Action):
    """Put the figure of a version into another period."""

    prefix: ClassVar[str] = "moveto"
    number: int
    period: str
