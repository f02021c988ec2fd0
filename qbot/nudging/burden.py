"""The burden meter: how many messages of its own accord the bot sends to each person in a week.

Reminders and notices weigh; receipts, answers and questions that follow from what somebody said do not.
Digests, circulars and the office's own reminders keep to the budget; what concerns one person alone (an
order, a figure given back) and emergencies weigh, but are not kept back.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta

from qbot.clock import CITY_TIME, city_day
from qbot.hours import office_hours
from qbot.people import Person
from qbot.ports import Reads, Writes

BUDGET = 7
SMALLEST, LARGEST = 1, 50
WEEK = timedelta(days=7)
_BUDGET = "burden.budget"
_MOST_WEEKS = 52


def week_begins(at: datetime) -> datetime:
    """Monday's midnight in the city, in UTC."""
    today = city_day(at)
    monday = today - timedelta(days=today.weekday())
    return datetime.combine(monday, time(), CITY_TIME).astimezone(UTC)


async def messages_this_week(tx: Reads, *, at: datetime) -> Mapping[int, int]:
    """How many messages each chat gets in the week of a moment; chats without one are absent."""
    monday = week_begins(at)
    return await tx.outbox.told_between(monday, monday + WEEK)


async def leaves_at(tx: Reads, people: Collection[Person], *, at: datetime) -> Mapping[int, datetime]:
    """When one message more may go to each of these people, by id: at `at`, when the office opens next, or
    in the first week in which the person's budget has room. The office itself has none."""
    hours, allowed = await office_hours(tx), await budget(tx)
    opens_at = hours.next_open(at)
    found = {each.id: opens_at for each in people if each.is_office}
    left = [each for each in people if not each.is_office]
    for _ in range(_MOST_WEEKS):
        if not left:
            break
        told = await messages_this_week(tx, at=opens_at)
        has_room = {each.id for each in left if told.get(each.telegram_user_id, 0) < allowed}
        found |= dict.fromkeys(has_room, opens_at)
        left = [each for each in left if each.id not in has_room]
        opens_at = hours.next_open(week_begins(opens_at) + WEEK)
    return found | {each.id: opens_at for each in left}


async def full_this_week(tx: Reads, people: Collection[Person], *, at: datetime) -> frozenset[int]:
    """Those of these people, by id, whose budget has no room left when the office is open next."""
    opens_at = (await office_hours(tx)).next_open(at)
    return frozenset(
        person for person, leaves in (await leaves_at(tx, people, at=at)).items() if leaves > opens_at
    )


async def budget(tx: Reads) -> int:
    """How many messages a week one person may get."""
    stored = await tx.facts.get(_BUDGET)
    return int(stored) if stored else BUDGET


async def set_budget(tx: Writes, messages: int) -> int:
    """The office's word on it, kept within reason; what holds from now on."""
    allowed = max(SMALLEST, min(LARGEST, messages))
    await tx.facts.set(_BUDGET, str(allowed))
    return allowed
