"""Slash commands: what they are called, who may use them, and what they do."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers import answers, groups, people
from handlers.screen import screen
from handlers.talk import stranger
from handlers.texts import people as people_texts
from handlers.texts import refusals
from handlers.texts.groups import NOT_BOUND
from handlers.visit import Visit
from qbot.people import Person
from qbot.reading.meaning import About, Question

MENU: Mapping[str, str] = {
    "help": "怎么用",
    "report": "报数:我还差什么,怎么写",
    "status": "全部指标与红绿灯",
    "missing": "谁还没报",
    "phase": "现在到哪一步,还有几天",
    "mine": "我还差什么没报",
    "cancel": "取消进行中的提问",
    "start": "开始使用,或输入邀请码",
}
OFFICE_MENU: Mapping[str, str] = {
    "invite": "邀请联络员、领导或办公室同事",
    "people": "人员名单,移除",
    "groups": "工作群",
    "office": "办公室首页",
}

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
}
