"""The buttons of /groups: what a working group is shown."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class NameUnits(Action):
    """Name the units that are behind on the cards of a group (`names` 1), or only their number."""

    prefix: ClassVar[str] = "gnames"
    chat: int
    names: int


@dataclass(frozen=True, slots=True)
class OfficeGroup(Action):
    """Keep the overview in a group, as the office's own (`own` 1), or no longer."""

    prefix: ClassVar[str] = "gown"
    chat: int
    own: int


@dataclass(frozen=True, slots=True)
class TryAgain(Action):
    """Take a group for reachable again, after its right to speak was given back."""

    prefix: ClassVar[str] = "gagain"
    chat: int
