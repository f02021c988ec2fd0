"""The office's own reminders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from qbot.own_reminders import OwnReminder, Wanted


class OwnReminders(Protocol):
    """Reminders that the office saved; none is deleted, one that ends is closed."""

    async def add(self, wanted: Wanted, *, by: int, at: datetime) -> OwnReminder: ...

    async def get(self, reminder_id: int) -> OwnReminder | None:
        """One that has not ended."""
        ...

    async def open_ones(self) -> Sequence[OwnReminder]:
        """Those that have not ended, oldest first, paused ones included."""
        ...

    async def pause(self, reminder_id: int, *, at: datetime) -> bool:
        """False when it was paused before, or has ended."""
        ...

    async def resume(self, reminder_id: int, *, at: datetime) -> bool:
        """Take it up again from now; False when it was not paused, or has ended."""
        ...

    async def end(self, reminder_id: int, *, at: datetime) -> bool:
        """False when it had ended before."""
        ...
