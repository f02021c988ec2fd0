"""Handing over: the office nods, a successor comes in, gets the pack and may practise; who left keeps nothing."""

import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from handlers.actions_absences import DecideHandover, Practise, ShowPack
from handlers.actions_follow import HandOver
from handlers.nudging import wording
from qbot.clock import FixedClock
from qbot.ledger.versions import Series
from qbot.nudging.telling import nudge
from qbot.orders import Step
from qbot.people import Person
from qbot.ports import Reads
from storage.store import SqlStore
from tests.integration.office.town_hall import NINE, Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-03")
STEPS: tuple[Step, ...] = ("remind", "order")
LEAVING = "我调走了,接手人李建国"


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def successor(hall: TownHall, name: str, *units: str) -> Person:
    async with hall.store.writing() as tx:
        return await tx.people.enrol(
            telegram_user_id=9, name=name, role="contact", units=units, origin="invitation", started=True,
            at=hall.clock.now(),
        )  # fmt: skip


def document(hall: TownHall, said: Said) -> str:
    """The words of a document that was sent, a row of a table on a line."""
    pages = Document(str(hall.files / said.file["path"]))
    rows = [" ".join(cell.text for cell in row.cells) for table in pages.tables for row in table.rows]
    return "\n".join([*(each.text for each in pages.paragraphs), *rows])


async def state(tx: Reads, person: Person) -> str:
    found = await tx.people.get(person.id)
    assert found is not None
    return found.state


async def test_a_successor_comes_in_by_the_offices_code_and_who_left_keeps_nothing(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.report(contact, "drug-spot-check", {"2018-01": "98", "2018-02": "490/500"})
    told, card = await hall.say(contact, LEAVING)
    assert "已转办公室" in told.text and card.labels == ["同意", "不同意"] and "李建国" in card.text
    (again,) = await hall.say(contact, LEAVING)
    assert "不必重复" in again.text
    words, sent = await hall.press(office, DecideHandover(1, 1))
    invitations = [each for each in sent if "/start " in each.text]
    assert words == "已同意" and {each.chat_id for each in invitations} == {1, 7}
    assert "已记录" in (await hall.say(contact, "3月食品抽检合格率96.5%"))[0].text  # still the contact
    code = re.search(r"/start ([\w-]+)", invitations[0].text)
    assert code is not None
    stranger = Person(0, 9, "李", "contact", ())
    welcome, *others = await hall.say(stranger, f"/start {code[1]}")
    assert "欢迎,李建国" in welcome.text
    short = next(each for each in others if each.text.startswith("📦") and not each.file)
    assert short.chat_id == 9 and "下一次报2018年3月" in short.text
    assert short.labels == ["交接材料", "练习一遍"]
    (pack,) = [each for each in others if each.file]
    assert (pack.chat_id, pack.file["name"]) == (9, "交接材料-市食品药品监督管理局-2018-04-03.docx")
    words = document(hall, pack)
    assert "98%" in words and "490/500" in words and "R-2" in words and "用户7" in words
    assert any(each.chat_id == 7 and "已接手" in each.text for each in others)
    async with hall.store.reading() as tx:
        assert await state(tx, contact) == "removed"
    refused = await hall.say(contact, "3月药品抽检合格率98%")
    assert "只对受邀人员" in refused[0].text


async def test_a_known_contact_takes_over_at_once(hall: TownHall, contact: Person, office: Person) -> None:
    other = await successor(hall, "李建国", "agriculture-bureau")
    await hall.say(contact, LEAVING)
    sent = await hall.say(office, "/handover 1 同意")
    assert any(each.chat_id == 9 and each.file for each in sent)
    assert any(each.chat_id == 1 and "已由李建国接手" in each.text for each in sent)
    async with hall.store.reading() as tx:
        assert await state(tx, contact) == "removed"
        now = await tx.people.get(other.id)
    assert now is not None and now.units == ("agriculture-bureau", "food-drug-bureau")


async def test_the_office_may_refuse_and_nobody_else_decides(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (none,) = await hall.say(office, "待批交接")
    assert "没有待批" in none.text
    await hall.say(contact, "我调走了")
    await hall.say(contact, "李建国")
    words, _ = await hall.press(contact, DecideHandover(1, 1))
    assert words == "这个功能只对办公室开放。"
    (listed,) = await hall.say(office, "/handover")
    assert "李建国" in listed.text
    sent = await hall.say(office, "/handover 1 不同意")
    assert any(each.chat_id == 7 and "未同意" in each.text for each in sent)
    words, _ = await hall.press(office, DecideHandover(1, 1))
    assert words == "这份交接已经处理过了。"
    async with hall.store.reading() as tx:
        assert await state(tx, contact) == "active"


async def test_who_is_not_known_yet_is_not_put_before_the_office_as_a_name(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """「还没定」 was once a successor, with [同意] below it."""
    (asked,) = await hall.say(contact, "我调走了")
    assert "由谁接手" in asked.text
    told, heard = await hall.say(contact, "还没定")
    assert "没有提交" in told.text and "接手人某某" in told.text
    assert heard.chat_id == 1 and "接手人还没定" in heard.text and heard.labels == []
    (waiting,) = await hall.say(office, "待批交接")
    assert "没有待批" in waiting.text
    told, _ = await hall.say(contact, "我下周一调走,接手人李建国")
    assert "由李建国接手" in told.text


async def test_the_pack_holds_the_last_twelve_promises_and_what_was_returned(
    hall: TownHall, contact: Person, office: Person
) -> None:
    months = {f"2017-{month:02}": str(80 + month) for month in range(1, 13)} | {"2018-01": "98"}
    await hall.report(contact, "drug-spot-check", months)
    await hall.say(contact, "3月药品20号前报")
    (version,) = await hall.report(contact, "food-spot-check", {"2018-02": "91"})
    async with hall.store.writing() as tx:
        await tx.reviews.add(version.number, step="returned", words="核对", person_id=1, at=hall.clock.now())
    _, (pack,) = await hall.press(contact, ShowPack())
    assert "未兑现的承诺1项、被退回的数1项" in pack.text and pack.labels == ["练习一遍"]
    words = document(hall, pack)
    assert "2017年2月 82%" in words and "2017年1月 81%" not in words
    assert "药品质量安全抽查合格率　2018年3月 承诺2018年4月20日报" in words
    assert f"R-{version.number}，需重报；原因：核对" in words


async def test_a_townships_next_word_and_its_own_figures_are_handed_over(
    hall: TownHall, enrol: Enrol
) -> None:
    unit = next(each.id for each in hall.plan.units if each.name == "城关镇")
    contact = await enrol(8, "contact", unit)
    await hall.report(contact, "agri-spot-check", {"2018-02": "58/60"}, unit=unit)
    (pack,) = await hall.say(contact, "/handover")
    words = document(hall, pack)
    assert "城关镇每季度报一次工作进展；下一次报2018年一季度的，2018年4月12日前。" in words
    assert "（58/60）" in words
    assert "没有未兑现的承诺、被退回的数和未了结的督办。" in words


async def test_the_pack_for_who_took_over_elsewhere_waits_for_office_hours(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await successor(hall, "李建国", "agriculture-bureau")
    await hall.say(contact, LEAVING)
    hall.clock.move_to(hall.clock.now() + timedelta(hours=12))  # nine in the evening
    await hall.say(office, "/handover 1 同意")
    with closing(sqlite3.connect(hall.database)) as connection:
        rows = connection.execute("select due_at from outbox where chat_id = 9").fetchall()
    assert {row[0] for row in rows} == {"2018-04-04 01:00:00.000000"}


async def test_the_digests_button_says_how_to_pass_on(hall: TownHall, contact: Person) -> None:
    _, (told,) = await hall.press(contact, HandOver())
    assert "由李建国代" in told.text and "接手人李建国" in told.text


async def test_practice_says_at_each_step_that_nothing_is_recorded_and_touches_no_data(
    hall: TownHall, contact: Person, office: Person
) -> None:
    (first,) = await hall.say(contact, "练习")
    for said in ("3月药品抽检合格率96.5%", "更正 3月药品抽检合格率97.2%", "药品周五报"):
        (shown,) = await hall.say(contact, said)
        assert "练习,不记录" in shown.text
    assert "练习,不记录" in first.text and "三步都会了" in shown.text
    async with hall.store.reading() as tx:
        assert await tx.reports.standing() == []
    assert "已记录" in (await hall.say(contact, "3月药品抽检合格率96.5%"))[0].text


async def test_practice_asks_again_ends_by_a_word_and_lets_emergencies_through(
    hall: TownHall, contact: Person, office: Person
) -> None:
    _, (_first,) = await hall.press(contact, Practise(1))
    (again,) = await hall.say(contact, "你好")
    assert "没看懂" in again.text and "练习,不记录" in again.text
    sent = await hall.say(contact, "突发:东方超市疑似食物中毒3人送医")
    assert any("E-1" in each.text for each in sent)
    (ended,) = await hall.say(contact, "退出")
    assert "练习结束" in ended.text
    words, _ = await hall.press(contact, Practise(0))
    assert words is not None and "不在练习中" in words


async def test_only_contacts_hand_over(hall: TownHall, office: Person, enrol: Enrol) -> None:
    official = await enrol(3, "official")
    (told,) = await hall.say(official, "/handover")
    assert "联络员" in told.text
    (told,) = await hall.say(office, "/handover 7")
    assert "写法" in told.text


async def test_a_known_contact_takes_over_at_once_and_nobody_speaks_of_a_code(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await successor(hall, "李建国", "food-drug-bureau")
    told, _card = await hall.say(contact, LEAVING)
    assert "不用邀请码" in told.text and "一同意就生效" in told.text


async def test_a_pack_says_what_is_overdue_and_is_the_reminder_of_its_day(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """On T+1 the successor was told 「下一次报」 with a day that had passed, and got a digest right after."""
    await successor(hall, "李建国", "food-drug-bureau")
    hall.clock = FixedClock(NINE + timedelta(days=7))
    async with hall.store.writing() as tx:
        for step in STEPS:
            await tx.orders.issue(
                DRUG, step=step, light="yellow", text="请报", answer_by_on=None, by=office.id, year=2018,
                at=hall.clock.now(),
            )  # fmt: skip
    await hall.say(contact, LEAVING)
    _, sent = await hall.press(office, DecideHandover(1, 1))
    short = next(each.text for each in sent if each.chat_id == 9 and each.text.startswith("📦 <b>交接</b>"))
    assert "已逾期(应于" in short and "请尽快补报" in short
    assert "未了结的提醒1项、未了结的督办1项" in short
    await nudge(hall.store, hall.plan, wording(hall.plan), now=hall.clock.now())
    assert [each for each in hall.sent() if each.chat_id == 9] == []
