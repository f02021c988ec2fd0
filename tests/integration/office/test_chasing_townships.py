"""A township's quarterly word is owed like a figure: asked for, chased, given later days, and settled by a note."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from handlers.actions_follow import AskExtension, Chase, ChooseChased
from handlers.actions_walk import Resume
from handlers.nudging import wording
from qbot.ledger.obligations import PROGRESS
from qbot.ledger.versions import Series
from qbot.nudging.chasing import EVERYBODY
from qbot.nudging.gate import look_again
from qbot.nudging.telling import Told, nudge
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.nudge_stage import Office, city
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
FIRST_QUARTER = Series(PROGRESS, "yanji-zhen", "2018-Q1")
WORDS = "分户验收完成80%"
DUE, LATE = city("2018-04-12T09:00"), city("2018-04-16T09:00")


@pytest.fixture
async def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(12, "contact", "yanji-zhen")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def digests(hall: TownHall, at: datetime) -> list[Said]:
    """The reminders that leave at a moment."""
    hall.clock.move_to(at)
    await nudge(hall.store, hall.plan, wording(hall.plan), now=at)
    return [each for each in hall.sent() if "待报" in each.text]


async def test_a_townships_contact_is_asked_5_2_and_0_workdays_before_the_due_day_and_then_the_office_is_told(
    store: SqlStore, enrol: Enrol, contact: Person, office: Person
) -> None:
    stage = Office(store, TownHall(store, Path()).plan)
    days = ("04", "08", "09", "10", "11", "12", "13")
    told = [day for day in days if await stage.tick(f"2018-04-{day}T09:00") and stage.digests]
    assert [user for user, _ in stage.digests] == [12, 12, 12]
    assert all(series == [FIRST_QUARTER] for _, series in stage.digests)
    assert told[0] == "04"
    assert [(reason, series) for _, reason, series in stage.unsaid] == [("spent", [FIRST_QUARTER])]


async def test_the_digest_names_the_township_and_how_it_is_told(hall: TownHall, contact: Person) -> None:
    (shown,) = await digests(hall, DUE)
    assert "· 演集镇工作进展 2018年一季度(今天到期)" in shown.text and "直接说一句本乡镇的进展" in shown.text
    assert shown.labels == ["报", "申请延期", "转交"]


async def test_whoever_told_anything_of_the_plan_is_not_reminded(hall: TownHall, contact: Person) -> None:
    await hall.say(contact, WORDS)
    assert await digests(hall, DUE) == []


async def test_a_digest_in_the_outbox_is_overtaken_by_a_note(
    hall: TownHall, contact: Person, enrol: Enrol
) -> None:
    other = await enrol(13, "contact", "yanji-zhen", "chengguan-zhen")
    assert len(await digests(hall, DUE)) == 2
    async with hall.store.reading() as tx:
        rows = {
            each.outgoing.chat_id: each.id for each in await tx.outbox.next_rows(busy=(), limit=9, at=DUE)
        }
    hall.clock.move_to(city("2018-04-12T09:01"))
    await hall.say(contact, WORDS)
    now = hall.clock.now()
    assert await look_again(hall.store, hall.plan, rows[12], now=now) == "overtaken"
    left = await look_again(hall.store, hall.plan, rows[13], now=now)
    assert isinstance(left, Told) and [each.unit for each in left.entries] == ["chengguan-zhen"]
    assert other.id == left.person.id


async def test_the_button_asks_for_the_word_and_takes_the_next_message_for_it(
    hall: TownHall, contact: Person
) -> None:
    hall.clock.move_to(DUE)
    _, (asked,) = await hall.press(contact, Resume())
    assert "请说一句进展做到哪了" in asked.text and "演集镇 2018年一季度工作进展(4月12日前报)" in asked.text
    (receipt,) = await hall.say(contact, WORDS)
    assert "进展已登记 T-1" in receipt.text
    assert "算作本乡镇工作进展 2018年一季度,这一季度不再提醒" in receipt.text
    (again,) = await hall.say(contact, "首席质量官制度推进中")
    assert "算作" in again.text and "2018年二季度" in again.text
    _, (done,) = await hall.press(contact, Resume())
    assert "都已报齐" in done.text


async def test_the_office_sees_townships_by_name_in_one_line_and_chases_them(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await enrol(13, "contact", "chengguan-zhen")
    await hall.say(await enrol(14, "contact", "mangshan-zhen", "gaozhuang-zhen"), "高庄镇分户验收完成80%")
    hall.clock.move_to(LATE)
    (shown,) = await hall.say(office, "/morning")
    line = next(each for each in shown.text.splitlines() if each.startswith("乡镇2018年一季度进展"))
    assert "(逾期2个工作日,未提醒过):城关镇、演集镇" in line
    _, (units,) = await hall.press(office, ChooseChased(1))
    assert any(label.endswith("镇 1项") for label in units.labels)
    _, said = await hall.press(office, Chase("yanji-zhen"))
    assert "✅ 已提醒 乡镇工作进展 2018年一季度 1个:演集镇" in said[-1].text
    _, said = await hall.press(office, Chase(EVERYBODY))
    assert "✅ 已提醒 乡镇工作进展 2018年一季度 2个:城关镇、芒山镇" in said[-1].text
    assert "· 乡镇工作进展 2018年一季度 1个:演集镇 — 今天已提醒过" in said[-1].text
    (shown,) = await hall.say(office, "/morning")
    assert "4月16日已提醒" in shown.text


async def test_the_office_may_name_a_township_to_be_urged(
    hall: TownHall, contact: Person, office: Person
) -> None:
    hall.clock.move_to(LATE)
    for words in ("催办演集镇", "提醒演集镇报一季度进展"):
        (shown,) = await hall.say(office, words)
        assert "演集镇还没报2018年一季度工作进展(逾期2个工作日)" in shown.text
        assert shown.labels == ["提醒联络员"]


@pytest.mark.parametrize("in_words", [True, False])
async def test_a_later_day_is_asked_for_and_granted_for_a_word_too(
    hall: TownHall, contact: Person, office: Person, in_words: bool
) -> None:
    hall.clock.move_to(DUE)
    if in_words:
        said = await hall.say(contact, "申请延期到4月20日,因为材料还在汇总")
    else:
        await hall.press(contact, AskExtension(PROGRESS, "2018-Q1"))
        said = await hall.say(contact, "4月20日,因为材料还在汇总")
    assert "演集镇工作进展 2018年一季度" in said[0].text and "4月20日" in said[0].text
    await hall.say(office, "/extensions 1 同意")
    hall.clock.move_to(LATE)
    (mine,) = await hall.say(contact, "/mine")
    assert "应于4月20日前报,已准延期" in mine.text
    (asked,) = await digests(hall, LATE)
    assert "4月20日到期,已准延期" in asked.text
    async with hall.store.reading() as tx:
        assert await tx.extensions.granted() == {FIRST_QUARTER: date(2018, 4, 20)}


async def test_who_speaks_for_two_townships_tells_for_the_one_that_is_named(
    hall: TownHall, enrol: Enrol
) -> None:
    both = await enrol(15, "contact", "mangshan-zhen", "gaozhuang-zhen")
    hall.clock.move_to(DUE)
    (receipt,) = await hall.say(both, "高庄镇分户验收完成80%")
    assert "高庄镇" in receipt.text
    (mine,) = await hall.say(both, "/mine")
    assert "芒山镇还没报" in mine.text and "高庄镇" not in mine.text


async def test_who_has_nothing_to_say_yet_hears_that_a_word_is_enough(
    hall: TownHall, contact: Person
) -> None:
    hall.clock.move_to(DUE)
    (told,) = await hall.say(contact, "暂无")
    assert "工作进展没有「暂无」" in told.text
    await hall.say(contact, WORDS)
    (told,) = await hall.say(contact, "暂无")
    assert "都已报齐" in told.text


async def test_who_is_behind_offers_to_chase_where_townships_alone_are_late(
    hall: TownHall, contact: Person, office: Person
) -> None:
    hall.clock.move_to(LATE)
    (shown,) = await hall.say(office, "演集镇还有什么没报")
    assert "未报1个(已过期)" in shown.text and "一键催办" in shown.labels
