"""Orders: what the office sends when a figure stays out, step by step: 提醒, 催办, 督办单.

Each is about one figure, has a serial number of its year, a light, and a record of all that is said of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qbot.ledger.versions import Series

Step = Literal["remind", "urge", "order"]
Light = Literal["blue", "orange", "red", "yellow"]
EntryKind = Literal["sent", "copy", "answer", "office", "made-good", "taken-back", "closed"]

STEPS: tuple[Step, ...] = ("remind", "urge", "order")
CHOSEN_LIGHTS: tuple[Light, ...] = ("blue", "orange", "red")
USUAL_LIGHT: dict[Step, Light] = {"remind": "blue", "urge": "orange", "order": "red"}
SERIAL_WORDS: dict[Step, str] = {"remind": "提醒", "urge": "催办", "order": "督办"}


@dataclass(frozen=True, slots=True)
class Order:
    """One step against one figure; `serial` is such as 督办〔2018〕3号. Red is yellow
    while its figure is there."""

    id: int
    serial: str
    step: Step
    light: Light
    series: Series
    text: str
    answer_by_on: date | None
    issued_by: int
    issued_at: datetime
    outcome: str | None = None
    closed_by: int | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """One line of an order's record. `sent` and `copy` name who got it; `person_id` None: the bot itself."""

    id: int
    order_id: int
    person_id: int | None
    kind: EntryKind
    text: str
    chat_id: int | None
    message_id: int | None
    said_at: datetime


def serial_stem(step: Step, year: int) -> str:
    """What all serials of a step in a year begin with: 督办〔2018〕."""
    return f"{SERIAL_WORDS[step]}〔{year}〕"


def next_step(taken: Sequence[Order]) -> Step:
    """The step after the furthest that has been taken against a figure; the last one may be repeated."""
    furthest = max((STEPS.index(order.step) for order in taken), default=-1)
    return STEPS[min(furthest + 1, len(STEPS) - 1)]
