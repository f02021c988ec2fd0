"""Evidence looked at: /evidence lists what was sent, and sends a paper back."""

import asyncio
import hashlib
import re
from collections.abc import Sequence

from handlers.actions_evidence import ListEvidence, OpenEvidence
from handlers.attachments import Attachment
from handlers.bot_api import FileMissing
from handlers.conversation import Command, Conversation
from handlers.files import Files
from handlers.screen import Screen, screen
from handlers.texts import evidence as texts
from handlers.visit import Visit
from handlers.whose_evidence import figure_named
from qbot.errors import Gone
from qbot.evidence import Evidence, Paper, figures_of, may_attach, may_see, of_figure
from qbot.incidents.telling import takes_part
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import Reads
from qbot.reporting import speaking_units

PAGE = 5
_ASKED = re.compile(r"(?:查看|看看|看|打开)?\s*[Rr]-?(\d{1,9})\s*的?佐证|(?:查看)?佐证\s*[Rr]-?(\d{1,9})")


async def _show(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/evidence [R-12]."""
    number = figure_named(" ".join(words)) or next((int(word) for word in words if word.isdecimal()), 0)
    await visit.answer(await _listing(visit, person, ListEvidence(number, 0)))


async def _show_by_words(visit: Visit, person: Person) -> bool:
    match = _ASKED.fullmatch(visit.text.strip())
    if match is None:
        return False
    await visit.answer(await _listing(visit, person, ListEvidence(int(match[1] or match[2]), 0)))
    return True


async def _show_by_button(visit: Visit, person: Person, action: ListEvidence) -> None:
    await visit.answer(await _listing(visit, person, action))


async def _listing(visit: Visit, person: Person, wanted: ListEvidence) -> Screen:
    """A page of papers: of one figure with its earlier versions, or all that this person may see."""
    units = speaking_units(visit.desk.plan, person)
    if not units:
        return screen(texts.ONLY_REPORTERS)
    async with visit.desk.store.reading() as tx:
        if not wanted.figure:
            return await _all(tx, visit, person, units=units, before=wanted.before)
        version = await tx.reports.get(wanted.figure)
        if version is None:
            return screen(texts.NO_SUCH_FIGURE)
        if not may_attach(person, version):
            return screen(texts.NOT_YOURS)
        return await _of_one(tx, visit, version, before=wanted.before)


async def _all(tx: Reads, visit: Visit, person: Person, *, units: Sequence[str], before: int) -> Screen:
    found = await tx.evidence.page(
        person_id=None if person.is_office else person.id,
        units=units,
        before=before or None,
        limit=PAGE + 1,
    )
    return await _page(tx, visit, found, of=None, skipped=0)


async def _of_one(tx: Reads, visit: Visit, version: Version, *, before: int) -> Screen:
    everything = sorted(await of_figure(tx, version), key=lambda each: -each.id)
    found = [each for each in everything if not before or each.id < before]
    return await _page(tx, visit, found, of=version, skipped=len(everything) - len(found))


async def _page(
    tx: Reads, visit: Visit, found: Sequence[Evidence], *, of: Version | None, skipped: int
) -> Screen:
    entries = [await _entry(tx, each) for each in found[:PAGE]]
    older = entries[-1].evidence.id if len(found) > PAGE else None
    return texts.listing(visit.desk.plan, entries, of=of, first=skipped + 1, older=older)


async def _entry(tx: Reads, evidence: Evidence) -> texts.Entry:
    sender, paper = await tx.people.get(evidence.person_id), evidence.paper
    said = await tx.incidents.by_message(paper.chat_id, paper.message_id)
    return texts.Entry(
        evidence,
        await figures_of(tx, evidence),
        sender.name if sender else "",
        incident=said.incident_id if said else None,
    )


async def _is_of_their_incident(tx: Reads, person: Person, entry: texts.Entry) -> bool:
    incident = await tx.incidents.get(entry.incident) if entry.incident is not None else None
    return incident is not None and takes_part(incident, person)


async def _open(visit: Visit, person: Person, action: OpenEvidence) -> str:
    """Send a paper back, if it is still what was put in."""
    if not visit.is_private:
        return texts.NOT_HERE
    async with visit.desk.store.reading() as tx:
        evidence = await tx.evidence.get(action.evidence)
        entry = await _entry(tx, evidence) if evidence else None
        is_of_incident = entry is not None and await _is_of_their_incident(tx, person, entry)
    if evidence is None or entry is None:
        raise Gone
    if not (is_of_incident or may_see(person, evidence, entry.figures)):
        return texts.NOT_YOURS
    paper = evidence.paper
    if not await _is_whole(visit.desk.files, paper):
        return texts.DAMAGED
    async with visit.writing() as tx:
        await tx.audit.add(
            actor_id=person.id, action="evidence.open", subject=f"evidence:{evidence.id}", at=visit.at
        )
        attachment = Attachment(paper.path, paper.name)
        await visit.say_with(tx, attachment, texts.opened(visit.desk.plan, entry))
    return texts.SENDING


async def _is_whole(files: Files, paper: Paper) -> bool:
    """Whether the file is still what was put in."""
    try:
        data = await files.read(paper.path)
    except FileMissing:
        return False
    return (await asyncio.to_thread(hashlib.sha256, data)).hexdigest() == paper.sha256


CONVERSATION = Conversation(
    commands=(
        Command(
            "evidence", "佐证:/evidence R-12", _show, phrases=("佐证", "查看佐证", "我的佐证", "佐证材料")
        ),
    ),
    presses={ListEvidence: _show_by_button, OpenEvidence: _open},
    says=(_show_by_words,),
)
