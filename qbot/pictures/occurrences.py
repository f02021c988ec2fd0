"""Publicity days as they fall: which lie within the plan, and which comes next after a day."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qbot.plan.models import Plan, PublicityDay


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One year's publicity day, or month from its first to its last day."""

    publicity: PublicityDay
    starts_on: date
    ends_on: date


def occurrences(plan: Plan) -> Iterator[Occurrence]:
    """All that begin between the plan's first and last day, by date."""
    first, last = plan.phases[0].starts_on, plan.phases[-1].ends_on
    all_ = (in_year(each, year) for year in range(first.year, last.year + 1) for each in plan.publicity)
    yield from sorted(
        (each for each in all_ if first <= each.starts_on <= last), key=lambda each: each.starts_on
    )


def upcoming(publicity: PublicityDay, on: date) -> Occurrence:
    """This year's, or next year's once it is over."""
    this = in_year(publicity, on.year)
    return this if on <= this.ends_on else in_year(publicity, on.year + 1)


def in_year(publicity: PublicityDay, year: int) -> Occurrence:
    """29 February is kept on the 28th in other years."""
    days = calendar.monthrange(year, publicity.month)[1]
    first = date(year, publicity.month, min(publicity.day or 1, days))
    return Occurrence(publicity, first, first if publicity.day else date(year, publicity.month, days))
