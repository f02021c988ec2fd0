"""Figures against their targets: a light, a word for it, and the distance.

Lights have a direction: for `lower` a smaller figure is the better one. Rising and falling targets compare
with the same period of the year before where it is on record, else with the period before (方案 二).
A target judges no period that ended before it held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Target

Light = Literal["met", "near", "unmet", "unknown", "missing"]

NEAR_POINTS = Decimal(1)  # a rate within one percentage point of its target counts as near


@dataclass(frozen=True, slots=True)
class Assessment:
    """`distance` is positive when the figure is better than what it is measured against, in its own unit.

    `against` is that yardstick; `compared` the period it was taken from, for rising and falling targets.
    `unknown` means there is a figure but nothing yet to measure it by; `holds_from` is then set when the
    target did not hold yet.
    """

    light: Light
    distance: Decimal | None = None
    against: Decimal | None = None
    compared: Period | None = None
    holds_from: date | None = None


def assess(
    indicator: Indicator,
    value: Decimal | None,
    *,
    period: Period | None = None,
    earlier: Mapping[Period, Decimal] | None = None,
) -> Assessment:
    """Measure one value; `earlier` holds the indicator's other standing values by period."""
    if value is None:
        return Assessment("missing")
    found = _measured(indicator, value, period=period, earlier=earlier or {})
    holds_from = indicator.target.holds_from
    if period is not None and period.ends_on < holds_from:
        return replace(found, light="unknown", holds_from=holds_from)
    return found


def _measured(
    indicator: Indicator, value: Decimal, *, period: Period | None, earlier: Mapping[Period, Decimal]
) -> Assessment:
    target = indicator.target
    if target.kind in ("rising", "falling"):
        return _trend(target, value, period, earlier)
    if target.value is None:
        return Assessment("unknown")
    distance = _better_by(target, value, target.value)
    if target.kind == "exactly":
        if value == target.value:
            return Assessment("met", Decimal(0), target.value)
        return Assessment(_short(indicator, -abs(distance)), -abs(distance), target.value)
    reached = distance > 0 or (distance == 0 and target.kind == "at-least")
    return Assessment("met" if reached else _short(indicator, distance), distance, target.value)


def _better_by(target: Target, value: Decimal, yardstick: Decimal) -> Decimal:
    return value - yardstick if target.better == "higher" else yardstick - value


def _short(indicator: Indicator, distance: Decimal) -> Light:
    is_rate = indicator.measure == "%"
    return "near" if is_rate and not indicator.adverse and -distance <= NEAR_POINTS else "unmet"


def _trend(
    target: Target, value: Decimal, period: Period | None, earlier: Mapping[Period, Decimal]
) -> Assessment:
    if period is None:
        return Assessment("unknown")
    for yardstick in (period.year_earlier(), period.shifted(-1)):
        if yardstick in earlier:
            distance = _better_by(target, value, earlier[yardstick])
            light: Light = "met" if distance > 0 else "near" if distance == 0 else "unmet"
            return Assessment(light, distance, earlier[yardstick], yardstick)
    return Assessment("unknown")


def values_by_period(versions: Mapping[Period, Version]) -> dict[Period, Decimal]:
    """The values among standing versions, by period."""
    return {period: version.value for period, version in versions.items() if version.value is not None}
