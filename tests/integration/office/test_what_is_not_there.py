"""A number that nobody ever gave, a figure that was corrected, one that stays: each is told as what it is."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.actions_reporting import Move, MoveTo
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("撤销R-99", "没有这个编号的数"),
        ("通过R-99", "没有这个编号的数"),
        ("退回R-99:缺佐证", "没有这个编号的数"),
        ("C-99 无需处理", "没有这个编号的待认领消息"),
        ("撤回T-1", "没有这条进展"),
    ],
)
async def test_a_number_that_never_was_is_told_as_unknown(
    hall: TownHall, office: Person, contact: Person, words: str, answer: str
) -> None:
    await hall.say(contact, "3月食品98.4")
    assert answer in (await hall.say(office, words))[0].text


async def test_a_contact_with_figures_is_not_told_that_there_are_none(
    hall: TownHall, contact: Person
) -> None:
    await hall.say(contact, "3月食品98.4")
    answer = (await hall.say(contact, "撤销R-99"))[0].text
    assert "没有这个编号的数" in answer and "还没有报过数" not in answer


async def test_a_corrected_receipt_is_not_called_taken_back(hall: TownHall, contact: Person) -> None:
    await hall.say(contact, "3月食品98.4")
    await hall.say(contact, "更正 98.6")
    for action in (Move(1, 1), MoveTo(1, "2018-02")):
        words, _ = await hall.press(contact, action)
        assert words is not None and "已被更正" in words
    await hall.say(contact, "撤销R-2")
    await hall.say(contact, "撤销R-1")
    words, _ = await hall.press(contact, Move(1, 1))
    assert words == "这条已经撤销过了。"


async def test_what_stood_all_along_is_not_told_as_restored(hall: TownHall, contact: Person) -> None:
    await hall.say(contact, "3月食品98.4")
    await hall.say(contact, "更正 98.6")
    answer = (await hall.say(contact, "撤销R-1"))[0].text
    assert "仍为 98.6%(R-2)" in answer and "恢复" not in answer


async def test_the_office_is_not_sent_to_the_office(hall: TownHall, contact: Person, office: Person) -> None:
    await hall.say(office, "代市食药监局报:3月食品97.2")
    sent = await hall.say(contact, "97.5", reply_to="R-1")
    (told,) = [each for each in sent if each.chat_id == 1]
    assert "请与用户7联系" in told.text and "与办公室联系" not in told.text
