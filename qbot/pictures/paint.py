"""Sheets painted by matplotlib's object API: a figure of its own for each, no state that two could share."""

from io import BytesIO
from math import pi
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Rectangle, RegularPolygon
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, Transform

from qbot.pictures import typeface
from qbot.pictures.sheet import Block, Mark, Shape, Sheet, Stroke, Words
from qbot.pictures.style import PAPER

_DPI = 72  # at which a point is a pixel
_MIDDLE = 0.36  # how far the middle of Chinese characters and of digits lies above the baseline
_BOLDER = 0.028  # the font has one weight: headings are thickened by an outline
_QUICK = {"compress_level": 1}  # somewhat larger than at the usual level, in a third less time
_CORNERS = {"diamond": (4, 0.0), "square": (4, pi / 4)}


def paint(sheet: Sheet) -> bytes:
    """The sheet as PNG: equal sheets give equal bytes."""
    stored = BytesIO()
    figure = figure_of(sheet)
    canvas = FigureCanvasAgg(figure)
    canvas.print_png(stored, metadata={"Software": None}, pil_kwargs=_QUICK)  # type: ignore[no-untyped-call]
    _let_go(figure, canvas)
    return stored.getvalue()


def _let_go(figure: Figure, canvas: FigureCanvasAgg) -> None:
    """Free the pixels, 10 MB, at once: figure, texts and canvas hold each other until they are collected."""
    for text in list(figure.texts):
        text.remove()
    del canvas.renderer


def figure_of(sheet: Sheet) -> Figure:
    """The sheet as a figure that is not drawn yet; its `texts` are the sheet's words in their order."""
    figure = Figure(figsize=(sheet.width / _DPI, sheet.height / _DPI), dpi=_DPI, facecolor=PAPER)
    from_top = Affine2D().scale(1, -1).translate(0, sheet.height)
    for order, mark in enumerate(sheet.marks):
        _put(figure, mark, place=from_top, order=order)
    return figure


def _put(figure: Figure, mark: Mark, *, place: Transform, order: int) -> None:
    match mark:
        case Words():
            _put_words(figure, mark, place=place, order=order)
        case Block():
            figure.add_artist(_patch_of_block(mark, place, order))
        case Stroke():
            figure.add_artist(_line(mark, place, order))
        case Shape():
            figure.add_artist(_patch_of_shape(mark, place, order))


def _put_words(figure: Figure, mark: Words, *, place: Transform, order: int) -> None:
    text = figure.text(
        mark.x,
        round(mark.y + _MIDDLE * mark.size),
        mark.text,
        fontproperties=FontProperties(fname=typeface.path(), size=mark.size),
        color=mark.colour,
        horizontalalignment=mark.align,
        verticalalignment="baseline",
        transform=place,
        zorder=order,
        parse_math=False,
    )
    if mark.is_bold:
        text.set_path_effects([withStroke(linewidth=_BOLDER * mark.size, foreground=mark.colour)])


def _patch_of_block(mark: Block, place: Transform, order: int) -> Patch:
    corner, width, height = (mark.x, mark.y), mark.width, mark.height
    looks: dict[str, Any] = {
        "facecolor": mark.colour,
        "edgecolor": "none",
        "transform": place,
        "zorder": order,
    }
    if not mark.radius:
        return Rectangle(corner, width, height, **looks)
    rounded = f"round,pad=0,rounding_size={mark.radius}"
    return FancyBboxPatch(corner, width, height, boxstyle=rounded, **looks)


def _line(mark: Stroke, place: Transform, order: int) -> Line2D:
    across, down = zip(*mark.points, strict=True)
    return Line2D(
        across,
        down,
        color=mark.colour,
        linewidth=mark.width,
        linestyle=(0, (4, 3)) if mark.is_dashed else "-",
        solid_joinstyle="round",
        solid_capstyle="round",
        transform=place,
        zorder=order,
    )


def _patch_of_shape(mark: Shape, place: Transform, order: int) -> Patch:
    centre = (mark.x, mark.y)
    looks: dict[str, Any] = {
        "facecolor": mark.fill,
        "edgecolor": mark.edge,
        "linewidth": max(2, mark.size / 8),
        "transform": place,
        "zorder": order,
    }
    if mark.form == "circle":
        return Circle(centre, mark.size / 2, **looks)
    corners, turned = _CORNERS[mark.form]
    return RegularPolygon(centre, corners, radius=mark.size * 0.6, orientation=turned, **looks)
