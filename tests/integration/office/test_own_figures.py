"""A unit's own figure, the city's figure, and what is owed from before are told apart."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qbot import answering
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.ports import Store, Writes

PLAN = load_plan()
AT = datetime(2018, 5, 10, 2, 0, tzinfo=UTC)
AGRI = PLAN.indicator["agri-spot-check"]
TOWNSHIP = next(unit.id for unit in PLAN.units if unit.kind == "township")


async def reporter(tx: Writes) -> Person:
    return await tx.people.enrol(
        telegram_user_id=1, name="王", role="contact", units=(), origin="rehearsal", started=True, at=AT
    )


async def put(store: Store, *, unit: str, period: str, value: str) -> None:
    async with store.writing() as tx:
        person = await reporter(tx)
        draft = Draft(
            series=Series(AGRI.id, unit, period),
            state="value",
            value=Decimal(value),
            reporter_id=person.id,
            source="message",
            text=value,
        )
        await tx.reports.append([draft], at=AT)


async def test_a_township_s_own_figure_is_not_the_city_s(store: Store) -> None:
    await put(store, unit=TOWNSHIP, period="2018-04", value="91")
    await put(store, unit=AGRI.lead_unit, period="2018-04", value="97")
    async with store.reading() as tx:
        own = await answering.figure_of(tx, AGRI, None, unit=TOWNSHIP)
        city = await answering.figure_of(tx, AGRI, None)
    assert own is not None
    assert own.version is not None
    assert own.version.value == Decimal(91)
    assert city is not None
    assert city.version is not None
    assert city.version.value == Decimal(97)


async def test_a_unit_that_never_reported_has_no_figure(store: Store) -> None:
    async with store.reading() as tx:
        assert await answering.figure_of(tx, AGRI, None, unit=TOWNSHIP) is None


@pytest.mark.parametrize(("reported", "left"), [(("2018-03",), 4), (("2018-03", "2018-02", "2017-11"), 2)])
async def test_arrears_are_the_older_periods_alone(
    store: Store, reported: tuple[str, ...], left: int
) -> None:
    for period in reported:
        await put(store, unit=AGRI.lead_unit, period=period, value="97")
    async with store.reading() as tx:
        due = await answering.missing(tx, PLAN, on=date(2018, 5, 10), units={AGRI.lead_unit})
        older = await answering.arrears(tx, PLAN, on=date(2018, 5, 10), units={AGRI.lead_unit})
    assert [str(each.period) for each in due] == ["2018-04"]
    assert len(older) == left
    assert Period.parse("2018-04") not in {each.period for each in older}
