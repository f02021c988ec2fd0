"""Photos and files of an emergency: kept with its thread, and passed on to everybody who is told of it."""

from dataclasses import dataclass
from datetime import timedelta

from telegram import Message

from handlers import incident_follow_ups, incidents, prompts, typed_answers
from handlers.captions import is_message
from handlers.conversation import Conversation
from handlers.numbered import command_words
from handlers.screen import screen
from handlers.sent_papers import Sent, fetched, sent_with
from handlers.texts import incidents as texts
from handlers.visit import Visit
from handlers.whose_evidence import figure_named, name_spoken
from qbot.evidence import keep_with_message
from qbot.incidents.telling import takes_part
from qbot.people import Person
from qbot.ports import Reads

SHORTLY = timedelta(hours=2)  # so long a paper without words of its own is taken for the emergency's
_NEW = 0


@dataclass(frozen=True, slots=True)
class Place:
    """The incident that a paper is of, _NEW where its words begin one or go on with one.

    `only_kept`: its words say what to do and are read next; `continues`: a further part of an album; `asked`:
    it comes in place of the words that were asked for.
    """

    number: int = _NEW
    only_kept: bool = False
    continues: bool = False
    asked: bool = False


async def take(visit: Visit, person: Person, message: Message) -> bool:
    """A photo or a file of an emergency; False where it is none, or its words are still to be read."""
    sent = sent_with(message)
    place = await _place(visit, person, sent) if sent is not None else None
    if sent is None or place is None:
        return False
    paper = await fetched(visit, sent)
    has_words = bool(visit.text.strip())
    if isinstance(paper, str):
        async with visit.desk.store.writing() as tx:
            await visit.say(tx, screen(paper), resend=True)
        if not has_words:
            visit.turn.mark("refused")
        return not has_words
    if place.only_kept:
        async with visit.desk.store.writing() as tx:  # the words come next, and close the turn
            await keep_with_message(tx, person, paper, at=visit.at)
            await visit.say(tx, screen(texts.ONLY_KEPT.format(number=place.number)))
        return False
    async with visit.writing() as tx:
        if await keep_with_message(tx, person, paper, at=visit.at) is not None:
            here = visit if has_words else visit.with_text(texts.wordless(paper))
            await incidents.file_paper(
                tx, here, person, place.number or None, paper, quiet=place.continues and not has_words
            )
        if place.asked:
            await prompts.drop(tx, visit, person)
    return True


async def _place(visit: Visit, person: Person, sent: Sent) -> Place | None:
    async with visit.desk.store.reading() as tx:
        place = await _said_place(tx, visit, person, sent)
        if place is not None and place.number:
            incident = await tx.incidents.get(place.number)
            return place if incident is not None and takes_part(incident, person) else None
    if place is not None:
        return place
    return await _spoken_of(visit, person)


async def _said_place(tx: Reads, visit: Visit, person: Person, sent: Sent) -> Place | None:
    """Where its words, what it replies to, or the rest of its album put it."""
    words = visit.text.strip()
    command = command_words(words)
    if command is not None and command[0] == "incidents":
        return Place(int(command[1][0].partition("-")[2]), only_kept=True)
    intent = None
    if words:
        intent = visit.desk.reader.read(words, on=visit.on, role=person.role, chat=visit.chat_kind).intent
    prefix, _, number = (visit.reply_subject or "").partition(":")
    if prefix == "incident" and intent != "report":
        return Place(int(number), only_kept=incidents.ends(person, words))
    if sent.album and not words:
        for part in await tx.evidence.of_album(visit.chat_id, sent.album):
            entry = await tx.incidents.by_message(part.paper.chat_id, part.paper.message_id)
            if entry is not None:
                return Place(entry.incident_id, continues=True)
    if intent == "incident":
        return Place()
    return None if intent in ("report", "query") else await _asked_for(tx, visit, person)


async def _asked_for(tx: Reads, visit: Visit, person: Person) -> Place | None:
    """The incident that [补充] or [结案] asked words for."""
    for question in await tx.questions.open_for(person.id, visit.chat_id):
        for kind in (incidents.ENTRY, incidents.RESULT):
            number = int(question.payload.get("number") or 0)
            if question.expires_at > visit.at and prompts.is_about(question, kind, number=number):
                is_result = kind == incidents.RESULT
                return Place(number, only_kept=is_result and bool(visit.text.strip()), asked=not is_result)
    return None


async def _spoken_of(visit: Visit, person: Person) -> Place | None:
    """The person's own emergency that the words go on with, or that was told a short while ago, where nothing
    else has been told since."""
    if not visit.is_private or visit.reply_subject is not None:
        return None
    if visit.text.strip():
        meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
        is_named = figure_named(visit.text) is not None or name_spoken(visit) is not None
        names_figure = is_named or is_message(visit, meaning)
        if meaning.intent != "other" or names_figure or await typed_answers.answered(visit, person):
            return None
        meant = await incident_follow_ups.meant(visit, person, meaning)
        if meant is not None:
            return Place(meant)
    said = await incidents.spoken_of(visit, person, within=SHORTLY)
    return Place(said.incident_id) if said is not None else None


CONVERSATION = Conversation(takes=(take,))
