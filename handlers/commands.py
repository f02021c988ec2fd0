"""Slash commands: what they are called, who may use them, and what they do."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers import answers, groups, people
from handlers.screen import screen
from handlers.talk import stranger
from handlers.texts import explain, refusals
from handlers.texts import people as people_texts
from handlers.texts.groups import NOT_BOUND
from handlers.visit import Visit
from qbot.errors import NotAllowed
from qbot.people import Person
from qbot.reading.meaning import About, Question

_COMMAND = re.compile(r"/(?P<name>[a-zA-Z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as typed: `named` when it says which bot it is for."""

    name: str
    words: tuple[str, ...]
    for_us: bool
    named: bool


def parse(text: str, *, bot: str) -> Command | None:
    """The command at the start of a text; None when there is none."""
    match = _COMMAND.match(text)
    if match is None:
        return None
    named = match["bot"] is not None
    return Command(
        name=match["name"].lower(),
        words=tuple(match["rest"].split()),
        for_us=not named or match["bot"].lower() == bot.lower(),
        named=named,
    )


async def run(visit: Visit, command: Command) -> None:
    """Do what a command says; NotAllowed when it is not for this person."""
    if command.name == "start":
        return await people.start(visit, command.words[0] if command.words else None)
    if visit.person is None:
        return await stranger(visit)
    if not visit.is_bound and command.name != "groups":
        return await visit.answer(screen(NOT_BOUND))
    action = COMMANDS.get(command.name)
    if action is None:
        return await visit.answer(screen(refusals.UNKNOWN_COMMAND))
    return await action(visit, visit.person, command)


def refusal(visit: Visit) -> str:
    """Why a command was not carried out."""
    if visit.person is not None and visit.person.is_office:
        return "请私聊我使用这个功能。"
    return people_texts.OFFICE_ONLY


async def _help(visit: Visit, person: Person, _command: Command) -> None:
    await visit.answer(people_texts.help_for(visit.desk.plan, person))


async def _report(visit: Visit, person: Person, _command: Command) -> None:
    (owed,) = await answers.screens(visit, person, Question(about="mine"))
    how = people_texts.help_for(visit.desk.plan, person)
    await visit.answer(screen(*owed.blocks, *how.blocks))


async def _cancel(visit: Visit, person: Person, _command: Command) -> None:
    async with visit.writing() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
        for question in open_:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
        await visit.say(tx, screen(refusals.CANCELLED if open_ else refusals.NOTHING_TO_CANCEL))


def _asking(about: About) -> Callable[[Visit, Person, Command], Awaitable[None]]:
    async def ask(visit: Visit, person: Person, _command: Command) -> None:
        await answers.answer(visit, person, Question(about=about))

    return ask


async def _invite(visit: Visit, person: Person, command: Command) -> None:
    await people.invite_by_words(visit, person, command.words)


async def _people(visit: Visit, person: Person, _command: Command) -> None:
    await people.roster(visit, person)


async def _groups(visit: Visit, person: Person, _command: Command) -> None:
    await groups.listing(visit, person)


async def _why(visit: Visit, person: Person, _command: Command) -> None:
    """Explain the message that is replied to, as if its own sender's words were read now."""
    if not person.is_office:
        raise NotAllowed
    if not visit.reply_text:
        return await visit.answer(screen(explain.NO_MESSAGE))
    steps = visit.desk.reader.explain(visit.reply_text, on=visit.on, role="contact", chat=visit.chat_kind)
    return await visit.answer(explain.why(steps))


async def _office(visit: Visit, person: Person, _command: Command) -> None:
    await people.desk_of_office(visit, person)


COMMANDS: Mapping[str, Callable[[Visit, Person, Command], Awaitable[None]]] = {
    "help": _help,
    "report": _report,
    "status": _asking("overview"),
    "missing": _asking("missing"),
    "phase": _asking("phase"),
    "mine": _asking("mine"),
    "cancel": _cancel,
    "invite": _invite,
    "people": _people,
    "groups": _groups,
    "office": _office,
    "why": _why,
}
