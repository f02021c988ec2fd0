"""The buttons of the office's own reminders."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class SaveReminder(Action):
    """Save (1) what was shown back, or drop it (0)."""

    prefix: ClassVar[str] = "ownsv"
    question: int
    save: int


@dataclass(frozen=True, slots=True)
class PauseReminder(Action):
    """Pause a reminder (1), or take it up again (0)."""

    prefix: ClassVar[str] = "ownps"
    reminder: int
    pause: int


@dataclass(frozen=True, slots=True)
class EndReminder(Action):
    """Delete a reminder; `sure` 0 asks first."""

    prefix: ClassVar[str] = "ownend"
    reminder: int
    sure: int


@dataclass(frozen=True, slots=True)
class ListReminders(Action):
    """A page of the list, from 0."""

    prefix: ClassVar[str] = "ownls"
    page: int
