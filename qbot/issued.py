"""What the office issued: each kind is numbered from 1, frozen with its checksum, and never changed.

A brief may be followed by correction notes. An assessment is first a draft, which the units check; what is
published has the number of its draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

IssuedKind = Literal["brief", "correction", "assessment-draft", "assessment"]


@dataclass(frozen=True, slots=True)
class Issued:
    """One paper: `snapshot` is its sealed content, `file` its place in the files folder."""

    id: int
    kind: IssuedKind
    number: int
    snapshot: Mapping[str, Any]
    checksum: str
    file: str
    issued_by: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """What a unit has to say against its lines of the draft `issued_id`, and the office's answer."""

    id: int
    issued_id: int
    unit: str
    person_id: int
    text: str
    raised_at: datetime
    answer: str | None = None
    answered_by: int | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
