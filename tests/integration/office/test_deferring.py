"""Blanks in the ledger: they never replace a figure, a figure replaces them, and what they settle."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from qbot.answering import missing
from qbot.deferring import Deferred, Pending, days_to_offer, file_blank, is_far, locate, still_open
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.promises import Blank
from qbot.reading.naming import Named
from qbot.reporting import Origin
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
ON = date(2018, 4, 3)
FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-03")
PROMISE = Pending("deferred", "周五报", 7, (FOOD,), date(2018, 4, 6))
INAPPLICABLE = Pending("not-applicable", "不适用", 7, (FOOD,), reason="无此类企业")


async def file(store: SqlStore, person: Person, pending: Pending, at: datetime) -> Deferred:
    origin = Origin(pending.text, 7, pending.message_id)
    async with store.writing() as tx:
        return await file_blank(tx, person, pending, origin=origin, at=at)


async def report(store: SqlStore, person: Person, at: datetime) -> int:
    draft = Draft(FOOD, "value", person.id, "message", "96", value=Decimal(96))
    async with store.writing() as tx:
        (version,) = await tx.reports.append([draft], at=at)
    return version.number


async def owed(store: SqlStore, plan: Plan) -> Sequence[tuple[Series, date | None]]:
    async with store.reading() as tx:
        found = await missing(tx, plan, on=ON, units={"food-drug-bureau"})
    return [(each.series, each.promised_on) for each in found]


async def test_a_promise_leaves_its_figure_owed_and_tells_the_day(
    store: SqlStore, plan: Plan, enrol: Enrol, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    filed = await file(store, person, PROMISE, at)
    assert [each.draft.promised_on for each in filed.recorded] == [date(2018, 4, 6)]
    assert (FOOD, date(2018, 4, 6)) in await owed(store, plan)
    assert (DRUG, None) in await owed(store, plan)


async def test_what_does_not_apply_is_owed_no_more_until_the_office_gives_it_back(
    store: SqlStore, plan: Plan, enrol: Enrol, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    filed = await file(store, person, INAPPLICABLE, at)
    assert filed.recorded[0].draft.flags == ("inapplicable",)
    assert [series for series, _ in await owed(store, plan)] == [DRUG]
    async with store.writing() as tx:
        await tx.reviews.add(1, step="returned", words="有此项", person_id=person.id, at=at)
    assert FOOD in [series for series, _ in await owed(store, plan)]


async def test_a_blank_replaces_no_figure_but_one_that_was_given_back(
    store: SqlStore, enrol: Enrol, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    number = await report(store, person, at)
    both = replace(PROMISE, series=(FOOD, DRUG))
    filed = await file(store, person, both, at)
    assert [each.number for each in filed.kept] == [number]
    assert [each.series for each in filed.recorded] == [DRUG]
    async with store.writing() as tx:
        await tx.reviews.add(number, step="returned", words="重报", person_id=person.id, at=at)
    assert [each.series for each in (await file(store, person, PROMISE, at)).recorded] == [FOOD]


async def test_the_same_blank_again_is_no_new_version_and_another_day_is(
    store: SqlStore, enrol: Enrol, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    await file(store, person, PROMISE, at)
    again = await file(store, person, PROMISE, at)
    assert (again.recorded, [each.number for each in again.unchanged]) == ((), [1])
    later = await file(store, person, replace(PROMISE, promised_on=date(2018, 4, 9)), at)
    assert [each.number for each in later.recorded] == [2]


async def test_a_promise_beyond_the_late_window_or_far_away_is_called_late(
    store: SqlStore, plan: Plan, enrol: Enrol, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    for day, far in ((date(2018, 4, 6), False), (date(2018, 4, 27), True), (date(2018, 6, 20), True)):
        filed = await file(store, person, replace(PROMISE, promised_on=day), at)
        assert is_far(plan, filed.recorded[0], on=ON) is far


async def test_a_blank_is_about_what_is_named_or_the_one_thing_owed(
    store: SqlStore, plan: Plan, enrol: Enrol, at: datetime
) -> None:
    food = await enrol(7, "contact", "food-drug-bureau")
    farm = await enrol(8, "contact", "agriculture-bureau")
    async with store.reading() as tx:
        assert [each.series for each in await still_open(tx, plan, food, on=ON)] == [FOOD, DRUG]
        named = Blank("deferred", Named(("drug-spot-check",)))
        assert (await locate(tx, plan, food, named, on=ON)).series == (DRUG,)
        assert (await locate(tx, plan, farm, named, on=ON)).foreign == ("drug-spot-check",)
        nobody = Blank("deferred")
        assert (await locate(tx, plan, food, nobody, on=ON)).choices == (FOOD, DRUG)
        assert [each.indicator for each in (await locate(tx, plan, farm, nobody, on=ON)).series] == [
            "agri-spot-check"
        ]


def test_the_days_offered_are_workdays_to_come() -> None:
    assert days_to_offer(date(2018, 5, 9)) == (
        date(2018, 5, 10), date(2018, 5, 11), date(2018, 5, 14), date(2018, 5, 18),
    )  # fmt: skip
    assert days_to_offer(date(2018, 9, 28))[0] == date(2018, 9, 29)  # a make-up Saturday
