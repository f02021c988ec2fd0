"""Words that a press asked for: the next plain message of that person in that chat is taken for them.

What is asked is kept as an open question, so it outlives a restart, and /cancel drops it.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes

PATIENCE = timedelta(minutes=30)
_OF_OTHER_KIND = frozenset({"report", "query"})  # figures and questions go their own way


async def await_words(
    tx: Writes, visit: Visit, person: Person, *, kind: str, payload: Mapping[str, Any]
) -> PendingQuestion:
    """Ask; what was asked before in the same way is dropped."""
    await drop_awaited(tx, visit, person, kinds={kind})
    return await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=kind,
        payload=payload,
        at=visit.at,
        expires_at=visit.at + PATIENCE,
    )


async def awaited(visit: Visit, person: Person, *, kinds: Collection[str]) -> PendingQuestion | None:
    """The newest question of these kinds that the visit's words may answer."""
    async with visit.desk.store.reading() as tx:
        asked = await tx.questions.open_for(person.id, visit.chat_id)
    newest = next((each for each in asked if each.kind in kinds and each.expires_at > visit.at), None)
    if newest is None:
        return None
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    return None if meaning.intent in _OF_OTHER_KIND else newest


async def drop_awaited(tx: Writes, visit: Visit, person: Person, *, kinds: Collection[str]) -> None:
    """Close what was asked of these kinds."""
    for question in await tx.questions.open_for(person.id, visit.chat_id):
        if question.kind in kinds:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
