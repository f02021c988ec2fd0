"""What the buttons for the assessment of units carry: the number of the draft they are about."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class ScoreSheet(Action):
    """Send the scores as a workbook; 0: as they stand now."""

    prefix: ClassVar[str] = "scx"
    number: int


@dataclass(frozen=True, slots=True)
class DraftScores(Action):
    """Look at the scores as they stand now, though another draft is with the units."""

    prefix: ClassVar[str] = "scd"


@dataclass(frozen=True, slots=True)
class SendScores(Action):
    """Freeze the scores of now as the draft of this number and show each unit its own."""

    prefix: ClassVar[str] = "scs"
    number: int


@dataclass(frozen=True, slots=True)
class ObjectTo(Action):
    """A unit has something to say against its lines."""

    prefix: ClassVar[str] = "sco"
    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class AnswerObjection(Action):
    """The office answers an objection."""

    prefix: ClassVar[str] = "sca"
    objection: int


@dataclass(frozen=True, slots=True)
class PublishScores(Action):
    """Publish the draft that the units have seen."""

    prefix: ClassVar[str] = "scp"
    number: int
