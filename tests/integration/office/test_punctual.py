"""Completeness and timeliness of units, asked for by name: from stored figures, never over 100 %."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    """In May: one figure of March came late and was sent three times, the other on time."""
    hall = TownHall(store, database, at=datetime(2018, 5, 20, 2, tzinfo=UTC))
    contact = await enrol(7, "contact", "food-drug-bureau")
    for day in (20, 21, 22):
        at = datetime(2018, 4, day, 2, tzinfo=UTC)
        await hall.report(contact, "drug-spot-check", {"2018-03": f"98.{day}"}, at=at)
    on_time = datetime(2018, 4, 4, 2, tzinfo=UTC)
    await hall.report(contact, "food-spot-check", {"2018-03": "97"}, at=on_time)
    return hall


@pytest.mark.parametrize(
    "text", ["3月各单位报送及时率", "2018年3月报送完整率和及时率", "3月报送完整率排名?", "3月的按时率怎么样"]
)
async def test_units_are_told_with_both_shares_for_a_period(hall: TownHall, enrol: Enrol, text: str) -> None:
    (told,) = await hall.say(await enrol(3, "official"), text)
    assert "市食品药品监督管理局 已报2/2(100%) 按时1/2(50%)" in told.text
    assert "市农业局 已报0/1(0%)" in told.text and "2018年3月到期的" in told.text


async def test_one_unit_is_told_with_its_place(hall: TownHall, enrol: Enrol) -> None:
    (told,) = await hall.say(await enrol(3, "official"), "市食药监局3月报送及时率多少")
    assert "1. 市食品药品监督管理局" in told.text and "市农业局" not in told.text
    (none,) = await hall.say(await enrol(4, "official"), "城关镇3月报送及时率")
    assert "城关镇没有到期的报送任务" in none.text


@pytest.mark.parametrize("text", ["3月食品抽检及时率", "信息公开及时率多少", "整改完整率98%"])
async def test_other_shares_go_their_own_way(hall: TownHall, enrol: Enrol, text: str) -> None:
    for said in await hall.say(await enrol(3, "official"), text):
        assert "报送完整性与及时性" not in said.text
