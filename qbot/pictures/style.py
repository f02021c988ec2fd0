"""How pictures look: measures in pixels for a phone's width, and colours that never speak alone."""

from qbot.documents.goals import Situation
from qbot.pictures.standing import Standing

WIDTH = 1080
MARGIN = 28
RIGHT = WIDTH - MARGIN

TITLE, HEADING, BODY, SMALL, SMALLEST = 54, 42, 38, 32, 26
TINY = 22  # only where else a word would be cut
FLOOR = 14  # only for figures, which are never cut as long as a reader could tell them

PAPER, CARD = "#f4f6f8", "#ffffff"
INK, MUTED, RULE, STRIPE = "#17202b", "#566270", "#d5dbe2", "#f6f8fa"
ACCENT, ACCENT_TINT = "#1d4f91", "#e4edf8"
TARGET = "#b4540a"
WHITE = "#ffffff"

LIGHT_COLOURS: dict[Situation, str] = {
    "met": "#0b7a63",
    "near": "#b86e00",
    "unmet": "#c01f37",
    "missing": "#566270",
    "unknown": "#566270",
    "not-applicable": "#566270",
    "deferred": "#566270",
}
LIGHT_TINTS: dict[Situation, str] = {
    "met": "#e0f2ee",
    "near": "#fcefd8",
    "unmet": "#fbe3e6",
    "missing": "#e9edf1",
    "unknown": "#e9edf1",
    "not-applicable": "#e9edf1",
    "deferred": "#e9edf1",
}

STANDING_FILLS: dict[Standing, str] = {
    "on-time": "#dcf1ec",
    "early": "#eef1f4",
    "late": "#fbe6bd",
    "missing": "#c01f37",
    "returned": "#5b4a9c",
    "not-due": "#eef1f4",
}
STANDING_INKS: dict[Standing, str] = {
    "on-time": "#0b6a56",
    "early": "#0b6a56",
    "late": "#7a4600",
    "missing": WHITE,
    "returned": WHITE,
    "not-due": MUTED,
}
