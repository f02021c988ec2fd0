"""Which reminders fall due when: pure arithmetic on the plan and the calendar.

An occurrence says that something is to be told at a moment; whether somebody still has to hear it is asked
again when it is sent. The caller keeps each occurrence once, by its `reminder` and `due_at`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from qbot import calendar
from qbot.clock import CITY_TIME, city_day
from qbot.ledger.obligations import Obligation, obligation
from qbot.ledger.versions import Series
from qbot.periods import Frequency, Period
from qbot.plan.models import Phase, Plan

PHASE_DAYS = (30, 14, 7, 3, 1, 0)  # calendar days before a phase ends
DIGEST_WORKDAYS = (-2, 0, 1)  # workdays relative to a due date
SEND_TIME = time(9, 0)

_PERIODS_BACK: dict[Frequency, int] = {"month": 5, "quarter": 2}  # within 60 workdays and a holiday


@dataclass(frozen=True, slots=True)
class PhaseReminder:
    """For all working groups: `phase` ends in `days_left` days."""

    reminder: str
    due_at: datetime
    phase: str
    days_left: int


@dataclass(frozen=True, slots=True)
class DigestReminder:
    """For contacts: `obligations` are those near or just past their due date on this day.

    Each contact whose units still owe one of them gets a single digest; `for_person` names it.
    """

    reminder: str
    due_at: datetime
    obligations: tuple[Obligation, ...]

    def for_person(self, person_id: int) -> str:
        """The reminder's name for one person, unique together with `due_at`."""
        return f"{self.reminder}:{person_id}"

    def joined_by(self, more: Iterable[Obligation]) -> "DigestReminder":
        """The same with further obligations, so that a person gets one digest a day."""
        known = {entry.series for entry in self.obligations}
        added = (entry for entry in more if entry.series not in known)
        return replace(self, obligations=(*self.obligations, *added))

    def still_owed(self, reported: Collection[Series]) -> Mapping[str, tuple[Obligation, ...]]:
        """What each unit has still not reported of these obligations; units with nothing left are absent."""
        left: dict[str, tuple[Obligation, ...]] = {}
        for entry in self.obligations:
            if entry.series not in reported:
                left[entry.unit] = (*left.get(entry.unit, ()), entry)
        return left


Occurrence = PhaseReminder | DigestReminder


def due_between(plan: Plan, *, after: datetime, until: datetime) -> list[Occurrence]:
    """What falls due after `after` up to and including `until` (aware times), earliest first."""
    occurrences: list[Occurrence] = []
    for day in _sending_days(after, until):
        occurrences += _phase_reminders(plan, day)
        occurrences += _digests(plan, day)
    return occurrences


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


def _digests(plan: Plan, day: date) -> Iterator[DigestReminder]:
    if not calendar.is_workday(day):
        return
    nudged = tuple(
        obligation(plan, indicator, period)
        for frequency in plan.due_rule
        for period in _periods_to_nudge(plan, day, frequency)
        for indicator in plan.indicators
        if indicator.frequency == frequency
    )
    if nudged:
        yield digest_of(day, sorted(nudged, key=lambda entry: (entry.due_on, entry.period)))


def digest_of(day: date, obligations: Iterable[Obligation]) -> DigestReminder:
    """The digest of a day."""
    return DigestReminder(reminder=f"digest:{day}", due_at=_send_at(day), obligations=tuple(obligations))


def has_later_digest(entry: Obligation, day: date) -> bool:
    """Whether the plan itself still reminds of an obligation on this day or after."""
    return calendar.add_workdays(entry.due_on, DIGEST_WORKDAYS[-1]) >= day


def _periods_to_nudge(plan: Plan, day: date, frequency: Frequency) -> Iterator[Period]:
    """Periods of the plan that have ended and whose due date is a digest's distance away."""
    starts_on, ends_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    period = Period.last_completed(day, frequency)
    for _ in range(_PERIODS_BACK[frequency]):
        due = calendar.add_workdays(period.ends_on, plan.due_rule[frequency].due)
        in_plan = starts_on <= period.starts_on <= ends_on
        if in_plan and any(calendar.add_workdays(due, shift) == day for shift in DIGEST_WORKDAYS):
            yield period
        period = period.shifted(-1)
