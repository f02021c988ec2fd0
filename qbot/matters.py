"""The office's open work: what waits for a person of the office to decide or to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

MatterKind = Literal["claim", "help", "question", "held", "extension", "handover", "substitute"]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that waits: who brought it, word for word, and where it was said.

    `claim`: a message meant for the bot and not understood. `help`: a task that needs coordination.
    `question`: asked of the office. `held`: a figure that waits for a decision. `extension`: leave to
    report late. `handover`: a contact leaves and names a successor. `substitute`: one from another unit is to
    stand in. `payload` is what its kind needs besides.
    """

    id: int
    kind: MatterKind
    person_id: int | None
    chat_id: int | None
    message_id: int | None
    text: str
    payload: Mapping[str, Any]
    opened_at: datetime
    outcome: str | None = None
    closed_by: int | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
