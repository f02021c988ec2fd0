"""Asking back: a half-read figure, and what completes it.

A typed answer is put beside what is known already, and the whole is read again by the same rules as any
message. So an answer may be written as people write, and nothing passes that would not pass in one go.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from qbot.exchanging import exchanged
from qbot.ledger.doubt import is_exchanged, is_possible, rate
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.plan.words import number_words, period_words
from qbot.putting_off import is_of_others
from qbot.reading.meaning import Item, OpenItem
from qbot.reading.normal import normalise
from qbot.reading.reader import Reader
from qbot.reading.spoken_days import find_days

Lack = Literal["indicator", "value", "period"]

_BEFORE = re.compile(
    r"^(?:嗯|哦|对|好的?|当然|肯定|应该|可能|就|都|我|上?[报说指填问]的?|[,，、\s])*是?(?=[^的是])"
)
_AFTER = re.compile(r"(?:的|吧|啊|呀|哦|哈|呢|了|数|这项|那项|谢谢|[\s。！!，,])+$")
_DENIED = re.compile(r"^不是[^,，、是]+[,，、\s]+(?:而?是)|(?<=.)[,，、\s]*而?不是.+$")
_ASKS = re.compile(r"[?？吗]|是不是|是否")
_ESTIMATE = re.compile(
    r"[\d零一二两三四五六七八九十百].*(?:左右|上下|几|多|来|不到|以[上下])|(?:大概|大约|约|估|预计|可能|差不多|将?近|暂定|初步).*[\d零一二两三四五六七八九十百]"
)
LONGEST_VAGUE = 20


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
    if is_exchanged(half.numerator, half.denominator):
        return None  # how it was meant is asked of the whole figure
    if half.value is None or not is_possible(plan.indicator[half.indicator], half.value):
        return "value"
    return None


def with_counts_of(reader: Reader, half: Half) -> Half:
    """The half with the counts that its words say the wrong way round, where they do."""
    if half.indicator is None or half.value is not None:
        return half
    item = exchanged(reader, half.text, indicator=half.indicator, on=half.said_on)
    if item is None:
        return half
    return replace(half, value=item.value, numerator=item.numerator, denominator=item.denominator)


def straight(half: Half) -> Half:
    """The half with its counts the right way round, for somebody who is asked about it anyway."""
    passed, checked = half.denominator, half.numerator
    if passed is None or checked is None or not is_exchanged(checked, passed):
        return half
    return replace(half, value=rate(passed, checked), numerator=passed, denominator=checked)


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


def answered(
    reader: Reader, plan: Plan, half: Half, text: str, *, lack: Lack, asked_with_period: bool = False
) -> Half | None:
    """The half with what a typed text adds to it; None when the text is no answer to what was asked.

    `asked_with_period`: value and period were asked for together, so that 3月 96.5 is no other figure.
    """
    if lack == "value":
        return _with_value(reader, plan, half, text, asked_with_period=asked_with_period)
    words = _bare(text)
    if not _says_no_more(reader, half, words, lack=lack):
        return None
    return (
        _with_indicator(reader, plan, half, words)
        if lack == "indicator"
        else _with_period(reader, plan, half, words)
    )


def _with_indicator(reader: Reader, plan: Plan, half: Half, words: str) -> Half | None:
    if half.value is None:  # the value is asked next
        named = reader.named(words, on=half.said_on)
        return replace(half, indicator=named.indicators[0]) if named and named.indicators else None
    item = _only_item(reader, f"{words} {_amount(plan, half)}", on=half.said_on)
    if item is None or not _fits(item, half):
        return None
    return replace(half, indicator=item.indicator, period=item.period if item.said_period else half.period)


def _with_period(reader: Reader, plan: Plan, half: Half, words: str) -> Half | None:
    if half.indicator is None:
        return None
    name = plan.indicator[half.indicator].name
    item = _only_item(reader, f"{words} {name} {_amount(plan, half)}", on=half.said_on)
    if item is None or not item.said_period or item.indicator != half.indicator or not _fits(item, half):
        return None
    return replace(half, period=item.period)


def _with_value(reader: Reader, plan: Plan, half: Half, text: str, *, asked_with_period: bool) -> Half | None:
    if half.indicator is None or _is_put_off(text, on=half.said_on):
        return None
    if is_of_others(text) and _only_item(reader, text, on=half.said_on) is None:
        return None  # 其余的都报零 is no word of the figure that was asked for
    name = plan.indicator[half.indicator].name
    when = period_words(Period.parse(half.period)) if half.period else ""
    sentence = f"{when}{name} {text}"
    item = _only_item(reader, sentence, on=half.said_on)
    if item is None:
        item = exchanged(reader, sentence, indicator=half.indicator, on=half.said_on)
    if item is None or item.indicator != half.indicator or not _is_of_the_same(item, half):
        return None
    names_period = item.said_period and half.period is None and not asked_with_period
    if names_period and _only_item(reader, text, on=half.said_on) is None:
        return None  # 4月合格率79 may be another figure: with a period of its own it must name the indicator
    period = item.period if item.said_period else half.period
    return replace(
        half, value=item.value, numerator=item.numerator, denominator=item.denominator, period=period
    )


def is_vague(reader: Reader, plan: Plan, indicator: str, text: str, *, on: date) -> bool:
    """Whether a short text tells of a value of the indicator that is not certain: 96左右, 九十几."""
    if len(text) > LONGEST_VAGUE or not _ESTIMATE.search(text) or _ASKS.search(text):
        return False
    name = plan.indicator[indicator].name
    meaning = reader.read(f"{name} {text}", on=on, role="contact", chat="private")
    lacking = [each.indicator for each in meaning.open if each.lacks == "value"]
    return meaning.intent == "report" and not meaning.items and lacking == [indicator]


def _bare(text: str) -> str:
    """The answer without what people put around it: 应该是药品的吧, 不是食品,是药品."""
    words = _DENIED.sub("", text.strip())
    return _AFTER.sub("", _BEFORE.sub("", words))


def _says_no_more(reader: Reader, half: Half, words: str, *, lack: Lack) -> bool:
    """Whether the words are names and nothing else, or the whole figure again. A promise, a question or
    talk about the thing that was asked for is no answer."""
    if _ASKS.search(words):
        return False
    named = reader.named(words, on=half.said_on)
    if named is None:
        return _only_item(reader, words, on=half.said_on) is not None
    return not named.is_faulty and (named.names_one if lack == "indicator" else bool(named.periods))


def _is_put_off(text: str, *, on: date) -> bool:
    """Whether a day to come is named: 明天97 promises, at best."""
    return any(each.day > on for each in find_days(normalise(text).text, on=on))


def _only_item(reader: Reader, sentence: str, *, on: date) -> Item | None:
    meaning = reader.read(sentence, on=on, role="contact", chat="private")
    if meaning.intent != "report" or meaning.clarify or len(meaning.items) != 1:
        return None
    return meaning.items[0]


def _fits(item: Item, half: Half) -> bool:
    """Whether the item is the half-read figure and contradicts nothing that is known of it."""
    amounts = (item.value, item.numerator, item.denominator), (half.value, half.numerator, half.denominator)
    return amounts[0] == amounts[1] and _is_of_the_same(item, half)


def _is_of_the_same(item: Item, half: Half) -> bool:
    """Whether the item names no other period and no other unit than what is known."""
    is_of_period = half.period is None or not item.said_period or item.period == half.period
    return is_of_period and item.unit in (None, half.unit)


def _amount(plan: Plan, half: Half) -> str:
    """The figure as people write it."""
    if half.numerator is not None and half.denominator is not None:
        return f"抽检{half.denominator}批次合格{half.numerator}批次"
    value = number_words(half.value) if half.value is not None else ""
    measure = plan.indicator[half.indicator].measure if half.indicator else ""
    if half.denominator is not None:
        return f"抽检{half.denominator}批次,合格率{value}%"
    return f"{value}{measure}"
