"""The trend of one indicator: where it stands in words, and below it the plot of its series."""

from collections.abc import Sequence
from datetime import date

from qbot.ledger.assessment import Light
from qbot.ledger.current import Current
from qbot.pictures import words
from qbot.pictures.heading import put_heading
from qbot.pictures.lights import put_light
from qbot.pictures.plot import put_plot
from qbot.pictures.series import Point, figures_of
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import (
    BODY,
    CARD,
    HEADING,
    LIGHT_TINTS,
    MARGIN,
    MUTED,
    RIGHT,
    SMALL,
    TARGET,
    TINY,
)
from qbot.plan.models import Plan

_LEFT, _ENDS = MARGIN + 28, RIGHT - 28
_NOW, _PLOT_HEIGHT, _EMPTY_HEIGHT = 232, 780, 240


def trend_png(plan: Plan, now: Current, points: Sequence[Point], *, on: date) -> bytes:
    """The picture as PNG; `points` are the standing figures of `now`'s indicator, in any order."""
    return compose(plan, now, points, on=on).png()


def compose(plan: Plan, now: Current, points: Sequence[Point], *, on: date) -> Sheet:
    """The picture's marks."""
    sheet = Sheet()
    y = put_heading(sheet, now.indicator.name, words.trend_subtitle(plan, now.indicator, on))
    y = _put_now(sheet, now, y, on=on, is_reviewed=_is_reviewed(now, points))
    height = _PLOT_HEIGHT if figures_of(points) else _EMPTY_HEIGHT
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=CARD, radius=18)
    put_plot(sheet, plan, now, points, on=on, top=y, height=height)
    sheet.height = round(y + height + MARGIN)
    return sheet


def _is_reviewed(now: Current, points: Sequence[Point]) -> bool:
    return any(each.is_reviewed for each in points if each.period == now.period)


def _put_now(sheet: Sheet, now: Current, y: float, *, on: date, is_reviewed: bool) -> float:
    """The light, the figure and what it is measured against; a figure too old stands apart."""
    is_current = now.light != "missing"
    light: Light = now.assessment.light if is_current else "missing"
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=_NOW, colour=LIGHT_TINTS[light], radius=18)
    beside = _LEFT + put_light(sheet, light, _LEFT, y + 58, size=HEADING) + 24
    headline = words.headline(now, on=on, is_reviewed=is_reviewed)
    if is_current:
        _put_figure(sheet, words.figure_words(now), headline, y)
    else:
        sheet.words(headline, beside, y + 59, size=BODY, smallest=TINY, to=_ENDS - beside)
    aim = words.aim_words(now.indicator)
    sheet.words(aim, _LEFT, y + 128, size=BODY, smallest=TINY, to=440, colour=TARGET)
    sheet.words(words.verdict(now), _LEFT, y + 188, size=SMALL + 2, smallest=TINY, to=_ENDS - _LEFT)
    return y + _NOW + 22


def _put_figure(sheet: Sheet, figure: str, about: str, y: float) -> None:
    sheet.words(figure, _ENDS, y + 62, size=78, smallest=BODY, to=600, align="right", is_bold=True)
    sheet.words(about, _ENDS, y + 129, size=SMALL, smallest=TINY, to=500, colour=MUTED, align="right")
