"""Reminding groups of phases: what is due now is told once, and what is too late is logged.

Occurrences are kept per group, so one that is bound later is told within the day, and a restart tells nobody
twice.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from qbot.answering import status
from qbot.clock import city_day, city_time
from qbot.ledger.current import Current
from qbot.messages import Outgoing
from qbot.plan.models import Phase, Plan
from qbot.ports import Chat, Store, Writes
from qbot.reminders import PhaseReminder, due_between

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


async def remind(store: Store, plan: Plan, cards: Cards, *, now: datetime) -> int:
    """Send what is due at this moment; the number of reminders put into the outbox. Raises StorageError.

    Outside 9:00-17:30 nothing is sent. What fell due waits for at most CATCH_UP, and for the first minutes of
    the next morning; what waited longer is logged as skipped.
    """
    if not DAY_BEGINS <= city_time(now).time() <= DAY_ENDS:
        return 0
    waiting = due_between(plan, after=now - CATCH_UP - MORNING, until=now)
    await _note_look(store, plan, waiting, now=now)
    sent = 0
    for occurrence in _worth_telling(plan, waiting, now):
        sent += await _tell_groups(store, plan, cards, occurrence, now=now)
    return sent


def _worth_telling(plan: Plan, waiting: Sequence[PhaseReminder], now: datetime) -> Sequence[PhaseReminder]:
    """Of each phase only the latest, and none of a phase that is over."""
    latest = {each.phase: each for each in waiting if _days_left(plan.phase[each.phase], now) >= 0}
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


async def _settle(
    tx: Writes, reminder: str, due_at: datetime, calls: Sequence[Outgoing], *, now: datetime
) -> int:
    if not await tx.occurrences.settle(reminder=reminder, due_at=due_at, outcome="sent", at=now):
        return 0
    await tx.outbox.add(calls, at=now)
    return 1


async def _note_look(store: Store, plan: Plan, waiting: Sequence[PhaseReminder], *, now: datetime) -> None:
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


async def _skip(tx: Writes, occurrence: PhaseReminder, *, now: datetime) -> None:
    reminder, due_at = occurrence.reminder, occurrence.due_at
    if await tx.occurrences.settle(
        reminder=reminder, due_at=due_at, outcome="skipped", at=now, note="downtime"
    ):
        _log.warning("action=reminder.skipped reminder=%s due_at=%s", reminder, due_at)


def _for_group(occurrence: PhaseReminder, group: Chat) -> str:
    return f"{occurrence.reminder}:{group.id}"


def _days_left(phase: Phase, now: datetime) -> int:
    return (phase.ends_on - city_day(now)).days
