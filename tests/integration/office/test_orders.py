"""Escalation: drafted and sent by the office alone, numbered, answered by reply, closed, made good."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.actions_orders import (
    ChooseLeader,
    CloseOrder,
    Escalate,
    Finish,
    ListOverdue,
    Reword,
    SetLight,
    SetStep,
    ShowOrder,
)
from handlers.nudging import gate
from handlers.orders import follow_figures
from handlers.outcomes import GivenUp
from qbot.clock import FixedClock
from qbot.ledger.versions import Series
from qbot.messages import OutboxRow, Outgoing
from qbot.nudges import Nudge
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
OVERDUE = datetime(2018, 4, 24, 2, 0, tzinfo=UTC)
DRUG = Escalate("drug-spot-check", "2018-03")
MARCH_DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-03")


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database, at=OVERDUE)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def leader(enrol: Enrol) -> Person:
    return await enrol(3, "official", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


def pressed(shown: Said, label: str) -> str:
    """The data of a button of a message or of an edit."""
    return next(key["callback_data"] for key in shown.keys if label in key["text"])


async def issued(hall: TownHall, office: Person, *, step: str) -> list[Said]:
    """Draft a step against the drug figure and send it."""
    _, (draft,) = await hall.press(office, DRUG)
    if step not in draft.text.split("\n")[0]:
        _, (draft,) = await hall.press(office, pressed(draft, f"改为{step}"))
    _, sent = await hall.press(office, pressed(draft, "发出"))
    return sent


async def test_each_step_goes_to_its_receivers_with_a_number_of_its_own(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    receivers = []
    for serial in ("提醒〔2018〕1号", "催办〔2018〕1号", "督办〔2018〕1号", "督办〔2018〕2号"):
        _, (draft,) = await hall.press(office, DRUG)
        assert "草稿,未发出" in draft.text and draft.chat_id == 1
        _, sent = await hall.press(office, pressed(draft, "发出"))
        told = [each for each in sent if each.method == "sendMessage"]
        assert all(serial in each.text for each in sent)
        receivers.append({each.chat_id for each in told})
    assert receivers == [{7}, {7, 3}, {3}, {3}]


async def test_a_step_claims_only_what_was_done_before(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    """An order sent as the first step once said that reminding and urging had been in vain."""
    _, (draft,) = await hall.press(office, DRUG)
    _, (draft,) = await hall.press(office, pressed(draft, "改为督办单"))
    assert "已逾期" in draft.text and "此前已" not in draft.text
    await issued(hall, office, step="催办")
    async with hall.store.writing() as tx:
        for day in (4, 9):
            [row] = await tx.outbox.add([Outgoing(7, "sendMessage", {}, "reminder")], at=OVERDUE)
            nudge = Nudge(contact.id, MARCH_DRUG, date(2018, 4, day), OVERDUE)
            await tx.nudges.add([nudge], outbox_id=row)
    hall.sent()
    _, (draft,) = await hall.press(office, DRUG)
    assert "督办单" in draft.text and "此前已提醒2次、催办1次" in draft.text


async def test_the_first_step_is_begun_in_words_too(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    (draft,) = await hall.say(office, "提醒市食药监局3月药品")
    assert "提醒</b>(草稿,未发出)" in draft.text and "用户7" in draft.text
    (choice,) = await hall.say(office, "请提醒市食药监局尽快报数")
    assert "催哪一项" in choice.text
    for said in await hall.say(office, "提醒市食药监局交自查报告"):
        assert "草稿" not in said.text and "催哪一项" not in said.text


async def test_nothing_is_sent_before_the_tap_and_a_draft_acts_once(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    _, (draft,) = await hall.press(office, DRUG)
    send = pressed(draft, "发出")
    await hall.press(office, send)
    words, sent = await hall.press(office, send)
    assert words is not None and "处理过" in words and sent == []
    _, (draft,) = await hall.press(office, DRUG)
    await hall.press(office, pressed(draft, "不发"))
    async with hall.store.reading() as tx:
        assert len(await tx.orders.open_ones(limit=9)) == 1


async def test_text_light_and_step_are_changed_before_it_goes(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    _, (draft,) = await hall.press(office, DRUG)
    assert "🔵 蓝色" in draft.text
    _, (draft,) = await hall.press(office, pressed(draft, "改为督办单"))
    assert "🔴 红色" in draft.text and "用户3" in draft.text
    _, (draft,) = await hall.press(office, pressed(draft, "橙色"))
    _, (asked,) = await hall.press(office, pressed(draft, "改文字"))
    assert "请发来正文" in asked.text
    (draft,) = await hall.say(office, "请贵局今日内报送药品抽检数据。")
    assert "请贵局今日内报送" in draft.text and "🟠 橙色" in draft.text
    _, sent = await hall.press(office, pressed(draft, "发出"))
    assert any("请贵局今日内报送" in each.text and each.chat_id == 3 for each in sent)


async def test_a_unit_without_a_leader_is_said_and_the_office_chooses(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    other = await enrol(5, "official")
    _, (draft,) = await hall.press(office, DRUG)
    _, (draft,) = await hall.press(office, pressed(draft, "改为督办单"))
    assert "没有登记领导,请在下面选择" in draft.text
    words, sent = await hall.press(office, pressed(draft, "发出"))
    assert words is not None and "还没有选" in words and sent == []
    _, (draft,) = await hall.press(office, pressed(draft, "用户5"))
    _, sent = await hall.press(office, pressed(draft, "发出"))
    assert other.telegram_user_id in {each.chat_id for each in sent}


async def test_an_official_invited_with_a_unit_is_its_leader(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (invited,) = await hall.say(office, "/invite 领导 市食药监局 张局")
    code = re.search(r"/start ([\w-]+)", invited.text)
    assert code is not None
    await hall.say(Person(0, 5, "张局", "official"), f"/start {code[1]}")
    _, (draft,) = await hall.press(office, DRUG)
    _, (draft,) = await hall.press(office, pressed(draft, "改为督办单"))
    assert "发给分管领导:张局" in draft.text and "没有登记领导" not in draft.text


async def test_answers_are_kept_shown_to_the_office_and_the_office_closes(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    await issued(hall, office, step="督办单")
    seen, said = await hall.say(leader, "已责成检测科本周五前完成", reply_to="order:1")
    assert seen.chat_id == 1 and "已责成检测科" in seen.text
    assert "已记入督办〔2018〕1号" in said.text
    heard, _ = await hall.say(office, "请抓紧", reply_to="order:1")
    assert heard.chat_id == 3 and "请抓紧" in heard.text
    (whole,) = await hall.say(office, "/orders 1")
    assert all(word in whole.text for word in ("办理中", "用户3:已责成检测科", "办公室 用户1:请抓紧"))
    _, (asked,) = await hall.press(office, CloseOrder(1))
    assert "办理结果" in asked.text
    done, told = await hall.say(office, "已补报")
    assert "已结案" in done.text and told.chat_id == 3
    (late,) = await hall.say(leader, "再补充一句", reply_to="order:1")
    assert "已经结案" in late.text
    (listed,) = await hall.say(office, "督办清单")
    assert "没有未结" in listed.text


async def test_what_is_not_overdue_or_granted_a_later_day_is_not_escalated(
    hall: TownHall, contact: Person, office: Person
) -> None:
    words, _ = await hall.press(office, Escalate("drug-spot-check", "2018-04"))
    assert words is not None and "才到期" in words
    async with hall.store.writing() as tx:
        series = Series("drug-spot-check", "food-drug-bureau", "2018-03")
        wish = await tx.extensions.ask(
            series, by=contact.id, until_on=date(2018, 4, 27), reason="等", at=OVERDUE
        )
        await tx.extensions.decide(wish.id, granted=True, by=office.id, at=OVERDUE)
    words, _ = await hall.press(office, DRUG)
    assert words == "这一项4月27日(周五)才到期,还不能催办。"


async def test_a_red_one_made_good_turns_yellow_once(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    await issued(hall, office, step="督办单")
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 0
    await hall.report(contact, "drug-spot-check", {"2018-03": "98"})
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 1
    (told,) = hall.sent()
    assert "由红转黄" in told.text and told.chat_id == 1
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 0
    (whole,) = await hall.say(office, "/orders 1")
    assert "🟡 黄色(已整改)" in whole.text
    words, _ = await hall.press(office, DRUG)
    assert words == "这一项已经报了,不用再催。"


async def test_a_yellow_one_is_red_again_when_its_figure_is_taken_back(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    """An order once stayed 已整改 although the figure had been undone."""
    await issued(hall, office, step="督办单")
    await hall.say(contact, "3月药品抽检合格率98%")
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 1
    await hall.say(contact, "/undo")
    await hall.say(contact, "笔误")
    hall.sent()
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 1
    (told,) = hall.sent()
    assert "由黄转红" in told.text and "未报" in told.text and told.chat_id == 1
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 0
    (listed,) = await hall.say(office, "/orders")
    assert "🔴 红色" in listed.text and "已整改" not in listed.text
    (whole,) = await hall.say(office, "/orders 1")
    assert "已报数,转黄" in whole.text and "已撤回或退回,转红" in whole.text
    await hall.say(contact, "3月药品抽检合格率98%")
    assert await follow_figures(hall.store, hall.plan, now=hall.clock.now()) == 1


async def test_a_second_order_about_a_figure_warns_and_leads_to_the_open_one(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    await issued(hall, office, step="督办单")
    _, (draft,) = await hall.press(office, DRUG)
    assert "同一项已有督办〔2018〕1号,还没结案" in draft.text and "仍要发出" in draft.labels
    _, (whole,) = await hall.press(office, pressed(draft, "查看 督办〔2018〕1号"))
    assert "办理中" in whole.text
    _, (other,) = await hall.press(office, pressed(draft, "改为催办"))
    assert "同一项已有" not in other.text and "发出" in other.labels
    await hall.say(office, "/orders 1 结案 已说明原因")
    _, (draft,) = await hall.press(office, DRUG)
    assert "同一项已有" not in draft.text


async def test_a_figure_in_reply_to_an_order_is_a_figure(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    await issued(hall, office, step="催办")
    sent = await hall.say(contact, "3月药品抽检合格率98%", reply_to="order:1")
    assert "已记录 R-1" in sent[0].text or any("R-1" in each.text for each in sent)


async def test_the_office_names_a_unit_and_a_figure_in_words(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    (draft,) = await hall.say(office, "督办市食药监局3月药品")
    assert "<b>督办单</b>(草稿,未发出)" in draft.text and "药品" in draft.text
    (listed,) = await hall.say(office, "催办食药监局")
    assert "催哪一项" in listed.text and len(listed.keys) > 1
    (listed,) = await hall.say(office, "/orders 市食药监局")
    assert "催哪一项" in listed.text
    _, (paged,) = await hall.press(office, ListOverdue(1))
    assert "催哪一项" in paged.text
    (how,) = await hall.say(office, "/orders 什么局")
    assert "写法" in how.text


async def test_nobody_else_escalates_reads_or_closes(
    hall: TownHall, contact: Person, leader: Person, office: Person, enrol: Enrol
) -> None:
    other = await enrol(8, "contact", "agriculture-bureau")
    await issued(hall, office, step="督办单")
    for action in (DRUG, ListOverdue(0), SetStep(1, "order"), SetLight(1, "red"), Reword(1), Finish(1, 1),
                   ChooseLeader(1, 1), CloseOrder(1)):  # fmt: skip
        words, _ = await hall.press(other, action)
        assert words == "这个功能只对办公室开放。"
    _, (shown,) = await hall.press(other, ShowOrder(1))
    assert shown.text == "这件督办与您无关。"
    (said,) = await hall.say(other, "我来说一句", reply_to="order:1")
    assert said.text == "这件督办与您无关。"
    async with hall.store.reading() as tx:
        assert [each.kind for each in await tx.orders.entries(1)] == ["sent"]


async def test_who_got_an_order_finds_it_and_answers_by_command(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    (none,) = await hall.say(leader, "/orders")
    assert "您没有未结" in none.text
    await issued(hall, office, step="督办单")
    (mine,) = await hall.say(leader, "督办")
    assert "督办〔2018〕1号" in mine.text and mine.labels == ["查看 督办〔2018〕1号"]
    (nothing,) = await hall.say(contact, "/orders")
    assert "您没有未结" in nothing.text
    _, said = await hall.say(leader, "/orders 1 答复 今日报送")
    assert "已记入" in said.text
    await hall.bind_group(office)
    (short,) = await hall.say(leader, "/orders 1", group=True)
    assert "请私聊我" in short.text


async def test_an_order_is_closed_by_the_number_that_is_shown(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    """Orders were once found only by a number that nobody was shown."""
    for step in ("提醒", "催办", "督办单"):
        await issued(hall, office, step=step)
    (which,) = await hall.say(office, "/orders 1")
    assert "有几件是这个号" in which.text
    assert which.labels == ["查看 提醒〔2018〕1号", "查看 催办〔2018〕1号", "查看 督办〔2018〕1号"]
    (own,) = await hall.say(leader, "/orders 督办1号")
    assert "督办〔2018〕1号" in own.text and "办理中" in own.text
    done, *_ = await hall.say(office, "/orders 督办〔2018〕1号 结案 已补报")
    assert "督办〔2018〕1号已结案" in done.text and "结果:已补报" in done.text
    done, *_ = await hall.say(office, "催办〔2018〕1号结案,已说明原因")
    assert "催办〔2018〕1号已结案" in done.text
    (asked,) = await hall.say(office, "/orders 提醒1号 结案")
    assert "办理结果" in asked.text
    done, *_ = await hall.say(office, "已补报")
    assert "提醒〔2018〕1号已结案" in done.text
    (missing,) = await hall.say(office, "督办9号结案:已补报")
    assert "没有这个编号" in missing.text
    words = await hall.say(leader, "/orders 结案")
    assert "您没有未结" in words[0].text


async def test_outside_hours_an_order_waits_for_the_morning(
    hall: TownHall, contact: Person, leader: Person, office: Person, database: Path
) -> None:
    hall.clock = FixedClock(datetime(2018, 4, 24, 12, 0, tzinfo=UTC))
    await issued(hall, office, step="催办")
    async with hall.store.reading() as tx:
        rows = await tx.outbox.next_rows(busy=(), limit=99, at=hall.clock.now())
        assert {row.outgoing.chat_id for row in rows} == {1}
        morning = await tx.outbox.next_rows(busy=(1,), limit=99, at=datetime(2018, 4, 25, 1, tzinfo=UTC))
        assert {row.outgoing.chat_id for row in morning} == {3, 7}


async def test_who_stands_in_gets_what_the_absent_contact_would_get(
    hall: TownHall, contact: Person, leader: Person, office: Person, enrol: Enrol
) -> None:
    colleague = await enrol(8, "contact", "agriculture-bureau")
    async with hall.store.writing() as tx:
        await tx.absences.add(
            person_id=contact.id,
            substitute_id=colleague.id,
            from_on=date(2018, 4, 23),
            until_on=date(2018, 4, 27),
            text="出差",
            at=hall.clock.now(),
        )
    sent = await issued(hall, office, step="催办")
    assert {each.chat_id for each in sent if each.method == "sendMessage"} == {8, 3}
    answered = await hall.say(colleague, "明天报", reply_to="order:1")
    assert "已记入" in answered[-1].text


async def test_an_order_of_the_evening_does_not_go_in_the_morning_where_the_figure_has_come(
    hall: TownHall, contact: Person, leader: Person, office: Person
) -> None:
    hall.clock.move_to(OVERDUE + timedelta(hours=10))  # eight in the evening
    sent = await issued(hall, office, step="督办单")
    assert "4月25日09:00发出" in next(each.text for each in sent if each.method == "editMessageText")
    nine = datetime(2018, 4, 25, 1, tzinfo=UTC)
    look = gate(hall.store, hall.plan, FixedClock(nine))
    assert isinstance(await look(await _waiting_for(hall, leader, nine)), OutboxRow)
    await hall.report(contact, "drug-spot-check", {"2018-03": "98"})
    assert isinstance(await look(await _waiting_for(hall, leader, nine)), GivenUp)
    async with hall.store.writing() as tx:
        await tx.outbox.sent((await _waiting_for(hall, leader, nine)).id, message_id=5, at=nine)
    await hall.say(office, "/orders 1 回复 收到")
    assert isinstance(await look(await _waiting_for(hall, leader, nine)), OutboxRow)


async def _waiting_for(hall: TownHall, person: Person, at: datetime) -> OutboxRow:
    async with hall.store.reading() as tx:
        rows = await tx.outbox.next_rows(busy=(), limit=9, at=at)
    return next(row for row in rows if row.outgoing.chat_id == person.telegram_user_id)
