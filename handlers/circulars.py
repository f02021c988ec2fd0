"""Letting a circular go round: /notice, its words or its file, to whom, until when, and [发送]."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from handlers import prompts
from handlers.actions_circulars import AddressTo, SendCircular
from handlers.attachments import plain_name
from handlers.circular_copies import copies
from handlers.conversation import Command, Conversation
from handlers.files import NotFetched
from handlers.screen import screen
from handlers.texts import circulars as texts
from handlers.transport import TooLarge
from handlers.visit import Visit
from qbot.audiences import read_audience
from qbot.circular_words import read_circular
from qbot.circulars import Draft
from qbot.circulating import issue
from qbot.errors import Gone, NotAllowed
from qbot.nudging.burden import full_this_week
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reaching import reach
from qbot.reading.normal import normalise
from qbot.reading.spoken_days import find_days

KIND = "circular"
PREVIEW_LIFE = timedelta(minutes=60)


async def _begin(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/notice [TEXT]."""
    text = visit.text.split(maxsplit=1)[1].strip() if words else ""
    async with visit.writing() as tx:
        if text:
            await _preview(tx, visit, person, Draft(text=text))
        else:
            payload = Draft().to_payload()
            await prompts.prompt(tx, visit, person, screen(texts.ASK_TEXT), kind=KIND, payload=payload)


async def _said(visit: Visit, person: Person) -> bool:
    """The words asked for: first the text, later whom it goes to or until when."""
    question = await _open_one(visit, person)
    if question is None or not visit.text.strip():
        return False
    draft = Draft.from_payload(question.payload)
    whole = read_circular(visit.desk.plan, visit.text)
    if _has_content(draft):
        changed = whole or _with_terms(visit, draft)
    else:
        changed = whole or replace(draft, text=visit.text.strip())
    if changed is None:
        return False
    async with prompts.taking(visit, question) as tx:
        await _preview(tx, visit, person, changed)
    return True


async def _wanted(visit: Visit, person: Person) -> bool:
    """通知各单位明天下午3点开会: the office says in one sentence what goes to whom."""
    if not person.is_office or not visit.is_private:
        return False
    draft = read_circular(visit.desk.plan, visit.text)
    if draft is None:
        return False
    async with visit.writing() as tx:
        await _preview(tx, visit, person, draft)
    return True


def _has_content(draft: Draft) -> bool:
    return bool(draft.text or draft.file)


def _with_terms(visit: Visit, draft: Draft) -> Draft | None:
    """The draft for whom, or until when, the words say; None where they say neither and nothing else."""
    words = normalise(visit.text).text.strip()
    audience, rest = read_audience(visit.desk.plan, words.removeprefix("发给").strip())
    if not audience.is_nobody and not rest:
        return replace(draft, audience=draft.audience.with_other(audience))
    days = find_days(words, on=visit.on)
    around = words[: days[0].start] + words[days[0].end :] if days else words
    if len(days) == 1 and around.strip() in ("", "截止", "截止到", "截止日期", "办理"):
        return replace(draft, answer_by_on=days[0].day)
    return None


async def _take(visit: Visit, person: Person, message: Message) -> bool:
    """A file that is to go round, while its preview or its words are waited for."""
    question = await _open_one(visit, person)
    photo = message.photo[-1] if message.photo else None
    file = message.document or photo
    if question is None or file is None:
        return False
    name = message.document.file_name if message.document and message.document.file_name else "图片.jpg"
    try:
        data = await visit.desk.files.fetch(file.file_id, size=file.file_size)
    except TooLarge:
        await visit.answer(screen(texts.TOO_LARGE))
        return True
    except NotFetched:
        await visit.answer(screen(texts.NOT_FETCHED))
        return True
    kept = await visit.desk.files.keep(data)
    draft = Draft.from_payload(question.payload)
    text = visit.text.strip() or draft.text or name
    async with prompts.taking(visit, question) as tx:
        changed = replace(draft, text=text, file=kept.path, file_name=plain_name(name))
        await _preview(tx, visit, person, changed)
    return True


async def _open_one(visit: Visit, person: Person) -> PendingQuestion | None:
    if not person.is_office or not visit.is_private:
        return None
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    return next((each for each in open_ if each.kind == f"words:{KIND}" and each.expires_at > visit.at), None)


async def _preview(tx: Writes, visit: Visit, person: Person, draft: Draft, *, in_place: bool = False) -> None:
    """Show what will be sent, and wait for more about it."""
    if draft.is_too_long:
        visit.turn.mark("refused")
        await visit.say(tx, texts.too_long(draft))
        draft = replace(draft, text="", file=None, file_name=None)
        await prompts.prompt(tx, visit, person, screen(texts.ASK_TEXT), kind=KIND, payload=draft.to_payload())
        return
    question = await prompts.open_prompt(
        tx, visit, person, chat_id=visit.chat_id, kind=KIND, payload=draft.to_payload(), life=PREVIEW_LIFE
    )
    groups = [each for each in await tx.chats.groups() if each.bound and each.state == "active"]
    met = await reach(tx, draft.audience, on=visit.on)
    full = await full_this_week(tx, met.hearing, at=visit.at)
    later = [each for each in met.hearing if each.id in full]
    shown = texts.preview(visit.desk.plan, draft, met, groups, later=later, question=question.id)
    await (visit.put(tx, shown) if in_place else visit.say(tx, shown))


async def _address(visit: Visit, person: Person, action: AddressTo) -> None:
    async with visit.writing() as tx:
        draft = await _waiting(tx, visit, person, action.question)
        await tx.questions.close(action.question, outcome="answered", at=visit.at)
        changed = replace(draft, audience=draft.audience.toggled(action.whom))
        await _preview(tx, visit, person, changed, in_place=True)


async def _send(visit: Visit, person: Person, action: SendCircular) -> str | None:
    async with visit.writing() as tx:
        draft = await _waiting(tx, visit, person, action.question)
        if not action.send:
            await tx.questions.close(action.question, outcome="cancelled", at=visit.at)
            await visit.put(tx, screen(texts.DROPPED))
            return None
        issued = await issue(tx, draft, copies(), by=person, at=visit.at)
        if issued is None:
            return texts.NOBODY
        await tx.questions.close(action.question, outcome="answered", at=visit.at)
        await visit.put(tx, texts.sent(visit.desk.plan, issued))
    return None


async def _waiting(tx: Reads, visit: Visit, person: Person, number: int) -> Draft:
    """The draft behind a preview; Gone when it was sent, dropped, or has waited too long."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    question = await tx.questions.get(number)
    if question is None or question.person_id != person.id or question.kind != f"words:{KIND}":
        raise Gone("closed")
    if question.expires_at <= visit.at:
        raise Gone("closed")
    return Draft.from_payload(question.payload)


CONVERSATION = Conversation(
    commands=(
        Command(
            "notice", "发通知,统计已阅", _begin, for_office=True, phrases=("发通知", "发个通知", "发一份通知")
        ),
    ),
    presses={AddressTo: _address, SendCircular: _send},
    says=(_said, _wanted),
    takes=(_take,),
)
