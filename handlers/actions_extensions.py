"""The buttons of extensions: which figure is meant, and the office's decision."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ExtendWhich(Action):
    """Choose one of the figures that a wish may be about."""

    prefix: ClassVar[str] = "extwh"
    question: int
    choice: int


@dataclass(frozen=True, slots=True)
class DecideExtension(Action):
    """Grant (1) or refuse (0) what a matter asks for."""

    prefix: ClassVar[str] = "extok"
    matter: int
    granted: int


@dataclass(frozen=True, slots=True)
class ListExtensions(Action):
    """The next page of wishes that wait."""

    prefix: ClassVar[str] = "extls"
    after: int
