"""Figures against their targets: a light, a word for it, and the distance.

Lights have a direction: for `lower` a smaller figure is the better one. Rising and falling targets compare
with the same period of the year before where it is on record, else with the period before (方案 二).
A reference value that the office has entered serves as a target, and beside a rising one as a second one:
then the worse of the two lights counts. A target judges no period that ended before it held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from qbot.ledger.references import NONE, References, Yardstick, yardstick
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Target

Light = Literal["met", "near", "unmet", "unknown", "missing"]

_WORSE: tuple[Light, ...] = ("met", "unknown", "near", "unmet", "missing")
NEAR_POINTS = Decimal(1)  # a rate within one percentage point of its target counts as near


@dataclass(frozen=True, slots=True)
class Peers:
    """How others stand, and by how much the figure is better (negative: worse)."""

    reference: Yardstick
    distance: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """`distance` is positive when the figure is better than what it is measured against, in its own unit.

    `against` is that yardstick; `compared` the period it was taken from, for rising and falling targets.
    `referred` is the reference value where that is the yardstick; `peers` a second yardstick, where the
    figure also has to be better than others'. `unknown` means there is a figure but nothing yet to measure
    it by; `holds_from` is then set when the target did not hold yet.
    """

    light: Light
    distance: Decimal | None = None
    against: Decimal | None = None
    compared: Period | None = None
    holds_from: date | None = None
    referred: Yardstick | None = None
    peers: Peers | None = None

    @property
    def reference(self) -> Yardstick | None:
        """The reference value that had a part in it."""
        return self.peers.reference if self.peers else self.referred


def assess(
    indicator: Indicator,
    value: Decimal | None,
    *,
    period: Period | None = None,
    earlier: Mapping[Period, Decimal] | None = None,
    references: References = NONE,
) -> Assessment:
    """Measure one value; `earlier` holds the indicator's other standing values by period, `references` what
    the office has entered."""
    if value is None:
        return Assessment("missing")
    reference = yardstick(references, indicator.id, period)
    found = _measured(indicator, value, period=period, earlier=earlier or {}, reference=reference)
    if indicator.target.above_peers and reference is not None:
        found = _beside_peers(indicator.target, value, found, reference)
    holds_from = indicator.target.holds_from
    if period is not None and period.ends_on < holds_from:
        return replace(found, light="unknown", holds_from=holds_from)
    return found


def _measured(
    indicator: Indicator,
    value: Decimal,
    *,
    period: Period | None,
    earlier: Mapping[Period, Decimal],
    reference: Yardstick | None,
) -> Assessment:
    target = indicator.target
    if target.kind in ("rising", "falling"):
        return _trend(target, value, period, earlier)
    if target.value is None:
        return _against(indicator, value, reference) if reference else Assessment("unknown")
    distance = _better_by(target, value, target.value)
    if target.kind == "exactly":
        if value == target.value:
            return Assessment("met", Decimal(0), target.value)
        return Assessment(_short(indicator, -abs(distance)), -abs(distance), target.value)
    reached = distance > 0 or (distance == 0 and target.kind == "at-least")
    return Assessment("met" if reached else _short(indicator, distance), distance, target.value)


def _against(indicator: Indicator, value: Decimal, reference: Yardstick) -> Assessment:
    """A figure beside a reference value, which has to be surpassed: level with it is not enough."""
    distance = _better_by(indicator.target, value, reference.value)
    light = "met" if distance > 0 else _short(indicator, distance)
    return Assessment(light, distance, reference.value, referred=reference)


def _beside_peers(target: Target, value: Decimal, trend: Assessment, reference: Yardstick) -> Assessment:
    """The trend and the comparison with others: both have to hold."""
    distance = _better_by(target, value, reference.value)
    peers = Peers(reference, distance)
    light: Light = "met" if distance > 0 else "near" if distance == 0 else "unmet"
    return replace(trend, light=max(trend.light, light, key=_WORSE.index), peers=peers)


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
    for before in (period.year_earlier(), period.shifted(-1)):
        if before in earlier:
            distance = _better_by(target, value, earlier[before])
            light: Light = "met" if distance > 0 else "near" if distance == 0 else "unmet"
            return Assessment(light, distance, earlier[before], before)
    return Assessment("unknown")


def values_by_period(versions: Mapping[Period, Version]) -> dict[Period, Decimal]:
    """The values among standing versions, by period."""
    return {period: version.value for period, version in versions.items() if version.value is not None}
