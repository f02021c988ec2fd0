"""The plan's text: quoted where it is asked about, and walked through by /plan."""

from collections.abc import Sequence

from handlers.actions_answers import Leaf, Quote
from handlers.answers.telling import tell
from handlers.conversation import Command, Conversation
from handlers.screen import Screen
from handlers.texts.answers import document as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.plan.search import search_of
from qbot.reading.meaning import Question


def quotation(visit: Visit, words: str | None) -> Screen | None:
    """The clause that speaks of these words, or the contents where there are none; None when none does."""
    plan = visit.desk.plan
    if not words:
        return texts.contents(plan)
    found = search_of(plan).find(words)
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


CONVERSATION = Conversation(
    commands=(
        Command("plan", "方案目录与原文", _walk, phrases=("方案", "方案目录", "实施方案", "方案原文")),
    ),
    presses={Leaf: _turn, Quote: _quote},
)
