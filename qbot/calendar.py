"""Workdays in China, with the days that the State Council moves (调休), and due dates counted in them.

The table comes from `chinese_calendar`, which is loaded when the first day is asked about. It knows some
years only; in others Monday to Friday count, and `knows` tells, so that the office can be warned.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from qbot.periods import Frequency, Period
from qbot.plan.models import Plan

_DAY = timedelta(days=1)


def knows(year: int) -> bool:
    """Whether the holidays of the year are known, not merely its weekends."""
    return year in _known_years()


def is_workday(day: date) -> bool:
    """Whether offices are open: a make-up Saturday is a workday, a holiday on a Monday is none."""
    return day in _workday_set(day.year)


@lru_cache(maxsize=4096)
def add_workdays(day: date, count: int) -> date:
    """The `count`-th workday after the day (before it when negative); the day itself for 0."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(after: date, until: date) -> int:
    """How many workdays lie after `after` up to and including `until`; negative when `until` is earlier."""
    if until < after:
        return -workdays_between(until, after)
    whole_years = sum(len(_workdays(year)) for year in range(after.year, until.year))
    return whole_years + _passed(until) - _passed(after)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The due dates of what a plan has units report, by its due rules."""

    plan: Plan

    def due_on(self, frequency: Frequency, period: Period) -> date:
        """The last day on which what is owed so often is on time."""
        return add_workdays(period.ends_on, self.plan.due_rule[frequency].due)

    def late_until(self, frequency: Frequency, period: Period) -> date:
        """The last day on which it can be made up without the office's leave."""
        return add_workdays(period.ends_on, self.plan.due_rule[frequency].late)


def _passed(day: date) -> int:
    return bisect_right(_workdays(day.year), day)


@cache
def _workdays(year: int) -> tuple[date, ...]:
    return tuple(sorted(_workday_set(year)))


@cache
def _workday_set(year: int) -> frozenset[date]:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
    if not knows(year):
        return frozenset(day for day in days if day.weekday() < 5)
    import chinese_calendar  # noqa: PLC0415 - loaded when first needed

    return frozenset(day for day in days if chinese_calendar.is_workday(day))


@cache
def _known_years() -> range:
    import chinese_calendar  # noqa: PLC0415 - loaded when first needed

    years = [day.year for day in chinese_calendar.holidays]
    return range(min(years), max(years) + 1)
