"""Evidence: the pictures and papers behind a figure (佐证), kept with their hashes.

A file is tied to figures in one of two ways. Sent as a reply to a receipt, or picked by a button, it has the
numbers of its figures. Sent with the report as its caption, it belongs to whatever figures that message
brings, at once or after questions; the further parts of an album belong where their captioned part does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import Reads, Writes

EvidenceKind = Literal["photo", "document"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was sent: `path` is its place in the files folder, `sha256` hex, `size` in bytes; `album`
    names the album of which it is a part."""

    kind: EvidenceKind
    file_id: str
    name: str
    size: int
    sha256: str
    path: str
    chat_id: int
    message_id: int
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper on record; `number` is the figure's, None where the paper goes with its message."""

    id: int
    number: int | None
    person_id: int
    paper: Paper
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of a paper: the figures it is now evidence of, and those whose evidence it was already;
    `elsewhere` are other figures for which the same content had been given."""

    figures: tuple[Version, ...]
    already: tuple[Version, ...]
    elsewhere: tuple[int, ...]


async def figures_told_with(tx: Reads, number: int) -> Sequence[Version]:
    """The figures of one receipt, by the number of any; Gone when it is unknown or none stands."""
    version = await tx.reports.get(number)
    if version is None:
        raise Gone("unknown figure")
    draft = version.draft
    if draft.chat_id is None or draft.message_id is None:
        told = [version]
    else:
        brought = await tx.reports.by_message(draft.chat_id, draft.message_id)
        told = [each for each in brought if each.reported_at == version.reported_at]
    figures = [each for each in told if await _is_a_figure(tx, each)]
    if not figures:
        raise Gone("withdrawn figure")
    return figures


async def _is_a_figure(tx: Reads, version: Version) -> bool:
    """Whether a version is no withdrawal and has not been taken back."""
    if version.draft.state == "withdrawn":
        return False
    history = await tx.reports.history(version.series)
    return all(each.draft.withdraws != version.number for each in history)


def may_attach(person: Person, version: Version) -> bool:
    """The unit's contacts, whoever reported it, and the office."""
    own = version.series.unit in (*person.units, *person.standing_in)
    return person.is_office or own or version.draft.reporter_id == person.id


async def attach(
    tx: Writes, person: Person, figures: Sequence[Version], paper: Paper, *, at: datetime
) -> Attached:
    """Keep a paper as evidence of figures, once for each. NotAllowed when one of them is another unit's."""
    if not all(may_attach(person, version) for version in figures):
        raise NotAllowed
    same = await tx.evidence.with_content(paper.sha256)
    has_it = {each.number for each in same} | await _had_with_their_message(tx, figures, same)
    fresh = [version for version in figures if version.number not in has_it]
    for version in fresh:
        await tx.evidence.add(person.id, paper, number=version.number, at=at)
        await _audit(tx, person, paper, subject=f"R-{version.number}", at=at)
    numbers = {version.number for version in figures}
    return Attached(
        figures=tuple(fresh),
        already=tuple(version for version in figures if version.number in has_it),
        elsewhere=tuple(sorted({each.number for each in same if each.number} - numbers)),
    )


async def _had_with_their_message(
    tx: Reads, figures: Sequence[Version], same: Sequence[Evidence]
) -> set[int | None]:
    messages = {(each.paper.chat_id, each.paper.message_id) for each in same if each.number is None}
    return {each.number for each in figures if (each.draft.chat_id, each.draft.message_id) in messages}


async def keep_with_message(tx: Writes, person: Person, paper: Paper, *, at: datetime) -> Evidence | None:
    """Keep a paper for the figures of its message; None when it is kept already."""
    there = await tx.evidence.of_messages([(paper.chat_id, paper.message_id)])
    if any(each.paper.sha256 == paper.sha256 for each in there):
        return None
    await _audit(tx, person, paper, subject=f"message:{paper.message_id}", at=at)
    return await tx.evidence.add(person.id, paper, number=None, at=at)


async def assign(
    tx: Writes, person: Person, evidence: Evidence, version: Version, *, at: datetime
) -> Sequence[Evidence]:
    """Say afterwards whose evidence a paper is, with all parts of its album; NotAllowed for others' papers
    and figures, Gone when it was said before."""
    if not (person.is_office or evidence.person_id == person.id) or not may_attach(person, version):
        raise NotAllowed
    paper = evidence.paper
    if paper.album:
        loose = await _loose_parts(tx, paper.chat_id, paper.album)
    else:
        loose = await tx.evidence.of_messages([(paper.chat_id, paper.message_id)])
    if not loose:
        raise Gone("assigned")
    for part in loose:
        await _audit(tx, person, part.paper, subject=f"R-{version.number}", at=at)
    return [await tx.evidence.add(each.person_id, each.paper, number=version.number, at=at) for each in loose]


async def of_figure(tx: Reads, version: Version) -> Sequence[Evidence]:
    """The evidence of a figure and of the versions before it in its series, oldest first."""
    history = await tx.reports.history(version.series)
    figures = [each for each in history if each.draft.state != "withdrawn"]
    numbered = await tx.evidence.of_numbers([each.number for each in figures])
    messages = {
        (each.draft.chat_id, each.draft.message_id)
        for each in figures
        if each.draft.chat_id is not None and each.draft.message_id is not None
    }
    with_message = await tx.evidence.of_messages(sorted(messages))
    parts = [
        part
        for chat_id, album in sorted(
            {(e.paper.chat_id, e.paper.album) for e in with_message if e.paper.album}
        )
        for part in await _loose_parts(tx, chat_id, album)
    ]
    found = {each.id: each for each in (*numbered, *with_message, *parts)}
    return [found[id_] for id_ in sorted(found)]


async def _loose_parts(tx: Reads, chat_id: int, album: str) -> Sequence[Evidence]:
    parts = await tx.evidence.of_album(chat_id, album)
    return await tx.evidence.of_messages(sorted({(chat_id, part.paper.message_id) for part in parts}))


async def figures_of(tx: Reads, evidence: Evidence) -> Sequence[Version]:
    """The figures that a paper is evidence of; none while nobody has said."""
    if evidence.number is not None:
        version = await tx.reports.get(evidence.number)
        return [version] if version else []
    paper = evidence.paper
    parts = await tx.evidence.of_album(paper.chat_id, paper.album) if paper.album else [evidence]
    for part in parts:
        brought = await tx.reports.by_message(part.paper.chat_id, part.paper.message_id)
        figures = [each for each in brought if each.draft.state != "withdrawn"]
        if figures:
            return figures
    return []


def may_see(person: Person, evidence: Evidence, figures: Sequence[Version]) -> bool:
    """The office sees all; a contact what is its own or its units'."""
    if person.is_office or evidence.person_id == person.id:
        return True
    return any(may_attach(person, version) for version in figures)


async def _audit(tx: Writes, person: Person, paper: Paper, *, subject: str, at: datetime) -> None:
    after = {"name": paper.name, "size": paper.size, "sha256": paper.sha256}
    await tx.audit.add(actor_id=person.id, action="evidence", subject=subject, at=at, after=after)
