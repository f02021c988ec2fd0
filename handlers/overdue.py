"""Choosing what to escalate: 提醒, 催办 or 督办 市农业局3月农产品, or a button of what is overdue."""

import re
from collections.abc import Sequence
from datetime import date

from handlers.actions_orders import Escalate, ListOverdue
from handlers.conversation import Conversation
from handlers.drafting import begin, only_office
from handlers.screen import Screen, screen
from handlers.texts import drafts as texts
from handlers.texts.words import promised_day
from handlers.visit import Visit
from qbot.chasing_words import chase_words
from qbot.clock import city_day
from qbot.errors import Gone
from qbot.escalating import is_reported
from qbot.extending import owed_now
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series
from qbot.nudging.standing import open_entries
from qbot.orders import Step
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.reading.naming import Named

_PROGRESS = re.compile(r"(?:(?:[一二三四]季度|季度)?(?:的)?(?:工作)?进展|数据|数)")


async def _said(visit: Visit, person: Person) -> bool:
    """督办市农业局3月农产品: the draft of that step; a unit alone shows what of it is overdue, 提醒未报的
    all that is."""
    if not person.is_office or not visit.is_private:
        return False
    told = chase_words(visit.desk.plan, visit.text)
    if told is None:
        return False
    if told.unit is None:
        await visit.answer(await _page(visit, page=0))
        return True
    if told.step in ("remind", None) and not _is_about_figures(visit, told.about):
        return False
    await of_unit(visit, person, told.unit, told.about, step=told.step)
    return True


def _is_about_figures(visit: Visit, about: str) -> bool:
    """Whether a unit is to be chased for a figure, and not for anything else (提醒住建局交自查报告)."""
    if not about or _PROGRESS.fullmatch(about):
        return True
    named = visit.desk.reader.named(about, on=visit.on)
    return named is not None and bool(named.indicators or named.candidates or named.periods)


async def of_unit(visit: Visit, person: Person, unit: str, rest: str, *, step: Step | None = None) -> None:
    """The draft about the one overdue figure of a unit that is meant, or the choice among several; where none
    of those named is overdue, why, and what else of the unit is."""
    plan, on = visit.desk.plan, city_day(visit.at)
    named = visit.desk.reader.named(rest, on=visit.on) if rest else None
    async with visit.writing() as tx:
        open_ = await open_entries(tx, plan, units={unit}, on=on)
        late = [each for each in open_ if each.overdue_workdays(on) > 0]
        entries = [each for each in late if not each.is_progress]
        meant = [each for each in entries if named is None or _is_named(named, each)]
        if len(meant) == 1:
            await begin(tx, visit, person, meant[0].series, step=step)
        elif meant:
            await visit.say(tx, texts.overdue(plan, meant, page=0, on=on))
        elif named is not None and (reasons := await _reasons(tx, plan, unit, named, open_, on=on)):
            await visit.say(tx, texts.not_meant(plan, unit, reasons, entries, on=on))
        elif late:
            await visit.say(tx, texts.only_chased(plan, late[0], on=on))
        else:
            await visit.say(tx, screen(texts.NOT_OVERDUE.format(unit=plan.unit[unit].name)))


def _is_named(named: Named, entry: Obligation) -> bool:
    names = {*named.indicators, *named.candidates}
    return (not names or entry.indicator in names) and (not named.periods or entry.period in named.periods)


async def _reasons(
    tx: Reads, plan: Plan, unit: str, named: Named, open_: Sequence[Obligation], *, on: date
) -> list[str]:
    """What is true of each figure that was named, none of which is overdue."""
    names = [*named.indicators, *named.candidates]
    led = [each for each in plan.indicators if each.lead_unit == unit and (not names or each.id in names)]
    if not led:
        return [texts.of_another(plan, each) for each in names]
    found = []
    for indicator in led:
        latest = Period.containing(on, indicator.frequency).shifted(-1)
        asked = named.periods or [each.period for each in open_ if each.indicator == indicator.id] or [latest]
        for period in asked:
            if period.frequency == indicator.frequency:
                series = Series(indicator.id, unit, str(period))
                owed, there = await owed_now(tx, plan, series), await is_reported(tx, series)
                found.append(texts.why_not(plan, owed, is_reported=there, on=on))
    return found


async def _list(visit: Visit, person: Person, action: ListOverdue) -> None:
    only_office(visit, person)
    await visit.answer(await _page(visit, page=max(0, action.page)))


async def _page(visit: Visit, *, page: int) -> Screen:
    """What of everybody is overdue."""
    plan, on = visit.desk.plan, city_day(visit.at)
    async with visit.desk.store.reading() as tx:
        entries = [each for each in await _overdue(tx, visit, on=on) if not each.is_progress]
        return texts.overdue(plan, entries, page=page, on=on, of_all=True)


async def _overdue(tx: Reads, visit: Visit, *, on: date) -> list[Obligation]:
    open_ = await open_entries(tx, visit.desk.plan, units=None, on=on)
    return [each for each in open_ if each.overdue_workdays(on) > 0]


async def _escalate(visit: Visit, person: Person, action: Escalate) -> str | None:
    only_office(visit, person)
    indicator = visit.desk.plan.indicator.get(action.indicator)
    try:
        period = Period.parse(action.period)
    except ValueError as error:
        raise Gone from error
    if indicator is None or period.frequency != indicator.frequency:
        raise Gone
    async with visit.writing() as tx:
        series = Series(indicator.id, indicator.lead_unit, action.period)
        if await is_reported(tx, series):
            return texts.REPORTED
        owed = await owed_now(tx, visit.desk.plan, series)
        if owed.overdue_workdays(city_day(visit.at)) <= 0:
            return texts.NOT_YET.format(due_on=promised_day(owed.due_on))
        await begin(tx, visit, person, series, step=None)
    return None


CONVERSATION = Conversation(presses={ListOverdue: _list, Escalate: _escalate}, says=(_said,))
