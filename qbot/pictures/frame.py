"""The frame of a plot: its axes with their names, and the plan's phases behind them."""

from dataclasses import dataclass
from datetime import date

from qbot.pictures import typeface, words
from qbot.pictures.axes import TimeAxis, ValueAxis
from qbot.pictures.series import Figure
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import INK, MUTED, RULE, SMALL, SMALLEST, STRIPE
from qbot.plan.models import Indicator, Phase, Plan
from qbot.plan.words import value_words


@dataclass(frozen=True, slots=True)
class Frame:
    """What all parts of a plot need to know: where they draw, what, and between which axes."""

    sheet: Sheet
    indicator: Indicator
    time: TimeAxis
    value: ValueAxis

    def place(self, figure: Figure) -> tuple[float, float]:
        """Where a figure lies on the sheet: in the middle of its period."""
        return self.time.middle(figure.period), self.value.at(figure.value)


def put_frame(frame: Frame, plan: Plan) -> None:
    """Draw what is there before any figure."""
    _put_phases(frame, plan)
    _put_values(frame)
    _put_periods(frame)


def _put_phases(frame: Frame, plan: Plan) -> None:
    """Bands for the phases, every other one tinted, each with its name where there is room."""
    for place, phase in enumerate(plan.phases):
        begin = max(frame.time.first, month_of(phase.starts_on))
        end = min(frame.time.last, month_of(phase.ends_on)) + 1
        if begin < end:
            _put_phase(frame, phase, frame.time.at(begin), frame.time.at(end), is_tinted=place % 2 == 0)


def month_of(day: date) -> int:
    """The month of a day, counted as in `Period`."""
    return day.year * 12 + day.month - 1


def _put_phase(frame: Frame, phase: Phase, left: float, right: float, *, is_tinted: bool) -> None:
    top, bottom = frame.value.top - 20, frame.value.bottom
    if is_tinted:
        frame.sheet.block(left, top, width=right - left, height=bottom - top, colour=STRIPE)
    frame.sheet.stroke([(left, top - 66), (left, bottom)], colour=RULE, width=2)
    half = (len(phase.name) + 1) // 2
    for lines in ([phase.name], [phase.name[:half], phase.name[half:]]):
        if max(typeface.width(line, SMALLEST) for line in lines) <= right - left - 12:
            for below, line in enumerate(lines):
                y = top - 34 + (below - (len(lines) - 1) / 2) * 32
                frame.sheet.words(line, (left + right) / 2, y, size=SMALLEST, colour=MUTED, align="center")
            return


def _put_values(frame: Frame) -> None:
    for tick in frame.value.ticks:
        y = frame.value.at(tick)
        frame.sheet.stroke([(frame.time.left, y), (frame.time.right, y)], colour=RULE, width=1.5)
        frame.sheet.words(
            value_words(tick, frame.indicator.measure),
            frame.time.left - 14,
            y,
            size=SMALL,
            colour=MUTED,
            align="right",
        )


def _put_periods(frame: Frame) -> None:
    bottom = frame.value.bottom
    frequency = frame.indicator.frequency
    widest = typeface.width(words.PERIOD_SAMPLE[frequency], SMALLEST) + 12
    frame.sheet.stroke([(frame.time.left, bottom), (frame.time.right, bottom)], colour=MUTED, width=2)
    for period in frame.time.labelled(frequency, label_width=widest):
        name = words.period_in_year(period)
        middle = frame.time.middle(period)
        frame.sheet.stroke([(middle, bottom), (middle, bottom + 8)], colour=MUTED, width=2)
        frame.sheet.words(name, middle, bottom + 30, size=SMALLEST, colour=MUTED, align="center")
    for year, begin, end in frame.time.years():
        frame.sheet.stroke([(begin, bottom + 54), (begin, bottom + 92)], colour=RULE, width=2)
        for name, size in zip(words.year_words(year), (SMALL, SMALLEST), strict=True):
            if typeface.width(name, size) <= end - begin - 6:
                middle = (begin + end) / 2
                frame.sheet.words(name, middle, bottom + 74, size=size, colour=INK, align="center")
                break
