"""The office's open work, kept until somebody closes it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from qbot.matters import Matter, MatterKind


class Matters(Protocol):
    """What waits for the office."""

    async def open(
        self,
        kind: MatterKind,
        *,
        person_id: int | None,
        chat_id: int | None,
        message_id: int | None,
        text: str,
        payload: Mapping[str, Any],
        at: datetime,
    ) -> Matter: ...

    async def get(self, matter_id: int) -> Matter | None:
        """A matter, open or closed."""
        ...

    async def open_ones(
        self, kind: MatterKind | None = None, *, limit: int, after: int = 0
    ) -> Sequence[Matter]:
        """Open matters with ids above `after`, oldest first; of every kind when none is named."""
        ...

    async def of_message(self, chat_id: int, message_id: int) -> Sequence[Matter]:
        """The open matters that a message brought."""
        ...

    async def close(self, matter_id: int, *, by: int | None, outcome: str, at: datetime) -> bool:
        """False when it was not open any more."""
        ...

    async def count_open(self) -> Mapping[MatterKind, int]:
        """How many wait, by kind; kinds of which none waits are left out."""
        ...
