"""What is said of a figure in review, and which figures deserve a second look.

A figure counts from the moment it arrives and is 未审 until the office passes it. Whatever is said about it
is added to its review; nothing is changed there, and a new version begins without a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from qbot.clock import city_day
from qbot.ledger.obligations import NONE_GRANTED, Granted, obligation
from qbot.ledger.versions import Flag
from qbot.periods import Period
from qbot.plan.models import Plan

Step = Literal["passed", "returned", "asked", "answered", "disputed"]
Ground = Flag | Literal["replaced", "disputed"]
VERDICTS: frozenset[Step] = frozenset(("passed", "returned"))


@dataclass(frozen=True, slots=True)
class Review:
    """One entry of a figure's review: who said what about version `number`."""

    id: int
    number: int
    step: Step
    words: str | None
    person_id: int
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A standing figure without a verdict. `replaces` says that it took the place of a figure that
    stood, `disputed` that its unit calls it wrong."""

    number: int
    indicator: str
    unit: str
    period: str
    flags: tuple[Flag, ...]
    replaces: bool
    disputed: bool
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a verdict, each part oldest first: what deserves a look comes before the rest.
    `granted` are the later days that the office has given."""

    flagged: tuple[Waiting, ...]
    plain: tuple[Waiting, ...]
    granted: Granted = field(default_factory=dict)

    @property
    def all(self) -> tuple[Waiting, ...]:
        return self.flagged + self.plain

    def first(self, *, after: int = 0) -> Waiting | None:
        """The one that follows version `after` in the queue; the first when that one is not in it."""
        numbers = [each.number for each in self.all]
        index = numbers.index(after) + 1 if after in numbers else 0
        return self.all[index] if index < len(numbers) else None


def grounds(plan: Plan, each: Waiting, *, granted: Granted = NONE_GRANTED) -> tuple[Ground, ...]:
    """Why a figure deserves a second look: its flags, a value replaced, a correction after the due day."""
    found: list[Ground] = [*each.flags]
    if each.replaces:
        found.append("replaced")
        if "late" not in found and _is_after_due_day(plan, each, granted):
            found.append("late")
    if each.disputed:
        found.append("disputed")
    return tuple(found)


def _is_after_due_day(plan: Plan, each: Waiting, granted: Granted) -> bool:
    indicator = plan.indicator.get(each.indicator)
    if indicator is None:
        return False
    owed = obligation(plan, indicator, Period.parse(each.period), unit=each.unit, granted=granted)
    return city_day(each.reported_at) > owed.due_on


def last_verdict(entries: Sequence[Review]) -> Review | None:
    """The verdict that counts: the newest."""
    return next((each for each in reversed(entries) if each.step in VERDICTS), None)
