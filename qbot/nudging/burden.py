"""The burden meter: how many messages of its own accord the bot sends to each person in a week.

Reminders and notices weigh; receipts, answers and questions that follow from what somebody said do not.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from qbot.clock import CITY_TIME, city_day
from qbot.ports import Reads, Writes

BUDGET = 7
SMALLEST, LARGEST = 1, 50
_BUDGET = "burden.budget"


def week_begins(at: datetime) -> datetime:
    """Monday's midnight in the city, in UTC."""
    today = city_day(at)
    monday = today - timedelta(days=today.weekday())
    return datetime.combine(monday, time(), CITY_TIME).astimezone(UTC)


async def messages_this_week(tx: Reads, *, at: datetime) -> Mapping[int, int]:
    """How many messages each chat has got since Monday; chats without one are absent."""
    return await tx.outbox.told_since(week_begins(at))


async def budget(tx: Reads) -> int:
    """How many messages a week one person may get."""
    stored = await tx.facts.get(_BUDGET)
    return int(stored) if stored else BUDGET


async def set_budget(tx: Writes, messages: int) -> int:
    """The office's word on it, kept within reason; what holds from now on."""
    allowed = max(SMALLEST, min(LARGEST, messages))
    await tx.facts.set(_BUDGET, str(allowed))
    return allowed
