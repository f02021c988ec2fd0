"""Handing over: a contact leaves, the office agrees, a successor comes in, and the one who left is let go.

Each function works inside one write transaction that the caller holds.
"""

from dataclasses import dataclass
from datetime import datetime

from qbot.admission import invite
from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.people import Invitation, Person, code_hash
from qbot.ports import Reads, Writes
from qbot.standing_in import find_substitute

MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class Handover:
    """What the office decided: an invitation with its code for somebody new, or a known `successor`."""

    matter: Matter
    leaver: Person
    name: str
    granted: bool
    code: str | None = None
    invitation: Invitation | None = None
    successor: Person | None = None


async def propose(
    tx: Writes, person: Person, successor: str, *, text: str, message_id: int | None, at: datetime
) -> Matter:
    """Put a handover before the office. NotAllowed for who is no contact; Gone("waiting") when one waits."""
    if person.role != "contact":
        raise NotAllowed
    if any(each.person_id == person.id for each in await waiting(tx)):
        raise Gone("waiting")
    matter = await tx.matters.open(
        "handover",
        person_id=person.id,
        chat_id=person.telegram_user_id,
        message_id=message_id,
        text=text,
        payload={"successor": successor},
        at=at,
    )
    await tx.audit.add(
        actor_id=person.id,
        action="ask-handover",
        subject=f"matter:{matter.id}",
        at=at,
        after={"successor": successor, "units": list(person.units)},
    )
    return matter


async def waiting(tx: Reads) -> tuple[Matter, ...]:
    """The handovers that the office has not decided."""
    return tuple(await tx.matters.open_ones("handover", limit=MOST_WAITING))


async def decide(tx: Writes, by: Person, number: int, *, granted: bool, at: datetime) -> Handover:
    """The office's word. A known contact takes over at once, anybody else is invited.

    NotAllowed for others; Gone("decided") when it was decided before, Gone when who leaves has gone.
    """
    if not by.is_office:
        raise NotAllowed
    matter = await tx.matters.get(number)
    if matter is None or matter.kind != "handover" or matter.person_id is None:
        raise Gone
    leaver = await tx.people.get(matter.person_id)
    if not await tx.matters.close(matter.id, by=by.id, outcome="granted" if granted else "refused", at=at):
        raise Gone("decided")
    if leaver is None or leaver.state == "removed":
        raise Gone
    name = str(matter.payload["successor"])
    await tx.audit.add(
        actor_id=by.id,
        action="grant-handover" if granted else "refuse-handover",
        subject=f"matter:{matter.id}",
        at=at,
        after={"successor": name, "units": list(leaver.units)},
    )
    if not granted:
        return Handover(matter, leaver, name, granted=False)
    found = await find_substitute(tx, leaver, name)
    if found.person is not None and found.kinship != "self":
        successor = await _add_units(tx, found.person, leaver, at=at)
        await let_go(tx, leaver, successor, at=at)
        return Handover(matter, leaver, name, granted=True, successor=successor)
    code, invitation = await invite(tx, role="contact", units=leaver.units, name=name, by=by, at=at)
    await tx.facts.set(_key(invitation.id), str(leaver.id))
    return Handover(matter, leaver, name, granted=True, code=code, invitation=invitation)


async def _add_units(tx: Writes, successor: Person, leaver: Person, *, at: datetime) -> Person:
    return await tx.people.enrol(
        telegram_user_id=successor.telegram_user_id,
        name=successor.name,
        role="contact",
        units=leaver.units,
        origin="invitation",
        started=successor.started,
        at=at,
    )


async def taken_over(tx: Writes, successor: Person, code: str, *, at: datetime) -> Person | None:
    """Who is let go because a successor came in by this code; None where the code is no successor's."""
    invitation = await tx.people.invitation(code_hash(code))
    fact = await tx.facts.get(_key(invitation.id)) if invitation is not None else None
    leaver = await tx.people.get(int(fact)) if fact else None
    if leaver is None or leaver.state == "removed" or leaver.id == successor.id:
        return None
    await let_go(tx, leaver, successor, at=at)
    return leaver


async def let_go(tx: Writes, leaver: Person, successor: Person, *, at: datetime) -> None:
    """Take everything from who has left."""
    await tx.people.set_state(leaver.id, "removed", at=at)
    await tx.audit.add(
        actor_id=successor.id,
        action="hand-over",
        subject=f"person:{leaver.id}",
        at=at,
        before={"units": list(leaver.units)},
        after={"successor": successor.id},
    )


def _key(invitation: int) -> str:
    return f"handover.invitation:{invitation}"
