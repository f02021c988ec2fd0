"""Buttons of the reference values."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class EnterReference(Action):
    """Enter a reference value of this indicator; asks for the words."""

    prefix: ClassVar[str] = "ref"
    indicator: str


@dataclass(frozen=True, slots=True)
class WithdrawReference(Action):
    """Take an entry back."""

    prefix: ClassVar[str] = "refx"
    entry: int
