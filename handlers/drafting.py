"""Drafting a step of escalation: see the text, change it, send it by one tap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from handlers import prompts
from handlers.actions_orders import ChooseLeader, ContactsOnly, Finish, Reword, SetLight, SetStep
from handlers.conversation import Conversation
from handlers.screen import Screen, safe, screen
from handlers.telling import tell_in_hours
from handlers.texts import asking as asking_texts
from handlers.texts import drafts as texts
from handlers.texts import orders as order_texts
from handlers.visit import Visit
from qbot.calendar import add_workdays
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.escalating import (
    ANSWER_WORKDAYS,
    Draft,
    done_about,
    is_reported,
    issue,
    leaders_of,
    officials,
    receivers,
)
from qbot.extending import owed_now
from qbot.hours import office_hours
from qbot.ledger.versions import Series
from qbot.orders import USUAL_LIGHT, Step, next_step
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes

DRAFT, WORDS = "order-draft", "order-words"
DRAFT_LIFE = timedelta(hours=12)
LONGEST = 1500
Change = Callable[[Draft], Draft]


async def begin(tx: Writes, visit: Visit, person: Person, series: Series, *, step: Step | None) -> None:
    """Draft a step against a figure; the next one where none is said."""
    chosen = step or next_step(await tx.orders.about(series))
    leaders = tuple(each.id for each in await leaders_of(tx, series.unit))
    await _put_new(tx, visit, person, Draft(series, chosen, USUAL_LIGHT[chosen], leaders))


async def _put_new(tx: Writes, visit: Visit, person: Person, draft: Draft) -> None:
    question = await _keep(tx, visit, person, draft)
    visit.turn.mark("asked")
    await visit.say(tx, await _screen(tx, visit, draft, question), kind="question", resend=True)


async def _keep(tx: Writes, visit: Visit, person: Person, draft: Draft) -> int:
    question = await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=DRAFT,
        payload=draft.to_payload(),
        at=visit.at,
        expires_at=visit.at + DRAFT_LIFE,
    )
    return question.id


async def _screen(tx: Reads, visit: Visit, draft: Draft, question: int) -> Screen:
    return texts.draft_screen(
        visit.desk.plan,
        draft,
        text=await _text(tx, visit, draft),
        answer_by_on=_answer_by(visit, draft),
        to=await receivers(tx, draft, on=city_day(visit.at)),
        officials=await officials(tx),
        before=await tx.orders.about(draft.series),
        question=question,
    )


async def _text(tx: Reads, visit: Visit, draft: Draft) -> str:
    if draft.text is not None:
        return draft.text
    owed, on = await owed_now(tx, visit.desk.plan, draft.series), city_day(visit.at)
    done = await done_about(tx, draft.series)
    return texts.usual_text(
        visit.desk.plan, draft, owed, done=done, answer_by_on=_answer_by(visit, draft), on=on
    )


def _answer_by(visit: Visit, draft: Draft) -> date:
    return add_workdays(city_day(visit.at), ANSWER_WORKDAYS[draft.step])


async def _open_draft(tx: Reads, visit: Visit, person: Person, number: int) -> PendingQuestion | str:
    """A draft that this person may change; or why not."""
    only_office(visit, person)
    question = await tx.questions.get(number)
    if question is None or question.kind != DRAFT or question.expires_at <= visit.at:
        return texts.CLOSED_DRAFT
    return question if question.person_id == person.id else asking_texts.OF_ANOTHER


async def _change(visit: Visit, person: Person, number: int, change: Change) -> str | None:
    """Put the changed draft in the place of the one before; the old buttons act no more."""
    async with visit.writing() as tx:
        question = await _open_draft(tx, visit, person, number)
        if isinstance(question, str):
            return question
        draft = change(Draft.from_payload(question.payload))
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        renewed = await _keep(tx, visit, person, draft)
        await visit.put(tx, await _screen(tx, visit, draft, renewed))
    return None


async def _set_step(visit: Visit, person: Person, action: SetStep) -> str | None:
    return await _change(visit, person, action.question, lambda draft: draft.as_step(action.step))


async def _set_light(visit: Visit, person: Person, action: SetLight) -> str | None:
    return await _change(visit, person, action.question, lambda draft: draft.with_light(action.light))


async def _choose_leader(visit: Visit, person: Person, action: ChooseLeader) -> str | None:
    async with visit.desk.store.reading() as tx:
        known = {each.id for each in await officials(tx)}
    if person.is_office and action.person not in known:
        raise Gone
    return await _change(visit, person, action.question, lambda draft: draft.with_leader(action.person))


async def _contacts_only(visit: Visit, person: Person, action: ContactsOnly) -> str | None:
    return await _change(visit, person, action.question, lambda draft: draft.without_leader())


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
    if await is_reported(tx, draft.series):
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
    except Gone as gone:
        return texts.NO_LEADER[draft.step] if str(gone) == "leader" else texts.NO_CONTACT
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    visit.turn.mark("noted")
    await tell_in_hours(
        tx, to, order_texts.message(visit.desk.plan, order), at=visit.at, subject=f"order:{order.id}"
    )
    opens_at = (await office_hours(tx)).next_open(visit.at)
    await visit.put(tx, texts.issued(order, to, opens_at=opens_at if opens_at > visit.at else None))
    return None


def only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {WORDS: _new_words}
CONVERSATION = Conversation(
    presses={
        SetStep: _set_step,
        SetLight: _set_light,
        ChooseLeader: _choose_leader,
        ContactsOnly: _contacts_only,
        Reword: _reword,
        Finish: _finish,
    }
)
