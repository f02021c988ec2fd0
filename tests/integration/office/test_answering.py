"""What is current and who has not reported, from the stored ledger."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from qbot.answering import awaited, figure_of, missing, now_of, status, still_due
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
Report = Callable[..., Awaitable[None]]

APRIL_3 = date(2018, 4, 3)
LEAD = "food-drug-bureau"


@pytest.fixture
def report(store: SqlStore, at: datetime, enrol: Enrol) -> Report:
    async def add(indicator: str, period: str, value: str, *, unit: str = LEAD) -> None:
        person = await enrol(7, "contact", LEAD)
        series = Series(indicator, unit, period)
        draft = Draft(series, "value", person.id, "message", value, value=Decimal(value))
        async with store.writing() as tx:
            await tx.reports.append([draft], at=at)

    return add


async def test_everything_completed_is_missing_before_anything_came(store: SqlStore, plan: Plan) -> None:
    async with store.reading() as tx:
        owed = await missing(tx, plan, on=APRIL_3)
    assert len(owed) == len(awaited(plan, on=APRIL_3)) == 25
    assert {str(each.period) for each in owed} == {"2018-03", "2018-Q1"}


async def test_what_was_reported_is_missing_no_more(store: SqlStore, plan: Plan, report: Report) -> None:
    await report("food-spot-check", "2018-03", "97")
    async with store.reading() as tx:
        owed = await missing(tx, plan, on=APRIL_3, units={LEAD})
    assert [each.indicator for each in owed] == ["drug-spot-check"]


async def test_a_period_that_is_named_asks_for_its_own_frequency_alone(store: SqlStore, plan: Plan) -> None:
    async with store.reading() as tx:
        owed = await missing(tx, plan, on=APRIL_3, period=Period.of_month(2018, 2))
    assert {(str(each.period), plan.indicator[each.indicator].frequency) for each in owed} == {
        ("2018-02", "month")
    }


async def test_a_quarter_that_began_before_the_plan_is_awaited_from_nobody(plan: Plan) -> None:
    assert {str(each.period) for each in awaited(plan, on=date(2018, 1, 15))} == {"2017-12"}


async def test_before_the_first_month_of_the_plan_ended_nothing_is_awaited(plan: Plan) -> None:
    assert awaited(plan, on=date(2017, 11, 20)) == ()


async def test_the_status_shows_every_indicator_and_takes_the_lead_units_figure(
    store: SqlStore, plan: Plan, report: Report
) -> None:
    township = next(unit.id for unit in plan.units if unit.kind == "township")
    await report("food-spot-check", "2018-03", "100", unit=township)
    await report("drug-spot-check", "2018-03", "97.5")
    async with store.reading() as tx:
        lights = {each.indicator.id: each.light for each in await status(tx, plan, on=APRIL_3)}
    assert len(lights) == 25
    assert (lights["food-spot-check"], lights["drug-spot-check"]) == ("missing", "near")


async def test_an_overdue_figure_makes_the_old_one_no_answer(
    store: SqlStore, plan: Plan, report: Report
) -> None:
    await report("food-spot-check", "2018-02", "97")
    food = plan.indicator["food-spot-check"]
    async with store.reading() as tx:
        (now,) = await now_of(tx, plan, [food], on=APRIL_3)
        (later,) = await now_of(tx, plan, [food], on=date(2018, 4, 10))
    assert (now.light, later.light) == ("met", "missing")


@pytest.mark.parametrize(("period", "value"), [("2018-02", "97"), ("2018-01", None)])
async def test_the_figure_of_a_period_is_that_periods_or_none(
    store: SqlStore, plan: Plan, report: Report, period: str, value: str | None
) -> None:
    await report("food-spot-check", "2018-02", "97")
    async with store.reading() as tx:
        figure = await figure_of(tx, plan.indicator["food-spot-check"], Period.parse(period))
    assert (str(figure.version.value) if figure.version else None) == value
    assert figure.assessment.light == ("met" if value else "missing")


async def test_still_due_is_what_the_unit_owes_for_the_same_period(
    store: SqlStore, plan: Plan, report: Report
) -> None:
    await report("food-spot-check", "2018-03", "97")
    async with store.reading() as tx:
        march = await still_due(tx, plan, unit=LEAD, period="2018-03")
        year = await still_due(tx, plan, unit=LEAD, period="2018")
    assert [each.id for each in march] == ["drug-spot-check"]
    assert year == ()
