"""Chasing: the office has contacts asked now for what is due, of all units or of one, within the caps."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from qbot.clock import city_day
from qbot.hours import office_hours
from qbot.ledger.obligations import Obligation
from qbot.nudges import ChaseWish
from qbot.nudging.caps import Allowance, Reason, Withheld
from qbot.nudging.standing import standing
from qbot.nudging.telling import Round, Wording, round_of, tell
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Store, Writes

EVERYBODY = ""


async def chase(
    tx: Writes, plan: Plan, wording: Wording, person: Person, *, unit: str, now: datetime
) -> Round | datetime:
    """Ask the contacts of a unit, or of all when it is EVERYBODY, for what is due or overdue; who was asked
    and who was not. Outside office hours it is kept, and the moment at which it will be done comes back."""
    opens_at = (await office_hours(tx)).next_open(now)
    if opens_at > now:
        if all(wish.unit != unit for wish in await tx.nudges.wishes()):
            await tx.nudges.wish(unit, by=person.id, at=now)
        return opens_at
    return await _carry_out(tx, plan, wording, unit=unit, by=person.id, now=now)


async def carry_out_wishes(store: Store, plan: Plan, wording: Wording, *, now: datetime) -> int:
    """Do what was asked for outside office hours, and tell who asked; how many wishes were carried out."""
    async with store.reading() as tx:
        waiting = await tx.nudges.wishes()
        if not waiting or not (await office_hours(tx)).are_open(now):
            return 0
    async with store.writing() as tx:
        done = 0
        for wish in await tx.nudges.wishes():
            done += await _fulfil(tx, plan, wording, wish, now=now)
    return done


async def _fulfil(tx: Writes, plan: Plan, wording: Wording, wish: ChaseWish, *, now: datetime) -> bool:
    if not await tx.nudges.fulfil(wish.id, at=now):
        return False
    done = await _carry_out(tx, plan, wording, unit=wish.unit, by=wish.asked_by, now=now)
    asker = await tx.people.get(wish.asked_by)
    if asker is not None and asker.is_office:
        await tx.outbox.add(wording.chased(asker, done, city_day(now)), at=now)
    return True


async def _carry_out(tx: Writes, plan: Plan, wording: Wording, *, unit: str, by: int, now: datetime) -> Round:
    stands = await standing(tx, plan, units={unit} if unit else None, now=now)
    on = city_day(now)

    def is_missing(_allowance: Allowance | None, entry: Obligation) -> bool:
        return entry.due_on <= on and not entry.is_promised(on)

    found = round_of(stands, is_missing)
    await tell(tx, wording, found.told, now=now)
    await tx.audit.add(
        actor_id=by,
        action="chase",
        subject=f"unit:{unit}" if unit else "everybody",
        at=now,
        after={"told": [each.person.id for each in found.told]},
    )
    promised = [each for each in stands.entries if each.due_on <= on and each.is_promised(on)]
    unheard = [each for each in stands.entries if is_missing(None, each) and each.unit not in stands.hearing]
    rest = (*_by_unit(promised, "promised"), *_by_unit(unheard, "nobody"))
    return Round(found.told, (*found.withheld, *rest))


def _by_unit(entries: Sequence[Obligation], reason: Reason) -> Iterator[Withheld]:
    for unit in dict.fromkeys(each.unit for each in entries):
        yield Withheld(unit, None, tuple(each for each in entries if each.unit == unit), reason)
