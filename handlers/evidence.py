"""Evidence coming in: photos and papers sent with a report, in reply to a receipt, or by themselves."""

from dataclasses import dataclass, replace

from telegram import Message

from handlers import typed_answers
from handlers.albums import words_follow
from handlers.captions import is_message
from handlers.conversation import Conversation
from handlers.questions import brought_by
from handlers.screen import screen
from handlers.sent_papers import Sent, fetched, sent_with
from handlers.texts import evidence as texts
from handlers.texts import refusals
from handlers.visit import Visit
from handlers.whose_evidence import CHOICES, await_words, figure_named, figure_of, name_spoken, one
from qbot.errors import Gone, NotAllowed
from qbot.evidence import (
    Evidence,
    Paper,
    attach,
    figures_told_with,
    keep_with_message,
    may_attach,
)
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import Writes
from qbot.reading.meaning import Meaning
from qbot.reporting import speaking_units
from qbot.workbook.formats import is_table


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
    if not visit.is_private or visit.reply_subject is not None:  # a photo of a task
        return None
    named = await figure_of(visit, person)
    if named is not None:
        return await _of_figures(visit, person, named, None)
    is_note = meaning is None or meaning.intent == "other" or name_spoken(visit) is not None
    return Aim() if is_note else None


async def _of_figures(visit: Visit, person: Person, number: int, meaning: Meaning | None) -> Aim:
    async with visit.desk.store.reading() as tx:
        figures = tuple(await figures_told_with(tx, number) if _replied(visit) else [await one(tx, number)])
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
        figures = [await one(tx, part.number) for part in parts if part.number is not None]
    return Aim(tuple(figures), with_message=not figures) if parts else None


def _replied(visit: Visit) -> int | None:
    subject = visit.reply_subject or ""
    return int(subject[2:]) if subject.startswith("R-") else None


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
        await _ask_whose(tx, visit, person, evidence)
    return None


async def _ask_whose(tx: Writes, visit: Visit, person: Person, evidence: Evidence) -> None:
    recent = [each for each in await tx.reports.last_of(person.id, limit=CHOICES) if each.value is not None]
    shown = texts.whose(visit.desk.plan, evidence, recent)
    await visit.say(tx, shown, kind="question", subject=f"evidence:{evidence.id}")
    if recent and visit.is_private:
        await await_words(tx, visit, person, evidence)


async def _left_over(visit: Visit, person: Person) -> None:
    """Ask whose a paper is whose words have brought no figure and are not asked about."""
    if visit.message_id is None:
        return
    message = (visit.chat_id, visit.message_id)
    async with visit.desk.store.reading() as view:
        papers = await view.evidence.of_messages([message])
        if not papers or any(each.number is not None for each in papers):
            return
        open_ = await view.questions.open_for(person.id, visit.chat_id)
        is_asked = any(each.asked_at >= visit.at or brought_by(each) == visit.message_id for each in open_)
        is_used = await view.reports.by_message(*message) or await view.incidents.by_message(*message)
    if is_asked or is_used:
        return
    async with visit.desk.store.writing() as tx:
        await _ask_whose(tx, visit, person, papers[0])


async def _refuse(visit: Visit, words: str, *, closing: bool = True) -> bool:
    """Say why a paper is not kept; `closing` is False where its words are still to be read."""
    visit.turn.mark("refused")
    if closing:
        await visit.answer(screen(words))
    else:
        async with visit.desk.store.writing() as tx:
            await visit.say(tx, screen(words))
    return True


CONVERSATION = Conversation(takes=(take,), afterwards=(_left_over,))
