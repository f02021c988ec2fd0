"""A later day: asked for before the figure is due, completed by questions, decided by the office alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.actions_extensions import DecideExtension
from handlers.actions_follow import AskExtension, ChooseExtension
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
    told, card = await hall.say(contact, "申请延期一周,因省局仍未下发")
    for shown in (told, card):  # both tell of the first grant
        assert "原定4月9日,已准延至4月20日(周五),申请延至4月27日(周五)" in shown.text
    assert "晚5个工作日" in card.text


async def test_a_second_wish_an_earlier_day_and_a_reported_figure_are_refused(
    hall: TownHall, contact: Person, office: Person
) -> None:
    told, _asked = await hall.say(contact, "3月药品申请延期到4月4日,因省局数据未下发")
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


async def test_an_answer_to_a_wish_is_no_promise(hall: TownHall, contact: Person, office: Person) -> None:
    """验收没完 and 数据还没出来 read like 暂无; while day and reason are asked for, they are the reason."""
    for reason in ("数据还没出来", "验收没完", "检测报告没出来", "领导出差没签字"):
        await hall.say(contact, "3月药品申请延期")
        (asked,) = await hall.say(contact, reason)
        assert "延到哪天" in asked.text and "暂无" not in asked.text
        await hall.say(contact, "算了")
    await hall.say(contact, "3月药品申请延期")
    await hall.say(contact, "数据还没出来")
    told, card = await hall.say(contact, "四月二十号")
    assert "申请延至4月20日" in told.text and "原因:数据还没出来" in card.text and card.chat_id == 1
    async with hall.store.reading() as tx:
        assert await tx.reports.last_of(contact.id, limit=1) == []


async def test_which_figure_is_answered_by_typing_its_name_a_day_or_a_reason(
    hall: TownHall, contact: Person, office: Person
) -> None:
    _, (asked,) = await hall.press(contact, ChooseExtension())
    assert "为哪一项申请延期" in asked.text
    (again,) = await hall.say(contact, "延到13号")
    assert "延至4月13日" in again.text and "为哪一项" in again.text
    (again,) = await hall.say(contact, "检测报告没出来")
    assert "延至4月13日" in again.text and "原因:检测报告没出来" in again.text
    told, card = await hall.say(contact, "重点食品")
    assert "已提交延期申请" in told.text and "重点食品" in told.text and card.chat_id == 1
    await hall.press(contact, ChooseExtension())
    (terms,) = await hall.say(contact, "药品")
    assert "延到哪天,什么原因" in terms.text


async def test_the_question_of_a_wish_leaves_other_matters_alone(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月药品申请延期")
    (shown,) = await hall.say(contact, "药品抽查合格率现在多少?")
    assert "申请延期" not in shown.text
    told = await hall.say(contact, "3月食品周五报")
    assert "承诺4月6日" in "".join(each.text for each in told)
    (recorded,) = await hall.say(contact, "3月药品抽查500批次合格490")
    assert "已记录" in recorded.text


async def test_a_day_that_is_not_later_is_asked_for_again(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月药品申请延期")
    refused, asked = await hall.say(contact, "4月4日,检测没完")
    assert "请写更晚的日期" in refused.text and "延到哪天" in asked.text
    told, card = await hall.say(contact, "20号")
    assert "申请延至4月20日" in told.text and "检测没完" in card.text


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("一季度保障房申请延期到15号(周日),验收没完", "4月15日"),
        ("一季度保障房能晚两天报吗,领导出差没签字", "4月14日"),
        ("/extend 一季度保障房 4月20日 因验收没完", "4月20日"),
    ],
)
async def test_wordings_of_a_wish(
    hall: TownHall, office: Person, enrol: Enrol, said: str, until: str
) -> None:
    builder = await enrol(8, "contact", hall.plan.indicator["housing-acceptance"].lead_unit)
    told, card = await hall.say(builder, said)
    assert f"申请延至{until}" in told.text and card.chat_id == 1


async def test_whoever_asked_learns_whether_it_was_granted(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (none,) = await hall.say(contact, "延期批了没")
    assert "没有提过延期申请" in none.text
    await hall.say(contact, SAID)
    (waiting,) = await hall.say(contact, "延期批了没")
    assert "等办公室批复" in waiting.text and "药品" in waiting.text
    await hall.press(office, DecideExtension(1, 1))
    (granted,) = await hall.say(contact, "/extensions")
    assert "已同意,新期限4月20日" in granted.text


async def test_a_refusal_after_the_due_day_says_that_the_figure_is_overdue(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """The contact was told to keep to a day that had passed a week before."""
    await hall.say(contact, SAID)
    hall.clock = FixedClock(NINE + timedelta(days=16))
    _, sent = await hall.press(office, DecideExtension(1, 0))
    told = next(each.text for each in sent if each.chat_id == 7)
    assert "期限4月9日(周一)已过,已逾期8个工作日,请尽快补报" in told and "仍按" not in told
