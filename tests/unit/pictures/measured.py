"""Where the words of a painted sheet really lie, as the drawing library measures them."""

from dataclasses import dataclass
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg

from qbot.pictures.paint import figure_of
from qbot.pictures.sheet import Sheet, Words

_ASCENT, _DESCENT = 0.88, 0.12  # the box of a Chinese character around its baseline, in parts of the size


@dataclass(frozen=True)
class Box:
    """The words and their sides in pixels from the lower left corner of the picture."""

    words: str
    left: float
    right: float
    bottom: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def boxes(sheet: Sheet) -> list[Box]:
    """A box for each of the sheet's words."""
    figure = figure_of(sheet)
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = []
    for text in figure.texts:
        extent = text.get_window_extent(renderer)
        baseline = text.get_transform().transform(text.get_position())[1]
        size = text.get_fontsize()
        found.append(
            Box(text.get_text(), extent.x0, extent.x1, baseline - _DESCENT * size, baseline + _ASCENT * size)
        )
    return found


def overlapping(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of words that run into each other."""
    return [(one.words, other.words) for one, other in combinations(boxes(sheet), 2) if one.overlaps(other)]


def outside(sheet: Sheet) -> list[str]:
    """Words that leave the canvas."""
    return [
        each.words
        for each in boxes(sheet)
        if each.left < 0 or each.right > sheet.width or each.bottom < 0 or each.top > sheet.height
    ]


def said(sheet: Sheet) -> list[str]:
    """What the sheet says, in the order in which it is painted."""
    return [mark.text for mark in sheet.marks if isinstance(mark, Words)]
