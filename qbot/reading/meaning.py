"""What a message means: the figures it reports, what it asks, and what must be asked back.

These are the reader's only results. They hold nothing that the text does not say, apart from a default
period,
which is marked as such.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Intent = Literal["report", "query", "progress", "incident", "undo", "other"]
About = Literal[
    "value", "history", "compare", "target", "unmet", "missing", "mine", "overview", "phase", "ranking",
    "owner", "source", "plan-text", "hotline",
]  # fmt: skip
Clarify = Literal["indicator", "value", "period"]
Span = tuple[int, int]

NOT_UNDERSTOOD = "没有可存的数，也没有提问"  # the rule of a message in which nothing was found


@dataclass(frozen=True, slots=True)
class Item:
    """A figure that is certain: an indicator's value for a period, with its place in the original text."""

    indicator: str
    value: Decimal
    numerator: int | None
    denominator: int | None
    period: str
    unit: str | None
    span: Span
    said_period: bool


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A half-read figure: what is known of it, for a question that one press completes."""

    indicator: str | None
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    period: str | None
    unit: str | None
    span: Span
    lacks: Clarify
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `topic` is the text of a question about the plan, `phase` an id of a phase named."""

    about: About
    indicators: tuple[str, ...] = ()
    period: str | None = None
    unit: str | None = None
    topic: str | None = None
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation: a span of the original text, what it was taken for, by which rule."""

    span: Span
    text: str
    taken_for: str
    rule: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """The whole meaning of a message; `open` holds what `clarify` asks about, `candidates` likely
    indicators.
    """

    intent: Intent
    items: tuple[Item, ...] = ()
    query: Question | None = None
    clarify: Clarify | None = None
    candidates: tuple[str, ...] = ()
    open: tuple[OpenItem, ...] = ()
    is_correction: bool = False
    rule: str = ""
    steps: tuple[Step, ...] = ()
