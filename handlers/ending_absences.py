"""The end of an absence: 我回来了, a press, or one that will not be after all (下周不出差了)."""

from datetime import date

from handlers.actions_absences import CallOff, EndAbsence
from handlers.conversation import Conversation
from handlers.retracting import retract_this
from handlers.screen import Screen, screen
from handlers.telling import hearing_office, tell_in_hours
from handlers.texts import absences as texts
from handlers.visit import Visit
from qbot.absences import Absence
from qbot.clock import city_day
from qbot.errors import Gone
from qbot.people import Person
from qbot.ports import Writes
from qbot.retracting import own_waiting
from qbot.standing_in import come_back, days_of, end_absence

Days = tuple[date, date]
_END_OF_ANYTHING = frozenset(("结束", "已结束", "提前结束", "学习结束", "培训结束", "开会结束"))


async def back(visit: Visit, person: Person) -> bool:
    """End what keeps the person away; what has not begun yet is offered. Where there is nothing, a word that
    may mean the end of anything is left alone."""
    on = city_day(visit.at)
    async with visit.desk.store.reading() as view:
        open_ = await view.absences.open_of(person.id, on=on)
    if not open_ and visit.text.strip("。！!了 ") in _END_OF_ANYTHING:
        return False
    async with visit.writing() as tx:
        ended = await come_back(tx, person, on=on, at=visit.at)
        if not ended:
            await visit.say(tx, texts.not_yet(open_) if open_ else screen(texts.NOT_AWAY))
            return True
        visit.turn.mark("noted")
        await visit.say(tx, texts.back(ended), resend=True)
        for absence in ended:
            await _tell_others(tx, visit, absence, person, by=person)
    return True


async def call_off(visit: Visit, person: Person, span: Days | None) -> bool:
    """End the one absence, planned or running, that is meant, or take back the wish for it; of several, which
    one is asked. False where none is there."""
    async with visit.desk.store.reading() as view:
        absences = await view.absences.open_of(person.id, on=city_day(visit.at))
        wishes = await own_waiting(view, person, ["substitute"])
    meant = [each for each in absences if _meets(span, (each.from_on, each.until_on))]
    wished = [each for each in wishes if _meets(span, days_of(each))]
    if len(meant) == 1 and not wished:
        await _end_in_words(visit, person, meant[0])
    elif len(wished) == 1 and not meant:
        await retract_this(visit, person, wished[0])
    elif absences:
        await visit.answer(texts.which(absences))
    else:
        return False
    return True


def _meets(span: Days | None, days: Days) -> bool:
    return span is None or (span[0] <= days[1] and days[0] <= span[1])


async def _end_in_words(visit: Visit, person: Person, absence: Absence) -> None:
    try:
        async with visit.writing() as tx:
            ended = await end_absence(tx, person, absence.id, at=visit.at)
            visit.turn.mark("noted")
            await visit.say(tx, _over(visit, ended, person), resend=True)
            await _tell_others(tx, visit, ended, person, by=person)
    except Gone:
        await visit.answer(screen(texts.OVER))


def _over(visit: Visit, absence: Absence, by: Person) -> Screen:
    """An absence is over, or will not be."""
    if absence.from_on > city_day(visit.at):
        return texts.called_off(absence, None if by.id == absence.person_id else by)
    return texts.back([absence])


async def _tell_others(tx: Writes, visit: Visit, absence: Absence, away: Person, *, by: Person) -> None:
    """Whoever stood in, who was away, and of what has not begun the office, which had heard of it."""
    plan, is_planned = visit.desk.plan, absence.from_on > city_day(visit.at)
    substitute = await tx.people.get(absence.substitute_id) if absence.substitute_id else None
    if substitute is not None and substitute.state == "active":
        word = (
            texts.called_off_to_substitute(plan, absence, away)
            if is_planned
            else texts.back_to_substitute(plan, away)
        )
        await tell_in_hours(tx, [substitute], word, at=visit.at)
    if away.id != by.id and away.state == "active":
        await tell_in_hours(tx, [away], _over(visit, absence, by), at=visit.at)
    if is_planned:
        office = [each for each in await hearing_office(tx) if each.id != by.id]
        await tell_in_hours(tx, office, texts.called_off_to_office(plan, absence, away, by=by), at=visit.at)


async def _tell_all(tx: Writes, visit: Visit, absence: Absence, *, by: Person) -> None:
    away = await tx.people.get(absence.person_id)
    if away is not None:
        await _tell_others(tx, visit, absence, away, by=by)


async def _press(visit: Visit, person: Person, action: EndAbsence) -> str:
    """[结束] in a list, which stays."""
    try:
        async with visit.writing() as tx:
            absence = await end_absence(tx, person, action.absence, at=visit.at)
            await _tell_all(tx, visit, absence, by=person)
    except Gone:
        return texts.OVER
    return texts.ENDED


async def _call_off(visit: Visit, person: Person, action: CallOff) -> str:
    """[撤销] below the receipt, which tells then what has become of it."""
    try:
        async with visit.writing() as tx:
            absence = await end_absence(tx, person, action.absence, at=visit.at)
            await visit.put(tx, _over(visit, absence, person))
            await _tell_all(tx, visit, absence, by=person)
    except Gone:
        return texts.OVER
    return texts.ENDED


CONVERSATION = Conversation(presses={EndAbsence: _press, CallOff: _call_off})
