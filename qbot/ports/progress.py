"""What units told of the plan's tasks."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from qbot.tasks.progress import Progress, Stated


class ProgressNotes(Protocol):
    """Notes of progress; none is ever deleted."""

    async def add(
        self,
        *,
        item: str,
        unit: str,
        person_id: int,
        stated: Stated,
        text: str,
        chat_id: int | None,
        message_id: int | None,
        at: datetime,
    ) -> Progress: ...

    async def get(self, progress_id: int) -> Progress | None:
        """A note, withdrawn or not."""
        ...

    async def by_message(self, chat_id: int, message_id: int) -> Progress | None:
        """The newest note that a message brought and that is not withdrawn."""
        ...

    async def withdraw(self, progress_id: int, *, at: datetime) -> bool:
        """False when it was withdrawn before."""
        ...

    async def ask_for_help(self, progress_id: int) -> bool:
        """Note that it needs coordination; False when that was noted before."""
        ...

    async def newest(self, *, units: Collection[str] | None = None) -> Sequence[Progress]:
        """The newest note for each item and unit, oldest first; of these units alone when some are named."""
        ...

    async def told(self, units: Collection[str], *, since: datetime) -> Sequence[tuple[str, datetime]]:
        """Which of these units told of a task, and when, oldest first; withdrawn notes left out."""
        ...
