"""/incidents: what is not closed yet, and what the buttons of one do, in words."""

from collections.abc import Sequence

from handlers.actions_incidents import AddToIncident, CloseIncident, ListIncidents, ReadIncident
from handlers.conversation import Command, Conversation
from handlers.incident_threads import thread_of, whole
from handlers.incidents import ask_for_entry, ask_for_result, file_words, read
from handlers.screen import Screen, screen
from handlers.texts import incidents as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.incidents.telling import found, may_read, takes_part
from qbot.people import Person

PAGE = 8


async def _listing(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/incidents, or /incidents NUMBER with what to do."""
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    if not words:
        return await visit.answer(await _page(visit, person, after=0))
    number, *rest = words
    if not number.upper().removeprefix("E-").isdecimal():
        return await visit.answer(screen(texts.HOW))
    try:
        await _by_words(visit, person, int(number.upper().removeprefix("E-")), rest)
    except Gone:
        await visit.answer(screen(texts.NOT_FOUND))
    return None


async def _by_words(visit: Visit, person: Person, number: int, words: Sequence[str]) -> None:
    verb, said = (words[0], " ".join(words[1:])) if words else ("", "")
    if not words:
        return await visit.answer(await whole(visit, person, number))
    if verb == "已阅":
        return await visit.answer(screen(await read(visit, person, ReadIncident(number))))
    if verb not in ("补充", "结案"):
        return await visit.answer(screen(texts.HOW))
    if not said:
        return await _ask_for_words(visit, person, number, ends=verb == "结案")
    async with visit.writing() as tx:
        incident = await found(tx, number)
        if (verb == "结案" and not person.is_office) or not takes_part(incident, person):
            raise NotAllowed
        await file_words(tx, visit.with_text(said), person, number, ends=verb == "结案")
    return None


async def _ask_for_words(visit: Visit, person: Person, number: int, *, ends: bool) -> None:
    """E-1结案 without a result, 补充 without words: they are asked for."""
    if not ends:
        return await ask_for_entry(visit, person, AddToIncident(number))
    refused = await ask_for_result(visit, person, CloseIncident(number))
    return await visit.answer(screen(refused)) if refused else None


async def _next_page(visit: Visit, person: Person, action: ListIncidents) -> None:
    if not visit.is_private:
        raise NotAllowed
    await visit.replace(await _page(visit, person, after=action.after))


async def _page(visit: Visit, person: Person, *, after: int) -> Screen:
    async with visit.desk.store.reading() as tx:
        if may_read(person):
            page = await tx.incidents.open_ones(limit=PAGE + 1, after=after)
        else:
            own = await tx.incidents.latest_open_of(person.id)
            page = [own] if own else []
        threads = [await thread_of(tx, each) for each in page[:PAGE]]
    return texts.listing(visit.desk.plan, threads, more=len(page) > PAGE)


CONVERSATION = Conversation(
    commands=(
        Command(
            "incidents", "未结案的突发情况", _listing, phrases=("突发事件", "突发情况", "未结案", "事件清单")
        ),
    ),
    presses={ListIncidents: _next_page},
)
