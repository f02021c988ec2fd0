"""Emergencies: threads of what was said, who was told and who has read it; never a figure.

Each function works inside one write transaction that the caller holds, and returns what was stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qbot.errors import Gone, NotAllowed
from qbot.incidents.thread import Entry, Incident
from qbot.people import Person
from qbot.ports import Reads, Writes

FOLLOWS_WITHIN = timedelta(hours=24)
FLOOD = 5  # entries of one person
FLOOD_TIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words stand in Telegram."""

    text: str
    chat_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a message: `first` began the incident. Where one person says much in a short time,
    the rest is kept to be read in one piece: not `sent_on`, and `flood_begins` with the first of it."""

    incident: Incident
    entry: Entry
    first: bool
    sent_on: bool = True
    flood_begins: bool = False


async def tell(tx: Writes, person: Person, source: Source, *, at: datetime) -> Told | None:
    """Begin an incident, or go on with the person's open one when something was said of it within a day.

    The same message once more tells nothing new unless its words have changed; then None.
    """
    before = await _by_message(tx, source)
    if before is not None:
        if before.text == source.text:
            return None
        return await add(tx, before.incident_id, person, source, at=at)
    running = await tx.incidents.latest_open_of(person.id)
    if running is not None:
        last = await tx.incidents.last_entries(running.id, limit=1)
        if last and last[0].said_at > at - FOLLOWS_WITHIN:
            return await add(tx, running.id, person, source, at=at)
    unit = person.units[0] if person.units else None
    incident = await tx.incidents.open(person_id=person.id, unit=unit, at=at)
    entry = await _add_entry(tx, incident, person, source, at=at)
    await _audit(tx, person, "open-incident", incident, at=at, text=source.text)
    return Told(incident, entry, first=True)


async def add(tx: Writes, incident_id: int, person: Person, source: Source, *, at: datetime) -> Told:
    """Add what someone says of an incident, a closed one too: a late word is not lost. Gone when unknown."""
    incident = await found(tx, incident_id)
    last = await tx.incidents.last_entries(incident.id, limit=FLOOD + 1)
    floods = _is_flood(last[:FLOOD], person, until=at)
    flooded = floods and _is_flood(last[1:], person, until=last[0].said_at)
    entry = await _add_entry(tx, incident, person, source, at=at)
    await _audit(tx, person, "add-to-incident", incident, at=at, text=source.text)
    return Told(incident, entry, first=False, sent_on=not floods, flood_begins=floods and not flooded)


async def mark_read(tx: Writes, incident_id: int, person: Person, *, at: datetime) -> bool:
    """Record that the person has read it; False when that was on record."""
    only_readers(person)
    incident = await found(tx, incident_id)
    is_new = await tx.incidents.mark_read(incident.id, person.id, at=at)
    if is_new:
        await _audit(tx, person, "read-incident", incident, at=at)
    return is_new


async def close(tx: Writes, incident_id: int, person: Person, source: Source, *, at: datetime) -> Told:
    """End an incident with its result. NotAllowed for others than the office; Gone when it is not open."""
    if not person.is_office:
        raise NotAllowed
    incident = await found(tx, incident_id)
    if not await tx.incidents.close(incident.id, by=person.id, at=at):
        raise Gone("closed")
    entry = await _add_entry(tx, incident, person, source, at=at)
    await _audit(tx, person, "close-incident", incident, at=at, text=source.text)
    return Told(await found(tx, incident_id), entry, first=False)


async def last_said(tx: Reads, person: Person, *, since: datetime) -> Entry | None:
    """The last thing that a person said of an open incident of theirs."""
    running = await tx.incidents.latest_open_of(person.id)
    last = await tx.incidents.last_entries(running.id, limit=FLOOD + 1) if running else ()
    return next((each for each in last if each.person_id == person.id and each.said_at >= since), None)


async def last_heard(tx: Reads, person: Person, *, since: datetime) -> Entry | None:
    """What somebody else said of a person's open incident, where the person has said nothing since."""
    running = await tx.incidents.latest_open_of(person.id)
    last = await tx.incidents.last_entries(running.id, limit=1) if running else ()
    return next((each for each in last if each.person_id != person.id and each.said_at >= since), None)


async def found(tx: Reads, incident_id: int) -> Incident:
    """The incident; Gone when there is none of this number."""
    incident = await tx.incidents.get(incident_id)
    if incident is None:
        raise Gone("unknown incident")
    return incident


async def hearers(tx: Reads, *, but: int | None = None) -> Sequence[Person]:
    """The office and the officials who can hear, except one person."""
    return [
        each
        for each in await tx.people.all()
        if may_read(each) and each.state == "active" and each.started and each.id != but
    ]


def may_read(person: Person) -> bool:
    return person.role in ("office", "official")


def takes_part(incident: Incident, person: Person) -> bool:
    """Whether somebody may see an incident and add to it."""
    return may_read(person) or person.id == incident.person_id


def only_readers(person: Person) -> None:
    """NotAllowed for whoever is neither office nor official."""
    if not may_read(person):
        raise NotAllowed


def _is_flood(entries: Sequence[Entry], person: Person, *, until: datetime) -> bool:
    return len(entries) == FLOOD and all(
        each.person_id == person.id and each.said_at > until - FLOOD_TIME for each in entries
    )


async def _by_message(tx: Reads, source: Source) -> Entry | None:
    if source.chat_id is None or source.message_id is None:
        return None
    return await tx.incidents.by_message(source.chat_id, source.message_id)


async def _add_entry(
    tx: Writes, incident: Incident, person: Person, source: Source, *, at: datetime
) -> Entry:
    return await tx.incidents.add_entry(
        incident.id,
        person_id=person.id,
        text=source.text,
        chat_id=source.chat_id,
        message_id=source.message_id,
        at=at,
    )


async def _audit(
    tx: Writes, person: Person, action: str, incident: Incident, *, at: datetime, text: str | None = None
) -> None:
    await tx.audit.add(
        actor_id=person.id,
        action=action,
        subject=f"incident:{incident.id}",
        at=at,
        before={"open": incident.is_open},
        after=None if text is None else {"text": text},
    )
