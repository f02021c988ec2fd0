"""What the buttons below an incident do."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ReadIncident(Action):
    """Record that the presser has read it."""

    prefix: ClassVar[str] = "iread"
    incident: int


@dataclass(frozen=True, slots=True)
class AddToIncident(Action):
    """Ask the presser for what there is to add."""

    prefix: ClassVar[str] = "iadd"
    incident: int


@dataclass(frozen=True, slots=True)
class CloseIncident(Action):
    """Ask the presser for the result that ends it."""

    prefix: ClassVar[str] = "iclose"
    incident: int


@dataclass(frozen=True, slots=True)
class ShowIncident(Action):
    """Show the whole thread."""

    prefix: ClassVar[str] = "ishow"
    incident: int


@dataclass(frozen=True, slots=True)
class ListIncidents(Action):
    """Show the open incidents with numbers above `after`."""

    prefix: ClassVar[str] = "ilist"
    after: int
