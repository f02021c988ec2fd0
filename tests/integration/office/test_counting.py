"""Completeness and timeliness: each figure owed counts once, granted days hold, and ranking and assessment
count alike."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qbot.answering.punctuality import Punctuality, punctuality
from qbot.assessing import scores_now
from qbot.documents.records import duties
from qbot.ledger.obligations import expected
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.periods import Period
from qbot.pictures.standing import on_time_of_due
from qbot.picturing.attendance import departments
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.nudge_stage import FOOD_UNIT, MARCH_DRUG, MARCH_FOOD, city

Enrol = Callable[..., Awaitable[Person]]
ON = date(2018, 4, 25)
MARCH = Period.of_month(2018, 3)


async def report(
    store: SqlStore, series: Series, at: str, *, value: int = 97, withdraws: int | None = None
) -> int:
    figure = None if withdraws else Decimal(value)
    draft = Draft(
        series, "withdrawn" if withdraws else "value", 1, "message", "97", value=figure, withdraws=withdraws
    )
    async with store.writing() as tx:
        (version,) = await tx.reports.append([draft], at=city(at))
    return version.number


async def of_food(store: SqlStore, plan: Plan) -> Punctuality:
    async with store.reading() as tx:
        (found,) = [e for e in await punctuality(tx, plan, on=ON, period=MARCH) if e.unit == FOOD_UNIT]
    return found


async def counted_for_assessment(store: SqlStore, plan: Plan) -> tuple[int, int, int]:
    """The same from the duties that scores are made of: due, there, on time."""
    owed = [each for each in expected(plan, on=ON) if each.unit == FOOD_UNIT and each.period == MARCH]
    async with store.reading() as tx:
        history = [version async for version in tx.reports.all()]
        granted = await tx.extensions.granted()
    outcomes = Counter(duty.outcome for duty in duties(owed, history, on=ON, granted=granted))
    del outcomes["open"]
    return outcomes.total(), outcomes["on-time"] + outcomes["late"], outcomes["on-time"]


async def both(store: SqlStore, plan: Plan) -> tuple[int, int, int]:
    """What ranking and assessment count; they must agree."""
    found = await of_food(store, plan)
    counts = (found.due, found.reported, found.on_time)
    assert counts == await counted_for_assessment(store, plan)
    return counts


@pytest.fixture(autouse=True)
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", FOOD_UNIT)


async def test_sending_again_pushes_nothing_over_a_hundred_per_cent(store: SqlStore, plan: Plan) -> None:
    for at in ("2018-04-03T10:00", "2018-04-04T10:00", "2018-04-20T10:00"):
        await report(store, MARCH_FOOD, at)
        await report(store, MARCH_DRUG, at, value=98)
    assert await both(store, plan) == (2, 2, 2)
    assert (await of_food(store, plan)).completeness == 1


async def test_what_came_late_is_there_and_not_on_time(store: SqlStore, plan: Plan) -> None:
    await report(store, MARCH_FOOD, "2018-04-09T23:00")
    await report(store, MARCH_DRUG, "2018-04-10T00:01")
    assert await both(store, plan) == (2, 2, 1)


async def test_what_was_taken_back_is_missing(store: SqlStore, plan: Plan) -> None:
    number = await report(store, MARCH_FOOD, "2018-04-03T10:00")
    await report(store, MARCH_FOOD, "2018-04-03T10:05", withdraws=number)
    assert await both(store, plan) == (2, 0, 0)


@pytest.mark.parametrize(
    ("until", "counts"),
    [
        ("2018-04-12", (2, 1, 0)),  # a day that had passed when the figure came
        ("2018-04-13", (2, 1, 1)),
        ("2018-04-26", (1, 0, 0)),  # a day to come: the figure is not due yet
    ],
)
async def test_a_granted_day_is_the_due_day(
    store: SqlStore, plan: Plan, contact: Person, until: str, counts: tuple[int, int, int]
) -> None:
    asked_at = city("2018-04-03T10:00")
    async with store.writing() as tx:
        wish = await tx.extensions.ask(
            MARCH_FOOD, by=contact.id, until_on=date.fromisoformat(until), reason="等检测", at=asked_at
        )
        await tx.extensions.decide(wish.id, granted=True, by=contact.id, at=asked_at)
    if until < "2018-04-26":
        await report(store, MARCH_FOOD, "2018-04-13T10:00")
    assert await both(store, plan) == counts


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2018, 5, 8), (10, 1, 1)),  # the day on which April is due: neither what came nor what did not
        (date(2018, 5, 9), (12, 2, 2)),
    ],
)
async def test_what_came_early_counts_nowhere_before_it_has_fallen_due(
    store: SqlStore, plan: Plan, on: date, counts: tuple[int, int, int]
) -> None:
    await report(store, MARCH_FOOD, "2018-04-03T10:00")
    await report(store, replace(MARCH_FOOD, period="2018-04"), "2018-05-02T10:00")
    assert plan.scoring is not None
    async with store.reading() as tx:
        [ranked] = [each for each in await punctuality(tx, plan, on=on) if each.unit == FOOD_UNIT]
        scores = await scores_now(tx, plan, rules=plan.scoring, on=on)
        grid = await departments(tx, plan, on=on)
    [drafted] = [each for each in scores if each.unit == FOOD_UNIT]
    completeness, timeliness = drafted.parts[:2]
    assert grid is not None
    [row] = [each for each in grid.rows if each.unit == plan.unit[FOOD_UNIT].name]
    due, reported, on_time = counts
    assert (ranked.due, ranked.reported, ranked.on_time) == counts
    assert (completeness.counted, completeness.reached) == (due, reported)
    assert (timeliness.counted, timeliness.reached) == (due, on_time)
    assert on_time_of_due(row) == (on_time, due)


async def test_a_unit_to_which_nothing_has_fallen_due_has_no_score(store: SqlStore, plan: Plan) -> None:
    november = replace(MARCH_FOOD, period="2017-11")
    await report(store, november, "2017-12-04T10:00")
    assert plan.scoring is not None
    async with store.reading() as tx:
        for on, is_scored in ((date(2017, 12, 7), False), (date(2017, 12, 8), True)):
            scores = await scores_now(tx, plan, rules=plan.scoring, on=on)
            assert (FOOD_UNIT in {each.unit for each in scores}) == is_scored
