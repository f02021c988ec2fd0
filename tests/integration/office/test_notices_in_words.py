"""Notices by sentence and by command: sent, asked about, brought to mind, ended."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    await enrol(1, "contact", "food-drug-bureau")
    return await enrol(9, "office")


async def say(hall: TownHall, person: Person, text: str) -> list[Said]:
    hall.clock.move_to(hall.clock.now() + timedelta(seconds=1))
    return await hall.say(person, text)


async def issue(hall: TownHall, office: Person, text: str = "通知各单位明天下午3点开会") -> None:
    (preview,) = await say(hall, office, text)
    assert "全体联络员(能收到1人)" in preview.text and "明天下午3点开会" in preview.text
    await hall.press(office, preview.keys[preview.labels.index("发送")]["callback_data"])


@pytest.mark.parametrize("text", ["通知各单位明天下午3点开会", "给全体联络员发通知:明天下午3点开会"])
async def test_a_notice_is_sent_by_one_sentence(hall: TownHall, office: Person, text: str) -> None:
    await issue(hall, office, text)
    assert "N-1" in (await say(hall, office, "通知列表"))[0].text


@pytest.mark.parametrize(
    "text",
    ["谁还没看通知", "谁没读", "未阅名单", "N-1谁没看", "N-1 未阅名单", "/notices N-1", "/notices N-1 未阅"],
)
async def test_who_has_not_read_is_told_by_name(hall: TownHall, office: Person, text: str) -> None:
    await issue(hall, office)
    (told,) = await say(hall, office, text)
    assert "未阅1人" in told.text and "用户1" in told.text


async def test_of_several_notices_the_list_is_shown(hall: TownHall, office: Person) -> None:
    assert "没有在统计" in (await say(hall, office, "谁没看通知"))[0].text
    await issue(hall, office)
    await issue(hall, office)
    (told,) = await say(hall, office, "谁还没看通知")
    assert told.labels == ["N-2 未阅名单", "N-1 未阅名单"]


async def test_a_notice_is_brought_to_mind_and_ended_in_words(hall: TownHall, office: Person) -> None:
    await issue(hall, office)
    said = await say(hall, office, "N-1提醒未阅")
    assert any("已提醒1位" in each.text for each in said)
    assert "已结束" in (await say(hall, office, "结束N-1"))[0].text
    assert "没有在统计" in (await say(hall, office, "/notices"))[0].text
    assert "没有这个编号" in (await say(hall, office, "/notices N-7"))[0].text


async def test_the_offices_help_names_notices_and_reminders(hall: TownHall, office: Person) -> None:
    for command in ("/help", "/office"):
        (told,) = await say(hall, office, command)
        assert all(name in told.text for name in ("/notice", "/notices", "/remind", "/reminders"))
