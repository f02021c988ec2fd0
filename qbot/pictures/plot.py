"""The plot of a series: figures over time, the target as a line, the plan's phases, gaps left as gaps."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from qbot.ledger.current import Current
from qbot.ledger.obligations import NONE_GRANTED, Granted
from qbot.periods import Period
from qbot.pictures import typeface, words
from qbot.pictures.axes import TimeAxis, ValueAxis
from qbot.pictures.frame import Frame, put_frame
from qbot.pictures.labels import put_labels, put_target
from qbot.pictures.series import Figure, Point, figures_of, gaps, is_regular, joined, months_shown
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import (
    ACCENT,
    BODY,
    CARD,
    MARGIN,
    MUTED,
    RIGHT,
    SMALL,
    SMALLEST,
    TARGET,
    TINY,
)
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import value_words

_PAD = 28
_HEAD, _FOOT = 120, 184  # room for the phases' names, for the periods and the legend
_MARKER, _SMALL_MARKER = 24, 14
_HUNDRED = Decimal(100)


def put_plot(
    sheet: Sheet,
    plan: Plan,
    now: Current,
    points: Sequence[Point],
    *,
    on: date,
    top: float,
    height: float,
    granted: Granted = NONE_GRANTED,
) -> None:
    """Draw the series into the card that begins at `top`."""
    figures = figures_of(points)
    if not figures:
        centre = (MARGIN + RIGHT) / 2
        sheet.words(words.NOTHING_TO_DRAW, centre, top + height / 2, size=BODY, colour=MUTED, align="center")
        return
    missing = list(gaps(plan, now.indicator, points, on=on, granted=granted))
    target = target_line(now)
    first, last = months_shown(now.indicator, points, missing)
    value = _value_axis(now.indicator, figures, target, top=top, height=height)
    left = MARGIN + _PAD + _widest_tick(value, now.indicator) + 16
    frame = Frame(sheet, now.indicator, TimeAxis(first, last, left=left, right=RIGHT - _PAD), value)
    put_frame(frame, plan)
    _put_empty(frame, points, missing)
    is_target_named = target is None or put_target(frame, target, figures)
    for run in joined(figures, now.indicator):
        if len(run) > 1:
            sheet.stroke([frame.place(each) for each in run], colour=ACCENT, width=5)
    _put_markers(frame, figures)
    put_labels(frame, figures, target)
    _put_legend(frame, figures, top + height - 40, with_target=not is_target_named)


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


def _put_empty(frame: Frame, points: Sequence[Point], missing: Sequence[Period]) -> None:
    """A word upright in the column of each period without a value, where the column is wide enough."""
    reasons = dict.fromkeys(missing, words.MISSING)
    for each in points:
        if each.value is None:
            reasons[each.period] = words.STATE_WORDS.get(each.state, words.MISSING)
    for period, reason in reasons.items():
        is_narrow = period.length * frame.time.month_width < SMALL
        for above, character in enumerate(reversed(words.NO_MARK if is_narrow else reason)):
            x, y = frame.time.middle(period), frame.value.bottom - 24 - above * 30
            frame.sheet.words(character, x, y, size=SMALLEST, colour=MUTED, align="center")


def _put_markers(frame: Frame, figures: Sequence[Figure]) -> None:
    size = _MARKER if frame.time.month_width > 1.4 * _MARKER else _SMALL_MARKER
    for each in figures:
        x, y = frame.place(each)
        fill = ACCENT if each.is_reviewed else CARD
        if is_regular(each.period, frame.indicator):
            frame.sheet.shape("circle", x, y, size=size, fill=fill, edge=ACCENT)
        else:
            span = [(frame.time.at(each.period.first), y), (frame.time.at(each.period.last + 1), y)]
            frame.sheet.stroke(span, colour=ACCENT, width=3)
            frame.sheet.shape("diamond", x, y, size=size, fill=fill, edge=ACCENT)


def _put_legend(frame: Frame, figures: Sequence[Figure], y: float, *, with_target: bool) -> None:
    x = frame.time.left
    for is_reviewed in sorted({each.is_reviewed for each in figures}):
        frame.sheet.shape("circle", x + 12, y, size=24, fill=ACCENT if is_reviewed else CARD, edge=ACCENT)
        said = words.CHECK_WORDS["reviewed" if is_reviewed else "unreviewed"]
        x += 36 + frame.sheet.words(said, x + 36, y, size=SMALL, colour=MUTED) + 32
    if any(not is_regular(each.period, frame.indicator) for each in figures):
        frame.sheet.stroke([(x, y), (x + 48, y)], colour=ACCENT, width=3)
        frame.sheet.shape("diamond", x + 24, y, size=22, fill=CARD, edge=ACCENT)
        x += 60 + frame.sheet.words(words.OTHER_SPAN, x + 60, y, size=SMALL, colour=MUTED) + 32
    if with_target:
        frame.sheet.stroke([(x, y), (x + 56, y)], colour=TARGET, width=3.5, is_dashed=True)
        said, room = words.aim_words(frame.indicator), frame.time.right - x - 68
        frame.sheet.words(said, x + 68, y, size=SMALL, smallest=TINY, to=room, colour=TARGET)
