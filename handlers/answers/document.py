"""The plan's text: quoted where it is asked about, and walked through by /plan."""

import re
from collections.abc import Sequence

from handlers.actions_answers import Leaf, Quote
from handlers.answers.telling import tell
from handlers.conversation import Command, Conversation
from handlers.screen import Screen
from handlers.texts.answers import document as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.pictures.occurrences import upcoming
from qbot.plan.search import search_of
from qbot.reading.meaning import Question
from qbot.reading.normal import normalise


def quotation(visit: Visit, words: str | None) -> Screen | None:
    """The clause that speaks of these words, or the contents where there are none; None when none does."""
    plan = visit.desk.plan
    if not words:
        return texts.contents(plan)
    found = search_of(plan).find(words)
    if found and not found[0].clause.text:
        return texts.leaf(plan, found[0].clause.number)
    return texts.quoted(plan, found) if found else None


async def _walk(visit: Visit, _person: Person, words: Sequence[str]) -> None:
    """/plan, or /plan with what is looked for."""
    plan = visit.desk.plan
    if not words:
        return await visit.answer(texts.contents(plan))
    shown = quotation(visit, " ".join(words)) or texts.nothing(plan)
    async with visit.writing() as tx:
        return await tell(tx, visit, [shown], Question("plan-text"))


async def _turn(visit: Visit, _person: Person, action: Leaf) -> None:
    plan = visit.desk.plan
    _known(visit, action.number)
    await visit.replace(texts.leaf(plan, action.number) if action.number else texts.contents(plan))


async def _quote(visit: Visit, _person: Person, action: Quote) -> None:
    _known(visit, action.number)
    if not action.number:
        raise Gone
    await visit.answer(texts.clause(visit.desk.plan, action.number))


def _known(visit: Visit, number: str) -> None:
    if not visit.is_bound:
        raise NotAllowed
    if number and number not in visit.desk.plan.clause:
        raise Gone


async def _numbered(visit: Visit, _person: Person) -> bool:
    """Whether the words are the number of a clause and nothing else: 三(四), 方案三(四)."""
    number = normalise(visit.text).text.strip(" 。?").removeprefix("方案")
    if "(" not in number or number not in visit.desk.plan.clause:
        return False
    async with visit.writing() as tx:
        shown = texts.clause(visit.desk.plan, number)
        await tell(tx, visit, [shown], Question("plan-text", topic=number))
    return True


async def _publicity(visit: Visit, _person: Person) -> bool:
    """Whether the words ask when a day or a month of publicity comes."""
    asked = visit.text.strip()
    if len(asked) > LONGEST or not _WHEN.search(asked):
        return False
    found = next((each for each in visit.desk.plan.publicity if _short(each.name) in asked), None)
    if found is None:
        return False
    async with visit.writing() as tx:
        shown = texts.publicity(found, upcoming(found, visit.on), on=visit.on)
        await tell(tx, visit, [shown], Question("phase"))
    return True


def _short(name: str) -> str:
    """What people call it: 3·15 for 3·15宣传活动."""
    return name.removesuffix("活动").removesuffix("宣传")


LONGEST = 24
_WHEN = re.compile(r"什么时候|啥时候|几号|几月|哪天|哪一天|何时|多久|还有几天|还有多少天")
CONVERSATION = Conversation(
    commands=(
        Command("plan", "方案目录与原文", _walk, phrases=("方案", "方案目录", "实施方案", "方案原文")),
    ),
    presses={Leaf: _turn, Quote: _quote},
    asks=(_numbered, _publicity),
)
