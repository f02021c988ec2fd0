"""Draft scores of units by the plan's rule table (方案 五(五)).

Completeness and timeliness are counted by what was owed, each obligation once, so that a figure sent again
can push no share over 100 %. Where nothing fell due there is no score: neither 0 nor 100.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from qbot.ledger.assessment import Light
from qbot.periods import Period
from qbot.plan.models import DeductedEvent, Deduction, Scoring

Outcome = Literal["on-time", "late", "missing", "returned", "open"]
Measure = Literal["completeness", "timeliness", "targets"]

MEASURES: tuple[Measure, ...] = ("completeness", "timeliness", "targets")
_CENT = Decimal("0.01")
_BEST_FIRST: tuple[Outcome, ...] = ("on-time", "late", "open", "returned", "missing")
_JUDGED: tuple[Light, ...] = ("met", "near", "unmet")


@dataclass(frozen=True, slots=True)
class Duty:
    """A figure owed and what became of it.

    `open` is not due yet and counts nowhere, even where it came early; `returned` was given back and not sent
    again. Whether a granted extension makes a figure `on-time` is the caller's to say. `settled_on` is the
    day it came, `returned_on` each day it was given back.
    """

    unit: str
    indicator: str
    period: Period
    due_on: date
    outcome: Outcome
    settled_on: date | None = None
    returned_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A figure of a unit beside its target."""

    unit: str
    indicator: str
    period: Period
    light: Light


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may cost points; `note` names what it was about where no indicator does."""

    on: date
    kind: DeductedEvent
    unit: str
    indicator: str | None = None
    period: Period | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: `reached` of `counted`, and the points that gives; None where nothing counts."""

    measure: Measure
    weight: Decimal
    reached: int
    counted: int

    @property
    def points(self) -> Decimal | None:
        return _rounded(self.weight * self.reached / self.counted) if self.counted else None


@dataclass(frozen=True, slots=True)
class Deducted:
    """What one event cost; less than its rule says, down to 0, once the rule's limit is reached."""

    event: Event
    points: Decimal


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's draft score, with everything it follows from."""

    unit: str
    parts: tuple[Part, ...]
    deducted: tuple[Deducted, ...]

    @property
    def is_scaled(self) -> bool:
        """Whether a measure did not count, so that the others were scaled up to 100."""
        return 0 < self._weight < sum(part.weight for part in self.parts)

    @property
    def total(self) -> Decimal | None:
        """0 to 100 with two decimals; None where nothing counts."""
        if not self._weight:
            return None
        shares = (part.weight * part.reached / part.counted for part in self.parts if part.counted)
        reached = sum(shares, Decimal(0)) * 100 / self._weight
        return max(Decimal(0), _rounded(reached) - sum(each.points for each in self.deducted))

    @property
    def _weight(self) -> Decimal:
        return sum((part.weight for part in self.parts if part.counted), Decimal(0))


def score(
    scoring: Scoring,
    units: Sequence[str],
    *,
    duties: Iterable[Duty],
    results: Iterable[Result] = (),
    events: Iterable[Event] = (),
) -> tuple[UnitScore, ...]:
    """A score for each unit, in the order given.

    Lateness, missing and returned figures are events by themselves; `events` brings the others (督办).
    """
    owed, judged, told = _by_unit(duties), _judged(results), defaultdict[str, list[Event]](list)
    for event in events:
        told[event.unit].append(event)
    return tuple(
        UnitScore(
            unit,
            _parts(scoring, owed[unit], judged[unit]),
            tuple(_deducted(scoring, [*told[unit], *_events(owed[unit])])),
        )
        for unit in units
    )


def _by_unit(duties: Iterable[Duty]) -> defaultdict[str, list[Duty]]:
    """Each duty once; told twice, the worse outcome counts."""
    once: dict[tuple[str, str, Period], Duty] = {}
    for duty in duties:
        key = (duty.unit, duty.indicator, duty.period)
        if key not in once or _BEST_FIRST.index(duty.outcome) > _BEST_FIRST.index(once[key].outcome):
            once[key] = duty
    owed = defaultdict(list)
    for duty in once.values():
        if duty.outcome != "open":
            owed[duty.unit].append(duty)
    return owed


def _judged(results: Iterable[Result]) -> defaultdict[str, Counter[Light]]:
    once = {(each.unit, each.indicator, each.period): each.light for each in results}
    lights: defaultdict[str, Counter[Light]] = defaultdict(Counter)
    for (unit, _, _), light in once.items():
        lights[unit][light] += 1
    return lights


def _parts(scoring: Scoring, owed: Sequence[Duty], lights: Counter[Light]) -> tuple[Part, ...]:
    outcomes = Counter(duty.outcome for duty in owed)
    reached: dict[Measure, tuple[int, int]] = {
        "completeness": (outcomes["on-time"] + outcomes["late"], len(owed)),
        "timeliness": (outcomes["on-time"], len(owed)),
        "targets": (lights["met"], sum(lights[each] for each in _JUDGED)),
    }
    return tuple(Part(each, getattr(scoring.weights, each), *reached[each]) for each in MEASURES)


def _events(owed: Sequence[Duty]) -> Iterator[Event]:
    for duty in owed:
        about = (duty.unit, duty.indicator, duty.period)
        if duty.outcome == "late":
            yield Event(duty.settled_on or duty.due_on, "late", *about)
        if duty.outcome == "missing":
            yield Event(duty.due_on, "missing", *about)
        for on in duty.returned_on or ((duty.due_on,) if duty.outcome == "returned" else ()):
            yield Event(on, "returned", *about)


def _deducted(scoring: Scoring, events: Sequence[Event]) -> Iterator[Deducted]:
    rules = {rule.event: rule for rule in scoring.deductions}
    left = {rule.event: rule.at_most for rule in scoring.deductions}
    for event in sorted(events, key=_in_order):
        rule: Deduction | None = rules.get(event.kind)
        if rule:
            points = min(rule.points, left[event.kind])
            left[event.kind] -= points
            yield Deducted(event, points)


def _in_order(event: Event) -> tuple[date, str, str, str, str]:
    return (event.on, event.kind, event.indicator or "", str(event.period or ""), event.note)


def ranks(scores: Iterable[UnitScore]) -> dict[str, int]:
    """The place of each unit that has a score; equal scores share a place, and the next one is left out."""
    totals = {each.unit: each.total for each in scores if each.total is not None}
    return {unit: 1 + sum(other > total for other in totals.values()) for unit, total in totals.items()}


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_CENT, ROUND_HALF_UP)
