"""Drafting a step of escalation: choose what is overdue, see the text, change it, send it by one tap."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers import prompts
from handlers.actions_orders import (
    ChooseLeader,
    Escalate,
    Finish,
    ListOverdue,
    Reword,
    SetLight,
    SetStep,
)
from handlers.conversation import Conversation
from handlers.screen import Screen, safe, screen
from handlers.telling import tell_in_hours
from handlers.texts import asking as asking_texts
from handlers.texts import orders as texts
from handlers.texts.words import promised_day
from handlers.visit import Visit
from qbot.calendar import add_workdays
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.escalating import ANSWER_WORKDAYS, Draft, issue, leaders_of, officials, receivers
from qbot.extending import owed_now
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series
from qbot.nudging.standing import open_entries
from qbot.orders import USUAL_LIGHT, Step, next_step
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.proxy import split

DRAFT, WORDS = "order-draft", "order-words"
DRAFT_LIFE = timedelta(hours=12)
LONGEST = 1500
_BY_WORDS = re.compile(
    r"\s*(?:请|帮我|给我|向)?(?P<step>催办|督办)(?:单)?\s*[::]?\s*(?P<rest>.{2,60})", re.DOTALL
)
_STEPS: dict[str, Step] = {"催办": "urge", "督办": "order"}


async def _said(visit: Visit, person: Person) -> bool:
    """督办市农业局3月农产品: the draft of that step; a unit alone shows what of it is overdue."""
    match = _BY_WORDS.fullmatch(visit.text)
    if match is None or not person.is_office or not visit.is_private:
        return False
    named = split(visit.desk.plan, match["rest"])
    if named is None:
        return False
    await of_unit(visit, person, *named, step=_STEPS[match["step"]])
    return True


async def of_unit(visit: Visit, person: Person, unit: str, rest: str, *, step: Step | None = None) -> None:
    """The draft about the one overdue figure of a unit that is meant, or the choice among several."""
    on = city_day(visit.at)
    async with visit.writing() as tx:
        entries = [each for each in await _overdue(tx, visit, on=on) if each.unit == unit]
        named = visit.desk.reader.named(rest, on=visit.on) if rest else None
        if named is not None:
            names = {*named.indicators, *named.candidates}
            entries = [
                each
                for each in entries
                if (not names or each.indicator in names)
                and (not named.periods or each.period in named.periods)
            ]
        if len(entries) == 1:
            await _begin(tx, visit, person, entries[0].series, step=step)
        elif entries:
            await visit.say(tx, texts.overdue(visit.desk.plan, entries, page=0, on=on))
        else:
            name = visit.desk.plan.unit[unit].name
            await visit.say(tx, screen(texts.NOT_OVERDUE.format(unit=name)))


async def _list(visit: Visit, person: Person, action: ListOverdue) -> None:
    _only_office(visit, person)
    on = city_day(visit.at)
    async with visit.writing() as tx:
        entries = await _overdue(tx, visit, on=on)
        await visit.say(tx, texts.overdue(visit.desk.plan, entries, page=max(0, action.page), on=on))


async def _overdue(tx: Reads, visit: Visit, *, on: date) -> list[Obligation]:
    open_ = await open_entries(tx, visit.desk.plan, units=None, on=on)
    return [each for each in open_ if each.overdue_workdays(on) > 0]


async def _escalate(visit: Visit, person: Person, action: Escalate) -> str | None:
    _only_office(visit, person)
    indicator = visit.desk.plan.indicator.get(action.indicator)
    try:
        period = Period.parse(action.period)
    except ValueError as error:
        raise Gone from error
    if indicator is None or period.frequency != indicator.frequency:
        raise Gone
    async with visit.writing() as tx:
        series = Series(indicator.id, indicator.lead_unit, action.period)
        if await _is_reported(tx, series):
            return texts.REPORTED
        owed = await owed_now(tx, visit.desk.plan, series)
        if owed.overdue_workdays(city_day(visit.at)) <= 0:
            return texts.NOT_YET.format(due_on=promised_day(owed.due_on))
        await _begin(tx, visit, person, series, step=None)
    return None


async def _is_reported(tx: Reads, series: Series) -> bool:
    standing = await tx.reports.standing(
        indicators={series.indicator}, units={series.unit}, periods={series.period}
    )
    return any(version.settles for version in standing)


async def _begin(tx: Writes, visit: Visit, person: Person, series: Series, *, step: Step | None) -> None:
    chosen = step or next_step(await tx.orders.about(series))
    leaders = tuple(each.id for each in await leaders_of(tx, series.unit))
    await _put_new(tx, visit, person, Draft(series, chosen, USUAL_LIGHT[chosen], leaders))


async def _put_new(tx: Writes, visit: Visit, person: Person, draft: Draft) -> None:
    question = await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=DRAFT,
        payload=draft.to_payload(),
        at=visit.at,
        expires_at=visit.at + DRAFT_LIFE,
    )
    visit.turn.mark("asked")
    await visit.say(tx, await _screen(tx, visit, draft, question.id), kind="question", resend=True)


async def _screen(tx: Reads, visit: Visit, draft: Draft, question: int) -> Screen:
    return texts.draft_screen(
        visit.desk.plan,
        draft,
        text=await _text(tx, visit, draft),
        answer_by_on=_answer_by(visit, draft),
        to=await receivers(tx, draft),
        officials=await officials(tx),
        before=await tx.orders.about(draft.series),
        question=question,
    )


async def _text(tx: Reads, visit: Visit, draft: Draft) -> str:
    if draft.text is not None:
        return draft.text
    owed, on = await owed_now(tx, visit.desk.plan, draft.series), city_day(visit.at)
    return texts.usual_text(visit.desk.plan, draft, owed, answer_by_on=_answer_by(visit, draft), on=on)


def _answer_by(visit: Visit, draft: Draft) -> date:
    return add_workdays(city_day(visit.at), ANSWER_WORKDAYS[draft.step])


async def _open_draft(tx: Reads, visit: Visit, person: Person, number: int) -> PendingQuestion | str:
    """A draft that this person may change; or why not."""
    _only_office(visit, person)
    question = await tx.questions.get(number)
    if question is None or question.kind != DRAFT or question.expires_at <= visit.at:
        return texts.CLOSED_DRAFT
    return question if question.person_id == person.id else asking_texts.OF_ANOTHER


async def _set_step(visit: Visit, person: Person, action: SetStep) -> str | None:
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, action.question)
        if isinstance(question, str):
            return question
        draft = Draft.from_payload(question.payload).as_step(action.step)
        await _renew(tx, visit, person, question, draft)
    return None


async def _set_light(visit: Visit, person: Person, action: SetLight) -> str | None:
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, action.question)
        if isinstance(question, str):
            return question
        draft = Draft.from_payload(question.payload).with_light(action.light)
        await _renew(tx, visit, person, question, draft)
    return None


async def _choose_leader(visit: Visit, person: Person, action: ChooseLeader) -> str | None:
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, action.question)
        if isinstance(question, str):
            return question
        if action.person not in {each.id for each in await officials(tx)}:
            raise Gone
        draft = Draft.from_payload(question.payload).with_leader(action.person)
        await _renew(tx, visit, person, question, draft)
    return None


async def _renew(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, draft: Draft) -> None:
    """Put the changed draft in the place of the one before; the old buttons act no more."""
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    renewed = await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=DRAFT,
        payload=draft.to_payload(),
        at=visit.at,
        expires_at=visit.at + DRAFT_LIFE,
    )
    await visit.put(tx, await _screen(tx, visit, draft, renewed.id))


async def _reword(visit: Visit, person: Person, action: Reword) -> str | None:
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, action.question)
        if isinstance(question, str):
            return question
        draft = Draft.from_payload(question.payload)
        shown = screen(texts.ASK_TEXT.format(text=safe(await _text(tx, visit, draft))))
        await prompts.prompt(tx, visit, person, shown, kind=WORDS, payload={"number": question.id})
    return None


async def _new_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The text that [改文字] asked for, word for word."""
    async with prompts.taking(visit, question) as tx:
        drafted = await _open_draft(tx, visit, person, int(question.payload["number"]))
        if isinstance(drafted, str):
            await visit.say(tx, screen(drafted))
            return True
        await tx.questions.close(drafted.id, outcome="answered", at=visit.at)
        draft = replace(Draft.from_payload(drafted.payload), text=visit.text.strip()[:LONGEST])
        await _put_new(tx, visit, person, draft)
    return True


async def _finish(visit: Visit, person: Person, action: Finish) -> str | None:
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, action.question)
        if isinstance(question, str):
            return question
        draft = Draft.from_payload(question.payload)
        if not action.send:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
            await visit.put(tx, screen(texts.DROPPED))
            return None
        return await _send(tx, visit, person, question, draft)


async def _send(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, draft: Draft
) -> str | None:
    if await _is_reported(tx, draft.series):
        return texts.REPORTED
    try:
        order, to = await issue(
            tx,
            person,
            draft,
            text=await _text(tx, visit, draft),
            answer_by_on=_answer_by(visit, draft),
            year=city_day(visit.at).year,
            at=visit.at,
        )
    except Gone:
        return texts.NOBODY
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    visit.turn.mark("noted")
    await tell_in_hours(
        tx, to, texts.message(visit.desk.plan, order), at=visit.at, subject=f"order:{order.id}"
    )
    await visit.put(tx, texts.issued(order, to))
    return None


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {WORDS: _new_words}
CONVERSATION = Conversation(
    presses={
        ListOverdue: _list,
        Escalate: _escalate,
        SetStep: _set_step,
        SetLight: _set_light,
        ChooseLeader: _choose_leader,
        Reword: _reword,
        Finish: _finish,
    },
    says=(_said,),
)
