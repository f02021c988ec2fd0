"""What the buttons below answers carry: the next question, a place in the plan, an answer of the office."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action, Ask
from qbot.periods import Period


@dataclass(frozen=True, slots=True)
class AskOf(Action):
    """Ask about an indicator in a period."""

    prefix: ClassVar[str] = "askp"
    about: str
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class Leaf(Action):
    """Turn the plan to a clause; an empty number is its table of contents."""

    prefix: ClassVar[str] = "leaf"
    number: str


@dataclass(frozen=True, slots=True)
class Quote(Action):
    """Quote a clause of the plan below the answer that cites it."""

    prefix: ClassVar[str] = "quot"
    number: str


@dataclass(frozen=True, slots=True)
class Agenda(Action):
    """Open one area of the meeting's page."""

    prefix: ClassVar[str] = "meet"
    area: str


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Action):
    """The office answers a question that was passed on to it; `settled` 1 closes it without words."""

    prefix: ClassVar[str] = "answ"
    matter: int
    settled: int


def asking(about: str, indicator: str, period: Period | None = None) -> Action:
    """The question about an indicator, in a period where one is meant whose text is short enough to carry."""
    if period is None or period.frequency is None:
        return Ask(about, indicator)
    return AskOf(about, indicator, str(period))
