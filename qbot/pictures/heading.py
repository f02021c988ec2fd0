"""The head of every picture: what it shows, and of which day."""

from qbot.pictures.sheet import Sheet
from qbot.pictures.style import ACCENT, INK, MARGIN, MUTED, RIGHT, SMALL, SMALLEST, TITLE


def put_heading(sheet: Sheet, title: str, beneath: str) -> float:
    """Returns where the picture's matter begins."""
    sheet.block(MARGIN, 46, width=10, height=56, colour=ACCENT, radius=5)
    left = MARGIN + 30
    sheet.words(title, left, 74, size=TITLE, smallest=SMALL, to=RIGHT - left, colour=INK, is_bold=True)
    sheet.words(beneath, left, 134, size=SMALL, smallest=SMALLEST, to=RIGHT - left, colour=MUTED)
    return 180
