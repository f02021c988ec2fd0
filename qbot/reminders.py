"""Which cards fall due when in groups: pure arithmetic on the plan's dates and the calendar.

An occurrence says that something is to be told at a moment. The caller keeps each one once, by its `reminder`
and `due_at`. A day on which offices are closed is told of on the last workday before it, and the beginning of
a phase on the first workday after it: nothing goes to a group on a day off, and no warning comes too late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from qbot.calendar import add_workdays, is_workday
from qbot.cards.card import CardKind
from qbot.clock import CITY_TIME, city_day
from qbot.plan.models import Phase, Plan, PublicityDay

PHASE_DAYS = (30, 14, 7, 3, 1, 0)  # calendar days before a phase ends or a publicity day comes
SEND_TIME = time(9, 0)
_LONGEST_CLOSURE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A day of the plan that groups hear of: a phase begins or ends, a day or month of publicity comes."""

    name: str
    on: date
    what: Literal["phase-begins", "phase-ends", "publicity"]
    phase: Phase | None = None
    publicity: PublicityDay | None = None

    @property
    def card(self) -> CardKind:
        """The kind of card that tells of it."""
        return "publicity" if self.publicity else "phase"

    @property
    def over_on(self) -> date:
        """The last day on which a card about it still holds."""
        if self.publicity and self.publicity.day is None:
            return _month_ends(self.on)
        return self.phase.ends_on if self.phase else self.on


@dataclass(frozen=True, slots=True)
class CardDue:
    """For all working groups: a card about `about` is due."""

    reminder: str
    due_at: datetime
    about: PlanDate


def due_between(plan: Plan, *, after: datetime, until: datetime) -> list[CardDue]:
    """What falls due after `after` up to and including `until` (aware times), earliest first."""
    first, last = city_day(after), city_day(until)
    found = [
        due
        for each in plan_dates(plan)
        for due in _cards_about(each, first - _LONGEST_CLOSURE, last + _LONGEST_CLOSURE)
        if after < due.due_at <= until
    ]
    return sorted(found, key=lambda due: due.due_at)


def plan_dates(plan: Plan) -> Iterator[PlanDate]:
    """Every day that groups hear of, over the whole plan."""
    for phase in plan.phases:
        yield PlanDate(f"phase:{phase.id}:begins", phase.starts_on, "phase-begins", phase=phase)
        yield PlanDate(f"phase:{phase.id}", phase.ends_on, "phase-ends", phase=phase)
    first, last = plan.phases[0].starts_on, plan.phases[-1].ends_on
    for each in plan.publicity:
        for year in range(first.year, last.year + 1):
            day = date(year, each.month, each.day or 1)
            if first <= day <= last:
                yield PlanDate(f"publicity:{each.name}:{year}", day, "publicity", publicity=each)


def _cards_about(each: PlanDate, first: date, last: date) -> Iterator[CardDue]:
    if each.what == "phase-begins":
        if first <= each.on <= last:
            yield CardDue(each.name, _send_at(_workday_from(each.on)), each)
        return
    for left in PHASE_DAYS:
        day = each.on - timedelta(days=left)
        if first <= day <= last and (each.phase is None or each.phase.starts_on <= day):
            yield CardDue(f"{each.name}:T-{left}", _send_at(_workday_until(day)), each)


def _workday_until(day: date) -> date:
    return day if is_workday(day) else add_workdays(day, -1)


def _workday_from(day: date) -> date:
    return day if is_workday(day) else add_workdays(day, 1)


def _send_at(day: date) -> datetime:
    return datetime.combine(day, SEND_TIME, CITY_TIME).astimezone(UTC)


def _month_ends(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
