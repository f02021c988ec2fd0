"""What a person and the bot last spoke of in a chat, for as long as a short question may mean it."""

import json
from datetime import datetime

from handlers.visit import Visit
from qbot.answering.subjects import SUBJECT_LIFE, FollowUp
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reading.meaning import Meaning, Question


async def remember(tx: Writes, visit: Visit, person: Person, question: Question) -> None:
    """What was asked is the subject now."""
    content = {
        "about": question.about,
        "indicators": list(question.indicators),
        "period": question.period,
        "unit": question.unit,
        "asked_at": visit.at.isoformat(),
    }
    await tx.facts.set(_key(visit, person), json.dumps(content, ensure_ascii=False))


async def recall(tx: Reads, visit: Visit, person: Person) -> Question | None:
    """The subject; None when there is none, or when it is too old to be meant."""
    text = await tx.facts.get(_key(visit, person))
    kept = json.loads(text) if text else None
    if kept is None or visit.at - datetime.fromisoformat(kept["asked_at"]) > SUBJECT_LIFE:
        return None
    known = tuple(each for each in kept["indicators"] if each in visit.desk.plan.indicator)
    return Question(kept["about"], known, kept["period"], unit=kept["unit"])


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
    return follow_up.question(visit.text, meaning, subject) if subject else None


def _key(visit: Visit, person: Person) -> str:
    return f"subject:{visit.chat_id}:{person.id}"
