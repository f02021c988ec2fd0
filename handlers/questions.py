"""Questions to a person that wait for an answer: kept in the tables, so that a restart forgets none."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers.screen import Screen, screen
from handlers.texts import asking as texts
from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes

QUESTION_LIFE = timedelta(days=1)
MOST_OPEN = 20
FRESH_IN_GROUPS = timedelta(minutes=10)  # later, in a group, only a reply to the question answers it


async def ask(
    tx: Writes,
    visit: Visit,
    person: Person,
    kind: str,
    payload: Mapping[str, Any],
    *,
    life: timedelta = QUESTION_LIFE,
) -> int | None:
    """Open a question in this chat and give its number; None, and a word, when too many are open already."""
    open_ = await _still_open(tx, visit, person, kind, payload)
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
        expires_at=visit.at + life,
    )
    visit.turn.mark("asked")
    return question.id


async def _still_open(
    tx: Writes, visit: Visit, person: Person, kind: str, payload: Mapping[str, Any]
) -> Sequence[PendingQuestion]:
    """The person's open questions here, once earlier ones about the same figure have given way."""
    open_ = await tx.questions.open_for(person.id, visit.chat_id)
    same = [each for each in open_ if _about(each.kind, each.payload) == _about(kind, payload) is not None]
    for each in same:
        await tx.questions.close(each.id, outcome="cancelled", at=visit.at)
    return [each for each in open_ if each not in same]


def _about(kind: str, payload: Mapping[str, Any]) -> tuple[object, ...] | None:
    """Which figure a question is about: the series of a held one, all that is known of a half-read one."""
    if "draft" in payload:
        return tuple(payload["draft"][key] for key in ("indicator", "unit", "period"))
    if "withdraws" in payload:
        return "withdraws", *payload["withdraws"]
    if "half" in payload:
        half = payload["half"]
        return kind, *(half[key] for key in sorted(half) if key not in ("text", "message_id"))
    return None


def is_waiting(visit: Visit, question: PendingQuestion) -> bool:
    """Whether words that are no reply may still answer it: in a group only for a while."""
    is_fresh = visit.is_private or visit.at - question.asked_at <= FRESH_IN_GROUPS
    return question.expires_at > visit.at and is_fresh


def brought_by(question: PendingQuestion) -> int | None:
    """The message whose figure a question is about; None where it is about no figure."""
    said = question.payload.get("half") or question.payload.get("draft") or {}
    number: int | None = said.get("message_id", said.get("message"))
    return number


async def drop_of_message(tx: Writes, visit: Visit, person: Person, message_id: int | None) -> bool:
    """Close what is still asked about the figures of a message here; False when nothing was."""
    open_ = await tx.questions.open_for(person.id, visit.chat_id) if message_id is not None else ()
    of_message = [each for each in open_ if brought_by(each) == message_id]
    for each in of_message:
        await tx.questions.close(each.id, outcome="cancelled", at=visit.at)
    return bool(of_message)


async def show(tx: Writes, visit: Visit, question: int, shown: Screen) -> None:
    """Put the question to the person; a reply to it is an answer."""
    await visit.say(tx, shown, kind="question", subject=f"question:{question}", resend=True)
