"""More passed than were checked: the exchange is offered as a button, and the impossible is never stored."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
SAID = "3月食品抽检483批次合格500"


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


def figures(hall: TownHall) -> list[tuple[str, str, int, int]]:
    sql = (
        "select s.indicator, s.period, v.numerator, v.denominator from standing s"
        " join report_versions v on v.number = s.number order by v.number"
    )
    with closing(sqlite3.connect(hall.database)) as connection:
        return connection.execute(sql).fetchall()


async def pressed(hall: TownHall, person: Person, said: list[Said], label: str) -> str:
    (key,) = [key for each in said for key in each.keys if label in key["text"]]
    _, answers = await hall.press(person, key["callback_data"])
    return "\n".join(each.text for each in answers)


async def told(hall: TownHall, person: Person, *texts: str) -> str:
    for text in texts:
        said = await hall.say(person, text)
    return "\n".join(each.text for each in said)


async def test_the_exchange_is_one_tap(hall: TownHall, contact: Person) -> None:
    question = await hall.say(contact, SAID)
    assert question[0].labels == ["改为483/500(96.6%)", "不报了"]
    assert figures(hall) == []
    assert "96.6%(483/500)" in await pressed(hall, contact, question, "改为")
    assert figures(hall) == [("food-spot-check", "2018-03", 483, 500)]


@pytest.mark.parametrize("words", ["写反了", "两个数写反了", "第一个", "500批次合格483", "改为483/500"])
async def test_the_exchange_is_answered_in_words(hall: TownHall, contact: Person, words: str) -> None:
    assert "96.6%(483/500)" in await told(hall, contact, SAID, words)


@pytest.mark.parametrize("words", ["确认", "没写错", "数据属实"])
async def test_what_cannot_be_is_not_stood_by_and_stays_asked(
    hall: TownHall, contact: Person, words: str
) -> None:
    assert "不能比抽检的多" in await told(hall, contact, SAID, words)
    assert figures(hall) == []
    assert "96.6%(483/500)" in await told(hall, contact, "写反了")


async def test_a_figure_whose_indicator_was_asked_first_is_straightened_too(
    hall: TownHall, contact: Person
) -> None:
    question = await hall.say(contact, "3月抽检483批次合格500")
    assert "是否两个数写反" in await pressed(hall, contact, question, "重点食品")


async def test_counts_typed_for_a_value_that_was_asked_are_straightened_too(
    hall: TownHall, contact: Person
) -> None:
    assert "是否两个数写反" in await told(hall, contact, "3月食品大概96", "抽检483批次合格500")


async def test_an_edit_into_exchanged_counts_leaves_the_former_figure_standing(
    hall: TownHall, contact: Person
) -> None:
    await hall.say(contact, "3月食品抽检500批次合格483")
    question = await hall.edit(contact, hall.last_message, SAID)
    assert figures(hall) == [("food-spot-check", "2018-03", 483, 500)]
    assert "未变" in await pressed(hall, contact, question, "改为")


async def test_the_walk_goes_on_beside_the_question(hall: TownHall, contact: Person) -> None:
    said = await told(hall, contact, "/report", "抽检483批次合格500")
    assert "是否两个数写反" in said
    assert "2/2" in said


async def test_the_office_is_asked_for_a_unit(hall: TownHall, contact: Person, enrol: Enrol) -> None:
    office = await enrol(2, "office")
    question = await hall.say(office, f"代市食药监局报:{SAID}")
    assert "办公室代报" in await pressed(hall, office, question, "改为")


@pytest.mark.parametrize("words", ["97左右", "大概97吧", "九十七点几"])
async def test_an_estimate_for_a_value_that_was_asked_leaves_it_asked(
    hall: TownHall, contact: Person, words: str
) -> None:
    assert "还是没有看准" in await told(hall, contact, "3月食品大概96", words)
    assert "已记录" in await told(hall, contact, "97.1")


async def test_talk_with_a_number_is_no_answer(hall: TownHall, contact: Person) -> None:
    assert "没有看准" not in await told(hall, contact, "3月食品大概96", "我今天有3个会")


async def test_a_promise_takes_the_place_of_the_value_that_was_asked(hall: TownHall, contact: Person) -> None:
    assert "承诺4月6日" in await told(hall, contact, "3月食品大概96", "暂无,周五报")


async def test_an_estimate_in_the_walk_asks_for_the_item_again(hall: TownHall, contact: Person) -> None:
    said = await told(hall, contact, "/report", "98左右")
    assert "没有看准" in said
    assert "1/2" in said


async def test_what_is_not_ones_own_is_refused_before_anything_is_asked(
    hall: TownHall, contact: Person
) -> None:
    said = await told(hall, contact, "3月农产品大概97")
    assert "由市农业局报送" in said
    assert "没有看准" not in said
