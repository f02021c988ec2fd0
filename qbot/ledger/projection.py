"""Where a series is heading: a robust line through its last figures, never more than a hint.

The slope is the median of the slopes between all pairs of points (Theil and Sen), so that one odd month does
not bend it. Fewer than ENOUGH points say nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from statistics import median

from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator

ENOUGH = 4
MOST = 12
FURTHEST = 4  # times as far ahead as the points reach back
_PLACES = {True: Decimal(1), False: Decimal("0.1")}


@dataclass(frozen=True, slots=True)
class Projection:
    """The value expected for the period `until`, by the trend of the last `points` figures."""

    value: Decimal
    until: Period
    points: int


def projection(
    indicator: Indicator, by_period: Mapping[Period, Version], *, until: date
) -> Projection | None:
    """The value expected for the period in which `until` lies; None where the series is too short for
    that, the period is told of already, or accidents are counted, which follow no trend."""
    if indicator.accident:
        return None
    points = _last_points(indicator, by_period)
    aim = Period.containing(until, indicator.frequency)
    if len(points) < ENOUGH or aim <= max(points) or _is_too_far(aim, points):
        return None
    slope = median((points[b] - points[a]) / (b.first - a.first) for a, b in combinations(sorted(points), 2))
    level = median(value - slope * period.first for period, value in points.items())
    return Projection(_possible(indicator, level + slope * aim.first, points), aim, len(points))


def _is_too_far(aim: Period, points: Mapping[Period, Decimal]) -> bool:
    return aim.first - max(points).first > FURTHEST * (max(points).first - min(points).first)


def _last_points(indicator: Indicator, by_period: Mapping[Period, Version]) -> dict[Period, Decimal]:
    """The newest figures of the indicator's own frequency."""
    known = sorted(period for period in by_period if period.frequency == indicator.frequency)
    values = {period: by_period[period].value for period in known}
    told = [(period, value) for period, value in values.items() if value is not None]
    return dict(told[-MOST:])


def _possible(indicator: Indicator, value: Decimal, points: Mapping[Period, Decimal]) -> Decimal:
    """The value within what the indicator can be, in digits that promise no more than a hint."""
    lowest = points[max(points)] if indicator.target.cumulative else Decimal(0)
    value = max(value, lowest)
    if indicator.measure == "%" and not indicator.adverse:
        value = min(value, Decimal(100))
    return value.quantize(_PLACES[indicator.whole], ROUND_HALF_UP)
