"""Buttons of the messages that wait to be claimed, and of added wordings."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ShowClaim(Action):
    """Show the claim that follows matter `after`; 0: the first."""

    prefix: ClassVar[str] = "cl"
    after: int


@dataclass(frozen=True, slots=True)
class PickFor(Action):
    """Offer indicators, page by page: `purpose` is report or alias."""

    prefix: ClassVar[str] = "clp"
    purpose: str
    matter: int
    page: int


@dataclass(frozen=True, slots=True)
class MeanReport(Action):
    """The message of this matter was meant for this indicator; asks for the figure."""

    prefix: ClassVar[str] = "clr"
    matter: int
    indicator: str


@dataclass(frozen=True, slots=True)
class OfferGuess(Action):
    """Ask the sender whether the figure guessed for this indicator is what was meant."""

    prefix: ClassVar[str] = "clg"
    matter: int
    indicator: str


@dataclass(frozen=True, slots=True)
class ConfirmClaim(Action):
    """The sender's own answer to that; `yes` 1 records it."""

    prefix: ClassVar[str] = "clc"
    question: int
    yes: int


@dataclass(frozen=True, slots=True)
class ReplyToClaim(Action):
    """Write to the sender."""

    prefix: ClassVar[str] = "cla"
    matter: int


@dataclass(frozen=True, slots=True)
class DismissClaim(Action):
    """Nothing needs to be done."""

    prefix: ClassVar[str] = "cld"
    matter: int


@dataclass(frozen=True, slots=True)
class NameWording(Action):
    """Make a wording of this matter's message a name of this indicator; asks which one."""

    prefix: ClassVar[str] = "clw"
    matter: int
    indicator: str


@dataclass(frozen=True, slots=True)
class TakeWording(Action):
    """Take the wording that was proposed."""

    prefix: ClassVar[str] = "clt"
    matter: int
    indicator: str


@dataclass(frozen=True, slots=True)
class DropWording(Action):
    """Remove an added wording."""

    prefix: ClassVar[str] = "clx"
    alias: int
