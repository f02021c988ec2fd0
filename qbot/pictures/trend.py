"""The trend of one indicator: where it stands in words, and below it the plot of its series."""

from collections.abc import Sequence
from datetime import date

from qbot.documents.goals import Goal
from qbot.ledger.current import Current
from qbot.ledger.obligations import NONE_GRANTED, Granted
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


def trend_png(
    plan: Plan, now: Current, points: Sequence[Point], *, on: date, granted: Granted = NONE_GRANTED
) -> bytes:
    """The picture as PNG; `points` are the standing figures of `now`'s indicator, in any order."""
    return compose(plan, now, points, on=on, granted=granted).png()


def compose(
    plan: Plan, now: Current, points: Sequence[Point], *, on: date, granted: Granted = NONE_GRANTED
) -> Sheet:
    """The picture's marks."""
    sheet = Sheet()
    y = put_heading(sheet, now.indicator.name, words.trend_subtitle(plan, now.indicator, on))
    y = _put_now(sheet, Goal(now), y, on)
    height = _PLOT_HEIGHT if figures_of(points) else _EMPTY_HEIGHT
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=CARD, radius=18)
    put_plot(sheet, plan, now, points, on=on, top=y, height=height, granted=granted)
    sheet.height = round(y + height + MARGIN)
    return sheet


def _put_now(sheet: Sheet, goal: Goal, y: float, on: date) -> float:
    """The light, the figure and what it is measured against; a figure too old stands apart."""
    tint = LIGHT_TINTS[goal.situation]
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=_NOW, colour=tint, radius=18)
    beside = _LEFT + put_light(sheet, goal.situation, _LEFT, y + 58, size=HEADING) + 24
    headline = words.headline(goal, on)
    if goal.is_current and goal.value is not None:
        _put_figure(sheet, words.figure_words(goal), headline, y)
    else:
        sheet.words(headline, beside, y + 59, size=BODY, smallest=TINY, to=_ENDS - beside)
    aim = words.aim_words(goal.indicator)
    sheet.words(aim, _LEFT, y + 128, size=BODY, smallest=TINY, to=440, colour=TARGET)
    sheet.words(words.verdict(goal), _LEFT, y + 188, size=SMALL + 2, smallest=TINY, to=_ENDS - _LEFT)
    return y + _NOW + 22


def _put_figure(sheet: Sheet, figure: str, about: str, y: float) -> None:
    sheet.words(figure, _ENDS, y + 62, size=78, smallest=BODY, to=600, align="right", is_bold=True)
    sheet.words(about, _ENDS, y + 129, size=SMALL, smallest=TINY, to=500, colour=MUTED, align="right")
