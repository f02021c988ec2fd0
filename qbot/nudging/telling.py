"""Telling: who is to hear of what is asked in a snapshot, and again in the transaction that sends it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from qbot.clock import CITY_TIME, city_day
from qbot.hours import office_hours
from qbot.ledger.obligations import Obligation
from qbot.messages import Outgoing
from qbot.nudges import Nudge
from qbot.nudging.caps import Allowance, Withheld
from qbot.nudging.occasions import waits_for
from qbot.nudging.receivers import can_hear
from qbot.nudging.standing import Standing, standing, units_with_an_occasion
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Store, Writes


@dataclass(frozen=True, slots=True)
class Told:
    """One person's message: what it asked for, and what is owed besides."""

    person: Person
    entries: tuple[Obligation, ...]
    others: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Who is to hear of what, and what is left unsaid."""

    told: tuple[Told, ...]
    withheld: tuple[Withheld, ...]


NOTHING = Round((), ())


@dataclass(frozen=True, slots=True)
class Wording:
    """How nudges are put into words, given by whoever speaks to people.

    Each gets the day. `digest`: for a contact. `unsaid`: for a member of the office, what contacts were not
    told because their caps are used up. `chased`: for the member who asked for it, what became of a chase.
    """

    digest: Callable[[Told, date], Sequence[Outgoing]]
    unsaid: Callable[[Person, Sequence[Withheld], date], Sequence[Outgoing]]
    chased: Callable[[Person, Round, date], Sequence[Outgoing]]


async def nudge(store: Store, plan: Plan, wording: Wording, *, now: datetime) -> int:
    """Write to those who have an occasion today; how many messages were put into the outbox. StorageError.

    Outside office hours nothing is said. What a cap keeps back goes to the office instead, once.
    """
    async with store.reading() as tx:
        if await _round_of_today(tx, plan, now=now) == NOTHING:
            return 0
    async with store.writing() as tx:
        due = await _round_of_today(tx, plan, now=now)
        await tell(tx, wording, due.told, now=now)
        return len(due.told) + await _tell_office(tx, wording, due.withheld, now=now)


async def tell(tx: Writes, wording: Wording, told: Collection[Told], *, now: datetime) -> None:
    """Put each person's message into the outbox, and note what it asks for."""
    on = city_day(now)
    for each in told:
        rows = await tx.outbox.add(wording.digest(each, on), at=now)
        nudges = [Nudge(each.person.id, entry.series, on, now) for entry in each.entries]
        await tx.nudges.add(nudges, outbox_id=rows[-1])


def round_of(stands: Standing, wanted: Callable[[Allowance, Obligation], bool]) -> Round:
    """Who hears of the figures wanted of each, within the caps, and what is kept back from whom."""
    told: list[Told] = []
    withheld: list[Withheld] = []
    for allowance in stands.allowances.values():
        person = allowance.person
        mine = stands.entries_for(person)
        chosen = [entry for entry in mine if wanted(allowance, entry)]
        allowed = allowance.allowed(chosen)
        withheld += allowance.withheld(chosen)
        if allowed:
            told.append(Told(person, allowed, tuple(each for each in mine if each not in allowed)))
    return Round(tuple(told), tuple(withheld))


async def _round_of_today(tx: Reads, plan: Plan, *, now: datetime) -> Round:
    if not (await office_hours(tx)).are_open(now):
        return NOTHING
    on = city_day(now)
    units = await units_with_an_occasion(tx, plan, on=on)
    if not units:
        return NOTHING

    stands = await standing(tx, plan, units=units, now=now)
    asked_before = stands.last_asked_before(on)

    def is_due(allowance: Allowance, entry: Obligation) -> bool:
        days = (allowance.last_on(entry), asked_before.get(entry.series))
        return waits_for(entry, last_on=max((day for day in days if day), default=None), on=on)

    found = round_of(stands, is_due)
    return Round(found.told, await _not_yet_told_to_office(tx, found.withheld))


async def _not_yet_told_to_office(tx: Reads, withheld: Collection[Withheld]) -> tuple[Withheld, ...]:
    """What the office takes over: all that is kept back, but for what can still be said tomorrow."""
    kept = [each for each in withheld if each.reason in ("spent", "budget")]
    if not kept:
        return ()
    first_due = min(entry.due_on for each in kept for entry in each.entries)
    told = await tx.occurrences.settled(since=_morning(first_due))
    new = (
        replace(
            each, entries=tuple(e for e in each.entries if (_name(each, e), _morning(e.due_on)) not in told)
        )
        for each in kept
    )
    return tuple(each for each in new if each.entries)


async def _tell_office(tx: Writes, wording: Wording, withheld: Sequence[Withheld], *, now: datetime) -> int:
    office = [each for each in await tx.people.all() if each.is_office and can_hear(each)]
    if not withheld or not office:
        return 0
    for each in withheld:
        for entry in each.entries:
            await tx.occurrences.settle(
                reminder=_name(each, entry), due_at=_morning(entry.due_on), outcome="skipped", at=now,
                note=each.reason,
            )  # fmt: skip
    for member in office:
        await tx.outbox.add(wording.unsaid(member, withheld, city_day(now)), at=now)
    return len(office)


def _name(withheld: Withheld, entry: Obligation) -> str:
    """One thing that was kept back from one person, as the office is told of it once."""
    person = withheld.person.id if withheld.person else 0
    what = f"{entry.unit}:{entry.indicator}" if entry.is_progress else entry.indicator
    return f"unsaid:{withheld.reason}:{person}:{what}:{entry.period}"


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), CITY_TIME).astimezone(UTC)
