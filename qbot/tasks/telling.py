"""Keeping what a unit tells of the plan's tasks, and asking the office for help with one.

Each function works inside one write transaction that the caller holds, and returns what was stored.
"""

from datetime import datetime

from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reporting import Origin, speaking_units
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress, Stated


def telling_unit(plan: Plan, tasks: Tasks, person: Person, *, item: str, text: str) -> str:
    """The unit for which somebody tells of an item: the one that the text names, else the one whose item it
    is, else the first; NotAllowed for those who speak for no unit."""
    units = speaking_units(plan, person)
    if not units:
        raise NotAllowed
    named = [unit for unit in units if any(name in text for name in _names(plan, unit))]
    if len(named) == 1:
        return named[0]
    return next((unit for unit in units if tasks.owned(item, unit)), units[0])


def _names(plan: Plan, unit: str) -> tuple[str, ...]:
    entry = plan.unit.get(unit)
    return (entry.name, *entry.aliases) if entry else ()


async def tell(
    tx: Writes,
    person: Person,
    *,
    item: str,
    unit: str,
    stated: Stated,
    origin: Origin,
    at: datetime,
    sender_id: int,
) -> Progress:
    """Keep a note of the sender's; `stated.needs_help` says that its help has been asked for already."""
    note = await tx.progress.add(
        item=item,
        unit=unit,
        person_id=sender_id,
        stated=stated,
        text=origin.text,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
        at=at,
    )
    await tx.audit.add(
        actor_id=person.id,
        action="tell-progress",
        subject=f"progress:{note.id}",
        at=at,
        after={"item": item, "unit": unit, "state": note.state, "percent": note.percent},
    )
    return note


async def take_back(tx: Writes, person: Person, progress_id: int, *, at: datetime) -> Progress:
    """The note as it was. NotAllowed for others than its sender and the office; Gone when withdrawn."""
    note = await own_note(tx, person, progress_id)
    if not await tx.progress.withdraw(note.id, at=at):
        raise Gone("withdrawn note")
    await tx.audit.add(
        actor_id=person.id,
        action="withdraw-progress",
        subject=f"progress:{note.id}",
        at=at,
        before={"item": note.item, "state": note.state, "percent": note.percent},
    )
    return note


async def last_note(tx: Reads, plan: Plan, person: Person, *, since: datetime) -> Progress | None:
    """The newest note that a person told and has not taken back."""
    notes = await tx.progress.newest(units=speaking_units(plan, person))
    own = [each for each in notes if each.person_id == person.id and each.told_at >= since]
    return own[-1] if own else None


async def own_note(tx: Reads, person: Person, progress_id: int) -> Progress:
    """A note that still stands and is this person's to change."""
    note = await tx.progress.get(progress_id)
    if note is None:
        raise Gone("unknown note")
    if note.withdrawn_at is not None:
        raise Gone("withdrawn note")
    if note.person_id != person.id and not person.is_office:
        raise NotAllowed
    return note


async def want_help(tx: Writes, person: Person, progress_id: int, *, at: datetime) -> Matter | None:
    """Open a matter for the office; None where that was done before."""
    note = await own_note(tx, person, progress_id)
    if not await tx.progress.ask_for_help(note.id):
        return None
    matter = await tx.matters.open(
        "help",
        person_id=note.person_id,
        chat_id=note.chat_id,
        message_id=note.message_id,
        text=note.text,
        payload={"progress": note.id, "item": note.item, "unit": note.unit},
        at=at,
    )
    await tx.audit.add(
        actor_id=person.id,
        action="want-help",
        subject=f"matter:{matter.id}",
        at=at,
        after={"progress": note.id},
    )
    return matter


async def settle_help(tx: Writes, person: Person, matter_id: int, *, at: datetime) -> Matter:
    """Close it as coordinated. NotAllowed for others than the office; Gone when it is not open."""
    matter = await help_wanted(tx, matter_id)
    if not person.is_office:
        raise NotAllowed
    if not await tx.matters.close(matter.id, by=person.id, outcome="coordinated", at=at):
        raise Gone("settled help")
    await tx.audit.add(
        actor_id=person.id,
        action="settle-help",
        subject=f"matter:{matter.id}",
        at=at,
        before={"open": True},
        after={"open": False},
    )
    return matter


async def help_wanted(tx: Reads, matter_id: int) -> Matter:
    """The matter, open or closed; Gone when no help was ever wanted under this number."""
    matter = await tx.matters.get(matter_id)
    if matter is None or matter.kind != "help":
        raise Gone("unknown help")
    return matter
