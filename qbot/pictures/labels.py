"""Words within a plot: values beside their figures, the target beside its line, each where there is room."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from qbot.pictures import typeface, words
from qbot.pictures.frame import Frame, month_of
from qbot.pictures.series import Figure, is_regular
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import BODY, CARD, INK, SMALL, TARGET
from qbot.plan.words import value_words

Spot = tuple[float, float]

_LABELLED = 8  # so many figures are all labelled, of more only notable ones
_DASHES = 60  # points that stand for the target's line
_PARTS = 16  # into which a line is cut to see what it runs through


def put_target(frame: Frame, target: Decimal, figures: Sequence[Figure]) -> bool:
    """The target's line with its words where no figure is near. Returns whether there was room for them."""
    begin = max(frame.time.first, month_of(frame.indicator.target.holds_from))
    if begin > frame.time.last:
        return False
    left, right, y = frame.time.at(begin), frame.time.right, frame.value.at(target)
    frame.sheet.stroke([(left, y), (right, y)], colour=TARGET, width=3.5, is_dashed=True)
    said = words.aim_words(frame.indicator)
    width = typeface.width(said, SMALL)
    spots = [
        (x, y + side)
        for side in (-28, 28)
        for x in (right - width - 8, left + 8, (left + right - width) / 2)
        if x >= left and frame.value.top - 20 < y + side < frame.value.bottom - 20
    ]
    taken = _taken(frame, figures)
    free = (spot for spot in spots if not any(_is_near(each, spot, width) for each in taken))
    x, middle = next(free, (0.0, 0.0))
    if x:
        frame.sheet.words(said, x, middle, size=SMALL, colour=TARGET)
    return bool(x)


def _taken(frame: Frame, figures: Sequence[Figure]) -> list[Spot]:
    """Points on the figures, on their spans and on the lines between them, close enough to stand for all."""
    places = [frame.place(each) for each in figures]
    between = [
        (x + (to_x - x) * part / _PARTS, y + (to_y - y) * part / _PARTS)
        for (x, y), (to_x, to_y) in pairwise(places)
        for part in range(1, _PARTS)
    ]
    spans = [
        (frame.time.at(month), frame.value.at(each.value))
        for each in figures
        if not is_regular(each.period, frame.indicator)
        for month in range(each.period.first, each.period.last + 2)
    ]
    return [*places, *between, *spans]


def _along(frame: Frame, target: Decimal) -> list[Spot]:
    """Points on the target's line."""
    y = frame.value.at(target)
    begin, end = frame.time.left, frame.time.right
    return [(begin + (end - begin) * part / _DASHES, y) for part in range(_DASHES + 1)]


def _is_near(place: Spot, spot: Spot, width: float) -> bool:
    (x, y), (left, middle) = place, spot
    return left - 90 < x < left + width + 90 and abs(y - middle) < 68


def put_labels(frame: Frame, figures: Sequence[Figure], target: Decimal | None) -> None:
    """The last figure in words, then others where no words are; of many figures only clear of the line."""
    taken = [*_taken(frame, figures), *([] if target is None else _along(frame, target))]
    _put_label(frame, figures[-1], figures, taken, is_last=True)
    for each in _notable(figures):
        _put_label(frame, each, figures, taken, is_last=False)


def _put_label(
    frame: Frame, figure: Figure, figures: Sequence[Figure], taken: Sequence[Spot], *, is_last: bool
) -> None:
    size = BODY if is_last else SMALL
    said = value_words(figure.value, frame.indicator.measure)
    width = typeface.width(said, size)
    spots = _label_spots(frame, figure, figures, width)
    free = [spot for spot in spots if not _has_words(frame.sheet, spot, width, size)]
    covered = {spot: _covered(taken, spot, width) for spot in free or spots}
    x, y = best = min(covered, key=lambda spot: covered[spot])
    if not is_last and (not free or (covered[best] and len(figures) > _LABELLED)):
        return
    if covered[best] and is_last:
        frame.sheet.block(x - width / 2 - 6, y - 22, width=width + 12, height=44, colour=CARD, radius=8)
    frame.sheet.words(said, x, y, size=size, colour=INK, align="center", is_bold=is_last)


def _label_spots(frame: Frame, figure: Figure, figures: Sequence[Figure], width: float) -> list[Spot]:
    """Above and below the figure, the better one first, kept between the frame's sides."""
    x, y = frame.place(figure)
    x = min(max(x, frame.time.left + width / 2 + 4), frame.time.right - width / 2)
    spots = [(x, y - 40), (x, y + 42)]
    return spots if _is_peak(figure, figures) else spots[::-1]


def _has_words(sheet: Sheet, spot: Spot, width: float, size: int) -> bool:
    x, y = spot
    return sheet.has_words(left=x - width / 2, right=x + width / 2, top=y - size / 2, bottom=y + size / 2)


def _covered(taken: Sequence[Spot], spot: Spot, width: float) -> int:
    """How much of the line a label would cover."""
    return sum(abs(x - spot[0]) < width / 2 and abs(y - spot[1]) < 0.7 * SMALL for x, y in taken)


def _notable(figures: Sequence[Figure]) -> Sequence[Figure]:
    """What is labelled beside the last figure: all where they are few, of more the highest and the lowest."""
    if len(figures) <= _LABELLED:
        return figures[:-1]
    extremes = (max(figures, key=lambda each: each.value), min(figures, key=lambda each: each.value))
    return [each for each in extremes if each.value != figures[-1].value]


def _is_peak(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a label belongs above the figure: its neighbours lie lower, on the whole."""
    place = figures.index(figure)
    beside = [figures[each].value for each in (place - 1, place + 1) if 0 <= each < len(figures)]
    return sum(figure.value - each for each in beside) >= 0
