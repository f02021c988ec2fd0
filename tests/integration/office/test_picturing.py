"""What pictures show, loaded from the ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from qbot.ledger.versions import Draft, Series, State, Verdict
from qbot.people import Person
from qbot.picturing.attendance import departments, townships
from qbot.picturing.drawings import grid_of, overview_of, trend_of
from qbot.plan.models import Plan
from qbot.ports import Writes
from qbot.tasks.progress import Stated
from storage.store import SqlStore
from tests.integration.office.conftest import Enrol

FOOD = "food-drug-bureau"
ON = date(2018, 4, 20)


def moment(month: int, day: int) -> datetime:
    return datetime(2018, month, day, 2, 0, tzinfo=UTC)


async def report(
    tx: Writes,
    person: Person,
    period: str,
    *,
    at: datetime,
    state: State = "value",
    verdict: Verdict | None = None,
) -> None:
    value = Decimal("96.6") if state == "value" else None
    promised_on = date(2018, 5, 4) if state == "deferred" else None
    draft = Draft(
        Series("food-spot-check", FOOD, period), state, person.id, "message", "原文",
        value=value, promised_on=promised_on,
    )  # fmt: skip
    [version] = await tx.reports.append([draft], at=at)
    if verdict is not None:
        await tx.reviews.add(version.number, step=verdict, words=None, person_id=person.id, at=at)


async def cells(store: SqlStore, plan: Plan) -> dict[str, Sequence[str]]:
    """How the food bureau's indicators came in, by period."""
    async with store.reading() as tx:
        grid = await departments(tx, plan, on=ON)
    assert grid is not None
    row = next(row for row in grid.rows if row.unit == plan.unit[FOOD].name)
    return {str(period): cell for period, cell in zip(grid.periods, row.cells, strict=True)}


async def test_a_cell_tells_what_came_on_time_late_back_or_not_at_all(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    person = await enrol(7, "contact", FOOD)
    before = await cells(store, plan)
    assert set(before["2018-01"]) == {"missing"}
    async with store.writing() as tx:
        await report(tx, person, "2018-01", at=moment(2, 2))
        await report(tx, person, "2018-02", at=moment(4, 2))
        await report(tx, person, "2018-03", at=moment(4, 3), verdict="returned")
    found = await cells(store, plan)
    owed = len(before["2018-01"])
    assert sorted(found["2018-01"]) == sorted(["on-time", *["missing"] * (owed - 1)])
    assert "late" in found["2018-02"]
    assert "returned" in found["2018-03"]


async def test_a_granted_day_takes_the_place_of_the_due_day(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    person = await enrol(7, "contact", FOOD)
    series = Series("food-spot-check", FOOD, "2018-02")
    async with store.writing() as tx:
        await report(tx, person, "2018-02", at=moment(4, 2))
        asked = await tx.extensions.ask(
            series, by=person.id, until_on=date(2018, 4, 2), reason="等通报", at=moment(3, 1)
        )
        await tx.extensions.decide(asked.id, granted=True, by=person.id, at=moment(3, 1))
    assert "on-time" in (await cells(store, plan))["2018-02"]


async def test_townships_are_shown_by_the_quarters_in_which_they_told(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    person = await enrol(8, "contact", "yanji-zhen")
    async with store.writing() as tx:
        await tx.progress.add(
            item="food-crime", unit="yanji-zhen", person_id=person.id, stated=Stated("running"),
            text="推进中", chat_id=None, message_id=None, at=moment(2, 1),
        )  # fmt: skip
    async with store.reading() as tx:
        grid = await townships(tx, plan, on=ON)
    assert grid is not None and len(grid.rows) == 29
    told = {row.unit: row.cells for row in grid.rows}
    assert told["演集镇"] == (("on-time",), ("not-due",))
    assert told["城关镇"] == (("missing",), ("not-due",))


async def test_there_is_no_grid_before_anything_is_owed(store: SqlStore, plan: Plan) -> None:
    async with store.reading() as tx:
        for rows in ("department", "township"):
            assert await grid_of(tx, plan, rows, on=date(2017, 11, 2)) is None


async def test_the_trend_and_the_overview_tell_promises_and_reviews(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    person = await enrol(7, "contact", FOOD)
    async with store.writing() as tx:
        await report(tx, person, "2018-02", at=moment(3, 2), verdict="passed")
        await report(tx, person, "2018-03", at=moment(4, 3), state="deferred")
    async with store.reading() as tx:
        trend = await trend_of(tx, plan, plan.indicator["food-spot-check"], on=ON)
        overview = await overview_of(tx, plan, on=ON)
    assert "2018年2月 96.6% 已审" in trend.lines
    assert "2018年3月 暂无" in trend.lines
    line = next(line for line in overview.lines if "重点食品" in line)
    assert "5月4日" in line
