"""改期次: by a tap or by typing, asked where it would be odd, and taken back to where the figure was."""

import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.actions_reporting import Move, MoveTo
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import GROUP, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "agriculture-bureau")


def rows(hall: TownHall, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(hall.database)) as connection:
        return connection.execute(sql).fetchall()


def figures(hall: TownHall) -> dict[str, str]:
    """What stands, by period."""
    sql = "select s.period, v.value from standing s join report_versions v on v.number = s.number"
    return {row[0]: row[1] for row in rows(hall, sql)}


async def told(hall: TownHall, person: Person, *texts: str, reply_to: str | None = None) -> str:
    for text in texts:
        hall.clock.move_to(hall.clock.now() + timedelta(minutes=1))
        said = await hall.say(person, text, reply_to=reply_to)
    return "\n".join(each.text for each in said)


async def press(hall: TownHall, person: Person, action: Move | MoveTo) -> str:
    _, said = await hall.press(person, action)
    return "\n".join(each.text for each in said)


async def test_one_tap_moves_a_figure_and_the_receipt_has_all_its_buttons(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "农产品97.2")
    await hall.press(contact, Move(1, 1))
    _, (receipt,) = await hall.press(contact, MoveTo(1, "2018-02"))
    assert "2018年3月 → 2018年2月(原 R-1 留存)" in receipt.text
    assert "2018年3月现为:未报" in receipt.text
    assert "达标" in receipt.text
    assert receipt.labels == ["撤销", "改期次", "更正", "附佐证"]
    assert figures(hall) == {"2018-02": "97.2"}


@pytest.mark.parametrize("words", ["2月", "2月的", "是2月的", "2018年2月"])
async def test_the_period_is_typed_after_the_tap(hall: TownHall, contact: Person, words: str) -> None:
    await told(hall, contact, "农产品97.2")
    await press(hall, contact, Move(1, 1))
    assert "2018年3月 → 2018年2月" in await told(hall, contact, words)


async def test_what_is_no_period_goes_its_own_way_and_the_period_may_come_later(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "农产品97.2")
    await press(hall, contact, Move(1, 1))
    assert "应报" in await told(hall, contact, "谁还没报")
    assert "2018年3月 → 2018年2月" in await told(hall, contact, "2月的")
    assert "→" not in await told(hall, contact, "1月的")  # it was asked once


async def test_taking_a_move_back_lets_the_figure_stand_where_it_was(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "农产品97.2")
    await press(hall, contact, MoveTo(1, "2018-02"))
    assert "2018年3月恢复为 97.2%" in await told(hall, contact, "撤销", "数据有误")
    assert figures(hall) == {"2018-03": "97.2"}
    assert "已撤销" in await told(hall, contact, "撤销")
    assert figures(hall) == {}


async def test_moves_are_taken_back_one_after_the_other_over_what_stood_there(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "2月农产品96.1", "3月农产品97.2")
    await press(hall, contact, MoveTo(2, "2018-02"))
    await told(hall, contact, "笔误")
    await press(hall, contact, MoveTo(3, "2018-03"))
    assert figures(hall) == {"2018-02": "96.1", "2018-03": "97.2"}
    await told(hall, contact, "撤销")
    assert figures(hall) == {"2018-02": "97.2"}
    await told(hall, contact, "撤销", "数据有误")
    assert figures(hall) == {"2018-02": "96.1", "2018-03": "97.2"}


async def test_a_newer_figure_is_not_replaced_when_a_move_is_taken_back(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "农产品97.2")
    await press(hall, contact, MoveTo(1, "2018-02"))
    await told(hall, contact, "3月农产品96.8")
    await told(hall, contact, "撤销", reply_to="R-2")
    await told(hall, contact, "数据有误")
    assert figures(hall) == {"2018-03": "96.8"}


async def test_a_settled_figure_in_the_way_asks_for_a_reason_and_the_move_follows(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "2月农产品96.1", "3月农产品97.2")
    assert "改数要说明原因" in await press(hall, contact, MoveTo(2, "2018-02"))
    assert figures(hall) == {"2018-02": "96.1", "2018-03": "97.2"}
    receipt = await told(hall, contact, "笔误")
    assert "96.1% → 97.2%" in receipt
    assert "2018年3月现为:未报" in receipt
    assert figures(hall) == {"2018-02": "97.2"}


async def test_a_move_that_would_be_odd_beside_the_others_is_asked_and_a_true_value_is_moved(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "2月农产品69.8", "3月农产品97.2", "数据属实")
    assert "是否" in await press(hall, contact, MoveTo(1, "2018-04"))
    await told(hall, contact, "没写错", "样本变化")
    assert figures(hall) == {"2018-03": "97.2", "2018-04": "69.8"}


async def test_a_figure_that_was_answered_for_is_not_asked_again_where_it_is_moved(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "1月农产品97.2", "2月农产品97.3", "12月农产品69.8", "样本变化")
    (number,) = [row[0] for row in rows(hall, "select number from standing where period = '2017-12'")]
    assert "原因:样本变化" in await press(hall, contact, MoveTo(int(number), "2018-03"))


async def test_a_move_that_is_corrected_on_the_way_leaves_one_figure(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "2月农产品69.8", "3月农产品97.2", "数据属实")
    await press(hall, contact, MoveTo(1, "2018-04"))
    await told(hall, contact, "改为96.8")
    assert figures(hall) == {"2018-03": "97.2", "2018-04": "96.8"}


async def test_an_answer_after_the_figure_was_taken_back_moves_nothing(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "2月农产品96.1", "3月农产品97.2")
    await press(hall, contact, MoveTo(2, "2018-02"))
    await told(hall, contact, "撤销", reply_to="R-2")
    assert "已经撤销" in await told(hall, contact, "笔误")
    assert figures(hall) == {"2018-02": "96.1"}


async def test_a_move_is_in_the_audit_with_before_and_after(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "农产品97.2")
    await press(hall, contact, MoveTo(1, "2018-02"))
    ((actor, before, after),) = rows(hall, "select actor_id, before, after from audit where action = 'move'")
    assert int(actor) == contact.id
    assert json.loads(before) == {"number": 1, "period": "2018-03"}
    assert json.loads(after) == {"number": 2, "period": "2018-02"}


async def test_who_reported_what_the_move_replaces_is_told(
    hall: TownHall, contact: Person, enrol: Enrol
) -> None:
    other = await enrol(2, "contact", "agriculture-bureau")
    await told(hall, other, "3月农产品96.1")
    await told(hall, contact, "2月农产品97.2")
    _, said = await hall.press(contact, MoveTo(2, "2018-03"))
    assert [each.chat_id for each in said if "已由" in each.text] == [other.telegram_user_id]


async def test_in_a_group_a_period_is_taken_for_a_while_and_then_in_reply_alone(
    hall: TownHall, contact: Person, enrol: Enrol
) -> None:
    await hall.bind_group(await enrol(9, "office"))
    await hall.say(contact, "3月农产品97.2", group=True)
    await hall.press(contact, Move(1, 1), group=True)
    hall.clock.move_to(hall.clock.now() + timedelta(minutes=11))
    assert await hall.say(contact, "2月的", group=True, addressed=False) == []
    said = await hall.say(contact, "2月的", group=True, reply_to="R-1")
    assert [each.chat_id for each in said] == [GROUP]
    assert figures(hall) == {"2018-02": "97.2"}
    await hall.press(contact, Move(2, 2), group=True)
    await hall.say(contact, "3月的", group=True, addressed=False)
    assert figures(hall) == {"2018-03": "97.2"}
