"""Edited messages: the explicit way from a changed message to a new version, never to a second report."""

from handlers import claims, incidents, practice, promises, proxy, references, reporting, tasks
from handlers.questions import drop_of_message
from handlers.screen import screen
from handlers.texts import refusals
from handlers.visit import Visit
from qbot.people import Person


async def edited(visit: Visit, person: Person) -> None:
    """Read the message again; what it says now is what it reported, as of the day it was sent."""
    if (
        await practice.was_practice(visit)
        or await proxy.by_words(visit, person)
        or await references.by_edited_words(visit, person)
    ):
        return None
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent == "report":
        await reporting.report(visit, person, meaning, edited=True)
        return await claims.reworded(visit, person)
    if meaning.intent in ("other", "query") and await promises.promised(visit, person):
        return None
    if meaning.intent == "incident":
        return await incidents.incident(visit, person)
    if meaning.intent == "progress" and await tasks.edited(visit, person):
        return None
    async with visit.writing() as tx:
        brought = (
            await tx.reports.by_message(visit.chat_id, visit.message_id)
            if visit.message_id is not None
            else ()
        )
        was_asked = await drop_of_message(tx, visit, person, visit.message_id)
        if brought or was_asked:
            await visit.say(tx, screen(refusals.EDIT_NOT_READ))
    return None
