"""A sheet and the marks on it, in pixels from its upper left corner: what a picture is before it is paint."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qbot.pictures import typeface
from qbot.pictures.style import INK, WIDTH

Align = Literal["left", "center", "right"]
Form = Literal["circle", "diamond", "square"]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: `x` is its left end, centre or right end, `y` the middle of its characters."""

    text: str
    x: float
    y: float
    size: int
    colour: str
    align: Align
    is_bold: bool

    @property
    def left(self) -> float:
        """Where the line begins."""
        before = {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return self.x - before * typeface.width(self.text, self.size)

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.left + typeface.width(self.text, self.size)


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle from its upper left corner, its corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A small form around a point, `size` across."""

    form: Form
    x: float
    y: float
    size: float
    fill: str
    edge: str


Mark = Words | Block | Stroke | Shape


class Sheet:
    """Marks in the order in which they are painted; its height is what the picture turns out to need."""

    def __init__(self) -> None:
        self.width = WIDTH
        self.height = 0
        self.marks: list[Mark] = []

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: int,
        to: float | None = None,
        smallest: int | None = None,
        colour: str = INK,
        align: Align = "left",
        is_bold: bool = False,
    ) -> float:
        """Set one line; with `to` no wider than that, smaller down to `smallest` and then cut.

        Returns how wide it is.
        """
        text = typeface.drawable(text)
        if to is not None:
            text, size = typeface.fit(text, size=size, smallest=smallest or size, to=to)
        self.marks.append(Words(text, x, y, size, colour, align, is_bold))
        return typeface.width(text, size)

    def has_words(self, *, left: float, right: float, top: float, bottom: float) -> bool:
        """Whether any words lie in this part of the sheet."""
        return any(
            mark.left < right
            and left < mark.right
            and abs(mark.y - (top + bottom) / 2) < (bottom - top + mark.size) / 2
            for mark in self.marks
            if isinstance(mark, Words)
        )

    def block(
        self, x: float, y: float, *, width: float, height: float, colour: str, radius: float = 0
    ) -> None:
        """Fill a rectangle from its upper left corner."""
        self.marks.append(Block(x, y, width, height, colour, radius))

    def stroke(
        self, points: Sequence[tuple[float, float]], *, colour: str, width: float, is_dashed: bool = False
    ) -> None:
        """Draw a line through the points."""
        self.marks.append(Stroke(tuple(points), colour, width, is_dashed))

    def shape(self, form: Form, x: float, y: float, *, size: float, fill: str, edge: str) -> None:
        """Put a small form around a point."""
        self.marks.append(Shape(form, x, y, size, fill, edge))

    def png(self) -> bytes:
        """The painted sheet."""
        from qbot.pictures.paint import paint  # noqa: PLC0415 - loads the drawing library

        return paint(self)
