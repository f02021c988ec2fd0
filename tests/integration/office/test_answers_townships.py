"""Townships owe no figures but a word on their own plan once a quarter; who asks hears of it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
BEFORE_DUE = datetime(2018, 7, 9, 1, tzinfo=UTC)
AFTER_DUE = datetime(2018, 7, 20, 1, tzinfo=UTC)


@pytest.fixture
async def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database, at=BEFORE_DUE)


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(12, "contact", "yanji-zhen")


async def told(hall: TownHall, person: Person, text: str, *, group: bool = False) -> str:
    return "\n".join(each.text for each in await hall.say(person, text, group=group))


async def test_a_township_is_told_of_by_its_quarters_and_its_last_words(
    hall: TownHall, official: Person, contact: Person
) -> None:
    before = await told(hall, official, "演集镇进展怎么样")
    assert "2018年二季度进展 ⚪ 还没报(应于7月11日前报)" in before
    assert "2018年一季度进展 ⚪ 未报" in before and "还没有报过进展" in before
    await hall.say(contact, "演集镇分户验收完成80%")
    after = await told(hall, official, "演集镇进展怎么样")
    assert "2018年二季度进展 ✅ 按时" in after
    assert "🔵 推进中 80% 7月9日09:00(T-1)" in after


async def test_a_townships_contact_hears_what_it_owes_and_how(hall: TownHall, contact: Person) -> None:
    owed = await told(hall, contact, "/mine")
    assert "演集镇还没报2018年二季度的工作进展(应于7月11日前报)" in owed and "直接说一句" in owed
    await hall.say(contact, "分户验收完成80%")
    assert "上一季度的工作进展已报" in await told(hall, contact, "/mine")


async def test_who_is_behind_tells_of_townships_by_name_in_private_and_by_number_in_a_group(
    hall: TownHall, official: Person, contact: Person, enrol: Enrol
) -> None:
    await hall.bind_group(await enrol(3, "office"))
    await hall.say(contact, "分户验收完成80%")
    hall.clock.move_to(AFTER_DUE)
    private = await told(hall, official, "谁还没报")
    assert "乡镇2018年二季度工作进展:29个应报,未报28个(已过期)" in private
    assert "城关镇、酂城镇" in private and "演集镇" not in private
    group = await told(hall, official, "@qbot 谁还没报", group=True)
    assert "未报28个(已过期)" in group and "城关镇" not in group
    assert "乡镇" not in await told(hall, official, "6月谁还没报")  # they owe nothing for a month
    assert "乡镇2018年一季度工作进展" in await told(hall, official, "一季度谁还没报")
    assert "乡镇" not in await told(hall, official, "农业局还有什么没报")


@pytest.mark.parametrize("words", ["哪些乡镇没报", "哪些乡镇还没报工作进展"])
async def test_asked_which_townships_are_behind_no_department_is_told_of(
    hall: TownHall, official: Person, contact: Person, words: str
) -> None:
    """The townships once stood below a long list of departments."""
    hall.clock.move_to(AFTER_DUE)
    said = await told(hall, official, words)
    assert "演集镇" in said and "29个应报" in said
    assert "市农业局" not in said and "没有应报的指标" not in said


async def test_one_township_that_is_behind_is_not_said_to_owe_nothing(
    hall: TownHall, official: Person
) -> None:
    hall.clock.move_to(AFTER_DUE)
    said = await told(hall, official, "演集镇报了没有")
    assert "1个应报,未报1个" in said and "没有应报的指标" not in said
