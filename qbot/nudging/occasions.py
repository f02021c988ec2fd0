"""Occasions: on which days an open figure is a reason to write to its contacts. Pure.

Whether a day is one depends on the plan's due days, on granted days and on promises. An occasion missed
because the bot was down is caught up until the end of the next workday.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from qbot.calendar import add_workdays, is_workday
from qbot.ledger.obligations import QUARTER, Obligation, obligation, townships, word_owed
from qbot.periods import Frequency, Period
from qbot.plan.models import Plan

OCCASIONS = (-5, -2, 0, 1)  # workdays relative to the due day
CATCH_UP_WORKDAYS = 1
_LOOK_BACK = timedelta(days=150)  # the longest time to report a figure, and a holiday


def latest_occasion(entry: Obligation, *, on: date) -> date | None:
    """The latest day up to `on` on which the figure was to be asked for, if it can still be caught up; None
    on a day off and while a promise runs.

    A figure is asked for only once its period is over. A promise that was not kept is asked for on the
    workday after its day, unless the due day's own occasions come later.
    """
    if not is_workday(on) or entry.is_promised(on):
        return None
    oldest = add_workdays(on, -CATCH_UP_WORKDAYS)
    return max((day for day in _occasions(entry) if oldest <= day <= on), default=None)


def waits_for(entry: Obligation, *, last_on: date | None, on: date) -> bool:
    """Whether a person who was last asked for it on `last_on` is to be asked today."""
    occasion = latest_occasion(entry, on=on)
    return occasion is not None and (last_on is None or last_on < occasion)


def _occasions(entry: Obligation) -> Iterator[date]:
    days = [_shifted(entry.due_on, shift) for shift in OCCASIONS]
    promised_on = entry.promised_on
    if promised_on is not None:
        after = add_workdays(promised_on, 1)
        days = [day for day in days if day > promised_on] or [after]
    return (day for day in days if day >= entry.since_on)


def _shifted(due_on: date, shift: int) -> date:
    """A granted day off is told of on the last workday before it."""
    return add_workdays(due_on, shift if shift or is_workday(due_on) else -1)


def oldest_promise(on: date) -> date:
    """The earliest promised day whose being broken can still be caught up on a workday."""
    return add_workdays(on, -CATCH_UP_WORKDAYS - 1)


def frequencies_asked(plan: Plan, *, on: date, anew: bool = False) -> frozenset[Frequency]:
    """The frequencies of which some period has an occasion by the plan; with `anew` just on this very day."""
    owing = {each.frequency for each in plan.indicators} | ({QUARTER} if townships(plan) else set())
    found = set()
    for frequency in owing:
        for period in _ended_lately(plan, frequency, on):
            occasion = latest_occasion(_any_owed(plan, frequency, period), on=on)
            if occasion == on or (occasion is not None and not anew):
                found.add(frequency)
    return frozenset(found)


def _any_owed(plan: Plan, frequency: Frequency, period: Period) -> Obligation:
    """What somebody owes for a period; the days are the same for all of one frequency."""
    figure = next((each for each in plan.indicators if each.frequency == frequency), None)
    return obligation(plan, figure, period) if figure else word_owed(plan, townships(plan)[0], period)


def _ended_lately(plan: Plan, frequency: Frequency, on: date) -> Iterator[Period]:
    starts_on, ends_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    period = Period.last_completed(on, frequency)
    while period.ends_on >= on - _LOOK_BACK and period.starts_on >= starts_on:
        if period.starts_on <= ends_on:
            yield period
        period = period.shifted(-1)
