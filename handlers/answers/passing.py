"""A question that cannot be answered goes to the office; the office's words go back below it."""

import re
from collections.abc import Mapping, Sequence

from handlers import prompts
from handlers.actions_answers import AnswerQuestion
from handlers.answers.subjects import recall, remember
from handlers.answers.telling import tell
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen, send
from handlers.telling import tell_people
from handlers.texts import refusals
from handlers.texts.answers import passing as texts
from handlers.texts.words import ROLES, units_words
from handlers.visit import Visit
from qbot.answering.passing import KIND, pass_on, settle, waiting
from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.office_words import to_office
from qbot.people import Person
from qbot.plan.search import search_of
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reading.meaning import Question

LONGEST_ANSWER = 2000
SHOWN = 5
_ASKS = re.compile(
    r"[?？]|多少|几|什么|啥|哪|谁|怎么|怎样|如何|为何|吗|么$|呢$|是否|能不能|可不可以|要不要|有没有|何时"
)
_WHY = re.compile(r"为什么|为啥|为何|怎么回事|咋回事|什么原因|啥原因|怎么办")  # of what was just shown
_WORK = re.compile(
    r"报|数|指标|目标|达标|方案|检查|抽检|验收|考核|材料|会议|开会|通知|质量|创建|截止|办公室|佐证|台账|简报|阶段|进展"
)


async def asks_the_office(visit: Visit, person: Person) -> bool:
    """Whether words that nothing else took are a question about the work, and were passed on."""
    text = visit.text.strip()
    if person.is_office or not _ASKS.search(text):
        return False
    is_work = _WORK.search(text) or (_WHY.search(text) and await _has_subject(visit, person))
    if not is_work and not search_of(visit.desk.plan).find(text):
        return False
    await ask_office(visit, person)
    return True


async def _has_subject(visit: Visit, person: Person) -> bool:
    async with visit.desk.store.reading() as tx:
        subject = await recall(tx, visit, person)
    return subject is not None


async def handed_to_office(visit: Visit, person: Person) -> bool:
    """Whether the words say themselves that they are for the office: 转办公室 药品的佐证作废.

    An emergency or a figure among them is taken for what it is.
    """
    words = to_office(visit.text) if visit.is_private and not person.is_office else None
    if words is None:
        return False
    if not words:
        await visit.answer(screen(texts.HAND_ON_WHAT))
        return True
    meaning = visit.desk.reader.read(words, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("incident", "report"):
        return False
    await ask_office(visit.with_text(words), person, is_wished=True)
    return True


async def ask_office(
    visit: Visit,
    person: Person,
    *,
    known: Sequence[Screen] = (),
    about: Question | None = None,
    is_wished: bool = False,
) -> None:
    """Pass the question on, and say so; the office itself only hears that there is no answer. `known` is what
    can be told already, `about` the subject where it is not what was spoken of before; `is_wished`: the
    person has asked for it."""
    if person.is_office and about is None:
        return await visit.answer(screen(refusals.CANNOT_ANSWER))
    async with visit.writing() as tx:
        if about is not None:
            listed = about.indicators if len(about.indicators) > 1 else ()
            await remember(tx, visit, person, about, listed=listed)
            if person.is_office:
                return await tell(tx, visit, known, about)
        subject = await recall(tx, visit, person)
        matter = await pass_on(
            tx,
            person,
            visit.text,
            chat_id=visit.chat_id,
            message_id=visit.message_id,
            thread_id=visit.thread_id,
            subject=subject,
            at=visit.at,
        )
        members = await _members(tx)
        where = "私聊" if visit.is_private else f"群「{visit.chat_title}」"
        shown = texts.to_office(visit.desk.plan, matter, who=_who(visit, person), where=where)
        await tell_people(tx, members, shown, at=visit.at, subject=f"{PREFIX}:{matter.id}")
        if about is not None:
            await tell(tx, visit, known, about, closing=texts.ASKED if members else texts.NOTED)
        else:
            said = texts.passed_on(is_heard=bool(members), is_wished=is_wished)
            await visit.say(tx, screen(said), kind="receipt", resend=True)
        visit.turn.mark("noted")
    return None


async def _members(tx: Reads) -> Sequence[Person]:
    """Everyone of the office who can hear."""
    return [
        each for each in await tx.people.all() if each.is_office and each.state == "active" and each.started
    ]


def _who(visit: Visit, person: Person) -> str:
    return f"{units_words(visit.desk.plan, person.units) or ROLES[person.role]} {person.name}"


async def _press(visit: Visit, person: Person, action: AnswerQuestion) -> str | None:
    """[回复] asks for the words, [不需要答复] closes the question."""
    _only_office(visit, person)
    async with visit.writing() as tx:
        try:
            matter = await waiting(tx, action.matter)
        except Gone:
            return texts.SETTLED_BY_ANOTHER
        if action.settled:
            await settle(tx, person, matter, outcome="dismissed", words="", at=visit.at)
            await visit.put(tx, screen(texts.SETTLED))
        else:
            payload = {"matter": matter.id}
            await prompts.prompt(tx, visit, person, texts.type_answer(matter), kind=PROMPT, payload=payload)
    return None


async def _typed(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The words that [回复] asked for."""
    async with prompts.taking(visit, question) as tx:
        await _answer(tx, visit, person, question.payload["matter"])
    return True


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to the office's copy of a question is the answer to it."""
    if not person.is_office or not visit.is_private or not visit.text.strip():
        return False
    async with visit.writing() as tx:
        await _answer(tx, visit, person, number)
    return True


async def _answer(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    """Send the words to where the question was asked, below it."""
    words = visit.text.strip()[:LONGEST_ANSWER]
    try:
        matter = await waiting(tx, number)
    except Gone:
        return await visit.say(tx, screen(texts.SETTLED_BY_ANOTHER))
    await settle(tx, person, matter, outcome="answered", words=words, at=visit.at)
    if matter.chat_id is not None:
        calls = send(
            matter.chat_id,
            texts.answer(words, question=matter.text),
            kind="answer",
            resend=True,
            reply_to=matter.message_id,
            thread_id=matter.payload.get("thread_id"),
        )
        await tx.outbox.add(calls, at=visit.at)
    visit.turn.mark("answered")
    return await visit.say(tx, screen(texts.ANSWERED), kind="receipt", resend=True)


async def _listing(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.writing() as tx:
        matters = await tx.matters.open_ones(KIND, limit=SHOWN)
        whos = [await _asker(tx, visit, each) for each in matters]
        shown = texts.listing(visit.desk.plan, matters, whos=whos)
        for at, each in enumerate(shown):
            subject = f"{PREFIX}:{matters[at].id}" if matters else None
            await visit.say(tx, each, subject=subject)


async def _asker(tx: Reads, visit: Visit, matter: Matter) -> str:
    person = await tx.people.get(matter.person_id) if matter.person_id is not None else None
    return _who(visit, person) if person else ""


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PREFIX = "ask"
PROMPT = "question-answer"
PROMPTS: Mapping[str, prompts.Continue] = {PROMPT: _typed}
CONVERSATION = Conversation(
    commands=(
        Command(
            "questions", "等待办公室答复的问题", _listing, for_office=True, phrases=("待答复", "待答复的问题")
        ),
    ),
    presses={AnswerQuestion: _press},
    replies={PREFIX: _reply},
)
