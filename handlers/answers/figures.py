"""Answers about one indicator: its figure, its course, its target, who is responsible."""

from collections.abc import Sequence

from handlers.screen import Screen
from handlers.texts import references as reference_texts
from handlers.texts.answers import course, silence
from handlers.texts.answers import figures as texts
from handlers.texts.answers.parts import awaited, others_words, reported, verdict, way_words
from handlers.texts.words import light
from handlers.visit import Visit
from qbot import answering
from qbot.answering.figures import ByPeriod, within
from qbot.answering.silence import reported_as, silence_of
from qbot.answering.spans import Whole, whole
from qbot.answering.yardsticks import references_for
from qbot.ledger.current import Current, assess_version
from qbot.ledger.projection import Projection, projection
from qbot.ledger.references import has_reference
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator
from qbot.ports import Reads
from qbot.reading.meaning import Question
from qbot.reference_entry import on_record

_NEVER = Period(0, 0)
YEARS_TOLD = 3  # of reference values beside a target


async def value(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    """The figure now, or of the period and unit that were named."""
    plan, own = visit.desk.plan, own_unit(indicator, question)
    if own is None and question.period is None:
        return await _now(tx, visit, indicator)
    figure = await answering.figure_of(tx, indicator, asked_period(question), unit=own)
    if figure is None:
        return texts.nothing(plan, indicator, unit=own)
    if figure.version is None:
        return await _without(tx, visit, indicator, figure.period, own)
    return texts.at(plan, figure, unit=own, reporter=await reporter(tx, visit, figure.version))


async def _without(tx: Reads, visit: Visit, indicator: Indicator, asked: Period, own: str | None) -> Screen:
    """A time of which nothing was reported as such: its parts, the longer one around it, or why none came."""
    plan = visit.desk.plan
    parts = await _in_parts(tx, visit, indicator, asked, own)
    if parts is not None:
        return course.in_parts(plan, parts, on=visit.on, unit=own)
    period = reported_as(indicator, asked)
    figure = await answering.figure_of(tx, indicator, period, unit=own) if period != asked else None
    if figure is not None and figure.version is not None:
        told = await reporter(tx, visit, figure.version)
        instead = silence.around(indicator, asked, period)
        return texts.at(plan, figure, unit=own, reporter=told, instead=instead)
    return await silent(tx, visit, indicator, asked, own)


async def silent(
    tx: Reads, visit: Visit, indicator: Indicator, asked: Period, own: str | None, *, hence: str = ""
) -> Screen:
    """That there is no figure for a time, why, and the last one that is known."""
    plan, period = visit.desk.plan, reported_as(indicator, asked)
    found = await silence_of(tx, plan, indicator, period, on=visit.on, unit=own)
    told = await reporter(tx, visit, found.last)
    return silence.silent(plan, found, asked=asked, on=visit.on, reporter=told, unit=own, hence=hence)


async def _in_parts(
    tx: Reads, visit: Visit, indicator: Indicator, period: Period, own: str | None
) -> Whole | None:
    """The months of a quarter that nobody reports as such."""
    known = await answering.history_of(tx, indicator, unit=own, whole=period)
    references = await references_for(tx, [indicator], [period, *known])
    return whole(visit.desk.plan, indicator, period, known, on=visit.on, references=references)


async def _now(tx: Reads, visit: Visit, indicator: Indicator) -> Screen:
    plan = visit.desk.plan
    (now,) = await answering.now_of(tx, plan, [indicator], on=visit.on)
    return texts.now(
        plan,
        now,
        on=visit.on,
        reporter=await reporter(tx, visit, now.version),
        projection=await _where_to(tx, visit, now),
        phase=plan.phase_on(visit.on),
    )


async def _overdue(tx: Reads, visit: Visit, indicator: Indicator) -> str:
    """That a figure later than all that are known should be there by now."""
    (now,) = await answering.now_of(tx, visit.desk.plan, [indicator], on=visit.on)
    return awaited(now) if now.overdue else ""


async def _where_to(tx: Reads, visit: Visit, now: Current) -> Projection | None:
    """Where a figure is heading that is short of its target."""
    if now.overdue or now.assessment.light not in ("near", "unmet"):
        return None
    return _projected(visit, now.indicator, await answering.history_of(tx, now.indicator))


def _projected(visit: Visit, indicator: Indicator, by_period: ByPeriod) -> Projection | None:
    phase = visit.desk.plan.phase_on(visit.on)
    return projection(indicator, by_period, until=phase.ends_on) if phase else None


async def history(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    """The figures of the last periods, or of those within the one named."""
    own, named = own_unit(indicator, question), asked_period(question)
    asked = reported_as(indicator, named) if named else None
    known = await answering.history_of(tx, indicator, unit=own, whole=asked)
    if named is not None and asked is not None and not within(asked, known):
        return await silent(tx, visit, indicator, named, own)
    references = await references_for(tx, [indicator], known)
    newest = known.get(answering.newest(within(asked, known) if asked else known) or _NEVER)
    judged = {period: light(assess_version(indicator, period, known, references)) for period in known}
    return course.history(
        visit.desk.plan,
        indicator,
        within(asked, known) if asked else known,
        judged=judged,
        instead=_instead(indicator, question, asked),
        overdue=await _overdue(tx, visit, indicator) if own is None and asked is None else "",
        told=reported(visit.desk.plan, newest, await reporter(tx, visit, newest)),
        unit=own,
        projection=_projected(visit, indicator, known) if own is None and asked is None else None,
        phase=visit.desk.plan.phase_on(visit.on),
    )


async def compare(tx: Reads, visit: Visit, indicator: Indicator, question: Question) -> Screen:
    """The figure beside the one before it and that of the year before."""
    own, asked = own_unit(indicator, question), asked_period(question)
    known = await answering.history_of(tx, indicator, unit=own, whole=asked)
    if asked is not None and asked not in known:
        asked = reported_as(indicator, asked)
    period = asked or answering.newest(known)
    now = known.get(period) if period else None
    references = await references_for(tx, [indicator], known)
    if now is None and asked is not None:
        beside = (asked, asked.shifted(-1), asked.year_earlier())
        totals = [
            whole(visit.desk.plan, indicator, each, known, on=visit.on, references=references)
            for each in beside
        ]
        if totals[0] is not None and totals[0].total is not None:
            return course.compare_totals(visit.desk.plan, totals[0], totals[1], totals[2], unit=own)
        return await silent(
            tx, visit, indicator, asked_period(question) or asked, own, hence=silence.NOT_COMPARABLE
        )
    judged = assess_version(indicator, period, known, references)
    is_judged = now is not None and own is None and now.verdict != "returned"
    is_beside = judged.holds_from is None and (judged.compared is not None or has_reference(indicator))
    return course.compare(
        visit.desk.plan,
        indicator,
        now,
        instead=_instead(indicator, question, period),
        judged=verdict(now, judged, indicator) if now and is_judged else "",
        way=way_words(now, judged, indicator) if now and is_judged and not is_beside else "",
        others=others_words(judged, indicator) if is_judged else "",
        overdue=await _overdue(tx, visit, indicator) if own is None and asked is None else "",
        told=reported(visit.desk.plan, now, await reporter(tx, visit, now)),
        before=known.get(period.shifted(-1)) if period else None,
        year_before=known.get(period.year_earlier()) if period else None,
    )


def _instead(indicator: Indicator, question: Question, told: Period | None) -> str:
    """That the period told is the one around the time that was named."""
    named = asked_period(question)
    return silence.around(indicator, named, told) if named and told else ""


async def target(tx: Reads, visit: Visit, indicator: Indicator, _question: Question) -> Screen:
    beside = ""
    if has_reference(indicator):
        since = Period.of_month(visit.on.year - YEARS_TOLD, 1)
        entries = (await on_record(tx, visit.desk.plan, since=since))[indicator.id]
        beside = reference_texts.line(indicator, entries)
    return texts.target(visit.desk.plan, indicator, beside=beside)


async def owner(tx: Reads, visit: Visit, indicator: Indicator, _question: Question) -> Screen:
    """The unit; to officials and the office, in private, its contacts too."""
    asker = visit.person
    may_know = visit.is_private and asker is not None and asker.role != "contact"
    people = await tx.people.all() if may_know else ()
    contacts = [each.name for each in people if speaks_for(each, indicator.lead_unit)]
    return texts.owner(visit.desk.plan, indicator, contacts=contacts if may_know else None)


def speaks_for(person: Person, unit: str) -> bool:
    return person.role == "contact" and person.state != "removed" and unit in person.units


def owners(visit: Visit, indicators: Sequence[Indicator]) -> Screen:
    """Who is responsible for each of several."""
    return texts.owners(visit.desk.plan, indicators)


def own_unit(indicator: Indicator, question: Question) -> str | None:
    """The unit whose own figure is asked for; None when it is the city's."""
    return question.unit if question.unit != indicator.lead_unit else None


def asked_period(question: Question) -> Period | None:
    return Period.parse(question.period) if question.period else None


async def reporter(tx: Reads, visit: Visit, version: Version | None) -> str:
    """The reporter's name, in private only."""
    if version is None or not visit.is_private:
        return ""
    person = await tx.people.get(version.draft.reporter_id)
    return person.name if person else ""
