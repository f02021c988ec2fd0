"""Questions that nobody answered: after a day they are closed with a word, and what was meant waits for the
office."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.screen import Screen, safe, screen, send
from handlers.telling import held
from handlers.texts import asking as texts
from qbot.matters import MatterKind
from qbot.people import Person
from qbot.ports import PendingQuestion, Store, Writes

BATCH = 100
ON_EXPIRY = "on_expiry"  # the key of a payload under which a conversation leaves its own last word


async def expire(store: Store, *, now: datetime) -> int:
    """Close what has run out; the number of questions closed. Raises StorageError."""
    async with store.reading() as tx:
        waiting = await tx.questions.expired(at=now, limit=BATCH)
    if not waiting:
        return 0
    async with store.writing() as tx:
        for question in waiting:
            if await tx.questions.close(question.id, outcome="expired", at=now):
                await _take_leave(tx, question, now=now)
    return len(waiting)


async def _take_leave(tx: Writes, question: PendingQuestion, *, now: datetime) -> None:
    said, person = _said(question.payload), await tx.people.get(question.person_id)
    if said is not None:
        await tx.matters.open(
            _kind(question),
            person_id=question.person_id,
            chat_id=question.chat_id,
            message_id=said.get("message_id", said.get("message")),
            text=str(said["text"]),
            payload={"question": question.kind, **question.payload},
            at=now,
        )
    shown = _last_word(question.payload, said)
    if shown is not None and _can_hear(person):
        calls = send(question.chat_id, shown, kind="notice", subject=f"question:{question.id}")
        await tx.outbox.add(await held(tx, calls, at=now), at=now)


def _said(payload: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The figure that was asked about, with the message that brought it."""
    said: Mapping[str, Any] | None = payload.get("half") or payload.get("draft")
    return said


def _kind(question: PendingQuestion) -> MatterKind:
    return "held" if "draft" in question.payload else "claim"


def _last_word(payload: Mapping[str, Any], said: Mapping[str, Any] | None) -> Screen | None:
    if ON_EXPIRY in payload:
        return screen(safe(payload[ON_EXPIRY]))
    return texts.expired(str(said["text"])) if said is not None else None


def _can_hear(person: Person | None) -> bool:
    return person is not None and person.state == "active" and person.started
