"""The overview card: every indicator with its light, its figure, its target and the period it is about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from qbot.documents.goals import SITUATIONS, Goal, Situation
from qbot.ledger.current import Current
from qbot.pictures import typeface, words
from qbot.pictures.heading import put_heading
from qbot.pictures.lights import light_width, put_light
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import (
    ACCENT,
    BODY,
    CARD,
    FLOOR,
    HEADING,
    LIGHT_COLOURS,
    LIGHT_TINTS,
    MARGIN,
    MUTED,
    RIGHT,
    RULE,
    SMALL,
    SMALLEST,
    TINY,
)
from qbot.plan.models import Plan
from qbot.plan.words import target_words

_ROW, _ROW_WITH_NOTE, _AREA = 60, 90, 72
_LIGHT_AT, _NAME_AT, _FIGURE_ENDS, _TARGET_AT, _PERIOD_AT, _ENDS = 44, 190, 568, 586, 784, 1036
_GAP = 14


def overview_png(
    plan: Plan, rows: Sequence[Current], *, on: date, promises: Mapping[str, date] = words.NO_PROMISES
) -> bytes:
    """The card as PNG; `promises` are the days by which awaited figures are promised, by indicator."""
    return compose(plan, rows, on=on, promises=promises).png()


def compose(
    plan: Plan, rows: Sequence[Current], *, on: date, promises: Mapping[str, date] = words.NO_PROMISES
) -> Sheet:
    """The card's marks: a summary of the lights, then a card for each area."""
    sheet = Sheet()
    y = put_heading(sheet, words.OVERVIEW_TITLE, f"{words.as_of(on)} · {plan.city} · {len(rows)}项")
    goals = [Goal(each) for each in rows]
    asides = {each.indicator.id: words.aside(each, promises.get(each.indicator.id)) for each in goals}
    y = _put_counts(sheet, goals, y)
    for area in plan.areas:
        mine = [each for each in goals if each.indicator.area == area.id]
        if mine:
            y = _put_area(sheet, area.name, mine, asides, y=y, on=on)
    sheet.height = round(y + MARGIN - 18)
    return sheet


def _put_counts(sheet: Sheet, goals: Sequence[Goal], y: float) -> float:
    tally = Counter(each.situation for each in goals)
    there: list[Situation] = [light for light in SITUATIONS if tally[light]]
    width = (RIGHT - MARGIN - _GAP * (len(there) - 1)) / max(1, len(there))
    size = _largest_size(there, width - 12)
    for place, light in enumerate(there):
        x = MARGIN + place * (width + _GAP)
        sheet.block(x, y, width=width, height=120, colour=LIGHT_TINTS[light], radius=16)
        middle = x + width / 2
        sheet.words(
            str(tally[light]),
            middle,
            y + 42,
            size=52,
            colour=LIGHT_COLOURS[light],
            align="center",
            is_bold=True,
        )
        put_light(sheet, light, middle - light_width(light, size=size) / 2, y + 92, size=size)
    return y + 120 + 24


def _largest_size(lights: Sequence[Situation], width: float) -> int:
    """The size at which the widest of these lights fits."""
    sizes = range(SMALL, FLOOR, -1)
    fitting = (size for size in sizes if all(light_width(each, size=size) <= width for each in lights))
    return next(fitting, FLOOR)


def _put_area(
    sheet: Sheet, name: str, goals: Sequence[Goal], asides: Mapping[str, str], *, y: float, on: date
) -> float:
    heights = [_ROW_WITH_NOTE if asides[each.indicator.id] else _ROW for each in goals]
    sheet.block(
        MARGIN,
        y,
        width=RIGHT - MARGIN,
        height=_AREA + sum(heights) + 8,
        colour=CARD,
        radius=18,
    )
    _put_area_heading(sheet, name, y + _AREA / 2)
    y += _AREA
    for each, height in zip(goals, heights, strict=True):
        sheet.stroke([(_LIGHT_AT, y), (_ENDS, y)], colour=RULE, width=1)
        _put_row(sheet, each, y + _ROW / 2, on)
        _put_aside(sheet, asides[each.indicator.id], y + _ROW / 2 + 40)
        y += height
    return y + 8 + 18


def _put_area_heading(sheet: Sheet, name: str, y: float) -> None:
    sheet.words(name, _LIGHT_AT, y, size=HEADING, smallest=SMALL, to=360, colour=ACCENT, is_bold=True)
    figure, target, period = words.OVERVIEW_COLUMNS
    sheet.words(figure, _FIGURE_ENDS, y, size=SMALLEST, colour=MUTED, align="right")
    sheet.words(target, _TARGET_AT, y, size=SMALLEST, colour=MUTED)
    sheet.words(period, _PERIOD_AT, y, size=SMALLEST, colour=MUTED)


def _put_row(sheet: Sheet, goal: Goal, y: float, on: date) -> None:
    put_light(sheet, goal.situation, _LIGHT_AT, y, size=SMALL - 2)
    sheet.words(goal.indicator.short, _NAME_AT, y, size=BODY, smallest=SMALLEST, to=230)
    target = target_words(goal.indicator)
    sheet.words(target, _TARGET_AT, y, size=SMALL, smallest=TINY, to=188, colour=MUTED)
    if goal.is_current and goal.value is not None:
        figure = words.figure_words(goal)
        sheet.words(figure, _FIGURE_ENDS, y, size=BODY, smallest=FLOOR, to=146, align="right", is_bold=True)
    else:
        nothing = words.NO_VALUE if goal.version else words.NEVER
        sheet.words(nothing, _FIGURE_ENDS, y, size=SMALL, colour=MUTED, align="right")
    _put_period(sheet, goal, y, on)


def _put_aside(sheet: Sheet, aside: str, y: float) -> None:
    if aside:
        sheet.words(aside, _NAME_AT, y, size=SMALL - 2, smallest=TINY, to=_ENDS - _NAME_AT, colour=MUTED)


def _put_period(sheet: Sheet, goal: Goal, y: float, on: date) -> None:
    """What the figure is about and how far it is checked, or what is awaited."""
    note = words.check_note(goal, on) if goal.is_current else ""
    room = _ENDS - _PERIOD_AT - typeface.width(note, SMALLEST) - (8 if note else 0)
    period = words.period_or_awaited(goal, on)
    beside = 8 + sheet.words(period, _PERIOD_AT, y, size=SMALL, smallest=TINY, to=room)
    if note:
        sheet.words(note, _PERIOD_AT + beside, y + 2, size=SMALLEST, colour=MUTED)
