"""The buttons of absences and handovers: who stands in, the end of it, the office's nod, the practice."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class StandIn(Action):
    """Who stands in, of those who were offered; person 0 means nobody."""

    prefix: ClassVar[str] = "abswho"
    question: int
    person: int


@dataclass(frozen=True, slots=True)
class EndAbsence(Action):
    """Back again, or never away."""

    prefix: ClassVar[str] = "absend"
    absence: int


@dataclass(frozen=True, slots=True)
class CallOff(Action):
    """The same from the receipt of the absence, which is put right with it."""

    prefix: ClassVar[str] = "absoff"
    absence: int


@dataclass(frozen=True, slots=True)
class DecideSubstitute(Action):
    """The office lets one from another unit stand in (1), or not (0)."""

    prefix: ClassVar[str] = "absok"
    matter: int
    granted: int


@dataclass(frozen=True, slots=True)
class DecideHandover(Action):
    """The office lets a successor in (1), or not (0)."""

    prefix: ClassVar[str] = "handok"
    matter: int
    granted: int


@dataclass(frozen=True, slots=True)
class Practise(Action):
    """Begin the practice round, or (`begin` 0) end it."""

    prefix: ClassVar[str] = "practs"
    begin: int


@dataclass(frozen=True, slots=True)
class ShowPack(Action):
    """Show what a unit's contact has to know."""

    prefix: ClassVar[str] = "hpack"
