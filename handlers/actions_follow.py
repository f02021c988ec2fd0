"""The buttons of following up: what a contact does about what is owed, and what the office does about it."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class NotYet(Action):
    """Say that a figure is not there yet; an empty indicator asks for which one."""

    prefix: ClassVar[str] = "ownot"
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class AskExtension(Action):
    """Ask for a later day for one figure."""

    prefix: ClassVar[str] = "owext"
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class ChooseExtension(Action):
    """Ask for which of the figures that are owed a later day is wanted."""

    prefix: ClassVar[str] = "owexc"


@dataclass(frozen=True, slots=True)
class HandOver(Action):
    """Say that somebody else reports from now on, or for a while."""

    prefix: ClassVar[str] = "owhand"


@dataclass(frozen=True, slots=True)
class Chase(Action):
    """The office reminds the contacts of a unit of all that it has not reported; an empty unit means all."""

    prefix: ClassVar[str] = "chase"
    unit: str


@dataclass(frozen=True, slots=True)
class ChooseChased(Action):
    """Show the units that have not reported, to be reminded one by one; `page` begins at 0."""

    prefix: ClassVar[str] = "chasec"
    page: int


@dataclass(frozen=True, slots=True)
class SetBudget(Action):
    """How many messages of its own accord the bot may send to one person in a week."""

    prefix: ClassVar[str] = "budget"
    messages: int


@dataclass(frozen=True, slots=True)
class SetLunch(Action):
    """Whether reminders leave out the lunch break."""

    prefix: ClassVar[str] = "lunch"
    kept_free: int


@dataclass(frozen=True, slots=True)
class ShowBurden(Action):
    """Show how many messages each person got this week; `page` begins at 0."""

    prefix: ClassVar[str] = "burden"
    page: int
