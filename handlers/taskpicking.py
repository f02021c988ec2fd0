"""Picking the item of a note: among the likely ones, from group to group, or by a typed reply."""

import re
from collections.abc import Sequence

from handlers.actions_tasks import DropNote, PickGroup, PickItem
from handlers.conversation import Conversation
from handlers.screen import screen
from handlers.tasknotes import ITEM, keep
from handlers.texts import asking as asking_texts
from handlers.texts import tasks as texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reporting import Origin
from qbot.tasks.matching import Tasks
from qbot.tasks.telling import take_back

_HAN = "一二三四五六七八九"
_NTH = re.compile(rf"(?:第|选)?\s?([1-9{_HAN}])\s?(?:个|项|条)?[。.]?")


async def _pick_item(visit: Visit, person: Person, action: PickItem) -> str | None:
    tasks = Tasks(visit.desk.plan)
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        said = question.payload["text"]
        if not action.item:
            await visit.put(tx, texts.which_group(tasks, question=question.id, said=said))
            return None
        if action.item not in tasks.item:
            raise Gone
        await visit.put(tx, texts.chosen(tasks, action.item))
        await _settle(tx, visit, person, question, action.item)
    return None


async def _settle(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, item: str) -> None:
    """The item is known: close the question and keep the note, in the place of the one it replaces."""
    asked = question.payload
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    replaces = asked["replaces"]
    before = await take_back(tx, person, replaces, at=visit.at) if replaces is not None else None
    origin = Origin(asked["text"], visit.chat_id, asked["message_id"])
    await keep(tx, visit, person, Tasks(visit.desk.plan), item=item, origin=origin, instead_of=before)


async def _typed(visit: Visit, person: Person, number: int) -> bool:
    """A reply to the question: the number of a choice, or words that name an item."""
    async with visit.desk.store.reading() as view:
        question = await view.questions.get(number)
    if question is None or question.person_id != person.id or question.expires_at <= visit.at:
        return False
    return await _choose(visit, person, question, visit.text.strip(" 。."))


async def _nth(visit: Visit, person: Person) -> bool:
    """2 or 第二个, where the newest question is which item is meant: no figure of anything."""
    match = _NTH.fullmatch(visit.text.strip())
    if match is None or not visit.is_private:
        return False
    async with visit.desk.store.reading() as view:
        open_ = await view.questions.open_for(person.id, visit.chat_id)
    if not open_ or open_[0].kind != ITEM or open_[0].expires_at <= visit.at:
        return False
    return await _choose(visit, person, open_[0], str(_HAN.find(match[1]) + 1 or match[1]))


async def _choose(visit: Visit, person: Person, question: PendingQuestion, words: str) -> bool:
    item = _named(words, question.payload["likely"], Tasks(visit.desk.plan))
    if item is None:
        return False
    async with visit.writing() as tx:
        await _settle(tx, visit, person, await _asked(tx, visit, question.id), item)
    return True


def _named(text: str, likely: Sequence[str], tasks: Tasks) -> str | None:
    if text.isdecimal():
        return likely[int(text) - 1] if 1 <= int(text) <= len(likely) else None
    return tasks.match(text).certain


async def _pick_group(visit: Visit, person: Person, action: PickGroup) -> str | None:
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        group = next((each for each in visit.desk.plan.groups if each.id == action.group), None)
        if group is None:
            raise Gone
        await visit.put(tx, texts.which_of_group(group, question=question.id))
    return None


async def _drop(visit: Visit, person: Person, action: DropNote) -> str | None:
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
        is_new = question.payload["replaces"] is None
        await visit.put(tx, screen(texts.DROPPED if is_new else texts.KEPT))
    return None


async def _asked(tx: Writes, visit: Visit, number: int) -> PendingQuestion:
    """The open question of that number; Gone when it is closed, has run out or was put elsewhere."""
    question = await tx.questions.get(number)
    if question is None or question.kind != ITEM or question.chat_id != visit.chat_id:
        raise Gone("closed")
    if question.expires_at <= visit.at:
        raise Gone("closed")
    return question


CONVERSATION = Conversation(
    presses={PickItem: _pick_item, PickGroup: _pick_group, DropNote: _drop},
    replies={"task-item": _typed},
    says=(_nth,),
)
