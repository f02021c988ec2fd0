"""Doubt: figures that can be true and probably are not.

A doubtful figure is held and its sender is asked; whoever confirms it with a reason gets it stored and
flagged. So a true value is never refused, and a slip of the thumb never passes for one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median
from typing import Literal

from qbot.ledger.versions import Flag
from qbot.periods import Period
from qbot.plan.models import Indicator

DoubtKind = Flag | Literal["superseded"]

ENOUGH = 6  # points from which on the series itself says what is usual
SPREADS = Decimal(6)  # robust standard deviations
NORMAL = Decimal("1.4826")  # turns a median deviation into a standard deviation of a normal spread
FLOOR_POINTS = Decimal(3)  # percentage points that are never a jump
NEARLY = Decimal("0.5")  # percentage points that are as good as none
JUMP_POINTS = Decimal(10)  # with few points: so many percentage points from each of them
JUMP_TIMES = Decimal(3)  # with few points: so many times each count, or its part
FLOOR_COUNT = Decimal(5)  # a difference in a count that is never a jump
HALF = Decimal(2)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is odd about a figure: `before` is the value it is measured by, of `period`, a later one where the
    figure is of the past; `instead` what may have been meant."""

    kind: DoubtKind
    before: Decimal | None = None
    period: Period | None = None
    instead: Decimal | None = None


def doubt(
    indicator: Indicator,
    value: Decimal,
    *,
    period: Period,
    others: Mapping[Period, Decimal],
    counts: tuple[int | None, int | None] = (None, None),
) -> Doubt | None:
    """What is odd about a value of `period`, given the standing values of its series; None if nothing.

    Where no other period has one, it is measured by the one that it replaces: a slip is as likely in a
    correction. One that comes up to its target is what the slip is corrected to. `counts` are numerator and
    denominator. Values are in the indicator's unit.
    """
    numerator, denominator = counts
    if numerator is not None and denominator is not None and is_exchanged(numerator, denominator):
        return Doubt("exchanged", instead=rate(denominator, numerator))
    known = _comparable(period, others)
    if indicator.target.cumulative and (fall := _fall(indicator, value, period, known)) is not None:
        return fall
    if not known and period in others and not _comes_up(indicator, value):
        known = {period: others[period]}
    last_period = period if period in known else _nearest_to(period, known)
    last = known[last_period] if last_period is not None else None
    is_usual = _Usual(indicator, tuple(known.values()), last)
    if is_usual(value):
        meant = _mirrored(indicator, value, known, last)
        return Doubt("swapped", last, last_period, instead=meant) if meant is not None else None
    guesses: tuple[tuple[Flag, Iterator[Decimal]], ...] = (
        ("swapped", _swapped(value)),
        ("point", _moved(indicator, value)),
    )
    for kind, values in guesses:
        meant = _nearest([each for each in values if is_possible(indicator, each) and is_usual(each)], last)
        if meant is not None:
            return Doubt(kind, last, last_period, instead=meant)
    return Doubt("jump", last, last_period) if last is not None else None


def is_exchanged(numerator: int | None, denominator: int | None) -> bool:
    """Whether more passed than were checked: such a figure can only be put right, not stood by."""
    return numerator is not None and denominator is not None and numerator > denominator > 0


def rate(numerator: int, denominator: int) -> Decimal:
    """The share in per cent, to two decimals."""
    return (Decimal(100) * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def _comparable(period: Period, others: Mapping[Period, Decimal]) -> dict[Period, Decimal]:
    """The values of other periods of the same length; those of a different one measure something else."""
    return {key: value for key, value in others.items() if key.length == period.length and key != period}


def _nearest_to(period: Period, known: Mapping[Period, Decimal]) -> Period | None:
    """The period before; where a past one is made up and none is before it, the one after."""
    earlier, later = (key for key in known if key < period), (key for key in known if key > period)
    return max(earlier, default=None) or min(later, default=None)


def _comes_up(indicator: Indicator, value: Decimal) -> bool:
    """Whether a rate is about what it must reach, or more."""
    target, is_rate = indicator.target, indicator.measure == "%" and not indicator.adverse
    if not is_rate or target.value is None or target.better != "higher":
        return False
    return value >= target.value - JUMP_POINTS and is_possible(indicator, value)


def _fall(
    indicator: Indicator, value: Decimal, period: Period, known: Mapping[Period, Decimal]
) -> Doubt | None:
    """A cumulative figure below the one before it, or above the one after it."""
    before = max((key for key in known if key < period), default=None)
    after = min((key for key in known if key > period), default=None)
    low = known[before] if before is not None else None
    high = known[after] if after is not None else None
    if low is not None and value < low:
        most = low * JUMP_TIMES if high is None else high
        slips = [each for each in _slips(indicator, value) if low <= each <= most]
        return Doubt("fall", low, before, instead=_nearest(slips, low))
    if high is not None and value > high:
        slips = [each for each in _slips(indicator, value) if (low or Decimal(0)) <= each <= high]
        return Doubt("fall", high, after, instead=_nearest(slips, high))
    return None


class _Usual:
    """Whether a value is what the series has shown; with fewer than ENOUGH points a plain rule decides."""

    def __init__(self, indicator: Indicator, known: Sequence[Decimal], last: Decimal | None) -> None:
        self._indicator, self._known, self._last = indicator, known, last
        self._is_rate = indicator.measure == "%" and not indicator.adverse

    def __call__(self, value: Decimal) -> bool:
        if len(self._known) >= ENOUGH and self._last is not None:
            return self._within_spread(value, self._last)
        if self._known:
            return any(self._near(value, each) for each in self._known)
        return self._near_the_target(value)

    def _within_spread(self, value: Decimal, last: Decimal) -> bool:
        middle = median(self._known)
        spread = median([abs(each - middle) for each in self._known]) * NORMAL
        floor = FLOOR_POINTS if self._is_rate else max(FLOOR_COUNT, abs(middle) / HALF)
        drift = abs(last - middle)  # a series on the move goes on moving
        return abs(value - middle) <= max(SPREADS * spread, floor + drift)

    def _near(self, value: Decimal, known: Decimal) -> bool:
        if self._is_rate:
            return abs(value - known) <= JUMP_POINTS
        if abs(value - known) <= FLOOR_COUNT:
            return True
        return known / JUMP_TIMES <= value <= known * JUMP_TIMES

    def _near_the_target(self, value: Decimal) -> bool:
        """Nothing on record yet: only a rate far below half of what it must reach is odd."""
        target = self._indicator.target.value
        if not self._is_rate or target is None or self._indicator.target.better != "higher":
            return True
        return value >= target / HALF


def _mirrored(
    indicator: Indicator, value: Decimal, known: Mapping[Period, Decimal], last: Decimal | None
) -> Decimal | None:
    """For a rate that moved: its digits exchanged, where that would be nearly the last one (98.7, 89.7)."""
    is_known = any(abs(value - each) <= FLOOR_POINTS for each in known.values())
    if last is None or indicator.measure != "%" or is_known:
        return None
    near = [each for each in _swapped(value) if is_possible(indicator, each) and abs(each - last) <= NEARLY]
    return _nearest(near, last)


def _slips(indicator: Indicator, value: Decimal) -> list[Decimal]:
    return [each for each in (*_swapped(value), *_moved(indicator, value)) if is_possible(indicator, each)]


def _swapped(value: Decimal) -> Iterator[Decimal]:
    """The value with two neighbouring digits exchanged."""
    text = format(value, "f")
    places = [index for index, character in enumerate(text) if character.isdigit()]
    for one, other in pairwise(places):
        if text[one] != text[other]:
            digits = list(text)
            digits[one], digits[other] = digits[other], digits[one]
            if digits[0] != "0" or len(places) == 1 or digits[1] == ".":
                yield Decimal("".join(digits))


def _moved(indicator: Indicator, value: Decimal) -> Iterator[Decimal]:
    """The value with its decimal point one or two places off."""
    for exponent in (1, -1, 2):
        moved = value.scaleb(exponent)
        if moved != value and not (indicator.whole and moved != moved.to_integral_value()):
            yield moved


def is_possible(indicator: Indicator, value: Decimal) -> bool:
    """Whether an indicator can have this value at all."""
    if value < 0 or (indicator.whole and value != value.to_integral_value()):
        return False
    return value <= 100 or indicator.measure != "%" or indicator.adverse


def _nearest(values: Sequence[Decimal], to: Decimal | None) -> Decimal | None:
    if to is None:
        return values[0] if values else None
    return min((each for each in values if each >= to / HALF), key=lambda each: abs(each - to), default=None)
