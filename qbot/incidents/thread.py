"""An emergency as it is kept: its opening, what was said of it, and who has read it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """An emergency, from its first message until the office closes it."""

    id: int
    person_id: int
    unit: str | None
    opened_at: datetime
    closed_by: int | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something said about an incident, word for word."""

    id: int
    incident_id: int
    person_id: int
    text: str
    chat_id: int | None
    message_id: int | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """That a person has read of an incident, and when."""

    person_id: int
    read_at: datetime
