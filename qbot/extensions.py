"""Extensions: leave to report a figure later, asked for before it is due and decided by the office."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from qbot.errors import Refused
from qbot.extension_words import LaterDay
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series

SHORTEST_REASON = 4
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


@dataclass(frozen=True, slots=True)
class Application:
    """A wish being put together: for these figures, until then, for this reason; empty where not said."""

    series: tuple[Series, ...]
    until: LaterDay
    reason: str
    text: str
    message_id: int | None

    def completed(self, until: LaterDay, reason: str) -> "Application":
        """The same with what an answer adds or changes. A day within a reason does not change the day said
        before, nor a short word beside a day (大概20号) the reason."""
        has_day, says_day = self.until != LaterDay(), until != LaterDay()
        keeps_reason = bool(self.reason) and says_day and len(reason) < SHORTEST_REASON
        return replace(
            self,
            until=until if says_day and not (has_day and reason) else self.until,
            reason=self.reason if keeps_reason or not reason else reason,
        )

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "series": [[each.indicator, each.unit, each.period] for each in self.series],
            "day": self.until.day.isoformat() if self.until.day else None,
            "days": self.until.days,
            "workdays": self.until.workdays,
            "reason": self.reason,
            "text": self.text,
            "message_id": self.message_id,
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Application":
        """The same again."""
        day = date.fromisoformat(payload["day"]) if payload["day"] else None
        return cls(
            series=tuple(Series(*each) for each in payload["series"]),
            until=LaterDay(day, payload["days"], payload["workdays"]),
            reason=payload["reason"],
            text=payload["text"],
            message_id=payload["message_id"],
        )
