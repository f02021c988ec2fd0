"""Nudges: what each person has been reminded of, and the chases that the office has asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from qbot.ledger.versions import Series


@dataclass(frozen=True, slots=True)
class Nudge:
    """A person was reminded of one figure on a day of the city, in one message with others."""

    person_id: int
    series: Series
    nudged_on: date
    nudged_at: datetime


@dataclass(frozen=True, slots=True)
class ChaseWish:
    """The office's wish that the contacts of `unit` be reminded now; of all units when it is empty."""

    id: int
    unit: str
    asked_by: int
    asked_at: datetime
