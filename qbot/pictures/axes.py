"""Axes: round figures for values, whole periods for time, and where both lie on the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from qbot.periods import MONTHS_IN, Frequency, Period

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_TICKS = 6
_ABOVE, _BELOW = 40, 64
_MONTH_STEPS: dict[Frequency, tuple[int, ...]] = {"month": (1, 2, 3, 6), "quarter": (3, 6)}


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values from `low` to `high` with round ticks, between `bottom` and `top` on the sheet."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    bottom: float
    top: float

    @classmethod
    def around(
        cls, values: Sequence[Decimal], *, is_whole: bool, most: Decimal | None, bottom: float, top: float
    ) -> "ValueAxis":
        """An axis with room around the values; no tick above `most`, and none below 0 unless a value is."""
        lowest, highest = min(values, default=Decimal(0)), max(values, default=Decimal(0))
        room = max((highest - lowest) * Decimal("0.2"), Decimal(1))
        low = lowest - room if lowest < 0 else max(Decimal(0), lowest - room)
        step = _step((highest + room - low) / (_MOST_TICKS - 1), is_whole=is_whole)
        first = (low / step).to_integral_value(ROUND_FLOOR) * step
        count = int(((highest + room - first) / step).to_integral_value(ROUND_CEILING))
        ticks = [first + step * each for each in range(count + 1)]
        shown = tuple(each for each in ticks if most is None or each <= max(most, highest))
        return cls(low=first, high=max(shown[-1], highest), ticks=shown, bottom=bottom, top=top)

    def at(self, value: Decimal) -> float:
        """Where a value lies, with room for a label below the lowest and above the highest."""
        share = float((value - self.low) / (self.high - self.low))
        lowest = self.bottom - _BELOW
        return lowest - share * (lowest - _ABOVE - self.top)


def _step(least: Decimal, *, is_whole: bool) -> Decimal:
    """The smallest round step that is not below `least`."""
    power = Decimal(10) ** least.adjusted()
    step = next(power * each for each in _STEPS if power * each >= least)
    return max(step, Decimal(1)) if is_whole else step


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Months from `first` up to and including `last` (counted as in `Period`), `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def month_width(self) -> float:
        return (self.right - self.left) / (self.last + 1 - self.first)

    def at(self, month: float) -> float:
        """Where a month begins."""
        return self.left + (month - self.first) * self.month_width

    def middle(self, period: Period) -> float:
        return self.at((period.first + period.last + 1) / 2)

    def labelled(self, frequency: Frequency, *, label_width: float) -> list[Period]:
        """Periods to be named below the axis, so many that labels of this width keep apart.

        None where there is room for years alone.
        """
        length, fitting = MONTHS_IN[frequency], label_width / self.month_width
        step = next((each for each in _MONTH_STEPS[frequency] if each >= fitting), None)
        if step is None:
            return []
        starts = (month for month in range(self.first, self.last + 1) if month % step == 0)
        return [Period(month, month + length - 1) for month in starts if month + length - 1 <= self.last]

    def years(self) -> list[tuple[int, float, float]]:
        """Each year with where its visible part begins and ends."""
        return [
            (year, self.at(max(self.first, year * 12)), self.at(min(self.last + 1, year * 12 + 12)))
            for year in range(self.first // 12, self.last // 12 + 1)
        ]
