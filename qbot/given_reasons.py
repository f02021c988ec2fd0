"""A reason in free words, where a question has just asked for one: 重复报了, 12号,检测报告没出来."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qbot.extension_words import read_answer
from qbot.putting_off import asks_back, puts_off
from qbot.reading.naming import Named
from qbot.reading.outline import Outline

LONGEST = 40
_ASKS = re.compile(r"[?？]|多少|什么|啥|哪|怎|谁|为何|是否|能不能|要不要|可不可以|有没有")
_FIGURE = re.compile(r"\d")


class Reads(Protocol):
    """Whoever tells what words name; `qbot.reading.reader.Reader` does."""

    def named(self, text: str, *, on: date) -> Named | None: ...

    def outline(self, text: str, *, on: date) -> Outline: ...


@dataclass(frozen=True, slots=True)
class Given:
    """A reason, and the day said beside it."""

    reason: str
    day: date | None = None


def read_reason(reader: Reads, text: str, *, on: date) -> Given | None:
    """The reason that short words give; None where they name a figure, ask, put off, or only are polite."""
    if len(text) > LONGEST or _ASKS.search(text) or asks_back(text) or puts_off(text):
        return None
    said = read_answer(reader, text, on=on)
    if said is None or not said.reason or said.named.names_one or _FIGURE.search(said.reason):
        return None
    return None if reader.outline(text, on=on).indicators else Given(said.reason, said.until.day)
