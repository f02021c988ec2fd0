"""A figure that is reviewed or past its due date is taken back with a reason, and the office hears of it."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.actions_reporting import Undo
from handlers.actions_review import Pass
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
LATE = datetime(2018, 4, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def stands(hall: TownHall, person: Person) -> int:
    async with hall.store.reading() as tx:
        return len(await tx.reports.last_of(person.id, limit=9))


def count(hall: TownHall) -> tuple[int, int]:
    """How many rows of reviews and of the audit there are."""
    with closing(sqlite3.connect(hall.database)) as connection:
        row = connection.execute("select (select count(*) from reviews), (select count(*) from audit)")
        reviews, audit = row.fetchone()
        return reviews, audit


@pytest.mark.parametrize("words", ["撤销R-1", "/undo R-1", "撤回", "撤回3月食品"])
async def test_a_passed_figure_is_taken_back_with_a_reason_and_told_to_the_office(
    hall: TownHall, contact: Person, office: Person, words: str
) -> None:
    await hall.say(contact, "3月食品98.4")
    await hall.press(office, Pass(1, 0))
    (asked,) = await hall.say(contact, words)
    assert "已审核" in asked.text and asked.labels[-1] == "不撤了"
    assert await stands(hall, contact) == 1
    _, sent = await hall.press(contact, asked.keys[1]["callback_data"])
    receipt = next(each for each in sent if "已撤销 R-1" in each.text)
    assert "原因:重复报送" in receipt.text
    told = [each for each in sent if each.chat_id == 1]
    assert "R-1" in told[0].text and "原因:重复报送" in told[0].text
    assert await stands(hall, contact) == 0


async def test_a_figure_past_its_due_date_is_taken_back_in_reply_with_own_words(
    hall: TownHall, contact: Person, office: Person
) -> None:
    hall.clock.move_to(LATE)
    await hall.say(contact, "3月食品98.4")
    (asked,) = await hall.say(contact, "撤销", reply_to="R-1")
    assert "已过报送期限" in asked.text
    sent = await hall.say(contact, "检测站发来了新表", reply_to=asked.subject)
    assert any("原因:检测站发来了新表" in each.text for each in sent if each.chat_id == 1)
    assert await stands(hall, contact) == 0


async def test_the_button_asks_too_and_nothing_is_taken_back_without_an_answer(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月食品98.4")
    await hall.press(office, Pass(1, 0))
    words, (asked,) = await hall.press(contact, Undo(1, 1))
    assert words == "请先说明撤销的原因"
    (again,) = await hall.say(contact, "撤回")
    assert again.labels == asked.labels  # asked once more, and not dropped
    _, (kept,) = await hall.press(contact, again.keys[-1]["callback_data"])
    assert "原来的数不变" in kept.text and await stands(hall, contact) == 1


async def test_a_figure_in_time_and_not_reviewed_goes_without_a_reason(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月食品98.4")
    assert "已撤销 R-1" in (await hall.say(contact, "撤销R-1"))[0].text


async def test_a_verdict_that_is_said_twice_is_given_once(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月食品98.4")
    assert "已通过" in (await hall.say(office, "R-1 通过"))[0].text
    before = count(hall)
    assert "已有人审过" in (await hall.say(office, "R-1 通过"))[0].text
    assert count(hall) == before
    await hall.say(office, "R-1 退回 缺佐证")
    assert "已有人审过" in (await hall.say(office, "R-1 退回 缺佐证"))[0].text
