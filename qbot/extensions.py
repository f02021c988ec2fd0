"""Extensions: leave to report a figure later, asked for before it is due and decided by the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qbot.errors import Refused
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series

Reason = Literal["too-late", "not-later", "waiting", "reported"]


@dataclass(frozen=True, slots=True)
class Extension:
    """A wish to report a figure until `until_on`; `granted` is None while the office has not decided."""

    id: int
    series: Series
    asked_by: int
    asked_at: datetime
    until_on: date
    reason: str
    granted: bool | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


@dataclass(eq=False)
class ExtensionRefused(Refused):
    """Why no later day can be asked for; `due_on` is the day that holds now."""

    reason: Reason
    due: Obligation


def due_on(entry: Obligation, granted: Mapping[Series, date]) -> date:
    """The last day on which a figure is on time: the plan's, or the later one that the office has granted."""
    return max(entry.due_on, granted.get(entry.series, entry.due_on))
