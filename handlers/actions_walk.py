"""Buttons of the walk through what is owed."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class WalkOn(Action):
    """Do `move` at the card of question `question`: skip, same, back, pause or end."""

    prefix: ClassVar[str] = "walk"
    question: int
    move: str


@dataclass(frozen=True, slots=True)
class Resume(Action):
    """Go on with the walk that was paused, or begin one."""

    prefix: ClassVar[str] = "walkgo"
