"""Looking again: what changed since one's last overview, and the page for a meeting."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handlers.actions_answers import Agenda
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


@pytest.fixture
async def hall(store: SqlStore, database: Path, contact: Person) -> TownHall:
    hall = TownHall(store, database)
    food = {"2017-12": "95.5", "2018-01": "93", "2018-02": "92", "2018-03": "460/500"}
    await hall.report(contact, "food-spot-check", food)
    await hall.report(contact, "drug-spot-check", {"2018-03": "98.5"})
    return hall


async def text(hall: TownHall, person: Person, words: str) -> str:
    return "\n".join(each.text for each in await hall.say(person, words))


async def test_before_the_first_overview_there_is_nothing_to_compare(
    hall: TownHall, official: Person
) -> None:
    assert "还没有看过总体情况" in await text(hall, official, "上次以来有什么变化")


async def test_what_changed_is_told_with_light_and_figure(
    hall: TownHall, official: Person, contact: Person
) -> None:
    await hall.say(official, "总体情况怎么样")
    assert "以来没有变化" in await text(hall, official, "上次以来有什么变化")
    hall.clock.move_to(hall.clock.now() + timedelta(hours=2))
    await hall.report(contact, "food-spot-check", {"2018-03": "483/500"})
    await hall.report(contact, "drug-spot-check", {"2018-03": "99"})
    told = await text(hall, official, "上次以来有什么变化")
    assert "上次看总体情况:4月3日09:00,以来有2项变化" in told
    assert "🔴 未达标 → 🟢 达标 重点食品 96.6%" in told
    assert "药品 99%/≥98% 2018年3月 · 未审(原98.5%)" in told


async def test_a_day_that_passes_is_a_change_too(hall: TownHall, official: Person) -> None:
    await hall.say(official, "/status")
    hall.clock.move_to(datetime(2018, 5, 9, 1, tzinfo=UTC))
    told = await text(hall, official, "/changes")
    assert "🟢 达标 → ⚪ 未报 药品 2018年4月尚未报送" in told


async def test_each_person_has_an_overview_of_their_own(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    await hall.say(official, "总体情况怎么样")
    assert "还没有看过总体情况" in await text(hall, await enrol(5, "official"), "有什么变化")


async def test_a_meeting_gets_the_red_ones_with_who_and_since_when(hall: TownHall, official: Person) -> None:
    (page,) = await hall.say(official, "开会用")
    assert "产品质量:🔴 未达标1" in page.text
    assert page.labels[0] == "产品质量"
    _, (area,) = await hall.press(official, page.keys[0]["callback_data"])
    assert area.method == "editMessageText"
    for part in (
        "🔴 未达标 <b>重点食品监督抽查合格率</b> 92%/≥95%",
        "再有300批次合格即可达标",
        "市食品药品监督管理局 · 自2018年1月起未达标",
        "较2月 持平(4月3日09:00报)",
    ):
        assert part in area.text
    assert "药品" not in area.text.replace("食品药品", "")


async def test_a_page_of_a_meeting_tells_its_day_and_of_each_figure_its_period_and_standing(
    hall: TownHall, official: Person
) -> None:
    async def page() -> str:
        return (await hall.press(official, Agenda("product")))[1][0].text

    assert (await page()).startswith("<b>4月3日 开会用</b>:产品质量\n")
    assert "92%/≥95% 2018年3月 · 未审\n" in await page()
    async with hall.store.writing() as tx:
        await tx.reviews.add(4, step="passed", words=None, person_id=1, at=hall.clock.now())
    assert "92%/≥95% 2018年3月 · 已审\n" in await page()
    hall.clock.move_to(datetime(2018, 5, 9, 1, tzinfo=UTC))
    assert "最近一次:2018年3月 92% · 已审" in await page()


async def test_an_overdue_figure_is_on_the_page_as_one(hall: TownHall, official: Person) -> None:
    hall.clock.move_to(datetime(2018, 5, 9, 1, tzinfo=UTC))
    _, (area,) = await hall.press(official, Agenda("product"))
    assert (
        "⚪ 未报 <b>药品质量安全抽查合格率</b>\n市食品药品监督管理局 · 2018年4月起未报,应于5月8日前报"
        in area.text
    )


async def test_an_area_without_anything_red_says_so(hall: TownHall, official: Person) -> None:
    _, (area,) = await hall.press(official, Agenda("service"))
    assert "没有未达标的" in area.text


async def test_an_area_that_is_not_there_is_refused(hall: TownHall, official: Person) -> None:
    words, said = await hall.press(official, Agenda("galaxy"))
    assert "失效" in str(words)
    assert said == []
