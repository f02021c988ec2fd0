"""Caps: one message a person and day, three about a period, and a budget of messages a week. Pure.

A day that the office has granted opens reminders of its own: what was said of the figure before them does not
count, so that whoever asked for the day hears of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qbot.calendar import add_workdays
from qbot.ledger.obligations import Obligation
from qbot.nudges import Nudge
from qbot.nudging.occasions import OCCASIONS
from qbot.people import Person

MOST_A_PERIOD = 3
Reason = Literal["today", "spent", "budget", "promised", "nobody"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was not said: these figures, to this person (None: the unit has nobody who can hear), and why."""

    unit: str
    person: Person | None
    entries: tuple[Obligation, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one person has been told: nudges about the periods of open figures, whether today, and how many
    messages this week."""

    person: Person
    nudges: tuple[Nudge, ...]
    told_today: bool
    messages_this_week: int
    budget: int

    def last_on(self, entry: Obligation) -> date | None:
        """The day on which the person was last asked for a figure."""
        return max((each.nudged_on for each in self._about(entry)), default=None)

    def allowed(self, entries: Collection[Obligation]) -> tuple[Obligation, ...]:
        """Those of the figures that the person may be asked for today."""
        return tuple(each for each in entries if self._reason(each) is None)

    def withheld(self, entries: Collection[Obligation]) -> Sequence[Withheld]:
        """The others by unit, with the first reason that holds."""
        found: dict[tuple[str, Reason], list[Obligation]] = {}
        for each in entries:
            reason = self._reason(each)
            if reason is not None:
                found.setdefault((each.unit, reason), []).append(each)
        return [Withheld(unit, self.person, tuple(left), why) for (unit, why), left in found.items()]

    def _reason(self, entry: Obligation) -> Reason | None:
        if self._is_spent(entry):
            return "spent"
        if self.told_today:
            return "today"
        return "budget" if self.messages_this_week >= self.budget else None

    def heard_on(self, entry: Obligation) -> Sequence[date]:
        """The days on which the person was written to about a figure, in order: every message about its
        period, as each lists all that is owed; under a granted day, those since that day's first reminder."""
        if entry.extended:
            opens_on = add_workdays(entry.due_on, OCCASIONS[0])
            counted = [each for each in self._about(entry) if each.nudged_on >= opens_on]
        else:
            counted = [each for each in self.nudges if each.series.period == str(entry.period)]
        return sorted({each.nudged_on for each in counted})

    def _is_spent(self, entry: Obligation) -> bool:
        return len(self.heard_on(entry)) >= MOST_A_PERIOD

    def _about(self, entry: Obligation) -> Sequence[Nudge]:
        series = entry.series
        return [each for each in self.nudges if each.series == series]
