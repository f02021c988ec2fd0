"""Emergencies, what was said of each, and who has read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from qbot.incidents.thread import Entry, Incident, Read


class Incidents(Protocol):
    """Incidents and their threads."""

    async def open(self, *, person_id: int, unit: str | None, at: datetime) -> Incident: ...

    async def get(self, incident_id: int) -> Incident | None:
        """An incident, open or closed."""
        ...

    async def latest_open_of(self, person_id: int) -> Incident | None:
        """The newest open incident that this person reported."""
        ...

    async def open_ones(self, *, limit: int, after: int = 0) -> Sequence[Incident]:
        """Open incidents with ids above `after`, oldest first."""
        ...

    async def count_open(self) -> int: ...

    async def close(self, incident_id: int, *, by: int, at: datetime) -> bool:
        """False when it was not open any more."""
        ...

    async def add_entry(
        self,
        incident_id: int,
        *,
        person_id: int,
        text: str,
        chat_id: int | None,
        message_id: int | None,
        at: datetime,
    ) -> Entry: ...

    async def last_entries(self, incident_id: int, *, limit: int) -> Sequence[Entry]:
        """Newest first."""
        ...

    async def by_message(self, chat_id: int, message_id: int) -> Entry | None:
        """The newest entry that a message brought."""
        ...

    async def mark_read(self, incident_id: int, person_id: int, *, at: datetime) -> bool:
        """False when it was marked before; the first time stays."""
        ...

    async def readers(self, incident_id: int) -> Sequence[Read]:
        """Who has read it, in order."""
        ...
