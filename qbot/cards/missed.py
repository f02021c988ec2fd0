"""Cards that fell due in a downtime too long to catch up with are put on record."""

import logging
from datetime import UTC, date, datetime, time, timedelta

from qbot.calendar import add_workdays
from qbot.cards.standing import CATCH_UP_WORKDAYS
from qbot.clock import CITY_TIME, city_day
from qbot.hours import office_hours
from qbot.plan.models import Plan
from qbot.ports import Store
from qbot.reminders import due_between

_log = logging.getLogger(__name__)
_LOOKED_ON = "cards.looked-on"
_MOST = timedelta(days=60)


async def note_missed_cards(store: Store, plan: Plan, *, now: datetime) -> int:
    """Note in office hours that today is looked at, and which cards no group was shown; how many."""
    today = city_day(now)
    async with store.reading() as tx:
        if not (await office_hours(tx)).are_open(now):
            return 0
        noted = await tx.facts.get(_LOOKED_ON)
    looked_on = date.fromisoformat(noted) if noted else today
    if noted and looked_on >= today:
        return 0
    open_from = _begins(add_workdays(today, -CATCH_UP_WORKDAYS))
    first = max(_begins(looked_on + timedelta(days=1)), now - _MOST)
    missed = due_between(plan, after=first, until=open_from) if first < open_from else []
    async with store.writing() as tx:
        for due in missed:
            await tx.occurrences.settle(
                reminder=due.reminder, due_at=due.due_at, outcome="skipped", at=now, note="downtime"
            )
            _log.warning("action=card.skipped card=%s due_at=%s", due.reminder, due.due_at)
        await tx.facts.set(_LOOKED_ON, today.isoformat())
    return len(missed)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_TIME).astimezone(UTC)
