"""A reason in the sender's own words answers the question that has just asked for it, and nothing else does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.actions_follow import NotYet
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
SETTLED = "2月农产品96.1"  # its period of reporting is over


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    await enrol(1, "office")
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def farmer(enrol: Enrol) -> Person:
    await enrol(1, "office")
    return await enrol(8, "contact", "agriculture-bureau")


async def told(hall: TownHall, person: Person, text: str) -> str:
    hall.clock.move_to(hall.clock.now() + timedelta(minutes=1))
    own = person.telegram_user_id
    return "\n".join(each.text for each in await hall.say(person, text) if each.chat_id == own)


@pytest.mark.parametrize("reason", ["检测报告没出来", "数据还没出来", "领导出差没签字"])
async def test_a_reason_alone_is_kept_and_the_day_asked_again(
    hall: TownHall, contact: Person, reason: str
) -> None:
    await hall.press(contact, NotYet("drug-spot-check", "2018-03"))
    asked = await told(hall, contact, reason)
    assert f"已记下原因:{reason}" in asked and "药品" in asked and "哪天能报" in asked
    done = await told(hall, contact, "12号")
    assert "承诺4月12日" in done and f"原因:{reason}" in done


@pytest.mark.parametrize("words", ["12号,检测报告没出来", "检测报告没出来,12号"])
async def test_a_day_and_a_reason_in_one_answer_are_both_taken(
    hall: TownHall, contact: Person, words: str
) -> None:
    await hall.press(contact, NotYet("drug-spot-check", "2018-03"))
    done = await told(hall, contact, words)
    assert "承诺4月12日" in done and "原因:检测报告没出来" in done


async def test_why_a_figure_is_taken_back_is_said_in_own_words(hall: TownHall, farmer: Person) -> None:
    await told(hall, farmer, SETTLED)
    assert "说明原因" in await told(hall, farmer, "撤销")
    assert "已撤" in await told(hall, farmer, "重复报了")


async def test_why_a_figure_is_changed_is_said_in_own_words(hall: TownHall, farmer: Person) -> None:
    await told(hall, farmer, SETTLED)
    assert "改数要说明原因" in await told(hall, farmer, "更正 96.4")
    done = await told(hall, farmer, "省局重新核了")
    assert "96.1% → 96.4%" in done and "省局重新核了" in done


@pytest.mark.parametrize(
    "words", ["好的", "先等等再说", "为什么要说明?", "3月农产品97.2", "重点食品", "不撤了"]
)
async def test_other_words_are_no_reason(hall: TownHall, farmer: Person, words: str) -> None:
    await told(hall, farmer, SETTLED)
    await told(hall, farmer, "撤销")
    await told(hall, farmer, words)
    async with hall.store.reading() as tx:
        (last, *_) = await tx.reports.last_of(farmer.id, limit=5)
    assert last.draft.state == "value"
