"""Presses on buttons: who presses is looked up, the action is checked, and a second press does no harm."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from handlers import answers, groups, people
from handlers.buttons import Action, Ask, Bind, Choose, Invite, Remove, Undo, decode
from handlers.reporting import ASK_INDICATOR, Completed, record
from handlers.screen import Screen, edit, screen
from handlers.texts import people as people_texts
from handlers.texts import receipts, refusals
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion
from qbot.reading.meaning import Question
from qbot.reporting import Origin, undo


async def press(visit: Visit, data: str | None) -> str | None:
    """Do what the button says; the words to show beside it, or None."""
    try:
        return await _act(visit, decode(data))
    except Gone as gone:
        return _gone(gone)
    except NotAllowed:
        return people_texts.OFFICE_ONLY if visit.person else people_texts.INVITED_ONLY


async def _act(visit: Visit, action: Action) -> str | None:
    person = visit.person
    if person is None:
        raise NotAllowed
    match action:
        case Undo(first, last):
            return await _undo(visit, person, range(first, min(last, first + 200) + 1))
        case Choose(question, choice):
            return await _choose(visit, person, question, choice)
        case Ask(about, indicator):
            await _ask(visit, person, about, indicator)
        case Bind():
            await _show(visit, await groups.bind(visit, person, action))
        case Remove():
            await _show(visit, await people.remove_by_button(visit, person, action))
        case Invite():
            await _show(visit, await people.invite_by_button(visit, person, action))
        case _:
            raise Gone
    return None


async def _show(visit: Visit, shown: Screen) -> None:
    """Put the outcome in the place of the message with the button."""
    async with visit.writing() as tx:
        if visit.message_id is not None:
            await tx.outbox.add([edit(visit.chat_id, visit.message_id, shown)], at=visit.at)


async def _undo(visit: Visit, person: Person, numbers: Sequence[int]) -> str | None:
    try:
        async with visit.writing() as tx:
            origin = Origin("[撤销]", visit.chat_id, visit.message_id, "button")
            withdrawn = await undo(tx, person, numbers, origin=origin, at=visit.at)
            shown = receipts.undone(visit.desk.plan, withdrawn, at=visit.at)
            if visit.message_id is not None:
                await tx.outbox.add([edit(visit.chat_id, visit.message_id, shown)], at=visit.at)
    except NotAllowed:
        return receipts.NOT_YOURS
    return "已撤销"


async def _choose(visit: Visit, person: Person, number: int, choice: int) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(number)
        if question is None or question.chat_id != visit.chat_id or question.kind != ASK_INDICATOR:
            raise Gone("closed")
        if question.person_id != person.id:
            return receipts.QUESTION_OF_ANOTHER
        if question.expires_at <= visit.at:
            await tx.questions.close(number, outcome="expired", at=visit.at)
            return receipts.QUESTION_CLOSED
        choices = question.payload["choices"]
        if choice >= len(choices) or choice < -1:
            raise Gone
        dropped = choice == -1
        await tx.questions.close(number, outcome="cancelled" if dropped else "answered", at=visit.at)
        shown = (
            screen(receipts.QUESTION_DROPPED)
            if dropped
            else receipts.chosen(visit.desk.plan, choices[choice])
        )
        if visit.message_id is not None:
            await tx.outbox.add([edit(visit.chat_id, visit.message_id, shown)], at=visit.at)
        if not dropped:
            item, origin = _completed(question, choices[choice], visit)
            await record(tx, visit, person, [item], origin=origin)
    return None


def _completed(question: PendingQuestion, indicator: str, visit: Visit) -> tuple[Completed, Origin]:
    """What was asked, with the indicator that was picked; a period not said is the last completed one."""
    asked = question.payload
    frequency = visit.desk.plan.indicator[indicator].frequency
    last_completed = Period.last_completed(date.fromisoformat(asked["said_on"]), frequency)
    item = Completed(
        indicator=indicator,
        value=Decimal(asked["value"]),
        numerator=asked["numerator"],
        denominator=asked["denominator"],
        period=asked["period"] or str(last_completed),
        unit=asked["unit"],
    )
    return item, Origin(asked["text"], visit.chat_id, asked["message_id"])


async def _ask(visit: Visit, person: Person, about: str, indicator: str) -> None:
    if not visit.is_bound:
        raise NotAllowed
    if about not in answers.ABOUTS or (indicator and indicator not in visit.desk.plan.indicator):
        raise Gone
    question = Question(about=answers.ABOUTS[about], indicators=(indicator,) if indicator else ())
    await answers.answer(visit, person, question)


def _gone(gone: Gone) -> str:
    words = {
        "too old": receipts.TOO_OLD_TO_UNDO,
        "withdrawn": receipts.UNDONE_ALREADY,
        "closed": receipts.QUESTION_CLOSED,
    }
    return words.get(str(gone), refusals.STALE_BUTTON)
