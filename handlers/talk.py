"""Plain messages: read them, and hand each intent to its conversation. In groups only what is meant for the
bot, or is certain, gets an answer."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import answers, claims, given_reasons, incidents, reporting, taking_back, tasks
from handlers.conversation import Command
from handlers.conversations import AFTERWARDS, ASKS, REPLIES, SAYS
from handlers.incident_follow_ups import answered, followed
from handlers.phrases import about_a_number, command_for
from handlers.screen import screen
from handlers.texts import people as people_texts
from handlers.texts.groups import NOT_BOUND
from handlers.visit import Visit
from qbot.errors import NotAllowed
from qbot.people import Person
from qbot.reading.meaning import Meaning, Question

STRANGER_PAUSE = timedelta(minutes=10)


async def talk(visit: Visit, *, addressed: bool) -> None:
    """A text from anybody, in private or in a group; `addressed` says that it is meant for the bot."""
    if visit.person is None:
        if visit.is_private or addressed:
            await stranger(visit)
        return
    if visit.is_bound and await _taken(visit, visit.person, addressed=addressed):
        await _afterwards(visit, visit.person)
        return
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=visit.person.role, chat=visit.chat_kind)
    if visit.is_bound:
        await _by_intent(visit, visit.person, meaning, addressed=addressed)
        await _afterwards(visit, visit.person)
    elif addressed or meaning.intent == "report":
        await visit.answer(screen(NOT_BOUND))


async def _afterwards(visit: Visit, person: Person) -> None:
    if visit.is_private:
        for follow in AFTERWARDS:
            await follow(visit, person)


async def _taken(visit: Visit, person: Person, *, addressed: bool) -> bool:
    """Whether a conversation that goes on took the words: what is for the office by its own words; what they
    say of a number, which counts more than what they reply to; a reply to one of our messages, a phrase that
    means a command, an answer."""
    if await answers.handed_to_office(visit, person):
        return True
    said = about_a_number(visit.text, addressed=addressed)
    if said is not None:
        command, words = said
        await carry_out(visit, person, command, words)
        return True
    if visit.reply_subject is not None:
        prefix, number = _subject(visit.reply_subject)
        reply = REPLIES.get(prefix)
        if reply is not None and await reply(visit, person, number):
            return True
    phrase = command_for(visit.text) if addressed else None
    if phrase is not None:
        await carry_out(visit, person, phrase, ())
        return True
    for say in (*SAYS, *ASKS) if addressed else SAYS:
        if await say(visit, person):
            return True
    return addressed and await answers.traced(visit, person)


def _subject(subject: str) -> tuple[str, int]:
    """`R-12` is about R number 12, `question:7` about question 7."""
    prefix, _, number = subject.replace("R-", "R:").partition(":")
    return prefix, int(number) if number.isdigit() else 0


async def carry_out(visit: Visit, person: Person, command: Command, words: Sequence[str]) -> None:
    """Run a command; NotAllowed when it is not for this person, or not here."""
    if command.for_office and not (person.is_office and (visit.is_private or command.in_groups)):
        raise NotAllowed
    await command.run(visit, person, words)


async def stranger(visit: Visit) -> None:
    """One polite answer, and not again for a while."""
    key = f"stranger:{visit.user_id}"
    async with visit.desk.store.reading() as tx:
        last = await tx.facts.get(key)
    if last is not None and float(last) > (visit.at - STRANGER_PAUSE).timestamp():
        return
    async with visit.turn.writing() as tx:
        await tx.facts.set(key, str(visit.at.timestamp()))
        await visit.say(tx, people_texts.stranger(visit.desk.plan))


async def _by_intent(visit: Visit, person: Person, meaning: Meaning, *, addressed: bool) -> None:
    quiet = not visit.is_private and not addressed
    if not quiet and await answers.explain(visit, person, meaning):
        return
    if not quiet and await answers.follow(visit, person, meaning):
        return
    if not quiet and await followed(visit, person, meaning):
        return
    if not quiet and await given_reasons.given(visit, person, meaning):
        return
    match meaning.intent:
        case "report":
            await reporting.report(visit, person, meaning)
        case "undo":
            await taking_back.undo(visit, person, quiet=quiet)
        case "query" if meaning.query and not quiet:
            if not await _is_work(visit, person, meaning.query):
                visit.turn.mark("answered")
                await answers.query(visit, person, meaning, meaning.query)
        case "incident":
            await incidents.incident(visit, person)
        case "progress" if not quiet:
            visit.turn.mark("noted")
            await tasks.progress(visit, person)
        case "other" if not quiet and not await _asked_otherwise(visit, person):
            if not await tasks.asks_item(visit, person) and not await answered(visit, person):
                await claims.not_understood(visit, person, meaning)


async def _asked_otherwise(visit: Visit, person: Person) -> bool:
    """Whether the words ask how an area stands, or what only the office can answer."""
    return await answers.area_asked(visit) or await answers.asks_the_office(visit, person)


async def _is_work(visit: Visit, person: Person, question: Question) -> bool:
    """Whether words that read like a question about everything tell of work instead, and were asked about."""
    is_general = question.about == "overview" and not question.indicators
    return is_general and await tasks.asks_which_work(visit, person)
