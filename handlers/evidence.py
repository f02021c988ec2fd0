"""Evidence coming in: photos and papers sent with a report, in reply to a receipt, or by themselves."""

import re
from dataclasses import dataclass, replace

from telegram import Message

from handlers import typed_answers
from handlers.actions_evidence import AttachTo, HowToAttach
from handlers.albums import words_follow
from handlers.captions import is_message
from handlers.conversation import Conversation
from handlers.questions import brought_by
from handlers.screen import screen
from handlers.sent_papers import Sent, fetched, sent_with
from handlers.texts import evidence as texts
from handlers.texts import refusals
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.evidence import (
    Evidence,
    Paper,
    assign,
    attach,
    figures_told_with,
    keep_with_message,
    may_attach,
)
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reading.meaning import Meaning
from qbot.reporting import speaking_units
from qbot.workbook.formats import is_table

CHOICES = 6
_FIGURE = re.compile(r"(?<![A-Za-z0-9])[Rr]-?(\d{1,9})(?!\d)")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a paper is for: `figures`, or whatever its message brings (`with_message`), or nobody has said.

    `then_read`: its words are more than a note and are still to be read as a message. `message_id`: where
    they answer a question, the message that this was about.
    """

    figures: tuple[Version, ...] = ()
    with_message: bool = False
    then_read: bool = False
    message_id: int | None = None


async def take(visit: Visit, person: Person, message: Message) -> bool:
    """A photo or a file that is evidence, or may be; False where its words are still to be read."""
    sent = sent_with(message)
    if sent is None:
        return False
    if not speaking_units(visit.desk.plan, person):
        return await _leave(visit, sent)
    try:
        aim = await _aim(visit, person, sent)
    except Gone:
        return await _refuse(visit, texts.NO_SUCH_FIGURE)
    except NotAllowed:
        return await _refuse(visit, texts.FOREIGN_FIGURE)
    if aim is None:
        return await _leave(visit, sent)
    kept = await fetched(visit, sent)
    if isinstance(kept, str):
        await _refuse(visit, kept, closing=not aim.then_read)
    elif aim.then_read:
        async with visit.desk.store.writing() as tx:  # the words come next, and close the turn
            await _keep(tx, visit, person, kept, aim)
    else:
        async with visit.writing() as tx:
            await _keep(tx, visit, person, kept, aim)
    return not aim.then_read


async def _leave(visit: Visit, sent: Sent) -> bool:
    """Leave the words to be read, and say that what came with them is not kept. A table may be a form."""
    if visit.is_private and visit.text.strip() and not is_table(sent.name):
        async with visit.desk.store.writing() as tx:
            await visit.say(tx, refusals.not_kept(sent.kind))
    return False


async def _aim(visit: Visit, person: Person, sent: Sent) -> Aim | None:
    """What the paper is for, None when it is none of ours. Raises Gone and NotAllowed."""
    words = visit.text.strip()
    meaning = visit.desk.reader.read(words, on=visit.on, role=person.role, chat="private") if words else None
    number = _replied(visit) or figure_named(words)
    if number is not None:
        return await _of_figures(visit, person, number, meaning)
    if is_table(sent.name):
        return None
    aim = await _of_words(visit, person, meaning) if meaning is not None else None
    if aim is None and sent.album:
        aim = await _of_album(visit, sent.album)
    if aim is not None:
        return aim
    answers_something = visit.reply_subject is not None  # a photo of a task
    if visit.is_private and not answers_something and (meaning is None or meaning.intent == "other"):
        return Aim()
    return None


async def _of_figures(visit: Visit, person: Person, number: int, meaning: Meaning | None) -> Aim:
    async with visit.desk.store.reading() as tx:
        figures = tuple(await figures_told_with(tx, number) if _replied(visit) else [await _one(tx, number)])
    if not all(may_attach(person, version) for version in figures):
        raise NotAllowed
    return Aim(figures, then_read=meaning is not None and is_message(visit, meaning, figures))


async def _of_words(visit: Visit, person: Person, meaning: Meaning) -> Aim | None:
    """The paper of words that are more than a note: an answer, a report, a correction, a promise."""
    question = await typed_answers.answered(visit, person)
    if question is not None:
        return Aim(with_message=True, then_read=True, message_id=brought_by(question))
    if meaning.intent == "undo" or not is_message(visit, meaning):
        return None
    return Aim(with_message=True, then_read=True)


async def _of_album(visit: Visit, album: str) -> Aim | None:
    async with visit.desk.store.reading() as tx:
        parts = await tx.evidence.of_album(visit.chat_id, album)
        figures = [await _one(tx, part.number) for part in parts if part.number is not None]
    return Aim(tuple(figures), with_message=not figures) if parts else None


async def _one(tx: Reads, number: int) -> Version:
    """A single figure by its number; Gone when it does not stand for anything."""
    figures = {each.number: each for each in await figures_told_with(tx, number)}
    if number not in figures:
        raise Gone("withdrawn figure")
    return figures[number]


def _replied(visit: Visit) -> int | None:
    subject = visit.reply_subject or ""
    return int(subject[2:]) if subject.startswith("R-") else None


def figure_named(words: str) -> int | None:
    """The number in words such as `R-12`."""
    match = _FIGURE.search(words)
    return int(match[1]) if match else None


async def _keep(tx: Writes, visit: Visit, person: Person, paper: Paper, aim: Aim) -> None:
    """Put the paper on record and say so; the further parts of an album are kept without a word."""
    plan = visit.desk.plan
    visit.turn.mark("noted")
    first = not (paper.album and await tx.evidence.of_album(paper.chat_id, paper.album))
    if aim.figures:
        result = await attach(tx, person, aim.figures, paper, at=visit.at)
        if first or not result.figures:
            await visit.say(tx, texts.attached(plan, paper, result))
        return None
    if aim.message_id is not None:
        paper = replace(paper, message_id=aim.message_id)
    evidence = await keep_with_message(tx, person, paper, at=visit.at)
    if evidence is None:
        return None
    if aim.then_read:
        return await visit.say(tx, texts.with_report(paper))
    if paper.album and not visit.text and await words_follow(tx, paper.chat_id, paper.album):
        return None
    if first or visit.text:
        recent = [
            each for each in await tx.reports.last_of(person.id, limit=CHOICES) if each.value is not None
        ]
        shown = texts.whose(plan, evidence, recent)
        await visit.say(tx, shown, kind="question", subject=f"evidence:{evidence.id}")
    return None


async def _refuse(visit: Visit, words: str, *, closing: bool = True) -> bool:
    """Say why a paper is not kept; `closing` is False where its words are still to be read."""
    visit.turn.mark("refused")
    if closing:
        await visit.answer(screen(words))
    else:
        async with visit.desk.store.writing() as tx:
            await visit.say(tx, screen(words))
    return True


async def _how(_visit: Visit, _person: Person, _action: HowToAttach) -> str:
    return texts.HOW


async def _assign_by_button(visit: Visit, person: Person, action: AttachTo) -> str | None:
    async with visit.writing() as tx:
        evidence = await tx.evidence.get(action.evidence)
        if evidence is None:
            raise Gone
        if action.figure == 0:
            if evidence.person_id != person.id and not person.is_office:
                return texts.NOT_YOURS
            await visit.put(tx, screen(texts.DROPPED))
            return None
        try:
            await _assign(tx, visit, person, evidence, action.figure, replacing=True)
        except NotAllowed:
            return texts.NOT_YOURS
        except Gone as gone:
            return texts.ASSIGNED if str(gone) == "assigned" else texts.NO_SUCH_FIGURE
    return None


async def _assign(
    tx: Writes, visit: Visit, person: Person, evidence: Evidence, number: int, *, replacing: bool
) -> None:
    version = await _one(tx, number)
    tied = await assign(tx, person, evidence, version, at=visit.at)
    shown = texts.assigned(visit.desk.plan, tied, version)
    if replacing:
        await visit.put(tx, shown)
    else:
        await visit.say(tx, shown)


async def _assign_by_reply(visit: Visit, person: Person, number: int) -> bool:
    """A typed `R-12` in reply to the question whose evidence a paper is."""
    figure = figure_named(visit.text)
    if figure is None:
        return False
    async with visit.writing() as tx:
        evidence = await tx.evidence.get(number)
        if evidence is None:
            return False
        try:
            await _assign(tx, visit, person, evidence, figure, replacing=False)
        except NotAllowed:
            await visit.say(tx, screen(texts.NOT_YOURS))
        except Gone as gone:
            words = texts.ASSIGNED if str(gone) == "assigned" else texts.NO_SUCH_FIGURE
            await visit.say(tx, screen(words))
    return True


CONVERSATION = Conversation(
    presses={HowToAttach: _how, AttachTo: _assign_by_button},
    replies={"evidence": _assign_by_reply},
    takes=(take,),
)
