"""Who reports completely and on time: counted from the ledger, with what is not yet due left out."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

from qbot.answering.punctuality import Punctuality, places, punctuality
from qbot.people import Person
from qbot.periods import Period
from storage.store import SqlStore
from tests.integration.office.town_hall import PLAN, TownHall

Enrol = Callable[..., Awaitable[Person]]
FARM, FOOD = "agriculture-bureau", "food-drug-bureau"
ON = date(2018, 3, 20)  # December to February have fallen due


async def ranked(hall: TownHall, *, period: str | None = None, on: date = ON) -> tuple[Punctuality, ...]:
    async with hall.store.reading() as tx:
        return await punctuality(tx, PLAN, on=on, period=Period.parse(period) if period else None)


async def test_late_figures_count_as_reported_and_not_as_timely(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall, contact = TownHall(store, database), await enrol(1, "contact", FARM)
    on_time, late = datetime(2017, 12, 4, 2, tzinfo=UTC), datetime(2018, 2, 20, 2, tzinfo=UTC)
    await hall.report(contact, "agri-spot-check", {"2017-11": "96"}, at=on_time)
    await hall.report(contact, "agri-spot-check", {"2017-12": "96"}, at=late)
    found = {each.unit: each for each in await ranked(hall)}
    assert found[FARM] == Punctuality(FARM, due=4, reported=2, on_time=1)
    assert found[FOOD] == Punctuality(FOOD, due=8, reported=0, on_time=0)


async def test_a_correction_does_not_make_a_figure_late(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall, contact = TownHall(store, database), await enrol(1, "contact", FARM)
    await hall.report(contact, "agri-spot-check", {"2017-11": "96"}, at=datetime(2017, 12, 4, tzinfo=UTC))
    await hall.report(contact, "agri-spot-check", {"2017-11": "97"}, at=datetime(2018, 3, 4, tzinfo=UTC))
    found = {each.unit: each for each in await ranked(hall)}
    assert found[FARM].on_time == 1


async def test_a_returned_figure_is_owed_again(store: SqlStore, database: Path, enrol: Enrol) -> None:
    hall, contact = TownHall(store, database), await enrol(1, "contact", FARM)
    (version,) = await hall.report(
        contact, "agri-spot-check", {"2017-11": "96"}, at=datetime(2017, 12, 4, tzinfo=UTC)
    )
    async with store.writing() as tx:
        await tx.reviews.add(
            version.number, step="returned", words="口径不符", person_id=contact.id, at=hall.clock.now()
        )
    found = {each.unit: each for each in await ranked(hall)}
    assert (found[FARM].reported, found[FARM].on_time) == (0, 0)


async def test_a_period_limits_what_is_counted(store: SqlStore, database: Path) -> None:
    hall = TownHall(store, database)
    assert {each.unit: each.due for each in await ranked(hall, period="2018-01")}[FARM] == 1
    assert await ranked(hall, period="2018-03") == ()


async def test_before_anything_fell_due_nobody_is_ranked(store: SqlStore, database: Path) -> None:
    assert await ranked(TownHall(store, database), on=date(2017, 11, 20)) == ()


def test_equals_share_a_place() -> None:
    both = [Punctuality(unit, due=4, reported=4, on_time=2) for unit in ("a", "b")]
    assert places((*both, Punctuality("c", due=4, reported=4, on_time=1))) == {"a": 1, "b": 1, "c": 3}


async def test_townships_count_by_the_words_that_they_owe(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database, at=datetime(2018, 4, 4, 1, tzinfo=UTC))
    await hall.say(await enrol(12, "contact", "yanji-zhen"), "分户验收完成80%")
    hall.clock.move_to(datetime(2018, 4, 20, 1, tzinfo=UTC))
    await hall.say(await enrol(13, "contact", "chengguan-zhen"), "分户验收完成80%")
    found = {each.unit: each for each in await ranked(hall, on=date(2018, 4, 20))}
    assert found["yanji-zhen"] == Punctuality("yanji-zhen", due=1, reported=1, on_time=1)
    assert found["chengguan-zhen"] == Punctuality("chengguan-zhen", due=1, reported=1, on_time=0)
    assert found["mangshan-zhen"] == Punctuality("mangshan-zhen", due=1, reported=0, on_time=0)
    official = await enrol(2, "official")
    (shown,) = await hall.say(official, "各单位报送及时率")
    assert "已报1/1(100%) 按时1/1(100%) 1个:演集镇" in shown.text and "按时0/1(0%) 27个:" in shown.text
    (shown,) = await hall.say(official, "演集镇完整率")
    assert "(共29个乡镇):\n1. 演集镇 已报1/1(100%)" in shown.text
