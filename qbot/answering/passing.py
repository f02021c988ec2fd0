"""Passing on: a question that neither ledger nor plan can answer waits for the office, with its context."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qbot.errors import Gone
from qbot.matters import Matter, MatterKind
from qbot.people import Person
from qbot.ports import Writes
from qbot.reading.meaning import Question

KIND: MatterKind = "question"


async def pass_on(
    tx: Writes,
    person: Person,
    text: str,
    *,
    chat_id: int,
    message_id: int | None,
    thread_id: int | None,
    subject: Question | None,
    at: datetime,
) -> Matter:
    """Put a question before the office; `subject` is what was spoken of before it."""
    context: Mapping[str, Any] = {
        "thread_id": thread_id,
        "about": subject.about if subject else None,
        "indicators": list(subject.indicators) if subject else [],
        "period": subject.period if subject else None,
    }
    matter = await tx.matters.open(
        KIND,
        person_id=person.id,
        chat_id=chat_id,
        message_id=message_id,
        text=text,
        payload=context,
        at=at,
    )
    await tx.audit.add(actor_id=person.id, action="ask-office", subject=f"matter:{matter.id}", at=at)
    return matter


async def waiting(tx: Writes, number: int) -> Matter:
    """A question that still waits; Gone when somebody has answered it or it is none."""
    matter = await tx.matters.get(number)
    if matter is None or matter.kind != KIND or not matter.is_open:
        raise Gone("closed")
    return matter


async def settle(
    tx: Writes, person: Person, matter: Matter, *, outcome: str, words: str, at: datetime
) -> None:
    """Close a question with the office's words, empty where it needs none; Gone when another was quicker."""
    if not await tx.matters.close(matter.id, by=person.id, outcome=outcome, at=at):
        raise Gone("closed")
    await tx.audit.add(
        actor_id=person.id,
        action="answer-question",
        subject=f"matter:{matter.id}",
        at=at,
        before={"outcome": None},
        after={"outcome": outcome, "words": words},
    )
