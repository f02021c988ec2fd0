"""Buttons around a promise: which figures it is about, and its day."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class Promise(Action):
    """Answer question `question` with its choice number `choice`; -1: none, -2: all."""

    prefix: ClassVar[str] = "prom"
    question: int
    choice: int
