"""The practice round: three exercises that are read as messages are, and touch no data.

While it is open every plain word belongs to it, emergencies excepted; what was said in it is remembered, so
that a later edit of such a message is no report either.
"""

from collections.abc import Sequence
from datetime import timedelta

from telegram import Message

from handlers.actions_absences import Practise
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen
from handlers.texts import practice as texts
from handlers.visit import Visit
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.promises import read_blanks
from qbot.reporting import speaking_units

KIND = "practice"
LIFE = timedelta(minutes=20)
STEPS = 3
_END = frozenset(("结束", "结束练习", "退出", "退出练习", "不练了", "停止练习", "取消"))


async def _begin(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """/practice."""
    if not visit.is_private:
        return await visit.answer(screen(texts.IN_PRIVATE))
    async with visit.writing() as tx:
        await _open(tx, visit, person)
    return None


async def _press(visit: Visit, person: Person, action: Practise) -> str | None:
    async with visit.writing() as tx:
        if action.begin:
            await _open(tx, visit, person)
            return None
        question = await _practising(tx, visit, person)
        if question is None:
            return texts.NOT_PRACTISING
        await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
        await visit.say(tx, screen(texts.ENDED))
    return None


async def _open(tx: Writes, visit: Visit, person: Person) -> None:
    earlier = await _practising(tx, visit, person)
    if earlier is not None:
        await tx.questions.close(earlier.id, outcome="cancelled", at=visit.at)
    await _ask(tx, visit, person, step=0)


async def _ask(tx: Writes, visit: Visit, person: Person, *, step: int, before: str = "") -> None:
    """Put an exercise, below a word on the one before."""
    await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=KIND,
        payload={"step": step},
        at=visit.at,
        expires_at=visit.at + LIFE,
    )
    indicator = _indicator(visit.desk.plan, person)
    period = str(Period.last_completed(visit.on, indicator.frequency))
    shown = texts.step(indicator, step, period)
    await visit.say(
        tx, Screen((texts.went_well(before), *shown.blocks[1:]) if before else shown.blocks, shown.buttons)
    )


def _indicator(plan: Plan, person: Person) -> Indicator:
    """One that the person reports, else the plan's first."""
    led = [each for unit in speaking_units(plan, person) for each in plan.led_by(unit)]
    return (led or list(plan.indicators))[0]


async def _said(visit: Visit, person: Person) -> bool:
    """Whether the words belong to the practice."""
    if not visit.is_private or not visit.text.strip():
        return False
    async with visit.desk.store.reading() as view:
        question = await _practising(view, visit, person)
    if question is None:
        return False
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role="contact", chat="private")
    if meaning.intent == "incident":
        return False
    async with visit.writing() as tx:
        visit.turn.mark("answered")
        await tx.facts.set(_key(visit), "said")
        if visit.text.strip(" 。!") in _END:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
            await visit.say(tx, screen(texts.ENDED))
        else:
            await _go_on(tx, visit, person, question, _judged(visit, int(question.payload["step"])))
    return True


async def _file_in_practice(visit: Visit, person: Person, _message: Message) -> bool:
    """A photo or a file is no part of it, and is not kept."""
    if not visit.is_private:
        return False
    async with visit.desk.store.reading() as view:
        question = await _practising(view, visit, person)
    if question is None:
        return False
    await visit.answer(texts.no_files())
    return True


async def _go_on(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, well: str | None
) -> None:
    """The next exercise where this one went well, else once more."""
    if well is None:
        return await visit.say(tx, texts.again())
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    step = int(question.payload["step"]) + 1
    if step < STEPS:
        return await _ask(tx, visit, person, step=step, before=well)
    shown = texts.done()
    return await visit.say(tx, Screen((texts.went_well(well), *shown.blocks[1:])))


def _judged(visit: Visit, step: int) -> str | None:
    """How the words would be read, in words; None when they are not what the exercise asks for."""
    reader = visit.desk.reader
    if step == STEPS - 1:
        told = read_blanks(reader, visit.text, on=visit.on)
        return texts.understood_blanks(told.blanks) if told is not None else None
    if step == 1 and "更正" not in visit.text:
        return None
    meaning = reader.read(visit.text, on=visit.on, role="contact", chat="private")
    if meaning.items:
        return texts.understood(visit.desk.plan, meaning.items)
    return texts.asked_back() if meaning.intent == "report" else None


async def _practising(tx: Reads, visit: Visit, person: Person) -> PendingQuestion | None:
    """The exercise that is open in this chat."""
    open_ = await tx.questions.open_for(person.id, visit.chat_id)
    return next((each for each in open_ if each.kind == KIND and each.expires_at > visit.at), None)


async def was_practice(visit: Visit) -> bool:
    """Whether a message that is edited now was said in a practice round."""
    async with visit.desk.store.reading() as tx:
        return visit.message_id is not None and await tx.facts.get(_key(visit)) is not None


def _key(visit: Visit) -> str:
    return f"practice:{visit.chat_id}:{visit.message_id}"


CONVERSATION = Conversation(
    commands=(
        Command(
            "practice",
            "练习报数,不记录",
            _begin,
            phrases=("练习", "开始练习", "练习一遍", "练一遍", "练习报数"),
        ),
    ),
    presses={Practise: _press},
    takes=(_file_in_practice,),
    says=(_said,),
)
