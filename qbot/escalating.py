"""Escalating: drafting a step against an overdue figure, sending it, answers, closing, what is made good.

Each function works inside one transaction that the caller holds. The bot takes no step of its own accord.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Series
from qbot.orders import CHOSEN_LIGHTS, STEPS, USUAL_LIGHT, EntryKind, Light, Order, OrderEntry, Step
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reaching import instead_of
from qbot.reviewing import contacts_of

ANSWER_WORKDAYS: dict[Step, int] = {"remind": 2, "urge": 2, "order": 3}


@dataclass(frozen=True, slots=True)
class Draft:
    """A step before it is sent; `leaders` are the officials chosen for it, `text` None the usual one.

    `contacts_only`: an urging that is to go without a leader.
    """

    series: Series
    step: Step
    light: Light
    leaders: tuple[int, ...] = ()
    text: str | None = None
    contacts_only: bool = False

    def as_step(self, step: str) -> "Draft":
        """The same as another step, with that one's usual light; Gone when there is no such step."""
        if step not in STEPS:
            raise Gone
        found = next(each for each in STEPS if each == step)
        return replace(self, step=found, light=USUAL_LIGHT[found], text=None, contacts_only=False)

    def with_light(self, light: str) -> "Draft":
        """The same under another light; Gone when there is no such light."""
        if light not in CHOSEN_LIGHTS:
            raise Gone
        return replace(self, light=next(each for each in CHOSEN_LIGHTS if each == light))

    def with_leader(self, person_id: int) -> "Draft":
        """The same with this official, or without where it was chosen before."""
        if person_id in self.leaders:
            return replace(self, leaders=tuple(each for each in self.leaders if each != person_id))
        return replace(self, leaders=(*self.leaders, person_id), contacts_only=False)

    def without_leader(self) -> "Draft":
        """The same for the contacts alone."""
        return replace(self, leaders=(), contacts_only=True)

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        series = self.series
        return {
            "series": [series.indicator, series.unit, series.period],
            "step": self.step,
            "light": self.light,
            "leaders": list(self.leaders),
            "words": self.text,
            "contacts_only": self.contacts_only,
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Draft":
        """The same again."""
        return cls(
            Series(*payload["series"]),
            payload["step"],
            payload["light"],
            tuple(payload["leaders"]),
            payload["words"],
            bool(payload.get("contacts_only")),
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What was done about a figure before: on how many days its unit was reminded of it, and the steps."""

    reminders: int
    orders: tuple[Order, ...]

    def taken(self, step: Step) -> int:
        """How often a step was taken."""
        return sum(each.step == step for each in self.orders)


async def done_about(tx: Reads, series: Series) -> Done:
    """What was done about a figure until now."""
    nudges = await tx.nudges.of_periods({series.period})
    days = {each.nudged_on for each in nudges if each.series == series}
    return Done(len(days), tuple(await tx.orders.about(series)))


async def leaders_of(tx: Reads, unit: str) -> tuple[Person, ...]:
    """The officials who are tied to a unit and can be written to."""
    return tuple(each for each in await officials(tx) if unit in each.units)


async def officials(tx: Reads) -> tuple[Person, ...]:
    """All officials who can be written to."""
    return tuple(
        each
        for each in await tx.people.all()
        if each.role == "official" and each.state == "active" and each.started
    )


async def receivers(tx: Reads, draft: Draft, *, on: date) -> tuple[Person, ...]:
    """Whom a step goes to: 提醒 the contacts, 催办 contacts and leaders, 督办单 the leaders. Who stands in
    for a contact on a day gets it in its place."""
    found = [each for each in await contacts_of(tx, draft.series.unit) if each.started]
    contacts = await instead_of(tx, found, on=on)
    leaders = [each for each in await officials(tx) if each.id in draft.leaders]
    to: dict[Step, Sequence[Person]] = {"remind": contacts, "urge": [*contacts, *leaders], "order": leaders}
    return tuple(to[draft.step])


def lacks_leader(draft: Draft) -> bool:
    """Whether a leader has yet to be chosen."""
    return draft.step != "remind" and not draft.leaders and not draft.contacts_only


async def issue(
    tx: Writes, by: Person, draft: Draft, *, text: str, answer_by_on: date, year: int, at: datetime
) -> tuple[Order, tuple[Person, ...]]:
    """Number the step, put it on record, and say who gets it.

    NotAllowed for others than the office; Gone("leader") while one has yet to be chosen, Gone("contact") when
    the unit has nobody who would get it.
    """
    if not by.is_office:
        raise NotAllowed
    to = await receivers(tx, draft, on=city_day(at))
    if lacks_leader(draft) or (draft.step == "order" and not to):
        raise Gone("leader")
    if not any(each.role != "official" for each in to) and draft.step != "order":
        raise Gone("contact")
    order = await tx.orders.issue(
        draft.series,
        step=draft.step,
        light=draft.light,
        text=text,
        answer_by_on=answer_by_on,
        by=by.id,
        year=year,
        at=at,
    )
    for person in to:
        await tx.orders.add_entry(order.id, person_id=person.id, kind="sent", text=text, at=at)
    await tx.audit.add(
        actor_id=by.id,
        action="issue-order",
        subject=f"order:{order.id}",
        at=at,
        after={"serial": order.serial, "light": order.light, "to": [each.id for each in to], "text": text},
    )
    return order, to


async def found(tx: Reads, number: int) -> Order:
    """An order; Gone when there is none."""
    order = await tx.orders.get(number)
    if order is None:
        raise Gone
    return order


def takes_part(order: Order, record: Sequence[OrderEntry], person: Person) -> bool:
    """Whether a person may read and answer it: the office, who got it, and the unit's contacts."""
    got_it = any(each.kind == "sent" and each.person_id == person.id for each in record)
    return person.is_office or got_it or (person.role == "contact" and order.series.unit in person.units)


async def add_words(
    tx: Writes,
    person: Person,
    number: int,
    *,
    text: str,
    chat_id: int | None,
    message_id: int | None,
    at: datetime,
) -> tuple[Order, OrderEntry]:
    """An answer, or a word of the office. NotAllowed for who has no part; Gone("closed order") later."""
    order = await found(tx, number)
    if not takes_part(order, await tx.orders.entries(number), person):
        raise NotAllowed
    if not order.is_open:
        raise Gone("closed order")
    entry = await tx.orders.add_entry(
        number,
        person_id=person.id,
        kind="office" if person.is_office else "answer",
        text=text,
        chat_id=chat_id,
        message_id=message_id,
        at=at,
    )
    await tx.audit.add(
        actor_id=person.id, action="answer-order", subject=f"order:{number}", at=at, after={"text": text}
    )
    return order, entry


async def close(tx: Writes, by: Person, number: int, *, outcome: str, at: datetime) -> Order:
    """End it with a word on what came of it. NotAllowed for others than the office; Gone("closed order")."""
    if not by.is_office:
        raise NotAllowed
    await found(tx, number)
    if not await tx.orders.close(number, by=by.id, outcome=outcome, at=at):
        raise Gone("closed order")
    await tx.orders.add_entry(number, person_id=by.id, kind="closed", text=outcome, at=at)
    await tx.audit.add(
        actor_id=by.id, action="close-order", subject=f"order:{number}", at=at, after={"outcome": outcome}
    )
    return await found(tx, number)


async def audience(tx: Reads, order: Order) -> tuple[Person, ...]:
    """Those who got it and can still be written to."""
    got = {each.person_id for each in await tx.orders.entries(order.id) if each.kind == "sent"}
    return tuple(each for each in await tx.people.all() if each.id in got and each.state == "active")


async def is_reported(tx: Reads, series: Series) -> bool:
    """Whether a figure has come, so that nobody need be urged."""
    standing = await tx.reports.standing(
        indicators={series.indicator}, units={series.unit}, periods={series.period}
    )
    return any(version.settles for version in standing)


async def reported(tx: Reads, orders: Sequence[Order]) -> frozenset[int]:
    """The numbers of those orders whose figure has come since."""
    standing = await tx.reports.standing(
        indicators={each.series.indicator for each in orders},
        units={each.series.unit for each in orders},
        periods={each.series.period for each in orders},
    )
    there = {version.series for version in standing if version.settles}
    return frozenset(each.id for each in orders if each.series in there)


async def to_turn(tx: Reads) -> tuple[Order, ...]:
    """The open orders whose light is to change, as they will be: a red one whose figure has come is yellow,
    a yellow one whose figure was taken back is red again."""
    turning = await tx.orders.open_turning()
    there = await reported(tx, turning) if turning else frozenset()
    lights: dict[bool, Light] = {True: "yellow", False: "red"}
    now = [replace(each, light=lights[each.id in there]) for each in turning]
    return tuple(each for each, before in zip(now, turning, strict=True) if each.light != before.light)


async def turn_lights(tx: Writes, *, at: datetime) -> tuple[Order, ...]:
    """Let the lights follow the figures; the orders that were turned."""
    turned = await to_turn(tx)
    for order in turned:
        kind: EntryKind = "made-good" if order.light == "yellow" else "taken-back"
        await tx.orders.turn(order.id, order.light)
        await tx.orders.add_entry(order.id, person_id=None, kind=kind, text="", at=at)
        await tx.audit.add(actor_id=None, action=f"order-{kind}", subject=f"order:{order.id}", at=at)
    return turned
