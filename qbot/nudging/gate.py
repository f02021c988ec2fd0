"""The gate: what the bot says of its own accord is looked at once more in the second in which it leaves.

All of it waits for office hours, emergencies and the 8:40 report excepted; a digest is asked besides whether
it still holds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qbot.clock import city_day
from qbot.escalating import reported
from qbot.hours import OfficeHours, office_hours
from qbot.messages import OutboxRow, Outgoing
from qbot.nudging.morning import is_morning_time
from qbot.nudging.standing import heard_by, open_entries
from qbot.nudging.telling import Told
from qbot.plan.models import Plan
from qbot.ports import Reads, Store


@dataclass(frozen=True, slots=True)
class Wait:
    """The office is closed: not before `until`."""

    until: datetime


Word = Literal["as it is", "overtaken", "missed"]
Verdict = Word | Wait | Told


# What the subject of a message begins with that is about one of these.
EMERGENCY, MORNING, CIRCULAR, ORDER, OWN = "incident", "morning", "circular", "order", "own"


async def may_go(store: Store, row: OutboxRow, *, now: datetime) -> Wait | Word:
    """Whether a message other than a digest may leave now. "overtaken": a copy of a circular that its
    receiver has read elsewhere meanwhile, or that has been closed; an order whose figure has come before it
    left; a morning's report whose day is over. "missed": one of the office's own reminders on another day."""
    outgoing = row.outgoing
    prefix, _, number = (outgoing.subject or "").partition(":")
    if outgoing.kind not in ("reminder", "notice") or prefix == EMERGENCY:
        return "as it is"
    if prefix == MORNING:
        return "as it is" if is_morning_time(now) else "overtaken"
    if prefix == OWN and city_day(row.created_at) != city_day(now):
        return "missed"
    if prefix not in (CIRCULAR, ORDER) and OfficeHours(lunch_free=True).are_open(now):
        return "as it is"  # open whatever the office says of lunch, so the tables need not be asked
    async with store.reading() as tx:
        opens_at = (await office_hours(tx)).next_open(now)
        is_overtaken = opens_at <= now and await _is_overtaken(tx, prefix, number, outgoing)
    if opens_at > now:
        return Wait(opens_at)
    return "overtaken" if is_overtaken else "as it is"


async def _is_overtaken(tx: Reads, prefix: str, number: str, outgoing: Outgoing) -> bool:
    if prefix == CIRCULAR:
        return await _is_read(tx, int(number), outgoing.chat_id)
    return prefix == ORDER and await _is_made_good(tx, int(number), outgoing)


async def _is_made_good(tx: Reads, number: int, outgoing: Outgoing) -> bool:
    """Whether an order need not go to somebody who has not got it yet; what is said of it later goes."""
    order, person = await tx.orders.get(number), await tx.people.by_user(outgoing.chat_id)
    if order is None or person is None or not await reported(tx, [order]):
        return False
    is_receiver = any(
        each.kind == "sent" and each.person_id == person.id for each in await tx.orders.entries(number)
    )
    return is_receiver and outgoing.chat_id not in dict(await tx.outbox.first_about(f"{ORDER}:{number}"))


async def _is_read(tx: Reads, number: int, chat_id: int) -> bool:
    made = await tx.circulars.get(number)
    person = await tx.people.by_user(chat_id) if chat_id > 0 else None
    is_closed = made is None or made.closed_at is not None
    return is_closed or (person is not None and await tx.circulars.has_read(number, person.id))


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
