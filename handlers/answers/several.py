"""The same question about several indicators: one screen, with a line or two for each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from handlers.answers import figures
from handlers.answers.figures import asked_period, reporter
from handlers.screen import Screen
from handlers.texts.answers import several as texts
from handlers.visit import Visit
from qbot import answering
from qbot.answering.nearest import nearest
from qbot.answering.silence import Silence
from qbot.plan.models import Indicator
from qbot.ports import Reads
from qbot.reading.meaning import About, Question

Lines = Callable[[Reads, Visit, Sequence[Indicator], Question], Awaitable[Sequence[str]]]


async def several(tx: Reads, visit: Visit, indicators: Sequence[Indicator], question: Question) -> Screen:
    """All of them at once; they stay listed, so that 第二个 still means one."""
    if question.about == "owner":
        shown = figures.owners(visit, indicators)
    else:
        lines = await _LINES[question.about](tx, visit, indicators, question)
        shown = texts.listing(question.about, lines, period=asked_period(question))
    return replace(shown, listed=tuple(each.id for each in indicators))


async def _values(
    tx: Reads, visit: Visit, indicators: Sequence[Indicator], question: Question
) -> Sequence[str]:
    period = asked_period(question)
    if period is None:
        everything = await answering.now_of(tx, visit.desk.plan, indicators, on=visit.on)
        return [texts.now(each) for each in everything]
    found = [await nearest(tx, visit.desk.plan, each, period, on=visit.on) for each in indicators]
    return [texts.value(visit.desk.plan, each, asked=period, on=visit.on) for each in found]


async def _targets(
    _tx: Reads, _visit: Visit, indicators: Sequence[Indicator], _question: Question
) -> Sequence[str]:
    return [texts.target(each) for each in indicators]


async def _sources(
    tx: Reads, visit: Visit, indicators: Sequence[Indicator], question: Question
) -> Sequence[str]:
    plan, lines = visit.desk.plan, []
    for each in indicators:
        found = await nearest(tx, plan, each, asked_period(question), on=visit.on)
        if isinstance(found, Silence):
            lines.append(texts.silent(plan, found, on=visit.on))
        else:
            lines.append(texts.source(plan, found, reporter=await reporter(tx, visit, found.version)))
    return lines


async def _beside(
    tx: Reads, visit: Visit, indicators: Sequence[Indicator], question: Question
) -> Sequence[str]:
    plan, lines = visit.desk.plan, []
    for each in indicators:
        found = await nearest(tx, plan, each, asked_period(question), on=visit.on)
        if isinstance(found, Silence):
            lines.append(texts.silent(plan, found, on=visit.on))
            continue
        known = await answering.history_of(tx, each, whole=found.period)
        lines.append(texts.compared(found, known.get(found.period.year_earlier())))
    return lines


async def _courses(
    tx: Reads, _visit: Visit, indicators: Sequence[Indicator], _question: Question
) -> Sequence[str]:
    return [texts.course(each, await answering.history_of(tx, each)) for each in indicators]


_LINES: Mapping[About, Lines] = {
    "value": _values, "target": _targets, "source": _sources, "compare": _beside, "history": _courses,
}  # fmt: skip
