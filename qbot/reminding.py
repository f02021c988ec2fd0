"""Reminding: what is due now is told once, to those whom it still concerns, and what is too late is logged.

Occurrences are kept per receiver, so a group or a contact that comes later is told within the day, and a
restart tells nobody twice.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from qbot.answering import status
from qbot.calendar import add_workdays, is_workday
from qbot.clock import city_day, city_time
from qbot.ledger.current import Current
from qbot.ledger.obligations import Obligation, obligation, with_promises
from qbot.ledger.versions import Version
from qbot.messages import Outgoing
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Phase, Plan
from qbot.ports import Chat, Store, Writes
from qbot.reminders import (
    DigestReminder,
    Occurrence,
    PhaseReminder,
    digest_of,
    due_between,
    has_later_digest,
)

_log = logging.getLogger(__name__)

CATCH_UP = timedelta(hours=24)
MORNING = timedelta(minutes=30)  # reminders fall due at 9:00: what waited overnight is told the next morning
DAY_BEGINS, DAY_ENDS = time(9, 0), time(17, 30)
_LOOKED_AT = "reminders.looked-until"
_LOOK_BACK = timedelta(days=45)
LOOK_NOTED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Cards:
    """How reminders are put into words; given by whoever speaks to people."""

    phase: Callable[[Chat, Phase, int, Sequence[Current]], Sequence[Outgoing]]
    digest: Callable[[Person, Sequence[Obligation]], Sequence[Outgoing]]


async def remind(store: Store, plan: Plan, cards: Cards, *, now: datetime) -> int:
    """Send what is due at this moment; the number of reminders put into the outbox. Raises StorageError.

    Outside 9:00-17:30 nothing is sent. What fell due waits for at most CATCH_UP, and for the first minutes of
    the next morning; what waited longer is logged as skipped.
    """
    if not DAY_BEGINS <= city_time(now).time() <= DAY_ENDS:
        return 0
    waiting = due_between(plan, after=now - CATCH_UP - MORNING, until=now)
    await _note_look(store, plan, waiting, now=now)
    to_tell = await _with_broken_promises(store, plan, waiting, today=city_day(now))
    sent = 0
    for occurrence in _worth_telling(plan, to_tell, now):
        if isinstance(occurrence, PhaseReminder):
            sent += await _tell_groups(store, plan, cards, occurrence, now=now)
        else:
            sent += await _tell_contacts(store, plan, cards, occurrence, now=now)
    return sent


async def _with_broken_promises(
    store: Store, plan: Plan, waiting: Sequence[Occurrence], *, today: date
) -> Sequence[Occurrence]:
    """Add to the day's digest what was promised by a day that has just passed; where the plan itself reminds
    of it later, that is enough."""
    if not is_workday(today):
        return waiting
    async with store.reading() as tx:
        promises = await tx.reports.promised(since=add_workdays(today, -1), until=today - timedelta(days=1))
    due = (each for version in promises if (each := _obligation_of(plan, version)) is not None)
    broken = [each for each in due if not has_later_digest(each, today)]
    if not broken:
        return waiting
    empty = digest_of(today, ())
    regular = next((e for e in waiting if isinstance(e, DigestReminder) and e.due_at == empty.due_at), empty)
    return [*(each for each in waiting if each is not regular), regular.joined_by(broken)]


def _obligation_of(plan: Plan, version: Version) -> Obligation | None:
    """What a version of the city-wide figure settles, or would."""
    series, indicator = version.series, plan.indicator.get(version.series.indicator)
    period = Period.parse(series.period)
    if indicator is None or series.unit != indicator.lead_unit or period.frequency != indicator.frequency:
        return None
    return obligation(plan, indicator, period)


def _worth_telling(plan: Plan, waiting: Sequence[Occurrence], now: datetime) -> Sequence[Occurrence]:
    """Of each phase, and of the digests, only the latest, and none that the day has overtaken: a phase that
    is over, a digest on a day off."""
    latest: dict[str | None, Occurrence] = {}
    for occurrence in waiting:
        if isinstance(occurrence, PhaseReminder):
            if _days_left(plan.phase[occurrence.phase], now) >= 0:
                latest[occurrence.phase] = occurrence
        elif is_workday(city_day(now)):
            latest[None] = occurrence
    return tuple(latest.values())


async def _tell_groups(
    store: Store, plan: Plan, cards: Cards, occurrence: PhaseReminder, *, now: datetime
) -> int:
    async with store.reading() as tx:
        groups = [chat for chat in await tx.chats.groups() if chat.bound and chat.state == "active"]
        settled = await tx.occurrences.settled(since=occurrence.due_at)
    waiting = [g for g in groups if (_for_group(occurrence, g), occurrence.due_at) not in settled]
    if not waiting:
        return 0
    sent = 0
    async with store.writing() as tx:
        everything = await status(tx, plan, on=city_day(now))
        phase = plan.phase[occurrence.phase]
        for group in waiting:
            calls = cards.phase(group, phase, _days_left(phase, now), everything)
            sent += await _settle(tx, _for_group(occurrence, group), occurrence.due_at, calls, now=now)
    return sent


async def _tell_contacts(
    store: Store, plan: Plan, cards: Cards, occurrence: DigestReminder, *, now: datetime
) -> int:
    async with store.reading() as tx:
        people = [each for each in await tx.people.all() if _can_be_told(each)]
        settled = await tx.occurrences.settled(since=occurrence.due_at)
    waiting = [p for p in people if (occurrence.for_person(p.id), occurrence.due_at) not in settled]
    if not waiting:
        return 0
    sent = 0
    async with store.writing() as tx:
        owed = await _still_owed(tx, occurrence, on=city_day(now))
        for person in waiting:
            mine = [each for unit in person.units for each in owed.get(unit, ())]
            if mine:
                calls = cards.digest(person, mine)
                sent += await _settle(tx, occurrence.for_person(person.id), occurrence.due_at, calls, now=now)
    return sent


async def _still_owed(
    tx: Writes, occurrence: DigestReminder, *, on: date
) -> Mapping[str, Sequence[Obligation]]:
    """Asked again at the moment of sending; what is promised for a day to come is left alone."""
    stored = await tx.reports.standing(
        indicators={each.indicator for each in occurrence.obligations},
        periods={str(each.period) for each in occurrence.obligations},
    )
    owed = with_promises(occurrence.obligations, stored)
    told = replace(occurrence, obligations=tuple(each for each in owed if not each.is_promised(on)))
    return told.still_owed({version.series for version in stored if version.settles})


async def _settle(
    tx: Writes, reminder: str, due_at: datetime, calls: Sequence[Outgoing], *, now: datetime
) -> int:
    if not await tx.occurrences.settle(reminder=reminder, due_at=due_at, outcome="sent", at=now):
        return 0
    await tx.outbox.add(calls, at=now)
    return 1


async def _note_look(store: Store, plan: Plan, waiting: Sequence[Occurrence], *, now: datetime) -> None:
    """Remember until when it was looked, and log what fell due in a downtime too long to catch up with."""
    async with store.reading() as tx:
        fact = await tx.facts.get(_LOOKED_AT)
    looked = datetime.fromisoformat(fact) if fact else now
    if fact and now - looked < LOOK_NOTED and not any(each.due_at > looked for each in waiting):
        return
    too_late = now - CATCH_UP - MORNING
    missed = due_between(plan, after=max(looked, now - _LOOK_BACK), until=too_late)
    async with store.writing() as tx:
        for occurrence in missed:
            await _skip(tx, occurrence, now=now)
        await tx.facts.set(_LOOKED_AT, now.isoformat())


async def _skip(tx: Writes, occurrence: Occurrence, *, now: datetime) -> None:
    reminder, due_at = occurrence.reminder, occurrence.due_at
    if await tx.occurrences.settle(
        reminder=reminder, due_at=due_at, outcome="skipped", at=now, note="downtime"
    ):
        _log.warning("action=reminder.skipped reminder=%s due_at=%s", reminder, due_at)


def _can_be_told(person: Person) -> bool:
    return person.role == "contact" and person.state == "active" and person.started


def _for_group(occurrence: PhaseReminder, group: Chat) -> str:
    return f"{occurrence.reminder}:{group.id}"


def _days_left(phase: Phase, now: datetime) -> int:
    return (phase.ends_on - city_day(now)).days
