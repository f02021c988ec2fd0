"""What stands open, and all that decides who may hear of it, loaded in one snapshot."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qbot.absences import substitutes
from qbot.clock import city_day
from qbot.ledger.obligations import (
    QUARTER,
    Granted,
    Obligation,
    obligation_of,
    owed,
    townships,
    with_extensions,
    with_promises,
)
from qbot.ledger.versions import Series
from qbot.nudges import Nudge
from qbot.nudging.burden import budget, messages_this_week
from qbot.nudging.caps import Allowance
from qbot.nudging.occasions import frequencies_asked, latest_occasion, oldest_promise
from qbot.nudging.receivers import receivers
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.tasks.quarterly import words_missing


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open of some units, who hears for each unit, the same by person's id, what each of these people
    has been told, and the contacts of units who are `away` with nobody in their place."""

    entries: tuple[Obligation, ...]
    hearing: Mapping[str, Sequence[Person]]
    units_of: Mapping[int, frozenset[str]]
    nudges: tuple[Nudge, ...]
    allowances: Mapping[int, Allowance]
    away: Mapping[str, Sequence[Person]]

    def allowances_for(self, unit: str) -> Sequence[Allowance]:
        """What whoever hears for a unit has been told."""
        return [self.allowances[person.id] for person in self.hearing.get(unit, ())]

    def entries_for(self, person: Person) -> tuple[Obligation, ...]:
        """What is open and this person hears of."""
        units = self.units_of.get(person.id, frozenset())
        return tuple(each for each in self.entries if each.unit in units)

    def last_asked_before(self, on: date) -> Mapping[Series, date]:
        """When anybody was asked for a figure the last time before a day: an occasion that was told to who
        stood in is not caught up with who is back."""
        found: dict[Series, date] = {}
        for each in self.nudges:
            if each.nudged_on < on:
                found[each.series] = max(each.nudged_on, found.get(each.series, each.nudged_on))
        return found


async def standing(tx: Reads, plan: Plan, *, units: Collection[str] | None, now: datetime) -> Standing:
    """How these units stand today, or all of them."""
    entries = await open_entries(tx, plan, units=units, on=city_day(now))
    owing = list(dict.fromkeys(each.unit for each in entries))
    away = substitutes(await tx.absences.on_day(city_day(now)), on=city_day(now))
    everyone = await tx.people.all()
    hearing = receivers(everyone, away)
    nudges = await tx.nudges.of_periods({str(each.period) for each in entries})
    of_person = _by_person(nudges)
    told_today = await tx.nudges.told_on(city_day(now))
    messages, allowed = await messages_this_week(tx, at=now), await budget(tx)
    people = {person.id: person for unit in owing for person in hearing.get(unit, ())}
    allowances = {
        person.id: Allowance(
            person=person,
            nudges=tuple(of_person.get(person.id, ())),
            told_today=person.id in told_today,
            messages_this_week=messages.get(person.telegram_user_id, 0),
            budget=allowed,
        )
        for person in people.values()
    }
    of_units = {unit: hearing[unit] for unit in owing if unit in hearing}
    return Standing(
        entries, of_units, _units_of(of_units), tuple(nudges), allowances, _unreplaced(everyone, away)
    )


def _unreplaced(people: Iterable[Person], away: Mapping[int, int | None]) -> Mapping[str, Sequence[Person]]:
    found: dict[str, list[Person]] = {}
    for person in people:
        if person.state != "removed" and person.id in away and away[person.id] is None:
            for unit in person.units:
                found.setdefault(unit, []).append(person)
    return found


async def heard_by(tx: Reads, person: Person, *, on: date) -> frozenset[str]:
    """The units of whose figures a person hears on a day: its own unless it is away, and those of the people
    for whom it stands in."""
    away = substitutes(await tx.absences.on_day(on), on=on)
    replaced = [await tx.people.get(each) for each, instead in away.items() if instead == person.id]
    found = receivers([person, *(each for each in replaced if each is not None)], away)
    return _units_of(found).get(person.id, frozenset())


def _units_of(hearing: Mapping[str, Sequence[Person]]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for unit, people in hearing.items():
        for person in people:
            found.setdefault(person.id, set()).add(unit)
    return {person: frozenset(units) for person, units in found.items()}


def _by_person(nudges: Iterable[Nudge]) -> Mapping[int, list[Nudge]]:
    found: dict[int, list[Nudge]] = {}
    for each in nudges:
        found.setdefault(each.person_id, []).append(each)
    return found


async def open_entries(
    tx: Reads, plan: Plan, *, units: Collection[str] | None, on: date
) -> tuple[Obligation, ...]:
    """What these units owe on a day, figures and townships' words, the longest due first, with promises and
    granted days."""
    found = (
        *await _open_figures(tx, plan, units=units, on=on),
        *await words_missing(tx, plan, units=units, on=on),
    )
    return tuple(sorted(found, key=lambda entry: (entry.due_on, entry.period)))


async def _open_figures(
    tx: Reads, plan: Plan, *, units: Collection[str] | None, on: date
) -> tuple[Obligation, ...]:
    led = [each for each in plan.indicators if units is None or each.lead_unit in units]
    if not led:
        return ()
    stored = await tx.reports.of_years(
        plan.phases[0].starts_on.year,
        plan.phases[-1].ends_on.year,
        series=[(each.id, each.lead_unit) for each in led],
    )
    settled = {version.series for version in stored if version.settles}
    mine = owed(plan, settled, on=on, of=led)
    granted = await tx.extensions.granted({str(each.period) for each in mine})
    return with_extensions(with_promises(mine, stored), granted)


async def units_with_an_occasion(tx: Reads, plan: Plan, *, on: date) -> frozenset[str]:
    """The units that may have to be written to on a workday, by their due days and by what was promised."""
    asked = frequencies_asked(plan, on=on)
    by_plan = {each.lead_unit for each in plan.indicators if each.frequency in asked}
    telling = townships(plan) if QUARTER in asked else ()
    promises = await tx.reports.promised(since=oldest_promise(on), until=on - timedelta(days=1))
    granted = await tx.extensions.granted()
    extended = {series.unit for series in granted if _is_asked(plan, series, granted, on=on)}
    return frozenset({*by_plan, *telling, *(version.series.unit for version in promises), *extended})


def _is_asked(plan: Plan, series: Series, granted: Granted, *, on: date) -> bool:
    entry = obligation_of(plan, series, granted=granted)
    return entry is not None and latest_occasion(entry, on=on) is not None
