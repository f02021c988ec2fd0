"""Taking back something else than a figure ends that, or says what to do; the last figure stays."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handlers.actions_absences import CallOff, EndAbsence
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

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


async def said(hall: TownHall, person: Person, text: str, **more: str) -> str:
    """What the bot answers to the sender."""
    hall.clock.move_to(hall.clock.now() + timedelta(seconds=1))
    return "\n".join(
        each.text for each in await hall.say(person, text, **more) if each.chat_id == person.telegram_user_id
    )


async def stands(hall: TownHall, person: Person) -> int:
    """How many figures of a person stand."""
    async with hall.store.reading() as tx:
        return len([e for e in await tx.reports.last_of(person.id, limit=9) if e.draft.state == "value"])


@pytest.mark.parametrize(
    "words",
    [
        "撤回突发", "撤回E-1", "撤回刚才的佐证", "撤回那张照片", "撤回进展", "撤回承诺", "撤回延期申请",
        "撤回通知", "撤回提问", "取消刚才的突发", "佐证发错了,撤回", "取消外出", "撤销外出", "取消请假",
        "取消出差", "刚才的延期申请发错了,撤回", "取消提醒", "撤销督办", "取消交接", "申请作废",
        "撤回订阅", "撤回C-9", "/undo 突发",
    ],
)  # fmt: skip
async def test_taking_back_something_else_leaves_the_last_figure(
    hall: TownHall, contact: Person, office: Person, words: str
) -> None:
    for person in (contact, office):
        await hall.report(person, "food-spot-check", {"2018-03": "98.4"}, chat_id=1, message_id=5)
        told = await said(hall, person, words)
        assert told and "已撤销 R-" not in told
        assert await stands(hall, person) == 1


async def test_in_a_group_a_thing_that_is_taken_back_is_nobodys_figure(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.bind_group(office)
    await said(hall, contact, "3月食品98.4")
    assert await hall.say(contact, "取消会议通知", group=True, addressed=False) == []
    assert "私聊" in (await hall.say(contact, "撤回通知", group=True))[0].text
    assert await stands(hall, contact) == 1


async def test_an_emergency_that_is_taken_back_is_told_on(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await said(hall, contact, "三中学生食物中毒,12人送医")
    await said(hall, contact, "3月食品98.4")
    sent = await hall.say(contact, "撤回突发")
    assert "已补充到 E-1" in sent[0].text and "收不回来" in sent[-1].text
    assert any(each.chat_id == 1 and "撤回突发" in each.text for each in sent)


async def test_a_note_of_progress_is_taken_back_by_name_though_a_figure_came_after(
    hall: TownHall, contact: Person
) -> None:
    await said(hall, contact, "食品安全追溯体系已建成,覆盖30家企业")
    async with hall.store.reading() as tx:
        assert len(await tx.progress.newest()) == 1
    await said(hall, contact, "3月食品98.4")
    assert "撤回" in await said(hall, contact, "撤回进展")
    async with hall.store.reading() as tx:
        assert not await tx.progress.newest()
    assert await stands(hall, contact) == 1


async def test_a_promise_is_taken_back_and_the_figure_after_it_stays(hall: TownHall, contact: Person) -> None:
    await said(hall, contact, "3月药品周五报")
    await said(hall, contact, "3月食品98.4")
    assert "已撤销 R-1" in await said(hall, contact, "撤回承诺")
    assert await stands(hall, contact) == 1
    assert "没有可撤回的" in await said(hall, contact, "撤回承诺")


async def test_a_waiting_wish_for_a_later_day_is_taken_back(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await said(hall, contact, "申请3月药品延期到4月20日,因省局数据未下发")
    sent = await hall.say(contact, "撤回延期申请")
    assert "已撤回延期申请" in sent[0].text
    assert any(each.chat_id == 1 and "撤回了延期申请" in each.text for each in sent)
    async with hall.store.reading() as tx:
        assert not await tx.matters.open_ones("extension", limit=5)
    assert "已提交" in await said(hall, contact, "申请3月药品延期到4月21日,因省局数据未下发")


async def test_a_waiting_handover_is_taken_back(hall: TownHall, contact: Person, office: Person) -> None:
    await said(hall, contact, "我调走了,接手人李建国")
    assert "已撤回交接申请" in await said(hall, contact, "申请作废")
    assert "没有在等批的交接" in await said(hall, contact, "取消交接")


async def test_the_only_reminder_of_the_office_is_offered_for_deleting(
    hall: TownHall, office: Person
) -> None:
    shown = (await hall.say(office, "每月8日9点提醒各单位报数"))[-1]
    await hall.press(office, shown.keys[0]["callback_data"])
    (asked,) = await hall.say(office, "取消提醒")
    assert asked.labels == ["确定删除"]


async def planned(hall: TownHall, contact: Person, enrol: Enrol) -> list[Said]:
    """An absence of next week, for which user 8 stands in."""
    await enrol(8, "contact", "food-drug-bureau")
    (asked,) = await hall.say(contact, "下周出差")
    _, sent = await hall.press(contact, asked.keys[0]["callback_data"])
    return sent


@pytest.mark.parametrize(
    "words", ["下周不出差了", "下周出差取消了", "不去出差了", "取消外出", "撤销出差", "出差不去了"]
)
async def test_a_planned_absence_is_called_off_in_words_and_told_as_what_it_is(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol, words: str
) -> None:
    await planned(hall, contact, enrol)
    sent = {each.chat_id: each.text for each in await hall.say(contact, words)}
    assert "已取消外出:4月9日" in sent[7]
    assert "不外出了,不用代报" in sent[8] and "不外出了" in sent[1]
    assert not any("回来" in text for text in sent.values())


async def test_an_absence_undone_before_it_began_is_not_told_as_a_return(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    *_, receipt = [each for each in await planned(hall, contact, enrol) if each.labels == ["撤销"]]
    words, sent = await hall.press(contact, receipt.keys[0]["callback_data"])
    assert words == "已结束"
    told = {each.chat_id: each for each in sent}
    assert "不用代报" in told[8].text and "回来" not in told[8].text
    assert told[7].method == "editMessageText" and "已取消外出" in told[7].text and not told[7].labels
    assert "不外出了" in told[1].text
    assert await hall.press(contact, CallOff(1)) == ("这次外出已经结束了。", [])


async def test_the_office_that_calls_an_absence_off_tells_whom_it_concerns(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await planned(hall, contact, enrol)
    _, sent = await hall.press(office, EndAbsence(1))
    assert {each.chat_id for each in sent} == {7, 8}
    assert "办公室(用户1)已取消外出" in next(each.text for each in sent if each.chat_id == 7)


async def test_coming_back_before_a_planned_trip_names_the_trip(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await planned(hall, contact, enrol)
    (told,) = await hall.say(contact, "我回来了")
    assert "还没有开始" in told.text and "4月9日" in told.text and told.labels[0].startswith("取消 4月9日")


async def test_of_several_absences_the_one_is_asked(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await planned(hall, contact, enrol)
    (asked,) = await hall.say(contact, "4月23日到25日培训")
    await hall.press(contact, asked.keys[0]["callback_data"])
    (which,) = await hall.say(contact, "取消外出")
    assert len(which.labels) == 2
    assert "已取消外出:4月9日" in (await hall.say(contact, "下周不出差了"))[0].text


async def test_what_is_reported_yesterday_is_not_taken_for_todays(hall: TownHall, contact: Person) -> None:
    await said(hall, contact, "3月食品98.4")
    assert "没有撤销" in await said(hall, contact, "我要撤回昨天的")
    assert await stands(hall, contact) == 1
    hall.clock.move_to(datetime(2018, 4, 4, 0, 30, tzinfo=UTC))
    await said(hall, contact, "3月药品97.2")
    assert "已撤销 R-1" in await said(hall, contact, "我要撤回昨天的")


async def test_a_period_that_is_named_is_the_one_taken_back(hall: TownHall, contact: Person) -> None:
    await said(hall, contact, "2月食品98.4")
    await said(hall, contact, "3月药品97.2")
    assert "没有撤销" in await said(hall, contact, "撤回1月的")
    assert "2018年2月" in await said(hall, contact, "撤回2月的")
