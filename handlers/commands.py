"""Slash commands: how they are written, and who may use them."""

import re
from dataclasses import dataclass

from handlers import answers, people
from handlers.conversations import COMMANDS
from handlers.menu import show_to_office
from handlers.screen import screen
from handlers.talk import carry_out, stranger
from handlers.texts import people as people_texts
from handlers.texts import refusals
from handlers.texts.groups import NOT_BOUND
from handlers.visit import Visit

_COMMAND = re.compile(r"/(?P<name>[a-zA-Z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as typed: `named` when it says which bot it is for."""

    name: str
    words: tuple[str, ...]
    for_us: bool
    named: bool


def parse(text: str, *, bot: str) -> Typed | None:
    """The command at the start of a text; None when there is none."""
    match = _COMMAND.match(text)
    if match is None:
        return None
    named = match["bot"] is not None
    return Typed(
        name=match["name"].lower(),
        words=tuple(match["rest"].split()),
        for_us=not named or match["bot"].lower() == bot.lower(),
        named=named,
    )


async def run(visit: Visit, typed: Typed) -> None:
    """Do what a command says; NotAllowed when it is not for this person."""
    if typed.name == "start":
        return await _start(visit, typed.words[0] if typed.words else None)
    if visit.person is None:
        return await stranger(visit)
    command = COMMANDS.get(typed.name)
    if not visit.is_bound and not (command and command.in_groups):
        return await visit.answer(screen(NOT_BOUND))
    if command is None:
        return await visit.answer(screen(refusals.UNKNOWN_COMMAND))
    return await carry_out(visit, visit.person, command, typed.words)


async def _start(visit: Visit, code: str | None) -> None:
    if code and answers.is_link(code):
        if visit.person is None:
            return await stranger(visit)
        if await answers.open_link(visit, visit.person, code):
            return None
        code = None
    person = await people.start(visit, code)
    if person is not None and person.is_office and visit.is_private:
        await show_to_office(visit.desk.delivery, person)
    return None


def refusal(visit: Visit) -> str:
    """Why a command was not carried out."""
    if visit.person is not None and visit.person.is_office:
        return "请私聊我使用这个功能。"
    return people_texts.OFFICE_ONLY
