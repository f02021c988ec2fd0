"""Answers about where a figure comes from: by indicator, or by its number alone (R-12)."""

import re
from collections.abc import Mapping

from handlers.answers.figures import asked_period, own_unit, reporter, silent
from handlers.screen import Screen, screen
from handlers.texts.answers import tracing as texts
from handlers.texts.answers.silence import NO_SOURCE
from handlers.visit import Visit
from qbot import answering
from qbot.answering.figures import within
from qbot.answering.silence import reported_as
from qbot.answering.tracing import Trace, trace_of_number, trace_of_series
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.plan.models import Indicator
from qbot.ports import Reads
from qbot.reading.meaning import Question

_NUMBER = re.compile(
    r"[RrＲｒ]\s*[-－—]?\s*(?P<number>\d{1,12})"
    r"\s*(?:这?是?(?:谁报的|哪来的|怎么来的|什么)|的?(?:来源|出处|原文|原始报文))?\s*[?？。]?"
)


async def source(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    """Who reported the figure, when, in which words, and what became of it."""
    asked, own = asked_period(question), own_unit(indicator, question)
    unit = own or indicator.lead_unit
    period = asked or answering.newest(await answering.history_of(tx, indicator, unit=unit))
    if period is None:
        return texts.nothing(visit.desk.plan, indicator)
    trace = await trace_of_series(tx, Series(indicator.id, unit, str(period)))
    parts = within(asked, await answering.history_of(tx, indicator, unit=unit, whole=asked)) if asked else {}
    if trace is None and asked is not None and parts:
        told = {each: await reporter(tx, visit, version) for each, version in parts.items()}
        return texts.of_parts(visit.desk.plan, indicator, asked, parts, reporters=told)
    if trace is None and asked is not None:
        around = Series(indicator.id, unit, str(reported_as(indicator, asked)))
        trace = await trace_of_series(tx, around)
    if trace is None:
        return await silent(tx, visit, indicator, period, own, hence=NO_SOURCE)
    return texts.source(visit.desk.plan, trace, names=await _names(tx, visit, trace))


def number_in(text: str) -> int | None:
    """The number in words that are about one version and nothing else: R-12, r12哪来的."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match["number"]) if match else None


async def of_number(visit: Visit, number: int) -> tuple[Screen, Question]:
    """The trace of one version, and the question about its series that it answers."""
    async with visit.desk.store.reading() as tx:
        trace = await trace_of_number(tx, number)
        if trace is None:
            return screen(texts.NO_SUCH_NUMBER), Question("source")
        series = trace.version.series
        shown = texts.source(visit.desk.plan, trace, names=await _names(tx, visit, trace))
        return shown, Question("source", (series.indicator,), series.period, unit=series.unit)


async def _names(tx: Reads, visit: Visit, trace: Trace) -> Mapping[int, str]:
    """Who had a hand in it, in private only: in a group the unit says enough."""
    if not visit.is_private:
        return {}
    people: list[Person | None] = [await tx.people.get(each) for each in sorted(trace.people)]
    return {person.id: person.name for person in people if person is not None}
