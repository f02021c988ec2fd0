"""Which reminders of phases fall due when: pure arithmetic on the plan and the calendar.

An occurrence says that something is to be told at a moment; whether somebody still has to hear it is asked
again when it is sent. The caller keeps each occurrence once, by its `reminder` and `due_at`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from qbot.clock import CITY_TIME, city_day
from qbot.plan.models import Phase, Plan

PHASE_DAYS = (30, 14, 7, 3, 1, 0)  # calendar days before a phase ends
SEND_TIME = time(9, 0)


@dataclass(frozen=True, slots=True)
class PhaseReminder:
    """For all working groups: `phase` ends in `days_left` days."""

    reminder: str
    due_at: datetime
    phase: str
    days_left: int


def due_between(plan: Plan, *, after: datetime, until: datetime) -> list[PhaseReminder]:
    """What falls due after `after` up to and including `until` (aware times), earliest first."""
    return [each for day in _sending_days(after, until) for each in _phase_reminders(plan, day)]


def _send_at(day: date) -> datetime:
    return datetime.combine(day, SEND_TIME, CITY_TIME).astimezone(UTC)


def _sending_days(after: datetime, until: datetime) -> Iterator[date]:
    day, last = city_day(after), city_day(until)
    while day <= last:
        if after < _send_at(day) <= until:
            yield day
        day += timedelta(days=1)


def _phase_reminders(plan: Plan, day: date) -> Iterator[PhaseReminder]:
    for phase in plan.phases:
        days_left = (phase.ends_on - day).days
        if days_left in PHASE_DAYS and phase.starts_on <= day:
            yield PhaseReminder(
                reminder=_phase_name(phase, days_left),
                due_at=_send_at(day),
                phase=phase.id,
                days_left=days_left,
            )


def _phase_name(phase: Phase, days_left: int) -> str:
    return f"phase:{phase.id}:T-{days_left}"
