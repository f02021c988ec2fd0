"""What is typed to the question of which figure is to come later: the button's words, a name, a piece of one."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def trader(enrol: Enrol) -> Person:
    await enrol(1, "office")
    return await enrol(7, "contact", "commerce-bureau")


@pytest.mark.parametrize("words", ["境外通报", "境外通报 2018年一季度", "被国外通报", "就境外通报吧"])
async def test_a_name_with_a_small_word_in_it_chooses_the_figure(
    hall: TownHall, trader: Person, words: str
) -> None:
    (asked,) = await hall.say(trader, "申请延期")
    assert "为哪一项" in asked.text
    (terms,) = await hall.say(trader, words)
    assert "延到哪天,什么原因" in terms.text and "境外通报" in terms.text


async def test_the_whole_label_of_a_button_chooses_its_figure(hall: TownHall, trader: Person) -> None:
    (asked,) = await hall.say(trader, "申请延期")
    label = next(key["text"] for key in asked.keys if "境外通报" in key["text"])
    (terms,) = await hall.say(trader, label)
    assert "延到哪天,什么原因" in terms.text and "境外通报" in terms.text


async def test_a_piece_of_several_names_offers_those_and_is_no_reason(hall: TownHall, trader: Person) -> None:
    await hall.say(trader, "申请延期")
    (asked,) = await hall.say(trader, "出口")
    assert "为哪一项" in asked.text and "已记下" not in asked.text
    assert [each[:4] for each in asked.labels] == ["进出口法", "境外通报", "都不是"]


async def test_a_later_reason_and_a_later_day_replace_the_first(hall: TownHall, trader: Person) -> None:
    await hall.say(trader, "申请延期")
    await hall.say(trader, "系统坏了")
    (asked,) = await hall.say(trader, "海关数据没下来")
    assert "原因:海关数据没下来" in asked.text and "系统" not in asked.text
    await hall.say(trader, "延到18号")
    (asked,) = await hall.say(trader, "延到20号")
    assert "延至4月20日" in asked.text and "海关数据没下来" in asked.text
    told, card = await hall.say(trader, "境外通报")
    assert "申请延至4月20日" in told.text and "原因:海关数据没下来" in card.text


async def test_a_wish_may_name_such_a_figure_at_once(hall: TownHall, trader: Person) -> None:
    told, *_ = await hall.say(trader, "境外通报申请延期到4月20日,因海关数据没下来")
    assert "已提交延期申请" in told.text and "境外通报" in told.text
