"""Sending the office's own reminders: each moment once, on its day or not at all.

A reminder may name an hour (开会), so one that was missed in a downtime is sent within office hours of its
day only: later, whoever made it is told instead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qbot.clock import city_day
from qbot.hours import office_hours
from qbot.messages import Outgoing
from qbot.nudging.receivers import can_hear
from qbot.own_reminders import OwnReminder
from qbot.people import Person
from qbot.ports import Chat, Reads, Store, Writes
from qbot.reaching import reach

LOOK_BACK = timedelta(days=31)
AS_SAID = timedelta(minutes=10)  # so late it still counts as the hour that the office said, whichever that is


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """How reminders are put into words: for a person and for a group; for its maker, a moment that passed in
    a downtime, and that nobody could be reached."""

    private: Callable[[Person, OwnReminder], Sequence[Outgoing]]
    group: Callable[[Chat, OwnReminder], Sequence[Outgoing]]
    missed: Callable[[Person, OwnReminder, datetime], Sequence[Outgoing]]
    unheard: Callable[[Person, OwnReminder], Sequence[Outgoing]]


async def send_own_reminders(store: Store, words: ReminderWords, *, now: datetime) -> int:
    """Send what is due; how many reminders were sent. Raises StorageError."""
    async with store.reading() as tx:
        if not await _due(tx, now=now):
            return 0
    sent = 0
    async with store.writing() as tx:
        for reminder, due_at in await _due(tx, now=now):
            if city_day(due_at) != city_day(now):
                await _skip(tx, reminder, due_at, words, now=now)
            elif now - due_at <= AS_SAID or (await office_hours(tx)).are_open(now):
                sent += await _send(tx, reminder, due_at, words, now=now)
            else:
                continue
            if not reminder.wanted.rule.next_times(now, most=1):
                await tx.own_reminders.end(reminder.id, at=now)
    return sent


async def _due(tx: Reads, *, now: datetime) -> list[tuple[OwnReminder, datetime]]:
    """Every moment that has come and was not dealt with, by reminder."""
    running = [each for each in await tx.own_reminders.open_ones() if each.paused_at is None]
    if not running:
        return []
    settled = await tx.occurrences.settled(since=now - LOOK_BACK)
    return [
        (reminder, due_at)
        for reminder in running
        for due_at in reminder.wanted.rule.times(after=max(reminder.runs_from, now - LOOK_BACK), until=now)
        if (reminder.name, due_at) not in settled
    ]


async def _send(
    tx: Writes, reminder: OwnReminder, due_at: datetime, words: ReminderWords, *, now: datetime
) -> int:
    met = await reach(tx, reminder.wanted.audience)
    calls = [call for group in met.groups for call in words.group(group, reminder)]
    calls += [call for person in met.hearing for call in words.private(person, reminder)]
    if not await tx.occurrences.settle(
        reminder=reminder.name,
        due_at=due_at,
        outcome="skipped" if met.is_nobody else "sent",
        at=now,
        note="nobody" if met.is_nobody else "",
    ):
        return 0
    if met.is_nobody:
        calls = await _for_maker(tx, lambda maker: words.unheard(maker, reminder), reminder, now=now)
    await tx.outbox.add(calls, at=now)
    return 0 if met.is_nobody else 1


async def _skip(
    tx: Writes, reminder: OwnReminder, due_at: datetime, words: ReminderWords, *, now: datetime
) -> None:
    if await tx.occurrences.settle(
        reminder=reminder.name, due_at=due_at, outcome="skipped", at=now, note="downtime"
    ):
        calls = await _for_maker(tx, lambda maker: words.missed(maker, reminder, due_at), reminder, now=now)
        await tx.outbox.add(calls, at=now)


async def _for_maker(
    tx: Reads,
    words: Callable[[Person], Sequence[Outgoing]],
    reminder: OwnReminder,
    *,
    now: datetime,
) -> list[Outgoing]:
    """The words for whoever made it, in office hours; for all of the office where that person has gone."""
    opens_at = (await office_hours(tx)).next_open(now)
    office = [each for each in await tx.people.all() if each.is_office and can_hear(each)]
    makers = [each for each in office if each.id == reminder.created_by] or office
    return [replace(call, not_before=opens_at) for member in makers for call in words(member)]
