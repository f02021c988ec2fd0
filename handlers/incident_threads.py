"""An emergency as a whole: what was said of it, who has read it, and its photos and files."""

from handlers.screen import Screen, screen
from handlers.texts import incidents as texts
from handlers.texts.incidents import Papers, Thread
from handlers.visit import Visit
from qbot.incidents.telling import found, takes_part
from qbot.incidents.thread import Incident
from qbot.people import Person
from qbot.ports import Reads

MOST_ENTRIES = 2000


async def thread_of(tx: Reads, incident: Incident) -> Thread:
    entries = await tx.incidents.last_entries(incident.id, limit=MOST_ENTRIES)
    readers = await tx.incidents.readers(incident.id)
    people = {each.id: each for each in await tx.people.all()}
    return Thread(incident, tuple(reversed(entries)), readers, people)


async def whole(visit: Visit, person: Person, number: int) -> Screen:
    if not visit.is_private:
        return screen(texts.PRIVATE_ONLY)
    async with visit.desk.store.reading() as tx:
        incident = await found(tx, number)
        thread = await thread_of(tx, incident)
        papers = await papers_of(tx, thread)
    if not takes_part(incident, person):
        return screen(texts.NOT_YOURS)
    return texts.whole(visit.desk.plan, thread, person, papers=papers)


async def papers_of(tx: Reads, thread: Thread) -> Papers:
    """The photos and files of the entries that are shown, by their message."""
    messages = {
        (each.chat_id, each.message_id)
        for each in thread.entries[-texts.SHOWN_ENTRIES :]
        if each.chat_id is not None and each.message_id is not None
    }
    found = await tx.evidence.of_messages(sorted(messages))
    return {
        (chat, message): [
            each for each in found if (each.paper.chat_id, each.paper.message_id) == (chat, message)
        ]
        for chat, message in messages
    }
