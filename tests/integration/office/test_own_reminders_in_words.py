"""The office's own reminders in sentences: a person, oneself, and the numbers they are cared for by."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
WEEKLY = "每周一9点提醒用户1报保障房"


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    await enrol(1, "contact", "housing-bureau")
    return await enrol(9, "office")


async def say(hall: TownHall, person: Person, text: str) -> Said:
    hall.clock.move_to(hall.clock.now() + timedelta(seconds=1))
    (said,) = await hall.say(person, text)
    return said


async def save(hall: TownHall, office: Person, text: str = WEEKLY) -> str:
    shown = await say(hall, office, text)
    await hall.press(office, shown.keys[0]["callback_data"])
    return shown.text


async def test_a_person_and_oneself_are_reminded_by_name(hall: TownHall, office: Person) -> None:
    assert "对象:用户1" in await save(hall, office)
    assert "对象:用户9" in await save(hall, office, "明天上午10点提醒我开会")
    listing = await say(hall, office, "我的提醒")
    assert "M-1 每周一 09:00 提醒用户1:报保障房" in listing.text
    assert "M-2" in listing.text and "提醒用户9:开会" in listing.text


async def test_a_reminder_is_paused_taken_up_and_deleted_by_its_number(
    hall: TownHall, office: Person
) -> None:
    await save(hall, office)
    assert "已暂停 M-1" in (await say(hall, office, "暂停M-1")).text
    assert "已恢复 M-1" in (await say(hall, office, "/reminders M-1 恢复")).text
    asked = await say(hall, office, "删除提醒M-1")
    assert asked.labels == ["确定删除"]
    await hall.press(office, asked.keys[0]["callback_data"])
    assert "没有这个编号" in (await say(hall, office, "删除M-1")).text


async def test_an_old_number_leads_to_the_new_ones_and_touches_no_task(
    hall: TownHall, office: Person
) -> None:
    await save(hall, office)
    told = (await say(hall, office, "暂停T-1")).text
    assert "任务进展的编号" in told and "M-1" in told


@pytest.mark.parametrize("text", ["隔周一9点提醒群里报进度", "5月20日左右提醒住建局交报告"])
async def test_what_begins_like_a_reminder_is_answered_with_how_to_say_it(
    hall: TownHall, office: Person, text: str
) -> None:
    assert "可以这样说" in (await say(hall, office, text)).text


async def test_the_same_reminder_is_warned_of_before_it_is_saved_twice(
    hall: TownHall, office: Person
) -> None:
    await save(hall, office)
    again = await say(hall, office, WEEKLY)
    assert "已有同样的提醒 M-1" in again.text and again.labels[0] == "仍要保存"
    assert "已有同样" not in (await say(hall, office, "每周一9点提醒用户1报别的")).text
    assert "已有同样" not in (await say(hall, office, "每周一9点提醒我报保障房")).text
