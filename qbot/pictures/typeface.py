"""The one typeface of all pictures, and how wide words run in it.

Widths are needed before anything is drawn: what does not fit is set smaller, broken or cut, never over its
neighbour. The font comes with a package, so that no machine has to bring one.
"""

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

UNKNOWN = "〓"  # what printers set for a character they do not have
ELLIPSIS = "…"
_NOT_AT_START = set("，。、；：！？）》〉”’」』】〕…·%,.;:!?)]")
_NOT_AT_END = set("（《〈“‘「『【〔([")
_font_in_use = Lock()


@cache
def path() -> str:
    """Where the font lies on this machine."""
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 - loaded when first needed

    return str(sans_path())


def drawable(text: str) -> str:
    """The text on one line, with 〓 for every character that the font cannot draw."""
    glyphs = _glyphs()
    return "".join(each if ord(each) in glyphs else UNKNOWN for each in " ".join(text.split()))


def width(text: str, size: float) -> float:
    """How many pixels a line of text is wide at a size in pixels."""
    return size * sum(map(_advance, text))


def cut(text: str, *, size: float, to: float) -> str:
    """The text, ended by an ellipsis where it is wider than `to` pixels."""
    if width(text, size) <= to:
        return text
    while text and width(text + ELLIPSIS, size) > to:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def fit(text: str, *, size: int, smallest: int, to: float) -> tuple[str, int]:
    """The text and the largest size at which it is no wider than `to` pixels, cut where none is."""
    for each in range(size, smallest - 1, -1):
        if width(text, each) <= to:
            return text, each
    return cut(text, size=smallest, to=to), smallest


def wrap(text: str, *, size: float, to: float) -> list[str]:
    """The text in lines of at most `to` pixels, broken where Chinese and Latin may be."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip(), size) > to:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """The parts that no line may break, each short enough for any line."""
    pieces: list[str] = []
    for each in text:
        if pieces and _sticks(pieces[-1], each) and len(pieces[-1]) < 16:
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _sticks(piece: str, character: str) -> bool:
    is_latin = character.isascii() and not character.isspace()
    return (
        character in _NOT_AT_START
        or piece[-1] in _NOT_AT_END
        or (is_latin and piece[-1].isascii() and not piece[-1].isspace())
    )


@cache
def _font() -> "FT2Font":
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - loaded when first needed

    return FT2Font(path())


@cache
def _glyphs() -> frozenset[int]:
    with _font_in_use:
        return frozenset(_font().get_charmap())


@cache
def _advance(character: str) -> float:
    """The width of one character, in parts of the size."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - loaded when first needed

    with _font_in_use:
        font = _font()
        glyph = font.load_char(ord(character), flags=LoadFlags.NO_SCALE)
        return float(glyph.horiAdvance) / font.units_per_EM
