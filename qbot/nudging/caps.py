"""Caps: one message a person and day, three about a period, and a budget of messages a week. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qbot.ledger.obligations import Obligation
from qbot.nudges import Nudge
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

    def _is_spent(self, entry: Obligation) -> bool:
        """Whether the person was written to on three days about figures of this one's period."""
        period = str(entry.period)
        return len({each.nudged_on for each in self.nudges if each.series.period == period}) >= MOST_A_PERIOD

    def _about(self, entry: Obligation) -> Sequence[Nudge]:
        series = entry.series
        return [each for each in self.nudges if each.series == series]
