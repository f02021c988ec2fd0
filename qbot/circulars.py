"""Circulars: notices of the office whose readers are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from qbot.audiences import Audience

LONGEST = 3000
LONGEST_WITH_FILE = 800  # a caption holds less, and the button must stand below the words


@dataclass(frozen=True, slots=True)
class Draft:
    """A circular being put together; `file` is a path in the files folder."""

    text: str = ""
    file: str | None = None
    file_name: str | None = None
    answer_by_on: date | None = None
    audience: Audience = field(default_factory=Audience)

    @property
    def is_too_long(self) -> bool:
        return len(self.text) > (LONGEST_WITH_FILE if self.file else LONGEST)

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "text": self.text,
            "file": self.file,
            "file_name": self.file_name,
            "answer_by_on": self.answer_by_on.isoformat() if self.answer_by_on else None,
            "audience": self.audience.to_payload(),
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Draft":
        """The same again."""
        day = payload["answer_by_on"]
        return cls(
            text=payload["text"],
            file=payload["file"],
            file_name=payload["file_name"],
            answer_by_on=date.fromisoformat(day) if day else None,
            audience=Audience.from_payload(payload["audience"]),
        )


@dataclass(frozen=True, slots=True)
class Circular:
    """A circular that was sent; `counted` is the number of readers that its groups were shown last."""

    id: int
    draft: Draft
    sent_by: int
    sent_at: datetime
    reminded_at: datetime | None
    closed_at: datetime | None
    counted: int

    @property
    def subject(self) -> str:
        """What its messages are about."""
        return f"circular:{self.id}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Who was to read a circular, or read it; `read_at` is None while it was not read."""

    person_id: int
    read_at: datetime | None


def unread(readings: Sequence[Reading]) -> frozenset[int]:
    """The people who have not read it."""
    return frozenset(each.person_id for each in readings if each.read_at is None)
