"""Sending the office's own reminders: each moment once, on its day or not at all.

An hour at which the office is closed waits for its opening. A reminder may name an hour (开会), so one that
was missed in a downtime is sent within office hours of its day only: later, whoever made it is told instead.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from qbot.clock import city_day
from qbot.hours import office_hours
from qbot.messages import Outgoing
from qbot.nudging.burden import full_this_week
from qbot.nudging.receivers import can_hear
from qbot.own_reminders import OwnReminder
from qbot.people import Person
from qbot.ports import Chat, Reads, Store, Writes
from qbot.reaching import reach

LOOK_BACK = timedelta(days=31)
EARLY = timedelta(minutes=1)  # what is said for closing time goes a minute before


Moment = tuple[OwnReminder, datetime]


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """How reminders are put into words: for a person and for a group; for their maker, all moments that
    passed in a downtime, that nobody could be reached, and who was not reminded, the week's budget
    being used up."""

    private: Callable[[Person, OwnReminder], Sequence[Outgoing]]
    group: Callable[[Chat, OwnReminder], Sequence[Outgoing]]
    missed: Callable[[Person, Sequence[Moment]], Sequence[Outgoing]]
    unheard: Callable[[Person, OwnReminder], Sequence[Outgoing]]
    full: Callable[[Person, OwnReminder, Sequence[Person]], Sequence[Outgoing]]


async def send_own_reminders(store: Store, words: ReminderWords, *, now: datetime) -> int:
    """Send what is due; how many reminders were sent. Raises StorageError."""
    async with store.reading() as tx:
        if not await _due(tx, now=now):
            return 0
    sent = 0
    missed: list[Moment] = []
    async with store.writing() as tx:
        hours = await office_hours(tx)
        opens_on = city_day(hours.next_open(now))
        for reminder, due_at in await _due(tx, now=now):
            if city_day(hours.leaves_at(due_at)) != opens_on:
                if await _skip(tx, reminder, due_at, now=now):
                    missed.append((reminder, due_at))
            elif hours.are_open(now):
                sent += await _send(tx, reminder, due_at, words, now=now)
            else:
                continue
            if not reminder.wanted.rule.next_times(now, most=1):
                await tx.own_reminders.end(reminder.id, at=now)
        await _tell_of_outage(tx, missed, words, now=now)
    return sent


async def _due(tx: Reads, *, now: datetime) -> list[Moment]:
    """Every moment that has come, the office's opening included, and was not dealt with, by reminder."""
    running = [each for each in await tx.own_reminders.open_ones() if each.paused_at is None]
    if not running:
        return []
    settled, hours = await tx.occurrences.settled(since=now - LOOK_BACK), await office_hours(tx)
    return [
        (reminder, due_at)
        for reminder in running
        for due_at in reminder.wanted.rule.times(
            after=max(reminder.runs_from, now - LOOK_BACK), until=now + EARLY
        )
        if (reminder.name, due_at) not in settled and hours.leaves_at(due_at) <= now
    ]


async def _send(
    tx: Writes, reminder: OwnReminder, due_at: datetime, words: ReminderWords, *, now: datetime
) -> int:
    met = await reach(tx, reminder.wanted.audience, on=city_day(now), spares_absent=True)
    full = await full_this_week(tx, met.hearing, at=now)
    calls = [call for group in met.groups for call in words.group(group, reminder)]
    told = [each for each in met.hearing if each.id not in full]
    calls += [call for person in told for call in words.private(person, reminder)]
    note = "nobody" if met.is_nobody else "" if calls else "budget"
    outcome: Literal["sent", "skipped"] = "sent" if calls else "skipped"
    if not await tx.occurrences.settle(
        reminder=reminder.name, due_at=due_at, outcome=outcome, at=now, note=note
    ):
        return 0
    await tx.outbox.add(calls, at=now)
    if met.is_nobody:
        await _tell_maker(tx, lambda maker: words.unheard(maker, reminder), reminder, now=now)
    if full:
        left = [each for each in met.hearing if each.id in full]
        await _tell_maker(tx, lambda maker: words.full(maker, reminder, left), reminder, now=now)
    return 1 if calls else 0


async def _skip(tx: Writes, reminder: OwnReminder, due_at: datetime, *, now: datetime) -> bool:
    return await tx.occurrences.settle(
        reminder=reminder.name, due_at=due_at, outcome="skipped", at=now, note="downtime"
    )


async def _tell_of_outage(
    tx: Writes, missed: Sequence[Moment], words: ReminderWords, *, now: datetime
) -> None:
    """Tell each maker once of everything that an outage held up."""
    opens_at = (await office_hours(tx)).next_open(now)
    told: defaultdict[Person, list[Moment]] = defaultdict(list)
    for reminder, due_at in missed:
        for member in await _makers(tx, reminder):
            told[member].append((reminder, due_at))
    calls = [call for member, moments in told.items() for call in words.missed(member, moments)]
    await tx.outbox.add([replace(call, not_before=opens_at) for call in calls], at=now)


async def _tell_maker(
    tx: Writes,
    words: Callable[[Person], Sequence[Outgoing]],
    reminder: OwnReminder,
    *,
    now: datetime,
) -> None:
    """Tell whoever made it, in office hours; all of the office where that person has gone."""
    opens_at = (await office_hours(tx)).next_open(now)
    makers = await _makers(tx, reminder)
    calls = [replace(call, not_before=opens_at) for member in makers for call in words(member)]
    await tx.outbox.add(calls, at=now)


async def _makers(tx: Reads, reminder: OwnReminder) -> Sequence[Person]:
    office = [each for each in await tx.people.all() if each.is_office and can_hear(each)]
    return [each for each in office if each.id == reminder.created_by] or office
