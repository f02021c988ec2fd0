"""Emergencies: acknowledged at once, told to the office and the officials, threaded until the office ends
them."""

import re
from contextlib import suppress
from datetime import timedelta

from handlers import prompts
from handlers.actions_incidents import (
    AddToIncident,
    CloseIncident,
    ReadIncident,
    ShowIncident,
)
from handlers.attachments import Attachment, attach
from handlers.conversation import Conversation
from handlers.incident_threads import thread_of, whole
from handlers.screen import Screen, edit, screen, send
from handlers.texts import incidents as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.evidence import Paper
from qbot.incidents.telling import (
    FOLLOWS_WITHIN,
    Source,
    Told,
    add,
    close,
    found,
    hearers,
    last_said,
    mark_read,
    takes_part,
    tell,
)
from qbot.incidents.thread import Entry, Incident
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.tasks.telling import last_note
from qbot.withdrawing import last_report

ENTRY, RESULT = "incident-entry", "incident-result"
_SAYS_WRONG = re.compile(r"错|误|不实|虚惊|不是")
_CLOSING = re.compile(r"\s*结案[\s::,,。]*(?P<result>.*)", re.DOTALL)


async def incident(visit: Visit, person: Person) -> None:
    """An emergency is told, or what became of it since."""
    async with visit.writing() as tx:
        told = await tell(tx, person, _source(visit), at=visit.at)
        if told is not None:
            await _pass_on(tx, visit, person, told)


async def taken_back(visit: Visit, person: Person) -> bool:
    """Whether what somebody takes back was said of an emergency. What people have been told cannot be untold:
    words that say it was wrong go on to them, and the office ends it; a mere 撤销 is no news of it."""
    said = await spoken_of(visit, person, within=FOLLOWS_WITHIN)
    if said is None:
        return False
    if _SAYS_WRONG.search(visit.text) is None:
        await _say_it_stays(visit, person, said.incident_id)
        return True
    async with visit.writing() as tx:
        await file_words(tx, visit, person, said.incident_id, ends=False)
    return True


async def _say_it_stays(visit: Visit, person: Person, number: int) -> None:
    async with visit.writing() as tx:
        figure = None
        with suppress(Gone):
            figure = (await last_report(tx, person))[0]
        await visit.say(tx, texts.stays(number, figure), subject=f"incident:{number}")


async def spoken_of(visit: Visit, person: Person, *, within: timedelta) -> Entry | None:
    """What the person said last of an open emergency of theirs, where nothing else has been told since."""
    async with visit.desk.store.reading() as view:
        said = await last_said(view, person, since=visit.at - within)
        note = await last_note(view, visit.desk.plan, person, since=visit.at - within)
        figures = await view.reports.last_of(person.id, limit=1)
    later = [*(each.reported_at for each in figures), *([note.told_at] if note else [])]
    return None if said is None or any(at > said.said_at for at in later) else said


async def file_paper(
    tx: Writes, visit: Visit, person: Person, number: int | None, paper: Paper, *, quiet: bool
) -> None:
    """Add a photo or a file with its words to an incident, or begin one; `quiet` acknowledges nothing."""
    if number is not None:
        told: Told | None = await add(tx, number, person, _source(visit), at=visit.at)
    else:
        told = await tell(tx, person, _source(visit), at=visit.at)
    if told is not None:
        await _pass_on(tx, visit, person, told, paper=paper, quiet=quiet)


async def _pass_on(
    tx: Writes,
    visit: Visit,
    person: Person,
    told: Told,
    *,
    paper: Paper | None = None,
    quiet: bool = False,
) -> None:
    """Acknowledge to the sender, and send it to everybody who must know, the paper behind its words."""
    visit.turn.mark("noted")
    thread = await thread_of(tx, told.incident)
    others = await _others(tx, told, person) if told.sent_on or told.flood_begins else []
    number, subject = told.incident.id, f"incident:{told.incident.id}"
    if not told.first:
        shown = texts.follow_up_acknowledged(len(others), number, sent_on=told.sent_on)
    elif visit.is_private:
        shown = texts.acknowledged(len(others), number)
    else:
        shown = texts.acknowledged_in_group(len(others), number)
    if paper is not None:
        shown = texts.with_paper(shown, paper, sent=bool(others) and told.sent_on)
    if not quiet:
        await visit.say(tx, shown, subject=subject, resend=True)
    plan, group = visit.desk.plan, None if visit.is_private else visit.chat_title
    for other in others:
        if told.first:
            shown = texts.card(plan, thread, other, group=group)
        elif told.sent_on:
            shown = texts.follow_up(plan, thread, told.entry, other)
        else:
            shown = texts.flood(thread, other)
        await _send(tx, visit, other, shown, subject=subject)
        if paper is not None and told.sent_on:
            await _send_paper(tx, visit, other, paper, number)


async def _send_paper(tx: Writes, visit: Visit, to: Person, paper: Paper, number: int) -> None:
    attachment, subject = Attachment(paper.path, paper.name, paper.kind), f"incident:{number}"
    words = texts.paper_of(number, paper)
    calls = attach(to.telegram_user_id, attachment, words, kind="notice", subject=subject, resend=True)
    await tx.outbox.add(calls, at=visit.at)


async def _others(tx: Reads, told: Told, person: Person) -> list[Person]:
    """Everybody who must know, except who speaks: office, officials and the first reporter."""
    others = list(await hearers(tx, but=person.id))
    reporter = await tx.people.get(told.incident.person_id)
    if (
        reporter is not None
        and reporter.id not in {person.id, *(each.id for each in others)}
        and reporter.state == "active"
        and reporter.started
    ):
        others.append(reporter)
    return others


async def _send(tx: Writes, visit: Visit, to: Person, shown: Screen, *, subject: str) -> None:
    calls = send(to.telegram_user_id, shown, kind="notice", subject=subject, resend=True)
    await tx.outbox.add(calls, at=visit.at)


async def read(visit: Visit, person: Person, action: ReadIncident) -> str:
    async with visit.writing() as tx:
        is_new = await mark_read(tx, action.incident, person, at=visit.at)
        if is_new:
            await _renew_cards(tx, visit, await found(tx, action.incident), pressed_by=person)
    return texts.READ if is_new else texts.READ_BEFORE


async def _renew_cards(tx: Writes, visit: Visit, incident: Incident, *, pressed_by: Person) -> None:
    """Bring the office's cards, and the presser's, up to what is stored now."""
    thread = await thread_of(tx, incident)
    cards = dict(await tx.outbox.first_about(f"incident:{incident.id}"))
    for viewer in await hearers(tx):
        card = cards.get(viewer.telegram_user_id)
        is_theirs = viewer.id == pressed_by.id
        if card is None or viewer.id == incident.person_id or not (viewer.is_office or is_theirs):
            continue
        shown = texts.card(visit.desk.plan, thread, viewer)
        await tx.outbox.add([edit(viewer.telegram_user_id, card, shown)], at=visit.at)


async def _show(visit: Visit, person: Person, action: ShowIncident) -> None:
    await visit.answer(await whole(visit, person, action.incident))


async def ask_for_entry(visit: Visit, person: Person, action: AddToIncident) -> None:
    """Ask for words to add. Gone, and NotAllowed for whoever takes no part."""
    async with visit.writing() as tx:
        incident = await found(tx, action.incident)
        if not takes_part(incident, person):
            raise NotAllowed
        await _ask(tx, visit, person, ENTRY, incident)


async def ask_for_result(visit: Visit, person: Person, action: CloseIncident) -> str | None:
    """Ask for the result that ends it; in words, why not."""
    if not person.is_office:
        raise NotAllowed
    async with visit.writing() as tx:
        incident = await found(tx, action.incident)
        if not incident.is_open:
            return texts.CLOSED_BEFORE
        await _ask(tx, visit, person, RESULT, incident)
    return None


async def _ask(tx: Writes, visit: Visit, person: Person, kind: str, incident: Incident) -> None:
    shown = texts.ask_for_entry(incident.id) if kind == ENTRY else texts.ask_for_result(incident.id)
    await prompts.prompt(tx, visit, person, shown, kind=kind, payload={"number": incident.id})


async def _entry_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    return await _in_words(visit, person, question, ends=False)


async def _result_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    return await _in_words(visit, person, question, ends=True)


async def _in_words(visit: Visit, person: Person, question: PendingQuestion, *, ends: bool) -> bool:
    """The words that [补充] or [结案] asked for; figures, questions and 撤销 in between go their own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("report", "query", "undo"):
        return False
    async with prompts.taking(visit, question) as tx:
        await file_words(tx, visit, person, question.payload["number"], ends=ends)
    return True


async def _replied(visit: Visit, person: Person, number: int) -> bool:
    """A reply to anything we said of an incident; a figure goes its own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent == "report" or not visit.text.strip():
        return False
    async with visit.desk.store.reading() as view:
        incident = await view.incidents.get(number)
    if incident is None or not takes_part(incident, person):
        return False
    if meaning.intent == "undo" and _SAYS_WRONG.search(visit.text) is None:
        await _say_it_stays(visit, person, number)
        return True
    closing = _closing(person, visit.text)
    async with visit.writing() as tx:
        if closing is None:
            await file_words(tx, visit, person, number, ends=False)
        elif closing["result"].strip():
            await file_words(tx, visit.with_text(closing["result"].strip()), person, number, ends=True)
        else:
            await _ask(tx, visit, person, RESULT, incident)
    return True


def _closing(person: Person, words: str) -> re.Match[str] | None:
    return _CLOSING.fullmatch(words) if person.is_office else None


def ends(person: Person, words: str) -> bool:
    """Whether the words, in reply to an incident, end it."""
    return _closing(person, words) is not None


async def file_words(tx: Writes, visit: Visit, person: Person, number: int, *, ends: bool) -> None:
    """Add the visit's words to an incident, or end it with them."""
    if not ends:
        return await _pass_on(tx, visit, person, await add(tx, number, person, _source(visit), at=visit.at))
    try:
        told = await close(tx, number, person, _source(visit), at=visit.at)
    except Gone:
        return await visit.say(tx, screen(texts.CLOSED_BEFORE))
    return await _tell_closed(tx, visit, person, told)


async def _tell_closed(tx: Writes, visit: Visit, person: Person, told: Told) -> None:
    visit.turn.mark("noted")
    shown = texts.closed(visit.desk.plan, await thread_of(tx, told.incident), told.entry)
    subject = f"incident:{told.incident.id}"
    await visit.say(tx, shown, subject=subject, resend=True)
    for other in await _others(tx, told, person):
        await _send(tx, visit, other, shown, subject=subject)
    await _renew_cards(tx, visit, told.incident, pressed_by=person)


def _source(visit: Visit) -> Source:
    return Source(visit.text, visit.chat_id, visit.message_id)


PROMPTS: dict[str, prompts.Continue] = {ENTRY: _entry_in_words, RESULT: _result_in_words}
CONVERSATION = Conversation(
    presses={
        ReadIncident: read,
        AddToIncident: ask_for_entry,
        CloseIncident: ask_for_result,
        ShowIncident: _show,
    },
    replies={"incident": _replied},
)
