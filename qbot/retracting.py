"""Retracting: who has asked the office for something takes it back while the office has not decided.

Each function works inside one transaction that the caller holds.
"""

from collections.abc import Collection
from datetime import datetime

from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter, MatterKind
from qbot.people import Person
from qbot.ports import Reads, Writes

MOST_WAITING = 1_000
OWN: tuple[MatterKind, ...] = ("extension", "substitute", "handover", "question")


async def own_waiting(tx: Reads, person: Person, kinds: Collection[MatterKind]) -> tuple[Matter, ...]:
    """What a person has put before the office and the office has not decided, the oldest first."""
    found = [each for kind in kinds for each in await tx.matters.open_ones(kind, limit=MOST_WAITING)]
    return tuple(sorted((each for each in found if each.person_id == person.id), key=lambda each: each.id))


async def retract(tx: Writes, person: Person, matter: Matter, *, at: datetime) -> None:
    """Close a matter as taken back by who brought it. NotAllowed for others; Gone("decided") when the office
    was faster."""
    if matter.person_id != person.id:
        raise NotAllowed
    if matter.kind == "extension":
        extension = int(matter.payload["extension"])
        if not await tx.extensions.decide(extension, granted=False, by=person.id, at=at):
            raise Gone("decided")
    if not await tx.matters.close(matter.id, by=person.id, outcome="retracted", at=at):
        raise Gone("decided")
    await tx.audit.add(
        actor_id=person.id,
        action=f"retract-{matter.kind}",
        subject=f"matter:{matter.id}",
        at=at,
        before={"open": True},
        after={"open": False},
    )
