"""What the buttons for pictures carry."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class Picture(Action):
    """A picture of a kind, of an indicator or of a grid's rows; `form`: photo, file (every pixel) or text."""

    prefix: ClassVar[str] = "pic"
    kind: str
    of: str
    form: str


def trend_of(indicator: str) -> Picture:
    """The trend of an indicator, as a photo."""
    return Picture("trend", indicator, "photo")


OVERVIEW = Picture("overview", "", "photo")
DEPARTMENTS = Picture("grid", "department", "photo")
TOWNSHIPS = Picture("grid", "township", "photo")
TIMELINE = Picture("timeline", "", "photo")
