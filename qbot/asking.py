"""Asking back: a half-read figure, and what completes it.

A typed answer is put beside what is known already, and the whole is read again by the same rules as any
message. So an answer may be written as people write, and nothing passes that would not pass in one go.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from qbot.ledger.doubt import is_possible
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.plan.words import number_words, period_words
from qbot.reading.meaning import Item, OpenItem
from qbot.reading.reader import Reader

Lack = Literal["indicator", "value", "period"]


@dataclass(frozen=True, slots=True)
class Half:
    """What is known of a figure, and the message that brought it; `said_on` is the day it was said."""

    said_on: date
    text: str
    message_id: int | None
    indicator: str | None = None
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    period: str | None = None
    unit: str | None = None

    @property
    def said_period(self) -> bool:
        return self.period is not None

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        value = None if self.value is None else str(self.value)
        return {**asdict(self), "said_on": self.said_on.isoformat(), "value": value}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Half":
        """The same again."""
        value = None if payload["value"] is None else Decimal(payload["value"])
        said_on = date.fromisoformat(payload["said_on"])
        return cls(**{**payload, "said_on": said_on, "value": value})


@dataclass(frozen=True, slots=True)
class Completed:
    """A figure whose every part is known; fulfils `qbot.reporting.Reading`."""

    indicator: str
    value: Decimal
    numerator: int | None
    denominator: int | None
    period: str
    unit: str | None
    said_period: bool


def half_of(open_item: OpenItem, *, said_on: date, text: str, message_id: int | None) -> Half:
    """The half-read figure of a message."""
    return Half(
        said_on=said_on,
        text=text,
        message_id=message_id,
        indicator=open_item.indicator,
        value=open_item.value,
        numerator=open_item.numerator,
        denominator=open_item.denominator,
        period=open_item.period,
        unit=open_item.unit,
    )


def lack_of(plan: Plan, half: Half) -> Lack | None:
    """What must be asked next; a period that nobody said is no lack."""
    if half.indicator is None:
        return "indicator" if half.value is not None else "value"
    if half.value is None or not is_possible(plan.indicator[half.indicator], half.value):
        return "value"
    return None


def completed(plan: Plan, half: Half) -> Completed:
    """The figure of a half that lacks nothing; where no period was said, the last completed one."""
    if half.indicator is None or half.value is None:
        raise ValueError("something is still to be asked")
    frequency = plan.indicator[half.indicator].frequency
    return Completed(
        indicator=half.indicator,
        value=half.value,
        numerator=half.numerator,
        denominator=half.denominator,
        period=half.period or str(Period.last_completed(half.said_on, frequency)),
        unit=half.unit,
        said_period=half.said_period,
    )


def answered(reader: Reader, plan: Plan, half: Half, text: str, *, lack: Lack) -> Half | None:
    """The half with what a typed text adds to it; None when the text is no answer to what was asked."""
    if lack == "indicator":
        item = _only_item(reader, f"{text} {_amount(plan, half)}", on=half.said_on)
        fits = item is not None and _same_amount(item, half)
        return replace(half, indicator=item.indicator) if item and fits else None
    if half.indicator is None:
        return None
    name = plan.indicator[half.indicator].name
    if lack == "period":
        item = _only_item(reader, f"{text} {name} {_amount(plan, half)}", on=half.said_on)
        fits = item is not None and item.said_period and _same_amount(item, half)
        return replace(half, period=item.period) if item and fits else None
    when = period_words(Period.parse(half.period)) if half.period else ""
    item = _only_item(reader, f"{when}{name} {text}", on=half.said_on)
    if item is None or item.indicator != half.indicator or (half.period and item.period != half.period):
        return None
    period = item.period if item.said_period else half.period
    return replace(
        half, value=item.value, numerator=item.numerator, denominator=item.denominator, period=period
    )


def _only_item(reader: Reader, sentence: str, *, on: date) -> Item | None:
    meaning = reader.read(sentence, on=on, role="contact", chat="private")
    if meaning.intent != "report" or meaning.clarify or len(meaning.items) != 1:
        return None
    return meaning.items[0]


def _same_amount(item: Item, half: Half) -> bool:
    return (item.value, item.numerator, item.denominator) == (half.value, half.numerator, half.denominator)


def _amount(plan: Plan, half: Half) -> str:
    """The figure as people write it."""
    if half.numerator is not None and half.denominator is not None:
        return f"抽检{half.denominator}批次合格{half.numerator}批次"
    value = number_words(half.value) if half.value is not None else ""
    measure = plan.indicator[half.indicator].measure if half.indicator else ""
    if half.denominator is not None:
        return f"抽检{half.denominator}批次,合格率{value}%"
    return f"{value}{measure}"
