"""A later day: asked for before the figure is due, completed by questions, decided by the office alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.actions_extensions import DecideExtension
from handlers.actions_follow import AskExtension
from handlers.nudging import wording
from qbot.clock import FixedClock
from qbot.extending import owed_now
from qbot.ledger.versions import Series
from qbot.nudging.telling import nudge
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import NINE, TownHall

Enrol = Callable[..., Awaitable[Person]]
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-03")
SAID = "3月药品申请延期到4月20日,因省局数据未下发"


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def due_on(hall: TownHall) -> date:
    async with hall.store.reading() as tx:
        return (await owed_now(tx, hall.plan, DRUG)).due_on


async def test_what_the_office_grants_is_the_day_that_holds(
    hall: TownHall, contact: Person, office: Person
) -> None:
    planned = await due_on(hall)
    told, card = await hall.say(contact, SAID)
    assert "已提交延期申请" in told.text and "申请延至4月20日(周五)" in told.text
    assert card.chat_id == 1 and "原因:省局数据未下发" in card.text and card.labels == ["同意", "不同意"]
    assert await due_on(hall) == planned
    words, sent = await hall.press(office, DecideExtension(1, 1))
    assert words == "已同意"
    assert "办公室同意延期" in sent[0].text and sent[0].chat_id == 7
    assert await due_on(hall) == date(2018, 4, 20) > planned
    again, nothing = await hall.press(office, DecideExtension(1, 0))
    assert again is not None and "已经处理过" in again and nothing == []
    assert await due_on(hall) == date(2018, 4, 20)


async def test_what_is_missing_is_asked_for(hall: TownHall, contact: Person, office: Person) -> None:
    (asked,) = await hall.say(contact, "3月药品申请延期")
    assert "延到哪天,什么原因" in asked.text
    (why,) = await hall.say(contact, "4月20日")
    assert "什么原因" in why.text and "哪天" not in why.text
    told, card = await hall.say(contact, "等省局数据")
    assert "已提交" in told.text and "等省局数据" in card.text and card.chat_id == 1


async def test_a_wish_without_a_name_asks_which_of_the_figures_in_time(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (asked,) = await hall.say(contact, "申请延期到4月20日,因省局数据未下发")
    choice = next(key for key in asked.keys if "药品" in key["text"])
    _, sent = await hall.press(contact, choice["callback_data"])
    assert any("已提交" in each.text for each in sent)
    words, _ = await hall.press(contact, choice["callback_data"])
    assert words == "这个问题已经回答过或已过期。"


async def test_the_button_of_a_digest_asks_for_day_and_reason_at_once(
    hall: TownHall, contact: Person, office: Person
) -> None:
    _, (asked,) = await hall.press(contact, AskExtension("drug-spot-check", "2018-03"))
    assert "延到哪天,什么原因" in asked.text
    told, _card = await hall.say(contact, "5个工作日,样品复检中")
    assert "已提交" in told.text
    words, _ = await hall.press(contact, AskExtension("agri-spot-check", "2018-03"))
    assert words is not None


async def test_after_the_due_day_it_is_refused_with_what_to_do(
    hall: TownHall, contact: Person, office: Person
) -> None:
    hall.clock = FixedClock(NINE + timedelta(days=14))
    (told,) = await hall.say(contact, "3月药品申请延期到4月30日,因省局数据未下发")
    assert "已过" in told.text and "补报" in told.text
    hall.clock = FixedClock(NINE + timedelta(days=80))
    (told,) = await hall.say(contact, "3月药品申请延期到7月30日,因省局数据未下发")
    assert "补报期" in told.text
    async with hall.store.reading() as tx:
        assert await tx.matters.open_ones("extension", limit=9) == []


async def test_a_later_day_may_be_asked_for_again_before_the_granted_one(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, SAID)
    await hall.press(office, DecideExtension(1, 1))
    hall.clock = FixedClock(NINE + timedelta(days=14))
    told, _card = await hall.say(contact, "申请延期一周,因省局仍未下发")
    assert "原定4月20日(周五),申请延至4月27日(周五)" in told.text


async def test_a_second_wish_an_earlier_day_and_a_reported_figure_are_refused(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (told,) = await hall.say(contact, "3月药品申请延期到4月4日,因省局数据未下发")
    assert "请写更晚的日期" in told.text
    await hall.say(contact, SAID)
    (told,) = await hall.say(contact, SAID)
    assert "已有一份延期申请" in told.text
    await hall.report(contact, "food-spot-check", {"2018-03": "96"})
    (told,) = await hall.say(contact, "3月食品申请延期到4月20日,因省局数据未下发")
    assert "已经报了" in told.text


async def test_others_figures_and_other_people_are_refused(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    official = await enrol(3, "official")
    (told,) = await hall.say(contact, "3月农产品申请延期到4月20日,因省局数据未下发")
    assert "农业局" in told.text
    (told,) = await hall.say(official, SAID)
    assert "只有责任单位的联络员" in told.text
    await hall.say(contact, SAID)
    words, _ = await hall.press(contact, DecideExtension(1, 1))
    assert words == "这个功能只对办公室开放。"
    words, _ = await hall.press(office, DecideExtension(9, 1))
    assert words == "没有这份延期申请。"


async def test_the_office_decides_by_command_by_reply_and_finds_what_waits(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (empty,) = await hall.say(office, "延期申请")
    assert "没有待批" in empty.text
    await hall.say(contact, SAID)
    (listed,) = await hall.say(office, "/extensions")
    assert "省局数据未下发" in listed.text and listed.labels == ["同意 1", "不同意 1"]
    sent = await hall.say(office, "不同意,请先报已有数据", reply_to="extension:1")
    refused = next(each for each in sent if each.chat_id == 7)
    assert "未同意延期" in refused.text and "请先报已有数据" in refused.text
    await hall.say(contact, SAID)
    sent = await hall.say(office, "/extensions 2 同意")
    assert any("办公室同意延期" in each.text for each in sent)
    (how,) = await hall.say(office, "/extensions 2")
    assert "写法" in how.text


async def test_reminders_and_lateness_count_from_the_day_that_was_granted(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, SAID)
    await hall.press(office, DecideExtension(1, 1))
    told: dict[int, str] = {}
    for day in (9, 10, 20):
        hall.clock = FixedClock(datetime(2018, 4, day, 2, 0, tzinfo=UTC))
        hall.sent()
        await nudge(hall.store, hall.plan, wording(hall.plan), now=hall.clock.now())
        told[day] = "".join(each.text for each in hall.sent() if each.chat_id == 7)
    asked = {day: text.partition("另有")[0] for day, text in told.items()}
    assert "重点食品" in asked[9] and "4月20日到期,已准延期" in told[9]
    assert "药品质量" not in asked[9] + asked[10] and "药品质量" in asked[20]
    async with hall.store.reading() as tx:
        assert (await owed_now(tx, hall.plan, DRUG)).overdue_workdays(date(2018, 4, 20)) == 0
