"""代报: the office says 暂无 and 不适用 for a unit too, marked so and told to its contacts."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
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
async def office(enrol: Enrol) -> Person:
    return await enrol(9, "office")


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "agriculture-bureau")


def states(hall: TownHall) -> list[tuple[str, str, str | None]]:
    sql = "select state, source, promised_on from report_versions order by number"
    with closing(sqlite3.connect(hall.database)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("said", ["代市农业局报:", "/proxy 市农业局 "])
async def test_a_promise_for_a_unit_is_marked_and_told_to_its_contact(
    hall: TownHall, office: Person, contact: Person, said: str
) -> None:
    receipt, word = await hall.say(office, f"{said}3月农产品暂无,周五报")
    assert "承诺4月6日(周五)报" in receipt.text
    assert "市农业局 办公室代报(用户9)" in receipt.text
    assert word.chat_id == contact.telegram_user_id
    assert "代市农业局报了" in word.text
    assert word.labels == ["有误"]
    assert states(hall) == [("deferred", "proxy", "2018-04-06")]


async def test_what_does_not_apply_is_said_for_a_unit(
    hall: TownHall, office: Person, contact: Person
) -> None:
    receipt, *_ = await hall.say(office, "代市农业局报:3月农产品不适用,无此类企业")
    assert "不适用" in receipt.text
    assert states(hall) == [("not-applicable", "proxy", None)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("3月农产品暂无", "没有读出确定的数"),
        ("暂无,周五报", "没有读出确定的数"),
        ("3月食品暂无,周五报", "由市食品药品监督管理局报送"),
    ],
)
async def test_what_is_open_or_not_the_units_is_refused_in_words(
    hall: TownHall, office: Person, contact: Person, words: str, why: str
) -> None:
    (answer,) = await hall.say(office, f"代市农业局报:{words}")
    assert why in answer.text
    assert states(hall) == []


async def test_a_figure_of_the_unit_is_not_replaced_by_a_blank(
    hall: TownHall, office: Person, contact: Person
) -> None:
    await hall.say(contact, "3月农产品97.2")
    (answer,) = await hall.say(office, "代市农业局报:3月农产品暂无,周五报")
    assert "不会被空缺替换" in answer.text


async def test_the_end_of_anything_is_no_return_of_somebody_who_was_not_away(
    hall: TownHall, contact: Person
) -> None:
    (answer,) = await hall.say(contact, "结束")
    assert "销假" not in answer.text
    (answer,) = await hall.say(contact, "我回来了")
    assert "不用销假" in answer.text
