"""A time that is asked about as a whole but reported in parts: 二季度 of a monthly figure.

Its parts are told one by one. What they come to is only told where it follows from counts: passes and
totals add up, rates do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qbot.ledger.assessment import Assessment, assess
from qbot.ledger.current import assess_version, light_of
from qbot.ledger.obligations import obligation
from qbot.ledger.references import References
from qbot.ledger.versions import Version
from qbot.periods import MONTHS_IN, Period
from qbot.plan.models import Indicator, Plan

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the periods that make up the whole; `version` is None where nothing came, which was or is to be
    reported by `due_on`."""

    period: Period
    version: Version | None
    assessment: Assessment
    due_on: date

    @property
    def counts(self) -> tuple[int, int] | None:
        """Numerator and denominator of a figure that counts."""
        if self.version is None or light_of(self.version, self.assessment) == "missing":
            return None
        draft = self.version.draft
        if draft.numerator is None or draft.denominator is None:
            return None
        return draft.numerator, draft.denominator


@dataclass(frozen=True, slots=True)
class Total:
    """What the parts come to: a rate from `numerator` of `denominator`, or a sum of events without them."""

    value: Decimal
    assessment: Assessment
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A time with its parts, oldest first, as far as they are over and belong to the plan or came all the
    same; `total` covers all of them that came, None where it does not follow."""

    indicator: Indicator
    period: Period
    parts: tuple[Part, ...]
    total: Total | None

    @property
    def came(self) -> tuple[Period, ...]:
        return tuple(each.period for each in self.parts if each.version is not None)

    @property
    def silent(self) -> tuple[Period, ...]:
        """The parts of which nothing came."""
        return tuple(each.period for each in self.parts if each.version is None)


def whole(
    plan: Plan,
    indicator: Indicator,
    period: Period,
    by_period: Mapping[Period, Version],
    *,
    on: date,
    references: References,
) -> Whole | None:
    """The parts of a period in which the indicator is reported; None where it is no longer than one of
    them, or nothing of it has come."""
    length = MONTHS_IN[indicator.frequency]
    if period.length <= length:
        return None
    first = Period.containing(period.starts_on, indicator.frequency)
    first = first if first.first >= period.first else first.shifted(1)
    parts: list[Part] = []
    while first.last <= period.last:
        is_owed = plan.phases[0].starts_on <= first.starts_on and first.ends_on < on
        if first in by_period or is_owed:
            judged = assess_version(indicator, first, by_period, references)
            due_on = obligation(plan, indicator, first).due_on
            parts.append(Part(first, by_period.get(first), judged, due_on))
        first = first.shifted(1)
    if all(each.version is None for each in parts):
        return None
    return Whole(indicator, period, tuple(parts), _total(indicator, period, parts, references))


def _total(indicator: Indicator, period: Period, parts: list[Part], references: References) -> Total | None:
    came = [each for each in parts if each.version is not None]
    counts = [each.counts for each in came]
    if indicator.measure == "%" and all(counts):
        numerator = sum(pair[0] for pair in counts if pair)
        denominator = sum(pair[1] for pair in counts if pair)
        if denominator:
            value = (Decimal(100) * numerator / denominator).quantize(_HUNDREDTH, ROUND_HALF_UP)
            return Total(value, _judged(indicator, value, period, references), numerator, denominator)
    values = [each.version.value for each in came if each.version]
    if indicator.accident and all(value is not None for value in values):
        total = sum((value for value in values if value is not None), Decimal(0))
        return Total(total, _judged(indicator, total, period, references))
    return None


def _judged(indicator: Indicator, value: Decimal, period: Period, references: References) -> Assessment:
    return assess(indicator, value, period=period, references=references)
