"""The buttons of escalation: what is overdue, the draft of a step, and the orders that were sent."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class Escalate(Action):
    """Draft the next step about one figure of its lead unit."""

    prefix: ClassVar[str] = "esc"
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class ListOverdue(Action):
    """What is overdue and may be escalated; `page` begins at 0."""

    prefix: ClassVar[str] = "escls"
    page: int


@dataclass(frozen=True, slots=True)
class SetStep(Action):
    """Make the draft another step."""

    prefix: ClassVar[str] = "escst"
    question: int
    step: str


@dataclass(frozen=True, slots=True)
class SetLight(Action):
    """Give the draft another light."""

    prefix: ClassVar[str] = "esclt"
    question: int
    light: str


@dataclass(frozen=True, slots=True)
class ChooseLeader(Action):
    """Add an official to the draft's receivers, or take one away."""

    prefix: ClassVar[str] = "escld"
    question: int
    person: int


@dataclass(frozen=True, slots=True)
class ContactsOnly(Action):
    """Send the draft to the unit's contacts, without a leader."""

    prefix: ClassVar[str] = "escco"
    question: int


@dataclass(frozen=True, slots=True)
class Reword(Action):
    """Write the draft's text anew."""

    prefix: ClassVar[str] = "escwd"
    question: int


@dataclass(frozen=True, slots=True)
class Finish(Action):
    """Send the draft (1) or drop it (0)."""

    prefix: ClassVar[str] = "escgo"
    question: int
    send: int


@dataclass(frozen=True, slots=True)
class ShowOrder(Action):
    """Show an order with its record."""

    prefix: ClassVar[str] = "ordsh"
    order: int


@dataclass(frozen=True, slots=True)
class AnswerOrder(Action):
    """Ask for the words of an answer."""

    prefix: ClassVar[str] = "ordan"
    order: int


@dataclass(frozen=True, slots=True)
class CloseOrder(Action):
    """Ask for the words with which an order is closed."""

    prefix: ClassVar[str] = "ordcl"
    order: int


@dataclass(frozen=True, slots=True)
class ListOrders(Action):
    """Open orders with numbers above `after`."""

    prefix: ClassVar[str] = "ordls"
    after: int
