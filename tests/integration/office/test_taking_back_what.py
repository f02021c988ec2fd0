"""撤回 alone means what was said last, be it a question, a submission or a figure; never a figure in its place."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.test_taking_back_things import said, stands
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.mark.parametrize("asking", ["药品暂无", "药品申请延期", "下周出差"])
async def test_a_question_of_no_figure_is_dropped_and_the_figure_before_it_stands(
    hall: TownHall, contact: Person, asking: str
) -> None:
    """It once stayed open, and another figure was taken back."""
    await said(hall, contact, "食品97.5")
    assert "❓" in await said(hall, contact, asking)
    told = await said(hall, contact, "撤回")
    assert "不再问了" in told and "仍然有效" in told
    assert await stands(hall, contact) == 1
    assert "已撤销 R-1" in await said(hall, contact, "撤回")


async def test_after_something_was_put_before_the_office_it_is_asked_which_is_meant(
    hall: TownHall, contact: Person
) -> None:
    await said(hall, contact, "食品97.5")
    assert "已提交延期申请" in await said(hall, contact, "3月药品申请延期到4月20日,因省局数据未下发")
    told = await said(hall, contact, "撤回")
    assert "撤回延期申请" in told and "撤销R-1" in told and "还没有撤回" in told
    assert await stands(hall, contact) == 1
    assert "已撤回延期申请" in await said(hall, contact, "撤回延期申请")


@pytest.mark.parametrize(
    ("words", "way"), [("撤回药品,是98.7", "更正药品 98.7"), ("刚才的撤回,应为96.4", "更正 96.4")]
)
async def test_a_new_number_beside_the_word_of_taking_back_is_not_dropped_without_a_word(
    hall: TownHall, contact: Person, words: str, way: str
) -> None:
    await said(hall, contact, "药品98.4")
    told = await said(hall, contact, words)
    assert f"「{way}」" in told and "还没有撤回" in told
    assert await stands(hall, contact) == 1


async def test_of_the_office_the_report_for_a_unit_is_taken_back_by_its_name(
    hall: TownHall, contact: Person, enrol: Enrol
) -> None:
    """It was once taken for an absence."""
    office = await enrol(1, "office")
    assert "R-1" in await said(hall, office, "代市食药监局报:2月药品98.2")
    assert "R-1" in await said(hall, office, "撤回代报")
