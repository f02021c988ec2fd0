"""Reference values: dated figures from outside, such as a national average, which the office enters.

They are versions like figures: a correction is a new entry for the same period, a withdrawal names the entry
it takes back, and nothing is overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from qbot.periods import Period
from qbot.plan.models import Indicator


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: what an indicator is measured against is `value` for `period`.

    `text` is what the office wrote, word for word. A withdrawal has no value and names in `withdraws` the
    entry that it takes back.
    """

    id: int
    indicator: str
    period: Period
    value: Decimal | None
    withdraws: int | None
    text: str
    entered_by: int
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What stands for one period, by the entry of this number."""

    period: Period
    value: Decimal
    entry: int


References = Mapping[str, Sequence[Yardstick]]
"""What stands, by indicator, the oldest period first."""

NONE: References = {}
SERVES_MONTHS = 36  # how long a reference serves figures after its own period, where no newer one is known


def has_reference(indicator: Indicator) -> bool:
    """Whether the indicator is measured against a figure from outside, alone or beside something else."""
    return indicator.target.kind in ("below-reference", "above-reference") or indicator.target.above_peers


def standing(entries: Iterable[Reference]) -> Reference | None:
    """The entry that counts among all of one indicator and period; None when all are taken back."""
    ordered = sorted(entries, key=lambda each: each.id, reverse=True)
    withdrawn = {each.withdraws for each in ordered}
    return next((each for each in ordered if each.value is not None and each.id not in withdrawn), None)


def by_indicator(entries: Iterable[Reference]) -> References:
    """What stands among all entries."""
    of_period: defaultdict[tuple[str, Period], list[Reference]] = defaultdict(list)
    for each in entries:
        of_period[each.indicator, each.period].append(each)
    found: defaultdict[str, list[Yardstick]] = defaultdict(list)
    for (indicator, period), versions in sorted(of_period.items(), key=lambda pair: pair[0][1].last):
        counts = standing(versions)
        if counts is not None and counts.value is not None:
            found[indicator].append(Yardstick(period, counts.value, counts.id))
    return dict(found)


def known_then(entries: Iterable[Reference], *, at: datetime) -> References:
    """What stands now of the references that had been entered by a moment: one that was entered later was
    not known then, one that was corrected later was wrong then."""
    known = list(entries)
    began = {(each.indicator, each.period) for each in known if each.entered_at <= at}
    return by_indicator(each for each in known if (each.indicator, each.period) in began)


def yardstick(references: References, indicator: str, period: Period | None) -> Yardstick | None:
    """What a figure of a period is measured against: the reference for the shortest span that holds the
    period, else the newest for a time not after it, as long as that is not out of date; None when there is
    neither."""
    known = references.get(indicator, ())
    if period is None:
        return None
    holding = [
        each for each in known if each.period.first <= period.first and period.last <= each.period.last
    ]
    if holding:
        return min(holding, key=lambda each: each.period.length)
    before = [each for each in known if period.last - SERVES_MONTHS <= each.period.last <= period.last]
    return max(before, key=lambda each: (each.period.last, -each.period.length), default=None)
