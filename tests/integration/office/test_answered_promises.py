"""A question about a promise ends when it is answered, in whatever way, and its last word names the real day."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.actions_follow import NotYet
from handlers.expiry import expire
from qbot.clock import FixedClock
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import NINE, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


async def last_words(hall: TownHall) -> list[str]:
    """What is said when the questions of this morning have run out."""
    hall.clock = FixedClock(NINE + timedelta(days=6))
    await expire(hall.store, now=hall.clock.now())
    return [each.text for each in hall.sent()]


async def test_a_day_with_its_reason_answers_the_question_and_leaves_no_last_word(
    hall: TownHall, contact: Person
) -> None:
    await hall.press(contact, NotYet("drug-spot-check", "2018-03"))
    (told,) = await hall.say(contact, "等省厅数据,下周三报")
    assert "药品" in told.text and "承诺4月11日" in told.text and "原因:等省厅数据" in told.text
    assert await last_words(hall) == []


async def test_naming_the_figure_again_answers_the_question_too(hall: TownHall, contact: Person) -> None:
    await hall.press(contact, NotYet("", ""))
    await hall.say(contact, "药品暂无,等省厅数据,下周三报")
    assert await last_words(hall) == []


async def test_a_figure_that_came_meanwhile_leaves_no_last_word(hall: TownHall, contact: Person) -> None:
    await hall.press(contact, NotYet("drug-spot-check", "2018-03"))
    await hall.report(contact, "drug-spot-check", {"2018-03": "98"})
    assert await last_words(hall) == []


async def test_the_last_word_names_the_day_on_which_it_was_asked(hall: TownHall, contact: Person) -> None:
    await hall.press(contact, NotYet("drug-spot-check", "2018-03"))
    (word,) = await last_words(hall)
    assert "4月3日(周二)问您「暂无」的还没有回答" in word and "昨天" not in word


async def test_which_figure_is_not_there_is_answered_by_its_name(hall: TownHall, contact: Person) -> None:
    _, (asked,) = await hall.press(contact, NotYet("", ""))
    assert "是哪一项暂无" in asked.text and "全部2项" in asked.labels
    (day,) = await hall.say(contact, "重点食品")
    assert "重点食品" in day.text and "哪天能报" in day.text
