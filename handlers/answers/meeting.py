"""Looking again: what changed since the last overview, and one page for a meeting."""

import json
from collections.abc import Sequence

from handlers.actions_answers import Agenda
from handlers.answers.telling import tell
from handlers.conversation import Command, Conversation
from handlers.screen import Screen
from handlers.texts.answers import meeting as texts
from handlers.visit import Visit
from qbot import answering
from qbot.answering.agenda import agenda
from qbot.answering.changes import changes, from_plain, snapshot, to_plain
from qbot.errors import Gone, NotAllowed
from qbot.ledger.current import Current
from qbot.people import Person
from qbot.ports import Writes
from qbot.reading.meaning import Question


async def note_overview(tx: Writes, visit: Visit, person: Person, everything: Sequence[Current]) -> None:
    """Remember how everything stood when this person saw it."""
    kept = json.dumps(to_plain(snapshot(everything, at=visit.at)), separators=(",", ":"))
    await tx.facts.set(_key(person), kept)


async def _changes(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        text = await tx.facts.get(_key(person))
        everything = await answering.status(tx, visit.desk.plan, on=visit.on)
    if text is None:
        shown = texts.not_yet_seen()
    else:
        earlier = from_plain(json.loads(text))
        shown = texts.changed(earlier, changes(earlier, everything))
    async with visit.writing() as tx:
        await tell(tx, visit, [shown], Question("overview"))


async def _agenda(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    shown = await _page(visit, "")
    async with visit.writing() as tx:
        await tell(tx, visit, [shown], Question("unmet"))


async def _press(visit: Visit, _person: Person, action: Agenda) -> None:
    if not visit.is_bound:
        raise NotAllowed
    await visit.replace(await _page(visit, action.area))


async def _page(visit: Visit, area_id: str) -> Screen:
    plan = visit.desk.plan
    which = next((each for each in plan.areas if each.id == area_id), None)
    if area_id and which is None:
        raise Gone
    async with visit.desk.store.reading() as tx:
        points = await agenda(tx, plan, on=visit.on)
    if which is None:
        return texts.agenda(plan, points, on=visit.on)
    return texts.area(plan, which, points[which.id], on=visit.on)


def _key(person: Person) -> str:
    return f"overview:{person.id}"


CONVERSATION = Conversation(
    commands=(
        Command(
            "changes",
            "上次看总体情况以来的变化",
            _changes,
            phrases=(
                "上次以来有什么变化", "上次以来", "有什么变化", "有啥变化", "有哪些变化", "最近有什么变化",
                "上次以来有啥变化", "上次看过以来有什么变化",
            ),
        ),
        Command("meeting", "开会用:各领域未达标的", _agenda, phrases=("开会用", "会议用", "开会")),
    ),
    presses={Agenda: _press},
)  # fmt: skip
