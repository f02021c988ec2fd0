"""What the buttons for briefs carry: the number of the issue they are about."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class DraftBrief(Action):
    """Make the file of the next issue without issuing it."""

    prefix: ClassVar[str] = "bfd"
    number: int


@dataclass(frozen=True, slots=True)
class IssueBrief(Action):
    """Freeze the figures of the next issue and send its file to the office."""

    prefix: ClassVar[str] = "bfi"
    number: int


@dataclass(frozen=True, slots=True)
class OpenBrief(Action):
    """Send the file of an issue again."""

    prefix: ClassVar[str] = "bfo"
    number: int


@dataclass(frozen=True, slots=True)
class SendBrief(Action):
    """Send an issue to a working group."""

    prefix: ClassVar[str] = "bfs"
    number: int
    chat: int


@dataclass(frozen=True, slots=True)
class CorrectBrief(Action):
    """Make the correction note of an issue."""

    prefix: ClassVar[str] = "bfc"
    number: int
