"""What a person and the bot last spoke of in a chat, for as long as a short question may mean it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.visit import Visit
from qbot.answering.subjects import SUBJECT_LIFE, FollowUp
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reading.meaning import Meaning, Question


async def remember(
    tx: Writes, visit: Visit, person: Person, question: Question, *, listed: Sequence[str] = ()
) -> None:
    """What was asked is the subject now; `listed` are the indicators that the answer listed."""
    content = {
        "about": question.about,
        "indicators": list(question.indicators),
        "period": question.period,
        "unit": question.unit,
        "topic": question.topic,
        "listed": list(listed),
        "asked_at": visit.at.isoformat(),
    }
    await tx.facts.set(_key(visit, person), json.dumps(content, ensure_ascii=False))


async def recall(tx: Reads, visit: Visit, person: Person) -> Question | None:
    """The subject; None when there is none, or when it is too old to be meant."""
    kept = await _kept(tx, visit, person)
    if kept is None:
        return None
    known = _known(visit, kept["indicators"])
    return Question(kept["about"], known, kept["period"], unit=kept["unit"], topic=kept.get("topic"))


async def recall_listed(tx: Reads, visit: Visit, person: Person) -> tuple[str, ...]:
    """The indicators that the last answer listed."""
    kept = await _kept(tx, visit, person)
    return _known(visit, kept.get("listed", ())) if kept else ()


def _known(visit: Visit, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in ids if each in visit.desk.plan.indicator)


async def _kept(tx: Reads, visit: Visit, person: Person) -> Mapping[str, Any] | None:
    text = await tx.facts.get(_key(visit, person))
    kept: Mapping[str, Any] | None = json.loads(text) if text else None
    if kept is None or visit.at - datetime.fromisoformat(kept["asked_at"]) > SUBJECT_LIFE:
        return None
    return kept


async def continued(visit: Visit, person: Person, meaning: Meaning) -> Question | None:
    """The question that the words ask about the subject; None when they do not continue it."""
    follow_up = FollowUp(
        visit.desk.plan,
        lambda text: visit.desk.reader.read(text, on=visit.on, role=person.role, chat=visit.chat_kind),
    )
    if not follow_up.may_continue(visit.text, meaning):
        return None
    async with visit.desk.store.reading() as tx:
        subject = await recall(tx, visit, person)
        listed = await recall_listed(tx, visit, person)
    return follow_up.question(visit.text, meaning, subject, listed) if subject else None


def _key(visit: Visit, person: Person) -> str:
    return f"subject:{visit.chat_id}:{person.id}"
