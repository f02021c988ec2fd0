"""The gate: a digest that had to wait on its way is looked at once more in the second in which it leaves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qbot.clock import city_day
from qbot.hours import office_hours
from qbot.nudging.standing import heard_by, open_entries
from qbot.nudging.telling import Told
from qbot.plan.models import Plan
from qbot.ports import Store


@dataclass(frozen=True, slots=True)
class Wait:
    """It is lunch time: not before `until`, later the same day."""

    until: datetime


Verdict = Literal["as it is", "overtaken"] | Wait | Told


async def look_again(store: Store, plan: Plan, message: int, *, now: datetime) -> Verdict:
    """What is to be done with a digest that is about to be sent, by its row in the outbox.

    "overtaken" when its day is over, so that the next round says it anew, or when nothing that it asks for is
    owed by this person any more; a `Told` with what is left when some of it has been reported, promised or
    given to another since.
    """
    today = city_day(now)
    async with store.reading() as tx:
        hours = await office_hours(tx)
        opens_at = hours.next_open(now)
        nudges = await tx.nudges.in_message(message)
        person = await tx.people.get(nudges[0].person_id) if nudges else None
        if person is None:
            return "as it is"
        if nudges[0].nudged_on != today or city_day(opens_at) != today:
            return "overtaken"
        if opens_at > now:
            return Wait(opens_at)
        entries = await open_entries(tx, plan, units=await heard_by(tx, person, on=today), on=today)
    asked = {each.series for each in nudges}
    left = tuple(e for e in entries if e.series in asked and not e.is_promised(today))
    if len(left) == len(asked):
        return "as it is"
    others = tuple(each for each in entries if each not in left)
    return Told(person, left, others) if left else "overtaken"
