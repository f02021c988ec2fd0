"""Questions to a person that wait for an answer: kept in the tables, so that a restart forgets none."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers.screen import Screen, screen
from handlers.texts import asking as texts
from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import Writes

QUESTION_LIFE = timedelta(days=1)
MOST_OPEN = 20


async def ask(tx: Writes, visit: Visit, person: Person, kind: str, payload: Mapping[str, Any]) -> int | None:
    """Open a question in this chat and give its number; None, and a word, when too many are open already."""
    open_ = await tx.questions.open_for(person.id, visit.chat_id)
    if len(open_) >= MOST_OPEN:
        await visit.say(tx, screen(texts.TOO_MANY.format(count=len(open_))), resend=True)
        visit.turn.mark("refused")
        return None
    question = await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=kind,
        payload=payload,
        at=visit.at,
        expires_at=visit.at + QUESTION_LIFE,
    )
    visit.turn.mark("asked")
    return question.id


async def show(tx: Writes, visit: Visit, question: int, shown: Screen) -> None:
    """Put the question to the person; a reply to it is an answer."""
    await visit.say(tx, shown, kind="question", subject=f"question:{question}", resend=True)
