"""Standing in: being away, who may report meanwhile, and coming back.

Each function works inside one transaction that the caller holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from qbot.absences import Absence
from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.people import Person
from qbot.ports import Reads, Writes

Kinship = Literal["unit", "elsewhere", "unknown", "self"]


@dataclass(frozen=True, slots=True)
class Substitute:
    """A name, and whom it means: a colleague of the unit, one from elsewhere, nobody known, or oneself."""

    name: str
    kinship: Kinship
    person: Person | None = None


async def colleagues(tx: Reads, person: Person) -> tuple[Person, ...]:
    """The other contacts of the person's units who can be written to."""
    return tuple(
        each
        for each in await tx.people.all()
        if each.id != person.id and _can_report(each) and set(each.units) & set(person.units)
    )


async def find_substitute(tx: Reads, person: Person, name: str) -> Substitute:
    """Whom a name means; a colleague is preferred, and one of several namesakes elsewhere is nobody."""
    if name == person.name:
        return Substitute(name, "self", person)
    near = [each for each in await colleagues(tx, person) if each.name == name]
    if len(near) == 1:
        return Substitute(name, "unit", near[0])
    far = [each for each in await tx.people.all() if each.name == name and _can_report(each)]
    if len(far) == 1:
        return Substitute(name, "elsewhere", far[0])
    return Substitute(name, "unknown")


def _can_report(person: Person) -> bool:
    return person.role == "contact" and person.state == "active" and person.started


async def go_away(
    tx: Writes,
    person: Person,
    days: tuple[date, date],
    *,
    substitute: Person | None,
    text: str,
    by: Person,
    at: datetime,
) -> Absence:
    """Note an absence; it takes the place of the person's others that share a day with it."""
    first, last = days
    for earlier in await tx.absences.open_of(person.id, on=first):
        if earlier.from_on <= last:
            await tx.absences.end(earlier.id, at=at)
    absence = await tx.absences.add(
        person_id=person.id,
        substitute_id=substitute.id if substitute else None,
        from_on=first,
        until_on=last,
        text=text,
        at=at,
    )
    await tx.audit.add(
        actor_id=by.id,
        action="go-away",
        subject=f"absence:{absence.id}",
        at=at,
        after={
            "person": person.id,
            "substitute": absence.substitute_id,
            "from_on": first.isoformat(),
            "until_on": last.isoformat(),
        },
    )
    return absence


async def ask_leave(
    tx: Writes, person: Person, days: tuple[date, date], *, substitute: Person, text: str, at: datetime
) -> Matter:
    """One from another unit stands in only after the office's nod."""
    matter = await tx.matters.open(
        "substitute",
        person_id=person.id,
        chat_id=person.telegram_user_id,
        message_id=None,
        text=text,
        payload={
            "substitute": substitute.id,
            "from_on": days[0].isoformat(),
            "until_on": days[1].isoformat(),
        },
        at=at,
    )
    await tx.audit.add(
        actor_id=person.id,
        action="ask-substitute",
        subject=f"matter:{matter.id}",
        at=at,
        after=matter.payload,
    )
    return matter


@dataclass(frozen=True, slots=True)
class Nod:
    """What the office said of a substitute: `absence` is None when it did not agree."""

    matter: Matter
    person: Person | None
    substitute: Person | None
    absence: Absence | None


async def nod(tx: Writes, by: Person, number: int, *, granted: bool, at: datetime) -> Nod:
    """The office's word on a substitute. NotAllowed for others; Gone("decided") when it was said before, Gone
    when one of the two is no longer there."""
    if not by.is_office:
        raise NotAllowed
    matter = await tx.matters.get(number)
    if matter is None or matter.kind != "substitute" or matter.person_id is None:
        raise Gone
    outcome = "granted" if granted else "refused"
    if not await tx.matters.close(matter.id, by=by.id, outcome=outcome, at=at):
        raise Gone("decided")
    await tx.audit.add(
        actor_id=by.id,
        action="grant-substitute" if granted else "refuse-substitute",
        subject=f"matter:{matter.id}",
        at=at,
    )
    person = await tx.people.get(matter.person_id)
    substitute = await tx.people.get(int(matter.payload["substitute"]))
    if not granted:
        return Nod(matter, person, substitute, None)
    if person is None or substitute is None or not (_can_report(person) and _can_report(substitute)):
        raise Gone
    absence = await go_away(
        tx, person, days_of(matter), substitute=substitute, text=matter.text, by=by, at=at
    )
    return Nod(matter, person, substitute, absence)


def days_of(matter: Matter) -> tuple[date, date]:
    """The days for which a substitute is asked for."""
    return date.fromisoformat(matter.payload["from_on"]), date.fromisoformat(matter.payload["until_on"])


async def come_back(tx: Writes, person: Person, *, on: date, at: datetime) -> Sequence[Absence]:
    """End what keeps the person away on a day; what was ended."""
    ended = [each for each in await tx.absences.open_of(person.id, on=on) if each.is_on(on)]
    for absence in ended:
        await _end(tx, absence, by=person, at=at)
    return ended


async def end_absence(tx: Writes, person: Person, number: int, *, at: datetime) -> Absence:
    """End one absence, begun or to come: one's own, or any by the office. Gone when it is over."""
    absence = await tx.absences.get(number)
    if absence is None or absence.ended_at is not None:
        raise Gone
    if absence.person_id != person.id and not person.is_office:
        raise NotAllowed
    await _end(tx, absence, by=person, at=at)
    return absence


async def _end(tx: Writes, absence: Absence, *, by: Person, at: datetime) -> None:
    await tx.absences.end(absence.id, at=at)
    await tx.audit.add(actor_id=by.id, action="come-back", subject=f"absence:{absence.id}", at=at)


async def with_substitution(tx: Reads, person: Person, *, on: date) -> Person:
    """The person, with the units of others for whom it stands in on a day."""
    if not _can_report(person):
        return person
    units: list[str] = []
    for absence in await tx.absences.substituted_by(person.id, on=on):
        away = await tx.people.get(absence.person_id)
        if away is not None and away.role == "contact" and away.state != "removed":
            units += [unit for unit in away.units if unit not in person.units]
    return replace(person, standing_in=tuple(dict.fromkeys(units))) if units else person
