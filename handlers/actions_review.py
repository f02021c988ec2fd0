"""Buttons of a review."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ShowReview(Action):
    """Show the figure that follows version `after` in the queue; 0: the first."""

    prefix: ClassVar[str] = "rv"
    after: int


@dataclass(frozen=True, slots=True)
class Pass(Action):
    """Pass version `number`, whose last verdict in view is review `seen`, 0 for none."""

    prefix: ClassVar[str] = "rvp"
    number: int
    seen: int


@dataclass(frozen=True, slots=True)
class Return(Action):
    """Give version `number` back for the reason of this number; -1 asks for it, -2 takes typed words."""

    prefix: ClassVar[str] = "rvr"
    number: int
    seen: int
    reason: int


@dataclass(frozen=True, slots=True)
class Inquire(Action):
    """Ask the reporter of version `number` something."""

    prefix: ClassVar[str] = "rvq"
    number: int


@dataclass(frozen=True, slots=True)
class PassPlain(Action):
    """Pass what is not flagged up to version `until`, `count` figures; `sure` 0 asks first."""

    prefix: ClassVar[str] = "rva"
    until: int
    count: int
    sure: int


@dataclass(frozen=True, slots=True)
class Dispute(Action):
    """The unit's contact says that version `number`, reported for it, is wrong."""

    prefix: ClassVar[str] = "wrong"
    number: int
