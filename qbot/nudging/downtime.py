"""Downtime: days on which nobody could be asked and which are too long past to catch up are put on record."""

import logging
from datetime import UTC, date, datetime, time, timedelta

from qbot.calendar import add_workdays, is_workday
from qbot.clock import CITY_TIME, city_day
from qbot.nudging.occasions import CATCH_UP_WORKDAYS, frequencies_asked
from qbot.plan.models import Plan
from qbot.ports import Store

_log = logging.getLogger(__name__)
_LOOKED_ON = "nudges.looked-on"
_MOST_DAYS = 60


async def note_downtime(store: Store, plan: Plan, *, now: datetime) -> int:
    """Note that today is looked at, and which workdays with an occasion were missed; how many."""
    today = city_day(now)
    async with store.reading() as tx:
        noted = await tx.facts.get(_LOOKED_ON)
    looked_on = date.fromisoformat(noted) if noted else today
    if noted and looked_on >= today:
        return 0
    missed = [day for day in _lost_days(looked_on, today) if frequencies_asked(plan, on=day, anew=True)]
    async with store.writing() as tx:
        for day in missed:
            nine = datetime.combine(day, time(9, 0), CITY_TIME).astimezone(UTC)
            name = f"nudges:{day}"
            await tx.occurrences.settle(
                reminder=name, due_at=nine, outcome="skipped", at=now, note="downtime"
            )
            _log.warning("action=nudge.skipped day=%s", day)
        await tx.facts.set(_LOOKED_ON, today.isoformat())
    return len(missed)


def _lost_days(looked_on: date, today: date) -> list[date]:
    """Workdays between two looks that cannot be caught up any more."""
    first = max(looked_on + timedelta(days=1), today - timedelta(days=_MOST_DAYS))
    open_until = add_workdays(today + timedelta(days=1), -1 - CATCH_UP_WORKDAYS)
    days = (first + timedelta(days=n) for n in range(max(0, (open_until - first).days)))
    return [day for day in days if is_workday(day)]
