"""A series as the trend shows it: its points, which of them a line may join, and the periods without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from qbot.ledger.obligations import NONE_GRANTED, Granted, obligation
from qbot.ledger.versions import State, Version
from qbot.periods import MONTHS_IN, Period
from qbot.plan.models import Indicator, Plan

_FEWEST_PERIODS = 6  # so that one figure is not stretched over the whole width


@dataclass(frozen=True, slots=True)
class Point:
    """The standing figure of one period, in the indicator's unit; no value where the state says why."""

    period: Period
    value: Decimal | None
    is_reviewed: bool = False
    state: State = "value"

    @classmethod
    def of(cls, version: Version) -> Self:
        """The point of a standing version."""
        period = Period.parse(version.series.period)
        return cls(period, version.value, version.verdict == "passed", version.draft.state)


@dataclass(frozen=True, slots=True)
class Figure:
    """A point that has a value."""

    period: Period
    value: Decimal
    is_reviewed: bool


def figures_of(points: Sequence[Point]) -> list[Figure]:
    """What can be drawn, by the end of its period; of those that end together the longest first."""
    with_value = [
        Figure(each.period, each.value, each.is_reviewed) for each in points if each.value is not None
    ]
    return sorted(with_value, key=lambda each: (each.period.last, -each.period.length))


def is_regular(period: Period, indicator: Indicator) -> bool:
    """Whether the period has the length at which the indicator is reported."""
    return period.frequency == indicator.frequency


def joined(figures: Sequence[Figure], indicator: Indicator) -> list[list[Figure]]:
    """Runs of regular figures whose periods follow one another: a line never crosses a gap."""
    runs: list[list[Figure]] = []
    for each in (figure for figure in figures if is_regular(figure.period, indicator)):
        if runs and runs[-1][-1].period.shifted(1) == each.period:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def gaps(
    plan: Plan,
    indicator: Indicator,
    points: Sequence[Point],
    *,
    on: date,
    granted: Granted = NONE_GRANTED,
) -> Iterator[Period]:
    """Periods since the first point that nothing tells of: passed over, or due, with the days that the
    office has granted, before the day."""
    if not points:
        return
    told = [each.period for each in points]
    period = Period.containing(min(told).starts_on, indicator.frequency)
    last_told = max(each.last for each in told)
    while period.last <= last_told or obligation(plan, indicator, period).due_on < on:
        is_passed_over = period.last <= last_told
        if period.ends_on > plan.phases[-1].ends_on and not is_passed_over:
            return
        is_told = any(each.first <= period.first and period.last <= each.last for each in told)
        is_awaited = obligation(plan, indicator, period, granted=granted).due_on >= on and not is_passed_over
        if not is_told and not is_awaited:
            yield period
        period = period.shifted(1)


def months_shown(indicator: Indicator, points: Sequence[Point], missing: Sequence[Period]) -> tuple[int, int]:
    """The first and the last month of the picture, whole periods and never too few of them."""
    length = MONTHS_IN[indicator.frequency]
    all_ = [*(each.period for each in points), *missing]
    first = min(each.first for each in all_)
    first -= first % length
    last = max(each.last for each in all_)
    last += -(last + 1) % length
    return first, max(last, first + _FEWEST_PERIODS * length - 1)
