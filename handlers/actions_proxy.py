"""Buttons of a report in a unit's name."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ProxyUnits(Action):
    """Offer the units to report for, page by page."""

    prefix: ClassVar[str] = "pxp"
    page: int


@dataclass(frozen=True, slots=True)
class ProxyFor(Action):
    """Report for this unit; asks for the words."""

    prefix: ClassVar[str] = "px"
    unit: str
