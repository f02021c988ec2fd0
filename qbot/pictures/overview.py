"""The overview card: every indicator with its light, its figure, its target and the period it is about."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import get_args

from qbot.ledger.assessment import Light
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


def overview_png(plan: Plan, rows: Sequence[Current], *, on: date, reviewed: Collection[str] = ()) -> bytes:
    """The card as PNG; `reviewed` holds the indicators whose newest figure the office has passed."""
    return compose(plan, rows, on=on, reviewed=reviewed).png()


def compose(plan: Plan, rows: Sequence[Current], *, on: date, reviewed: Collection[str]) -> Sheet:
    """The card's marks: a summary of the lights, then a card for each area."""
    sheet = Sheet()
    y = put_heading(sheet, words.OVERVIEW_TITLE, f"{words.as_of(on)} · {plan.city} · {len(rows)}项")
    y = _put_counts(sheet, rows, y)
    for area in plan.areas:
        mine = [each for each in rows if each.indicator.area == area.id]
        if mine:
            y = _put_area(sheet, area.name, mine, y=y, on=on, reviewed=reviewed)
    sheet.height = round(y + MARGIN - 18)
    return sheet


def _put_counts(sheet: Sheet, rows: Sequence[Current], y: float) -> float:
    tally = Counter(each.light for each in rows)
    there: list[Light] = [light for light in get_args(Light) if tally[light]]
    width = (RIGHT - MARGIN - _GAP * (len(there) - 1)) / max(1, len(there))
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
        put_light(sheet, light, middle - light_width(light, size=SMALL) / 2, y + 92, size=SMALL)
    return y + 120 + 24


def _put_area(
    sheet: Sheet, name: str, rows: Sequence[Current], *, y: float, on: date, reviewed: Collection[str]
) -> float:
    heights = [_ROW_WITH_NOTE if _is_stale(each) else _ROW for each in rows]
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
    for each, height in zip(rows, heights, strict=True):
        sheet.stroke([(_LIGHT_AT, y), (_ENDS, y)], colour=RULE, width=1)
        _put_row(sheet, each, y + _ROW / 2, on=on, is_reviewed=each.indicator.id in reviewed)
        y += height
    return y + 8 + 18


def _put_area_heading(sheet: Sheet, name: str, y: float) -> None:
    sheet.words(name, _LIGHT_AT, y, size=HEADING, smallest=SMALL, to=360, colour=ACCENT, is_bold=True)
    _, _, figure, target, period = words.OVERVIEW_COLUMNS
    sheet.words(figure, _FIGURE_ENDS, y, size=SMALLEST, colour=MUTED, align="right")
    sheet.words(target, _TARGET_AT, y, size=SMALLEST, colour=MUTED)
    sheet.words(period, _PERIOD_AT, y, size=SMALLEST, colour=MUTED)


def _put_row(sheet: Sheet, each: Current, y: float, *, on: date, is_reviewed: bool) -> None:
    put_light(sheet, each.assessment.light if _is_current(each) else "missing", _LIGHT_AT, y, size=SMALL - 2)
    sheet.words(each.indicator.short, _NAME_AT, y, size=BODY, smallest=SMALLEST, to=230)
    target = target_words(each.indicator)
    sheet.words(target, _TARGET_AT, y, size=SMALL, smallest=TINY, to=188, colour=MUTED)
    if _is_current(each):
        figure = words.figure_words(each)
        sheet.words(figure, _FIGURE_ENDS, y, size=BODY, smallest=FLOOR, to=146, align="right", is_bold=True)
        _put_period(sheet, each, y, on=on, note=words.standing_note(each, on=on, is_reviewed=is_reviewed))
        return
    nothing = words.NO_VALUE if _is_stale(each) else words.NEVER
    sheet.words(nothing, _FIGURE_ENDS, y, size=SMALL, colour=MUTED, align="right")
    awaited = words.near_period(each.awaited, on) + words.MISSING
    sheet.words(awaited, _PERIOD_AT, y, size=SMALL, smallest=TINY, to=_ENDS - _PERIOD_AT)
    if _is_stale(each):
        known, room = words.last_known(each), _ENDS - _NAME_AT
        sheet.words(known, _NAME_AT, y + 40, size=SMALL - 2, smallest=TINY, to=room, colour=MUTED)


def _is_current(each: Current) -> bool:
    return each.light != "missing"


def _is_stale(each: Current) -> bool:
    """Whether there is a figure that does not count as current: it is told on a line of its own."""
    return each.light == "missing" and each.version is not None


def _put_period(sheet: Sheet, each: Current, y: float, *, on: date, note: str) -> None:
    period = words.near_period(each.period, on) if each.period else ""
    room = _ENDS - _PERIOD_AT - typeface.width(note, SMALLEST) - 8
    beside = 8 + sheet.words(period, _PERIOD_AT, y, size=SMALL, smallest=TINY, to=room)
    if note:
        sheet.words(note, _PERIOD_AT + beside, y + 2, size=SMALLEST, colour=MUTED)
