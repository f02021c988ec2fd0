"""Objections to a draft assessment: a unit's words, and the office's answer on their way back."""

import re
from collections.abc import Mapping

from handlers import prompts
from handlers.actions_assessments import AnswerObjection, ObjectTo
from handlers.assessments import only_office, own_lines
from handlers.conversation import Conversation
from handlers.screen import screen
from handlers.telling import hearing_office, tell_people
from handlers.texts import assessments as texts
from handlers.visit import Visit
from qbot.assessing import answer_objection, objectionable, raise_objection, under_review, units_of
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reviewing import contacts_of

_ANSWERED = re.compile(r"答复异议\s*(?P<number>\d{1,9})\s*[:：,，\s]\s*(?P<words>.+)", re.DOTALL)
PREFIX = "objection"
RAISE, ANSWER = "objection", "objection-answer"
LONGEST = 1500
_SAID = re.compile(r"(?:我们?|考核|对考核)?(?:有|提出?)?异议\s*(?:[:：,，]\s*(?P<words>.+))?", re.DOTALL)


async def _press(visit: Visit, person: Person, action: ObjectTo) -> str | None:
    """[提出异议] asks for the words."""
    if not visit.is_private:
        raise NotAllowed
    async with visit.writing() as tx:
        said = await _refusal(tx, visit, person, number=action.number, unit=action.unit)
        if said is not None:
            return said
        payload = {"number": action.number, "unit": action.unit}
        shown = texts.ask_objection(visit.desk.plan, action.unit)
        await prompts.prompt(tx, visit, person, shown, kind=RAISE, payload=payload)
    return None


async def _refusal(tx: Reads, visit: Visit, person: Person, *, number: int, unit: str) -> str | None:
    """Why this person may not object now; None when it may."""
    try:
        await objectionable(tx, person, number=number, unit=unit, on=visit.on)
    except NotAllowed:
        return texts.NOT_YOUR_UNIT
    except Gone:
        return texts.OBJECTIONS_CLOSED
    return None


async def _typed(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The words that [提出异议] asked for."""
    async with prompts.taking(visit, question) as tx:
        number, unit = question.payload["number"], question.payload["unit"]
        await _raise(tx, visit, person, number=number, unit=unit, words=visit.text)
    return True


async def _ask(visit: Visit, person: Person) -> bool:
    """异议:…… from a unit whose lines are out for checking."""
    match = _SAID.fullmatch(visit.text.strip())
    if match is None or not visit.is_private or person.role != "contact":
        return False
    async with visit.desk.store.reading() as tx:
        draft = await under_review(tx)
    units = units_of(person, draft.assessment) if draft else ()
    if draft is None or not units:
        await visit.answer(screen(texts.NO_DRAFT))
    elif match["words"] and len(units) == 1:
        async with visit.writing() as tx:
            number = draft.paper.number
            await _raise(tx, visit, person, number=number, unit=units[0], words=match["words"])
    else:
        shown = await own_lines(visit, person)
        async with visit.writing() as tx:
            for each in shown:
                await visit.say(tx, each)
    return True


async def _raise(tx: Writes, visit: Visit, person: Person, *, number: int, unit: str, words: str) -> None:
    said = await _refusal(tx, visit, person, number=number, unit=unit)
    if said is not None:
        return await visit.say(tx, screen(said))
    draft = await objectionable(tx, person, number=number, unit=unit, on=visit.on)
    text = words.strip()[:LONGEST]
    found = await raise_objection(tx, person, draft, unit=unit, text=text, at=visit.at)
    shown = texts.objection_to_office(visit.desk.plan, found, who=person.name)
    await tell_people(tx, await hearing_office(tx), shown, at=visit.at, subject=f"{PREFIX}:{found.id}")
    visit.turn.mark("noted")
    return await visit.say(tx, texts.objection_kept(found), kind="receipt", resend=True)


async def _press_answer(visit: Visit, person: Person, action: AnswerObjection) -> str | None:
    """[答复] asks for the words."""
    only_office(visit, person)
    async with visit.writing() as tx:
        found = await tx.issued.objection(action.objection)
        if found is None:
            raise Gone
        if not found.is_open:
            return texts.ANSWERED_ALREADY
        payload = {"objection": found.id}
        await prompts.prompt(tx, visit, person, texts.ask_answer(found), kind=ANSWER, payload=payload)
    return None


async def _typed_answer(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    async with prompts.taking(visit, question) as tx:
        await _answer(tx, visit, person, question.payload["objection"], words=visit.text)
    return True


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to the office's copy of an objection is the answer to it."""
    if not person.is_office or not visit.is_private or not visit.text.strip():
        return False
    async with visit.writing() as tx:
        await _answer(tx, visit, person, number, words=visit.text)
    return True


async def _answer_in_words(visit: Visit, person: Person) -> bool:
    """答复异议3:……"""
    match = _ANSWERED.fullmatch(visit.text.strip())
    if match is None or not person.is_office or not visit.is_private:
        return False
    async with visit.writing() as tx:
        await _answer(tx, visit, person, int(match["number"]), words=match["words"])
    return True


async def _answer(tx: Writes, visit: Visit, person: Person, number: int, *, words: str) -> None:
    """Put the answer on record and tell the unit's contacts."""
    words = words.strip()[:LONGEST]
    try:
        found = await answer_objection(tx, person, number, text=words, at=visit.at)
    except Gone:
        return await visit.say(tx, screen(texts.ANSWERED_ALREADY))
    people = await contacts_of(tx, found.unit)
    await tell_people(tx, people, texts.answered(found, words), at=visit.at)
    visit.turn.mark("answered")
    return await visit.say(tx, texts.answer_sent(found), kind="receipt", resend=True)


PROMPTS: Mapping[str, prompts.Continue] = {RAISE: _typed, ANSWER: _typed_answer}
CONVERSATION = Conversation(
    presses={ObjectTo: _press, AnswerObjection: _press_answer},
    replies={PREFIX: _reply},
    asks=(_ask, _answer_in_words),
)
