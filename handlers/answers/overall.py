"""Answers about all indicators: their lights, what is unmet, who is behind, which phase it is."""

import re
from collections.abc import Sequence
from datetime import date

from handlers.answers.figures import asked_period
from handlers.answers.telling import tell
from handlers.screen import Screen, screen
from handlers.texts import assessments
from handlers.texts.answers import overview as texts
from handlers.texts.answers import owing, phases, townships
from handlers.visit import Visit
from qbot import answering
from qbot.answering.area_words import area_in
from qbot.answering.figures import Figure, figures_in
from qbot.answering.punctuality import punctuality
from qbot.answering.silence import why_silent
from qbot.answering.townships import SHOWN, Quarter, quarters_told
from qbot.assessing import published
from qbot.ledger.current import Current
from qbot.ledger.obligations import townships as townships_of
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Area, Indicator, Plan
from qbot.ports import Reads
from qbot.reading.meaning import Question
from qbot.reporting import speaking_units
from qbot.tasks.quarterly import words_missing

_TOWNSHIPS = re.compile(r"(?:哪些|哪个|哪几个|各|所有|全部|多少)(?:个|家)?乡镇")
_MET = re.compile(
    r"(?<![没未不有])(?:达标|达到目标|完成目标|合格)(?:了)?的(?:指标)?(?:都)?(?:有|是)?(?:哪|几|多少)|"
    r"(?:哪些|哪几项|几项|多少项|几个|多少个)(?:指标)?(?:已经?)?(?:都)?(?:达标|达到目标|完成目标)(?!的?没)|"
    r"(?<![没未不有])达标了?(?:几|多少)[项个]"
)


async def overview(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    """How everything stands, or what a unit leads; now, or in a period."""
    plan, period = visit.desk.plan, asked_period(question)
    indicators = _asked_about(visit, question)
    if not indicators:
        return await _of_no_indicator(tx, visit, question.unit)
    if period is not None and period.starts_on > visit.on:
        return owing.not_over(period, visit.on)
    if period is not None:
        figures = _told_of(plan, period, await figures_in(tx, indicators, period), on=visit.on)
        return texts.status_in(plan, period, figures, on=visit.on)
    everything = await answering.now_of(tx, plan, indicators, on=visit.on)
    return overview_of(visit, everything, unit=question.unit)


async def _of_no_indicator(tx: Reads, visit: Visit, unit: str | None) -> Screen:
    """A township tells of its plan of action; other units may owe nothing at all."""
    plan = visit.desk.plan
    quarters = await quarters_told(tx, plan, on=visit.on, units={unit} if unit else ())
    if unit is None or not quarters:
        return texts.leads_nothing(plan, unit)
    notes = sorted(await tx.progress.newest(units={unit}), key=lambda each: each.told_at, reverse=True)
    return townships.township(plan, unit, quarters[:SHOWN], notes[: townships.NOTES])


def overview_of(
    visit: Visit, everything: Sequence[Current], *, unit: str | None = None, area: Area | None = None
) -> Screen:
    """All these indicators, or in a group their counts."""
    if not visit.is_private:
        return texts.status_short(everything, on=visit.on, area=area)
    return texts.status(visit.desk.plan, everything, on=visit.on, unit=unit, area=area)


async def area_asked(visit: Visit) -> bool:
    """Whether the words ask how an area stands, and were answered so."""
    plan = visit.desk.plan
    area = area_in(plan, visit.text)
    if area is None:
        return False
    async with visit.desk.store.reading() as tx:
        everything = [
            each for each in await answering.status(tx, plan, on=visit.on) if each.indicator.area == area.id
        ]
    async with visit.writing() as tx:
        await tell(tx, visit, [overview_of(visit, everything, area=area)], Question("overview"))
    return True


async def unmet(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    """What is red or near, of all indicators or of those a unit leads; now, or in a period."""
    plan, period = visit.desk.plan, asked_period(question)
    indicators = _asked_about(visit, question)
    if not indicators:
        return texts.leads_nothing(plan, question.unit)
    if period is not None and period.starts_on > visit.on:
        return owing.not_over(period, visit.on)
    if period is not None:
        figures = _told_of(plan, period, await figures_in(tx, indicators, period), on=visit.on)
        return texts.unmet_in(plan, period, figures, on=visit.on)
    everything = await answering.now_of(tx, plan, indicators, on=visit.on)
    told = texts.met if _MET.search(visit.text) else texts.unmet
    return told(everything, on=visit.on)


def _told_of(plan: Plan, period: Period, figures: Sequence[Figure], *, on: date) -> Sequence[Figure]:
    """Those that came, or that are or will be owed for some of the time."""
    return [
        each
        for each in figures
        if each.version or why_silent(plan, each.indicator, period, on=on)[0] in ("owed", "running")
    ]


def _asked_about(visit: Visit, question: Question) -> Sequence[Indicator]:
    plan = visit.desk.plan
    return plan.led_by(question.unit) if question.unit else plan.indicators


async def missing(tx: Reads, visit: Visit, person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    if period is not None and period.ends_on >= visit.on:
        return owing.not_over(period, visit.on)
    units = _units_meant(visit, question)
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    expected = answering.awaited(plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    told = owing.missing if visit.is_private else owing.missing_short
    quarter = await _quarter_asked(tx, visit, question, units)
    silent = townships.silent(plan, quarter, on=visit.on, by_name=visit.is_private) if quarter else ""
    shown = told(plan, owed, on=visit.on, expected=len(expected), older=len(older), townships=silent)
    words = await words_missing(tx, plan, on=visit.on, units=units)
    is_late = any(each.due_on <= visit.on for each in (*owed, *older, *words))
    return (
        owing.to_chase(shown, question.unit) if is_late and person.is_office and visit.is_private else shown
    )


def _units_meant(visit: Visit, question: Question) -> set[str] | None:
    """The unit that is named, all townships of 哪些乡镇没报, None for everybody."""
    if question.unit:
        return {question.unit}
    return set(townships_of(visit.desk.plan)) if _TOWNSHIPS.search(visit.text) else None


async def _quarter_asked(
    tx: Reads, visit: Visit, question: Question, units: set[str] | None
) -> Quarter | None:
    """How the townships stand with the last quarter, or with the one that was named."""
    period = asked_period(question)
    quarters = await quarters_told(tx, visit.desk.plan, on=visit.on, units=units)
    return next((each for each in quarters if period in (None, each.period)), None)


async def mine(tx: Reads, visit: Visit, person: Person, question: Question) -> Screen:
    plan, period = visit.desk.plan, asked_period(question)
    units = speaking_units(plan, person)
    quarters = await quarters_told(tx, plan, on=visit.on, units=units)
    progress = townships.owed(plan, quarters[0]) if quarters and period is None else ""
    if not any(plan.led_by(unit) for unit in units):
        return screen(progress or (owing.TOLD if quarters else owing.OWES_NOTHING))
    owed = await answering.missing(tx, plan, on=visit.on, period=period, units=units)
    older = () if period else await answering.arrears(tx, plan, on=visit.on, units=units)
    return owing.mine(plan, owed, older, on=visit.on, progress=progress)


async def ranking(tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    """What was published last; before the first time, or for a period, who reports completely and on time."""
    plan, period = visit.desk.plan, asked_period(question)
    issued = await published(tx) if period is None else None
    if issued is not None:
        told_in = assessments.published if visit.is_private else assessments.published_short
        return told_in(plan, *issued)
    told = texts.ranking if visit.is_private else texts.ranking_short
    ranked = await punctuality(tx, plan, on=visit.on, period=period)
    return told(plan, ranked, period=period, unit=question.unit)


async def phase(_tx: Reads, visit: Visit, _person: Person, question: Question) -> Screen:
    plan = visit.desk.plan
    return phases.phase(plan, on=visit.on, named=plan.phase.get(question.phase or ""))


async def hotline(_tx: Reads, visit: Visit, _person: Person, _question: Question) -> Screen:
    return phases.hotlines(visit.desk.plan)
