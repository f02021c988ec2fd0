"""What comes next: ends and starts of phases, days of publicity, due dates of the figures to come."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qbot.calendar import Calendar
from qbot.periods import Period
from qbot.plan.models import Plan


@dataclass(frozen=True, slots=True, order=True)
class Milestone:
    """A day to keep in mind; `name` is a phase, a publicity event, or the period whose figures are due."""

    on: date
    kind: Literal["phase-ends", "phase-starts", "publicity", "due"]
    name: str
    duties: tuple[str, ...] = ()


def milestones(plan: Plan, *, after: date, days: int) -> tuple[Milestone, ...]:
    """Everything within `days` calendar days after a day, the nearest first."""
    until = after + timedelta(days=days)
    ahead = {each for each in _all(plan, after, until) if after < each.on <= until}
    return tuple(sorted(ahead))


def _all(plan: Plan, after: date, until: date) -> Iterator[Milestone]:
    for phase in plan.phases:
        yield Milestone(phase.ends_on, "phase-ends", phase.name, phase.duties)
        yield Milestone(phase.starts_on, "phase-starts", phase.name)
    for year in range(after.year, until.year + 1):
        for day in plan.publicity:
            on = min(day.day or 1, monthrange(year, day.month)[1])  # 29 February comes a day early
            yield Milestone(date(year, day.month, on), "publicity", day.name, (day.duty,))
    yield from _due(plan, after, until)


def _due(plan: Plan, after: date, until: date) -> Iterator[Milestone]:
    due_dates = Calendar(plan)
    starts_on, ends_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    for indicator in plan.indicators:
        period = Period.last_completed(after, indicator.frequency).shifted(-1)
        while period.starts_on <= min(until, ends_on):
            if period.starts_on >= starts_on:
                yield Milestone(due_dates.due_on(indicator.frequency, period), "due", str(period))
            period = period.shifted(1)
