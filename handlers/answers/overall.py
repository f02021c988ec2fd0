"""Answers about all indicators: their lights, what is unmet, who is behind, which phase it is."""

from collections.abc import Sequence

from handlers.answers.figures import asked_period
from handlers.screen import Screen, screen
from handlers.texts.answers import overview as texts
from handlers.texts.answers import owing, phases
from handlers.visit import Visit
from qbot import answering
from qbot.answering.figures import figures_in
from qbot.answering.punctuality import punctuality
from qbot.ledger.current import Current
from qbot.people import Person
from qbot.ports import Reads
from qbot.reading.meaning import Question
from qbot.reporting import speaking_units


async def overview(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    if period is not None:
        return texts.status_in(plan, period, await figures_in(tx, plan, period))
    return overview_of(visit, await answering.status(tx, plan, on=visit.on))


def overview_of(visit: Visit, everything: Sequence[Current]) -> Screen:
    """All indicators, or in a group their counts."""
    if not visit.is_private:
        return texts.status_short(everything, on=visit.on)
    return texts.status(visit.desk.plan, everything, on=visit.on)


async def unmet(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    if period is not None:
        return texts.unmet_in(period, await figures_in(tx, plan, period))
    return texts.unmet(await answering.status(tx, plan, on=visit.on))


async def missing(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    units = {question.unit} if question.unit else None
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    expected = answering.awaited(plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    told = owing.missing if visit.is_private else owing.missing_short
    return told(plan, owed, on=visit.on, expected=len(expected), older=len(older))


async def mine(tx: Reads, visit: Visit, person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    units = speaking_units(plan, person)
    if not any(plan.led_by(unit) for unit in units):
        return screen(owing.OWES_NOTHING)
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    return owing.mine(plan, owed, older, on=visit.on)


async def ranking(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    return texts.ranking(plan, await punctuality(tx, plan, on=visit.on, period=period), period=period)


async def phase(_tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan = visit.desk.plan
    return phases.phase(plan, on=visit.on, named=plan.phase.get(question.phase or ""))


async def hotline(_tx: Reads, visit: Visit, _person: Person, _question: Question) -> Screen:
    return phases.hotlines(visit.desk.plan)
