"""Questions: one snapshot of the ledger, one answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args

from handlers.buttons import Ask
from handlers.conversation import Command, Conversation, Run
from handlers.screen import Screen, screen
from handlers.texts import answers as texts
from handlers.texts import refusals
from handlers.texts.words import light
from handlers.visit import Visit
from qbot import answering
from qbot.errors import Gone, NotAllowed
from qbot.ledger.current import assess_version
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator
from qbot.ports import Reads
from qbot.reading.meaning import About, Question
from qbot.reporting import speaking_units

CHOICES = 12
ABOUTS: Mapping[str, About] = {about: about for about in get_args(About)}


async def answer(visit: Visit, person: Person, question: Question) -> None:
    """Answer a question in the chat where it was asked."""
    found = await screens(visit, person, question)
    async with visit.writing() as tx:
        for shown in found:
            await visit.say(tx, shown)


async def screens(visit: Visit, person: Person, question: Question) -> list[Screen]:
    """What to show: one screen an indicator, or one for a question about all of them."""
    async with visit.desk.store.reading() as tx:
        if question.about in _GENERAL:
            return [await _GENERAL[question.about](tx, visit, person, question)]
        if question.about not in _OF_INDICATOR:
            return [screen(refusals.CANNOT_ANSWER)]
        indicators = [visit.desk.plan.indicator[id_] for id_ in question.indicators]
        ask = _OF_INDICATOR[question.about]
        return [await ask(tx, visit, indicator, question) for indicator in indicators]


async def _value(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    plan, own = visit.desk.plan, _own_unit(indicator, question)
    if own is None and question.period is None:
        (now,) = await answering.now_of(tx, plan, [indicator], on=visit.on)
        return texts.now(plan, now, on=visit.on, reporter=await _reporter(tx, visit, now.version))
    period = Period.parse(question.period) if question.period else None
    figure = await answering.figure_of(tx, indicator, period, unit=own)
    if figure is None:
        return texts.nothing(plan, indicator, unit=own)
    return texts.at(plan, figure, unit=own, reporter=await _reporter(tx, visit, figure.version))


def _own_unit(indicator: Indicator, question: Question) -> str | None:
    """The unit whose own figure is asked for; None when it is the city's."""
    return question.unit if question.unit != indicator.lead_unit else None


async def _reporter(tx: Reads, visit: Visit, version: Version | None) -> str:
    """The reporter's name, in private only."""
    if version is None or not visit.is_private:
        return ""
    person = await tx.people.get(version.draft.reporter_id)
    return person.name if person else ""


async def _history(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    by_period = await answering.history_of(tx, indicator, unit=_own_unit(indicator, question))
    if question.period:
        whole = Period.parse(question.period)
        by_period = {p: v for p, v in by_period.items() if whole.first <= p.first and p.last <= whole.last}
    judged = {period: light(assess_version(indicator, period, by_period)) for period in by_period}
    return texts.history(indicator, by_period, judged=judged)


async def _compare(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    by_period = await answering.history_of(tx, indicator, unit=_own_unit(indicator, question))
    period = Period.parse(question.period) if question.period else answering.newest(by_period)
    if period is None:
        return texts.compare(indicator, None, None)
    return texts.compare(indicator, by_period.get(period), by_period.get(period.shifted(-1)))


async def _target(_tx: Reads, _visit: Visit, indicator: Indicator, _question: Question) -> Screen:
    return texts.target(indicator)


async def _owner(_tx: Reads, visit: Visit, indicator: Indicator, _question: Question) -> Screen:
    return texts.owner(visit.desk.plan, indicator)


async def _source(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    by_period = await answering.history_of(tx, indicator, unit=_own_unit(indicator, question))
    period = Period.parse(question.period) if question.period else answering.newest(by_period)
    version = by_period.get(period) if period else None
    return texts.source(visit.desk.plan, indicator, version, await _reporter(tx, visit, version))


async def _overview(tx: Reads, visit: Visit, _person: Person, _question: Question) -> Screen:
    desk = visit.desk
    everything = await answering.status(tx, desk.plan, on=visit.on)
    return texts.status(desk.plan, everything, on=visit.on)


async def _unmet(tx: Reads, visit: Visit, _person: Person, _question: Question) -> Screen:
    desk = visit.desk
    return texts.unmet(await answering.status(tx, desk.plan, on=visit.on))


async def _missing(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, Period.parse(question.period) if question.period else None
    units = {question.unit} if question.unit else None
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    all_ = answering.awaited(plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    return texts.missing(plan, owed, on=visit.on, expected=len(all_), older=len(older))


async def _mine(tx: Reads, visit: Visit, person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, Period.parse(question.period) if question.period else None
    units = speaking_units(plan, person)
    if not any(plan.led_by(unit) for unit in units):
        return screen(texts.OWES_NOTHING)
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    return texts.mine(plan, owed, older, on=visit.on)


async def _phase(_tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan = visit.desk.plan
    return texts.phase(plan, on=visit.on, named=plan.phase.get(question.phase or ""))


async def _hotline(_tx: Reads, visit: Visit, _person: Person, _question: Question) -> Screen:
    return texts.hotlines(visit.desk.plan)


OfIndicator = Callable[[Reads, Visit, Indicator, Question], Awaitable[Screen]]
General = Callable[[Reads, Visit, Person, Question], Awaitable[Screen]]

_OF_INDICATOR: Mapping[str, OfIndicator] = {
    "value": _value, "history": _history, "compare": _compare, "target": _target, "owner": _owner,
    "source": _source,
}  # fmt: skip
_GENERAL: Mapping[str, General] = {
    "overview": _overview, "unmet": _unmet, "missing": _missing, "mine": _mine, "phase": _phase,
    "hotline": _hotline,
}  # fmt: skip


async def _press(visit: Visit, person: Person, action: Ask) -> None:
    if not visit.is_bound:
        raise NotAllowed
    if action.about not in ABOUTS or (action.indicator and action.indicator not in visit.desk.plan.indicator):
        raise Gone
    indicators = (action.indicator,) if action.indicator else ()
    await answer(visit, person, Question(about=ABOUTS[action.about], indicators=indicators))


def _asking(about: About) -> Run:
    async def ask(visit: Visit, person: Person, _words: Sequence[str]) -> None:
        await answer(visit, person, Question(about=about))

    return ask


CONVERSATION = Conversation(
    commands=(
        Command("status", "全部指标与红绿灯", _asking("overview")),
        Command("missing", "谁还没报", _asking("missing")),
        Command("phase", "现在到哪一步,还有几天", _asking("phase")),
        Command("mine", "我还差什么没报", _asking("mine")),
    ),
    presses={Ask: _press},
)
