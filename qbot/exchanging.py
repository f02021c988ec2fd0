"""Counts written the wrong way round: 抽检483批次合格500.

No more can have passed than were checked, so the reader takes no figure from such words. Where exchanging two
numbers of the text makes a figure of it, by the same rules as any message, that is what was probably meant;
the figure is handed on as it was said, for its sender to put right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from qbot.ledger.doubt import rate
from qbot.reading.meaning import Item, Meaning
from qbot.reading.numerals import han_number
from qbot.reading.reader import Reader

MOST_NUMBERS = 8
LONGEST = 400
_NUMBER = re.compile(r"(?<![\d.．])\d+(?![\d.．])|[〇零一二两三四五六七八九十百千]+")


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    words: str
    value: Decimal


def straightened(
    reader: Reader, meaning: Meaning, text: str, *, on: date
) -> tuple[tuple[Item, ...], Meaning]:
    """The figures of a message with those whose counts are exchanged, as they were said; and the meaning with
    what is still open."""
    told = {
        each: found
        for each in meaning.open
        if each.lacks == "value" and each.indicator and each.value is None
        if (found := exchanged(reader, text, indicator=each.indicator, on=on)) is not None
    }
    if not told:
        return meaning.items, meaning
    left = tuple(each for each in meaning.open if each not in told)
    clarify = meaning.clarify if left else None
    return (*meaning.items, *told.values()), replace(meaning, open=left, clarify=clarify)


def exchanged(reader: Reader, text: str, *, indicator: str, on: date) -> Item | None:
    """The figure of an indicator whose two counts are exchanged in a text, with the counts as said; None
    where there is no such figure, or more than one."""
    found: dict[tuple[int | None, int | None], Item] = {}
    for one, other in combinations(_numbers(text), 2):
        meaning = reader.read(_with(text, one, other), on=on, role="contact", chat="private")
        for item in meaning.items:
            if item.indicator == indicator and _counts(item) == {one.value, other.value}:
                found[item.numerator, item.denominator] = _as_said(item)
    return found.popitem()[1] if len(found) == 1 else None


def _numbers(text: str) -> tuple[_Number, ...]:
    """The whole numbers of a text; none where there are too many to try."""
    if len(text) > LONGEST:
        return ()
    found = tuple(_read(text))
    return found if len(found) <= MOST_NUMBERS else ()


def _read(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        words = match[0]
        value = Decimal(words) if words.isdecimal() else han_number(words)
        if value:
            yield _Number(match.start(), match.end(), words, value)


def _with(text: str, one: _Number, other: _Number) -> str:
    """The text with two numbers in each other's place; the first stands before the second."""
    between = text[one.end : other.start]
    return f"{text[: one.start]}{other.words}{between}{one.words}{text[other.end :]}"


def _counts(item: Item) -> set[Decimal]:
    if item.numerator is None or item.denominator is None or item.numerator == item.denominator:
        return set()
    return {Decimal(item.numerator), Decimal(item.denominator)} - {Decimal(0)}


def _as_said(item: Item) -> Item:
    """The same figure with its counts as they were said."""
    passed, checked = item.denominator or 0, item.numerator or 1
    return replace(item, numerator=passed, denominator=checked, value=rate(passed, checked))
