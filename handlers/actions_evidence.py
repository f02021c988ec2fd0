"""The buttons of evidence."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class HowToAttach(Action):
    """Say how evidence is attached to the figures of a receipt, named by one of them."""

    prefix: ClassVar[str] = "evhow"
    figure: int


@dataclass(frozen=True, slots=True)
class AttachTo(Action):
    """Say whose evidence a paper is; figure 0: of none."""

    prefix: ClassVar[str] = "evto"
    evidence: int
    figure: int


@dataclass(frozen=True, slots=True)
class ListEvidence(Action):
    """Show evidence with ids below `before` (0: the newest); of one figure, or of all when `figure` is 0."""

    prefix: ClassVar[str] = "evls"
    figure: int
    before: int


@dataclass(frozen=True, slots=True)
class OpenEvidence(Action):
    """Send a paper back."""

    prefix: ClassVar[str] = "evop"
    evidence: int
