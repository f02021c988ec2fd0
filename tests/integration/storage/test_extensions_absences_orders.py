"""Extensions, absences and orders as they are kept: decided once, in force on their days, numbered."""

from datetime import date, timedelta

from qbot.ledger.versions import Series
from qbot.orders import Order, Step
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol

FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-04")


async def issue(store: SqlStore, by: int, step: Step, *, year: int = 2018, series: Series = FOOD) -> Order:
    async with store.writing() as tx:
        return await tx.orders.issue(
            series, step=step, light="red", text="请报", answer_by_on=None, by=by, year=year, at=AT
        )


async def test_an_extension_is_decided_once_and_the_latest_day_granted_counts(store: SqlStore) -> None:
    person = await enrol(store, 11)
    async with store.writing() as tx:
        first = await tx.extensions.ask(FOOD, by=person.id, until_on=date(2018, 4, 12), reason="等", at=AT)
        assert await tx.extensions.waiting(FOOD) == first
        assert await tx.extensions.granted() == {}
        assert await tx.extensions.decide(first.id, granted=True, by=person.id, at=AT)
        assert not await tx.extensions.decide(first.id, granted=False, by=person.id, at=AT)
        assert await tx.extensions.waiting(FOOD) is None
        for until_on, granted in ((date(2018, 4, 20), True), (date(2018, 4, 30), False)):
            more = await tx.extensions.ask(FOOD, by=person.id, until_on=until_on, reason="等", at=AT)
            await tx.extensions.decide(more.id, granted=granted, by=person.id, at=AT)
    async with store.reading() as tx:
        assert await tx.extensions.granted() == {FOOD: date(2018, 4, 20)}
        assert await tx.extensions.granted({"2018-03"}) == {FOOD: date(2018, 4, 20)}
        assert await tx.extensions.granted({"2018-04"}) == {}
        kept = await tx.extensions.get(first.id)
        assert kept is not None and (kept.granted, kept.decided_by) == (True, person.id)


async def test_an_absence_holds_on_its_days_and_ends_once(store: SqlStore) -> None:
    away, other = await enrol(store, 11), await enrol(store, 12)
    day = date(2018, 4, 9)
    async with store.writing() as tx:
        kept = await tx.absences.add(
            person_id=away.id, substitute_id=other.id, from_on=day, until_on=day + timedelta(days=4),
            text="下周出差", at=AT,
        )  # fmt: skip
    async with store.writing() as tx:
        assert await tx.absences.on_day(day - timedelta(days=1)) == []
        assert await tx.absences.on_day(day) == await tx.absences.on_day(kept.until_on) == [kept]
        assert await tx.absences.on_day(kept.until_on + timedelta(days=1)) == []
        assert await tx.absences.open_of(away.id, on=day - timedelta(days=9)) == [kept]
        assert await tx.absences.substituted_by(other.id, on=day) == [kept]
        assert await tx.absences.substituted_by(away.id, on=day) == []
        assert await tx.absences.end(kept.id, at=AT)
        assert not await tx.absences.end(kept.id, at=AT)
        assert await tx.absences.on_day(day) == await tx.absences.open_of(away.id, on=day) == []


async def test_serial_numbers_run_by_step_and_year(store: SqlStore) -> None:
    office = await enrol(store, 11)
    issued: tuple[tuple[Step, int], ...] = (
        ("remind", 2018), ("order", 2018), ("order", 2018), ("urge", 2018), ("order", 2019), ("order", 2018),
    )  # fmt: skip
    serials = [(await issue(store, office.id, step, year=year)).serial for step, year in issued]
    assert serials == [
        "提醒〔2018〕1号", "督办〔2018〕1号", "督办〔2018〕2号", "催办〔2018〕1号", "督办〔2019〕1号", "督办〔2018〕3号",
    ]  # fmt: skip


async def test_an_order_is_found_by_its_figure_turned_and_closed_once(store: SqlStore) -> None:
    office = await enrol(store, 11)
    one, two = await issue(store, office.id, "urge"), await issue(store, office.id, "order", series=DRUG)
    async with store.writing() as tx:
        await tx.orders.add_entry(one.id, person_id=office.id, kind="sent", text="请报", at=AT)
        await tx.orders.add_entry(one.id, person_id=None, kind="made-good", text="", at=AT)
        assert await tx.orders.about(FOOD) == [one]
        await tx.orders.turn(one.id, "blue")
        assert [each.id for each in await tx.orders.open_turning()] == [two.id]
        await tx.orders.turn(one.id, "yellow")
        assert [each.id for each in await tx.orders.open_turning()] == [one.id, two.id]
        assert [each.id for each in await tx.orders.open_ones(limit=9, after=one.id)] == [two.id]
        assert await tx.orders.close(one.id, by=office.id, outcome="已报", at=AT)
        assert not await tx.orders.close(one.id, by=office.id, outcome="再", at=AT)
        assert [each.id for each in await tx.orders.open_of("food-drug-bureau")] == [two.id]
        assert [each.id for each in await tx.orders.of_step("order")] == [two.id]
        assert await tx.orders.of_step("remind") == []
        assert [each.kind for each in await tx.orders.entries(one.id)] == ["sent", "made-good"]
        kept = await tx.orders.get(one.id)
        assert kept is not None and (kept.light, kept.outcome, kept.is_open) == ("yellow", "已报", False)
