"""Why a figure is as it is: told with what is known of it, and put before the office with its subject."""

from dataclasses import replace

from handlers.answers.answering import screens
from handlers.answers.figures import asked_period
from handlers.answers.passing import ask_office
from handlers.answers.subjects import recall, recall_listed
from handlers.texts.answers import passing as texts
from handlers.visit import Visit
from qbot.answering.nearest import nearest
from qbot.answering.reasons import asks_why, stated_reasons, why_of
from qbot.answering.silence import Silence
from qbot.people import Person
from qbot.reading.meaning import Meaning, Question


async def explain(visit: Visit, person: Person, meaning: Meaning) -> bool:
    """Whether the words ask why figures are as they are, and were answered as far as the ledger can."""
    if meaning.intent not in ("query", "other") or meaning.clarify == "period" or not asks_why(visit.text):
        return False
    async with visit.desk.store.reading() as tx:
        subject = await recall(tx, visit, person)
        listed = await recall_listed(tx, visit, person)
    question = why_of(visit.desk.plan, visit.text, meaning.query, subject, listed)
    if question is None:
        return False
    known = await screens(visit, person, question, in_full=1)
    reasons = await _reasons(visit, question) if visit.is_private else []
    last = replace(known[-1], blocks=(*known[-1].blocks, texts.reasons(reasons)))
    await ask_office(visit, person, known=[*known[:-1], last], about=question)
    return True


async def _reasons(visit: Visit, question: Question) -> list[tuple[str, str]]:
    """What is on record, by the indicator's short name."""
    plan, told = visit.desk.plan, []
    async with visit.desk.store.reading() as tx:
        for id_ in question.indicators:
            found = await nearest(tx, plan, plan.indicator[id_], asked_period(question), on=visit.on)
            if not isinstance(found, Silence):
                told += [(found.indicator.short, each) for each in await stated_reasons(tx, found)]
    return told
