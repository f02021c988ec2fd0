"""Entering a reference value: what the office's words say, and the entries they make.

「参考值 出口通报比率 2018年一季度 0.35%,来源:海关通报」 names an indicator, a period and one
number; what follows the word for a source is kept with the text and never read for a number.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from qbot.errors import Gone
from qbot.ledger.doubt import is_possible
from qbot.ledger.references import Reference, has_reference, standing
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads, Writes
from qbot.reading.normal import normalise
from qbot.reading.spoken_periods import read_period

Lack = Literal["indicator", "period", "future", "value", "impossible"]

_WORD = re.compile(
    r"^\s*(?:请|帮我)?(?:录入|登记|记|更正|修改)?(?:一个|一下)?(?:参考值|参照值)\s*(?:为|是|[:,])?\s*"
)
_SOURCE = re.compile(r"[,;。(\s]*(?:来源|出处|依据|资料|数据来自|引自|根据|据(?!率)|见|\().*$", re.DOTALL)
_QUESTION = re.compile(r"多少|什么|[哪谁?？吗呢]|有没有|怎么")
_BY = re.compile(r"^\s*(?:根据|按照?|据)[^,:。]{1,40}[,:]")
_AMOUNT = re.compile(
    r"(?<![\d.a-z])(?P<digits>\d+(?:\.\d+)?)(?![\d.a-z])"
    r"\s*(?P<measure>%|‰|个百分点|个点|百分点|个|家|起|分|吨|件|项|批次|批|倍|万|亿|成)?"
)
_COMPARED = re.compile(r"[高低多少]于|超过|不如|比(?!率|例|重)|[?？吗]|多少|哪|目标|要求|相当|持平")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be entered."""

    indicator: Indicator
    period: Period
    value: Decimal


def announced(text: str) -> str | None:
    """What follows the word 参考值 at the start of a text; None where it does not begin so."""
    text = normalise(text).text
    match = _WORD.match(text)
    return text[match.end() :] if match else None


def asks(text: str) -> bool:
    """Whether a text that begins with 参考值 asks for it (参考值是多少)."""
    said = announced(text)
    return said is not None and _QUESTION.search(said) is not None


def is_told(plan: Plan, text: str) -> bool:
    """Whether a text states as a fact how others stand (2018年一季度全国平均境外通报比率0.35%)."""
    text = normalise(text).text
    return not _COMPARED.search(text) and any(
        yardstick in text for each in plan.indicators for yardstick in _yardsticks(each)
    )


def read(
    plan: Plan, text: str, *, on: date, named: Collection[str] = (), indicator: Indicator | None = None
) -> Entry | Lack:
    """What the words enter, or what they lack; `named` are the indicators that the reader heard."""
    text = _SOURCE.sub("", _BY.sub("", normalise(text).text))
    found = indicator or _indicator(plan, text, named)
    if found is None:
        return "indicator"
    periods, rest = _periods(text, on)
    value = _value(found, rest)
    if value is None:
        return "value"
    if len(periods) != 1:
        return "period"
    if periods[0].starts_on > on:
        return "future"
    return Entry(found, periods[0], value) if is_possible(found, value) else "impossible"


def _indicator(plan: Plan, text: str, named: Collection[str]) -> Indicator | None:
    referred = [each for each in plan.indicators if has_reference(each)]
    heard = [each for each in referred if each.id in named]
    if not heard and not named:
        heard = [each for each in referred if any(word in text for word in _yardsticks(each))]
    return heard[0] if len(heard) == 1 else None


def _yardsticks(indicator: Indicator) -> Iterator[str]:
    """How the others are called: 全国平均水平, 全国平均."""
    if has_reference(indicator) and indicator.target.reference:
        yield indicator.target.reference
        yield re.sub(r"(?:水平|值|数)$", "", indicator.target.reference)


def _periods(text: str, on: date) -> tuple[list[Period], str]:
    """Every period that is named, and the text without them."""
    found: list[Period] = []
    rest, at = "", 0
    while at < len(text):
        spoken = read_period(text, at, on)
        if spoken is None:
            rest, at = rest + text[at], at + 1
            continue
        found += spoken.periods
        rest, at = rest + " ", spoken.end
    return list(dict.fromkeys(found)), rest


def _value(indicator: Indicator, text: str) -> Decimal | None:
    """The one number, in the indicator's unit."""
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1:
        return None
    value, measure = Decimal(found[0]["digits"]), found[0]["measure"]
    if measure == "‰" and indicator.measure == "%":
        return value / 10
    return value if measure in (None, indicator.measure) else None


def referred(plan: Plan) -> tuple[Indicator, ...]:
    """The indicators that are measured by others."""
    return tuple(each for each in plan.indicators if has_reference(each))


async def on_record(
    tx: Reads, plan: Plan, *, since: Period | None = None
) -> Mapping[str, Sequence[Reference]]:
    """What stands of each of them, the newest period first; `since` leaves out periods of earlier years."""
    entries = await tx.references.all(since=since)
    return {each.id: _newest_first(entries, each) for each in referred(plan)}


def _newest_first(entries: Sequence[Reference], indicator: Indicator) -> Sequence[Reference]:
    of_period: defaultdict[Period, list[Reference]] = defaultdict(list)
    for each in entries:
        if each.indicator == indicator.id:
            of_period[each.period].append(each)
    found = filter(None, map(standing, of_period.values()))
    return sorted(found, key=lambda each: each.period.last, reverse=True)


async def enter(
    tx: Writes, person: Person, entry: Entry, *, text: str, at: datetime
) -> tuple[Reference, Reference | None]:
    """Put a reference value on record; it and what stood for the period before."""
    before = await _stands(tx, entry.indicator.id, entry.period)
    stored = await tx.references.enter(
        entry.indicator.id, entry.period, value=entry.value, text=text, by=person.id, at=at
    )
    await _audit(tx, person, stored, before=before, after=stored, at=at)
    return stored, before


async def withdraw(
    tx: Writes, person: Person, number: int, *, text: str, at: datetime
) -> tuple[Reference, Reference | None]:
    """Take an entry back; it and what stands for its period now. Gone when it does not stand."""
    found = await tx.references.get(number)
    before = await _stands(tx, found.indicator, found.period) if found else None
    if found is None or before is None or before.id != number:
        raise Gone("does not stand")
    stored = await tx.references.enter(
        found.indicator, found.period, value=None, withdraws=number, text=text, by=person.id, at=at
    )
    now = await _stands(tx, found.indicator, found.period)
    await _audit(tx, person, stored, before=before, after=now, at=at)
    return found, now


async def _stands(tx: Reads, indicator: str, period: Period) -> Reference | None:
    entries = await tx.references.all(since=period)
    return standing(each for each in entries if each.indicator == indicator and each.period == period)


async def _audit(
    tx: Writes,
    person: Person,
    stored: Reference,
    *,
    before: Reference | None,
    after: Reference | None,
    at: datetime,
) -> None:
    await tx.audit.add(
        actor_id=person.id,
        action="enter-reference" if stored.value is not None else "withdraw-reference",
        subject=f"reference:{stored.id}",
        at=at,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(each: Reference | None) -> dict[str, str | int | None]:
    if each is None:
        return {"value": None}
    return {"entry": each.id, "period": str(each.period), "value": str(each.value)}
