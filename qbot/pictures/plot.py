"""The plot of a series: figures over time, the target as a line, the plan's phases, gaps left as gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from qbot.ledger.current import Current
from qbot.periods import Period
from qbot.pictures import typeface, words
from qbot.pictures.axes import TimeAxis, ValueAxis
from qbot.pictures.series import Figure, Point, figures_of, gaps, is_regular, joined, months_shown
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import (
    ACCENT,
    BODY,
    CARD,
    INK,
    MARGIN,
    MUTED,
    RIGHT,
    RULE,
    SMALL,
    SMALLEST,
    STRIPE,
    TARGET,
    TINY,
)
from qbot.plan.models import Indicator, Phase, Plan
from qbot.plan.words import value_words

_PAD = 28
_HEAD, _FOOT = 120, 184  # room for the phases' names, for the periods and the legend
_LABELLED = 8  # so many figures are all labelled, of more only the last, the highest and the lowest
_MARKER, _SMALL_MARKER = 24, 14
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Plot:
    """What all parts of a plot need to know."""

    sheet: Sheet
    indicator: Indicator
    time: TimeAxis
    value: ValueAxis


def put_plot(
    sheet: Sheet, plan: Plan, now: Current, points: Sequence[Point], *, on: date, top: float, height: float
) -> None:
    """Draw the series into the card that begins at `top`."""
    figures = figures_of(points)
    if not figures:
        centre = (MARGIN + RIGHT) / 2
        sheet.words(words.NOTHING_TO_DRAW, centre, top + height / 2, size=BODY, colour=MUTED, align="center")
        return
    missing = list(gaps(plan, now.indicator, points, on=on))
    target = target_line(now)
    first, last = months_shown(now.indicator, points, missing)
    value = _value_axis(now.indicator, figures, target, top=top, height=height)
    left = MARGIN + _PAD + _widest_tick(value, now.indicator) + 16
    plot = _Plot(sheet, now.indicator, TimeAxis(first, last, left=left, right=RIGHT - _PAD), value)
    _put_phases(plot, plan)
    _put_values(plot)
    _put_periods(plot)
    _put_empty(plot, points, missing)
    is_target_named = target is None or _put_target(plot, target, figures)
    for run in joined(figures, now.indicator):
        if len(run) > 1:
            sheet.stroke([_place(plot, each) for each in run], colour=ACCENT, width=5)
    _put_markers(plot, figures)
    _put_labels(plot, figures)
    _put_legend(plot, figures, top + height - 40, with_target=not is_target_named)


def target_line(now: Current) -> Decimal | None:
    """The value that the figure is measured against for good; None where the target is a direction."""
    if now.indicator.target.kind in ("rising", "falling"):
        return None
    return now.indicator.target.value if now.indicator.target.value is not None else now.assessment.against


def _value_axis(
    indicator: Indicator, figures: Sequence[Figure], target: Decimal | None, *, top: float, height: float
) -> ValueAxis:
    values = [each.value for each in figures]
    return ValueAxis.around(
        values if target is None else [*values, target],
        is_whole=indicator.whole,
        most=_HUNDRED if indicator.measure == "%" else None,
        bottom=top + height - _FOOT,
        top=top + _HEAD,
    )


def _widest_tick(axis: ValueAxis, indicator: Indicator) -> float:
    return max(typeface.width(value_words(each, indicator.measure), SMALL) for each in axis.ticks)


def _place(plot: _Plot, figure: Figure) -> tuple[float, float]:
    return plot.time.middle(figure.period), plot.value.at(figure.value)


def _put_phases(plot: _Plot, plan: Plan) -> None:
    """Bands for the phases, every other one tinted, each with its name where there is room."""
    for place, phase in enumerate(plan.phases):
        begin = max(plot.time.first, _month(phase.starts_on))
        end = min(plot.time.last, _month(phase.ends_on)) + 1
        if begin < end:
            _put_phase(plot, phase, plot.time.at(begin), plot.time.at(end), is_tinted=place % 2 == 0)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _put_phase(plot: _Plot, phase: Phase, left: float, right: float, *, is_tinted: bool) -> None:
    top, bottom = plot.value.top - 20, plot.value.bottom
    if is_tinted:
        plot.sheet.block(left, top, width=right - left, height=bottom - top, colour=STRIPE)
    plot.sheet.stroke([(left, top - 66), (left, bottom)], colour=RULE, width=2)
    half = (len(phase.name) + 1) // 2
    for lines in ([phase.name], [phase.name[:half], phase.name[half:]]):
        if max(typeface.width(line, SMALLEST) for line in lines) <= right - left - 12:
            for below, line in enumerate(lines):
                y = top - 34 + (below - (len(lines) - 1) / 2) * 32
                plot.sheet.words(line, (left + right) / 2, y, size=SMALLEST, colour=MUTED, align="center")
            return


def _put_values(plot: _Plot) -> None:
    for tick in plot.value.ticks:
        y = plot.value.at(tick)
        plot.sheet.stroke([(plot.time.left, y), (plot.time.right, y)], colour=RULE, width=1.5)
        plot.sheet.words(
            value_words(tick, plot.indicator.measure),
            plot.time.left - 14,
            y,
            size=SMALL,
            colour=MUTED,
            align="right",
        )


def _put_periods(plot: _Plot) -> None:
    bottom = plot.value.bottom
    frequency = plot.indicator.frequency
    widest = typeface.width(words.PERIOD_SAMPLE[frequency], SMALLEST) + 12
    plot.sheet.stroke([(plot.time.left, bottom), (plot.time.right, bottom)], colour=MUTED, width=2)
    for period in plot.time.labelled(frequency, label_width=widest):
        name = words.period_in_year(period)
        middle = plot.time.middle(period)
        plot.sheet.stroke([(middle, bottom), (middle, bottom + 8)], colour=MUTED, width=2)
        plot.sheet.words(name, middle, bottom + 30, size=SMALLEST, colour=MUTED, align="center")
    for year, begin, end in plot.time.years():
        plot.sheet.stroke([(begin, bottom + 54), (begin, bottom + 92)], colour=RULE, width=2)
        for name, size in zip(words.year_words(year), (SMALL, SMALLEST), strict=True):
            if typeface.width(name, size) <= end - begin - 6:
                middle = (begin + end) / 2
                plot.sheet.words(name, middle, bottom + 74, size=size, colour=INK, align="center")
                break


def _put_empty(plot: _Plot, points: Sequence[Point], missing: Sequence[Period]) -> None:
    """A word upright in the column of each period without a value, where the column is wide enough."""
    reasons = dict.fromkeys(missing, words.MISSING)
    for each in points:
        if each.value is None:
            reasons[each.period] = words.STATE_WORDS.get(each.state, words.MISSING)
    for period, reason in reasons.items():
        is_narrow = period.length * plot.time.month_width < SMALL
        for above, character in enumerate(reversed(words.NO_MARK if is_narrow else reason)):
            x, y = plot.time.middle(period), plot.value.bottom - 24 - above * 30
            plot.sheet.words(character, x, y, size=SMALLEST, colour=MUTED, align="center")


def _put_target(plot: _Plot, target: Decimal, figures: Sequence[Figure]) -> bool:
    """The target's line with its words where no figure is near. Returns whether there was room for them."""
    begin = max(plot.time.first, _month(plot.indicator.target.holds_from))
    if begin > plot.time.last:
        return False
    left, right, y = plot.time.at(begin), plot.time.right, plot.value.at(target)
    plot.sheet.stroke([(left, y), (right, y)], colour=TARGET, width=3.5, is_dashed=True)
    said = words.aim_words(plot.indicator)
    width = typeface.width(said, SMALL)
    spots = [
        (x, y + side)
        for side in (-28, 28)
        for x in (right - width - 8, left + 8, (left + right - width) / 2)
        if x >= left and plot.value.top - 20 < y + side < plot.value.bottom - 20
    ]
    taken = _taken(plot, figures)
    free = (spot for spot in spots if not any(_is_near(each, spot, width) for each in taken))
    x, middle = next(free, (0.0, 0.0))
    if x:
        plot.sheet.words(said, x, middle, size=SMALL, colour=TARGET)
    return bool(x)


def _taken(plot: _Plot, figures: Sequence[Figure]) -> list[tuple[float, float]]:
    """Where figures are and the lines between them run."""
    places = [_place(plot, each) for each in figures]
    between = [
        (x + (to_x - x) * part / 8, y + (to_y - y) * part / 8)
        for (x, y), (to_x, to_y) in pairwise(places)
        for part in range(1, 8)
    ]
    return places + between


def _is_near(place: tuple[float, float], spot: tuple[float, float], width: float) -> bool:
    (x, y), (left, middle) = place, spot
    return left - 50 < x < left + width + 50 and abs(y - middle) < 68


def _put_markers(plot: _Plot, figures: Sequence[Figure]) -> None:
    size = _MARKER if plot.time.month_width > 1.4 * _MARKER else _SMALL_MARKER
    for each in figures:
        x, y = _place(plot, each)
        fill = ACCENT if each.is_reviewed else CARD
        if is_regular(each.period, plot.indicator):
            plot.sheet.shape("circle", x, y, size=size, fill=fill, edge=ACCENT)
        else:
            span = [(plot.time.at(each.period.first), y), (plot.time.at(each.period.last + 1), y)]
            plot.sheet.stroke(span, colour=ACCENT, width=3)
            plot.sheet.shape("diamond", x, y, size=size, fill=fill, edge=ACCENT)


def _put_labels(plot: _Plot, figures: Sequence[Figure]) -> None:
    last = figures[-1]
    for each in figures if len(figures) <= _LABELLED else _notable(figures):
        x, y = _place(plot, each)
        size = BODY if each is last else SMALL
        said = value_words(each.value, plot.indicator.measure)
        half = typeface.width(said, size) / 2
        x = min(max(x, plot.time.left + half + 4), plot.time.right - half)
        y += -40 if _is_peak(each, figures) else 42
        plot.sheet.words(said, x, y, size=size, colour=INK, align="center", is_bold=each is last)


def _notable(figures: Sequence[Figure]) -> list[Figure]:
    highest = max(figures, key=lambda each: each.value)
    lowest = min(figures, key=lambda each: each.value)
    chosen = {figures.index(each) for each in (highest, lowest, figures[-1])}
    return [figures[each] for each in sorted(chosen)]


def _is_peak(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a label belongs above the figure: its neighbours lie lower, on the whole."""
    place = figures.index(figure)
    beside = [figures[each].value for each in (place - 1, place + 1) if 0 <= each < len(figures)]
    return sum(figure.value - each for each in beside) >= 0


def _put_legend(plot: _Plot, figures: Sequence[Figure], y: float, *, with_target: bool) -> None:
    x = plot.time.left
    for is_reviewed in sorted({each.is_reviewed for each in figures}):
        plot.sheet.shape("circle", x + 12, y, size=24, fill=ACCENT if is_reviewed else CARD, edge=ACCENT)
        said = words.REVIEWED if is_reviewed else words.UNREVIEWED
        x += 36 + plot.sheet.words(said, x + 36, y, size=SMALL, colour=MUTED) + 32
    if any(not is_regular(each.period, plot.indicator) for each in figures):
        plot.sheet.stroke([(x, y), (x + 48, y)], colour=ACCENT, width=3)
        plot.sheet.shape("diamond", x + 24, y, size=22, fill=CARD, edge=ACCENT)
        x += 60 + plot.sheet.words(words.OTHER_SPAN, x + 60, y, size=SMALL, colour=MUTED) + 32
    if with_target:
        plot.sheet.stroke([(x, y), (x + 56, y)], colour=TARGET, width=3.5, is_dashed=True)
        said, room = words.aim_words(plot.indicator), plot.time.right - x - 68
        plot.sheet.words(said, x + 68, y, size=SMALL, smallest=TINY, to=room, colour=TARGET)
