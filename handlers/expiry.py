"""Questions that nobody answered: after a day they are closed with a word, and what was meant waits for the
office."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.screen import Screen, safe, screen, send
from handlers.telling import held
from handlers.texts import asking as texts
from handlers.texts.words import promised_day
from qbot.clock import city_day
from qbot.ledger.versions import Series
from qbot.matters import MatterKind
from qbot.people import Person
from qbot.ports import PendingQuestion, Store, Writes

BATCH = 100
ON_EXPIRY = "on_expiry"  # the key of a payload under which a conversation leaves its own last word
ASKED_ON = "{asked_on}"  # stands in that word for the day on which it was asked
OVERTAKEN_BY = "overtaken_by"  # whether one or all of its series, once told otherwise, leave nothing to say


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
    if await _is_overtaken(tx, question):
        return
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
    shown = _last_word(question, said)
    if shown is not None and _can_hear(person):
        calls = send(question.chat_id, shown, kind="notice", subject=f"question:{question.id}")
        await tx.outbox.add(await held(tx, calls, at=now), at=now)


def _said(payload: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The figure that was asked about, with the message that brought it."""
    said: Mapping[str, Any] | None = payload.get("half") or payload.get("draft")
    return said


def _kind(question: PendingQuestion) -> MatterKind:
    return "held" if "draft" in question.payload else "claim"


async def _is_overtaken(tx: Writes, question: PendingQuestion) -> bool:
    """Whether what was asked about has been told since in another way."""
    needed = question.payload.get(OVERTAKEN_BY)
    if needed is None:
        return False
    asked = {Series(*each) for each in question.payload["series"]}
    told = {
        each.series for each in await tx.reports.of_series(asked) if each.reported_at >= question.asked_at
    }
    return asked <= told if needed == "all" else bool(asked & told)


def _last_word(question: PendingQuestion, said: Mapping[str, Any] | None) -> Screen | None:
    asked_on = promised_day(city_day(question.asked_at))
    if ON_EXPIRY in question.payload:
        return screen(safe(question.payload[ON_EXPIRY].replace(ASKED_ON, asked_on)))
    return texts.expired(str(said["text"]), asked_on) if said is not None else None


def _can_hear(person: Person | None) -> bool:
    return person is not None and person.state == "active" and person.started
