"""Lights: a form with a sign in it beside its word, so that the colour never speaks alone."""

from qbot.documents.goals import Situation
from qbot.pictures import typeface
from qbot.pictures.sheet import Form, Sheet
from qbot.pictures.style import CARD, LIGHT_COLOURS, WHITE
from qbot.pictures.words import LIGHT_SIGNS, LIGHT_WORDS

_FORMS: dict[Situation, Form] = {
    "met": "circle",
    "near": "diamond",
    "unmet": "square",
    "missing": "circle",
    "unknown": "circle",
    "not-applicable": "circle",
    "deferred": "circle",
}
_FILLED: tuple[Situation, ...] = ("met", "near", "unmet")  # what is judged
_GAP = 0.35  # between form and word, in parts of the word's size


def put_light(sheet: Sheet, light: Situation, x: float, y: float, *, size: int) -> float:
    """The light from its left end `x`, the word `size` high. Returns how wide it is."""
    colour = LIGHT_COLOURS[light]
    is_hollow = light not in _FILLED
    across = size * 0.95
    sheet.shape(
        _FORMS[light], x + across / 2, y, size=across, fill=CARD if is_hollow else colour, edge=colour
    )
    sheet.words(
        LIGHT_SIGNS[light],
        x + across / 2,
        y,
        size=round(size * 0.72),
        colour=colour if is_hollow else WHITE,
        align="center",
        is_bold=True,
    )
    word_at = across + size * _GAP
    return word_at + sheet.words(LIGHT_WORDS[light], x + word_at, y, size=size, colour=colour)


def light_width(light: Situation, *, size: int) -> float:
    """How wide `put_light` will be."""
    return size * (0.95 + _GAP) + typeface.width(LIGHT_WORDS[light], size)
