"""Reaching an audience: who of those meant can be written to at this moment, and who cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qbot.absences import substitutes
from qbot.audiences import Audience
from qbot.nudging.receivers import can_hear
from qbot.people import Person
from qbot.ports import Chat, Reads


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a message goes to: people who can hear, people who cannot, working groups that can be reached.

    Who stands in for somebody that is away is among the people.
    """

    hearing: tuple[Person, ...]
    deaf: tuple[Person, ...]
    groups: tuple[Chat, ...]

    @property
    def is_nobody(self) -> bool:
        return not self.hearing and not self.groups


async def reach(tx: Reads, audience: Audience, *, on: date, spares_absent: bool = False) -> Reach:
    """Who is meant on a day, and who of them can be reached. `spares_absent`: who is away and has a
    substitute is left in peace, else both are written to."""
    people = audience.people(await tx.people.all())
    instead = await standing_in_for(tx, people, on=on)
    if spares_absent:
        people = tuple(each for each in people if each.id not in instead)
    people = tuple({each.id: each for each in (*people, *instead.values())}.values())
    return Reach(
        hearing=tuple(each for each in people if can_hear(each)),
        deaf=tuple(each for each in people if not can_hear(each)),
        groups=tuple(
            each
            for each in await tx.chats.groups()
            if each.bound and each.state == "active" and (audience.all_groups or each.id in audience.groups)
        ),
    )


async def standing_in_for(tx: Reads, people: Sequence[Person], *, on: date) -> dict[int, Person]:
    """Who stands in, and can hear, for each contact among these people that is away."""
    away = substitutes(await tx.absences.on_day(on), on=on)
    known = {each.id: each for each in await tx.people.all()} if away else {}
    found = {
        each.id: known.get(away[each.id] or 0)
        for each in people
        if each.role == "contact" and each.id in away
    }
    return {person: each for person, each in found.items() if each is not None and can_hear(each)}


async def instead_of(tx: Reads, people: Sequence[Person], *, on: date) -> tuple[Person, ...]:
    """These people, each contact that is away replaced by who stands in and can hear; nobody twice."""
    instead = await standing_in_for(tx, people, on=on)
    return tuple({each.id: each for each in (instead.get(each.id, each) for each in people)}.values())
