"""A time without a figure: why there is none, and what was known last."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
LATE = datetime(2018, 8, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    """A monthly figure whose July is overdue, and a quarterly one whose second quarter came."""
    hall = TownHall(store, database, at=LATE)
    await hall.bind_group(await enrol(3, "office"))
    contact = await enrol(1, "contact", "food-drug-bureau")
    await hall.report(contact, "food-spot-check", {"2018-05": "96", "2018-06": "97"})
    await hall.report(contact, "time-honoured-brands", {"2018-Q1": "1", "2018-Q2": "2"})
    return hall


async def told(hall: TownHall, person: Person, *texts: str, group: bool = False) -> str:
    for text in texts:
        said = await hall.say(person, f"@qbot {text}" if group else text, group=group)
    return "\n".join(each.text for each in said)


@pytest.mark.parametrize("group", [False, True])
async def test_an_overdue_month_is_told_with_its_due_day_and_the_last_known_figure(
    hall: TownHall, official: Person, group: bool
) -> None:
    text = await told(hall, official, "7月食品抽检合格率", group=group)
    assert "⚪ 2018年7月尚未报送(应于8月7日前报,已逾期9个工作日)" in text
    assert "最近一次:2018年6月 <b>97%</b>" in text
    assert "目标 ≥95%" in text
    assert "达标" not in text


@pytest.mark.parametrize("group", [False, True])
async def test_a_month_of_a_quarterly_figure_is_told_by_its_quarter(
    hall: TownHall, official: Person, group: bool
) -> None:
    text = await told(hall, official, "5月老字号多少", group=group)
    assert "2018年5月没有单独的数:本指标为季报" in text
    assert "2018年二季度:<b>2家</b>" in text
    assert "尚未报送" not in text


@pytest.mark.parametrize("words", ["5月老字号走势", "5月老字号比上季度高还是低", "5月老字号谁报的"])
async def test_whatever_is_asked_of_such_a_month_is_told_of_its_quarter(
    hall: TownHall, official: Person, words: str
) -> None:
    text = await told(hall, official, words)
    assert "2018年二季度" in text
    assert "尚未报送" not in text


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("9月食品抽检合格率", "2017年9月没有数:方案自2017年11月起执行,此前不报送"),
        ("2016年食品抽检合格率", "2016年没有数:方案自2017年11月起执行,此前不报送"),
        ("2017年9月食品抽检合格率谁报的", "2017年9月没有数:方案自2017年11月起执行"),
        ("8月食品抽检合格率", "2018年8月还没有结束,应于9月7日前报"),
        ("8月老字号多少", "2018年三季度还没有结束,应于10月"),
    ],
)
async def test_where_nothing_is_owed_nothing_is_said_to_lack(
    hall: TownHall, official: Person, words: str, part: str
) -> None:
    text = await told(hall, official, words)
    assert part in text
    assert "尚未报送" not in text
    assert "最近一次:2018年" in text


async def test_a_year_in_which_the_plan_began_names_the_months_that_are_owed(
    hall: TownHall, official: Person
) -> None:
    text = await told(hall, official, "2017年食品抽检合格率")
    assert "2017年按月报,11月、12月尚未报送(最早一期应于12月7日前报,已逾期" in text


async def test_all_indicators_of_a_time_before_the_plan_or_still_running(
    hall: TownHall, official: Person
) -> None:
    before = await told(hall, official, "2017年9月哪些没达标")
    assert "方案自2017年11月起执行" in before and "尚未报送" not in before
    running = await told(hall, official, "8月哪些没达标")
    assert "这一期还没有结束" in running and "尚未报送" not in running
    assert "这一期还没有结束" in await told(hall, official, "8月总体情况")
