"""Reference values through the door: the office enters, corrects and withdraws them, and lights follow."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from handlers.actions_answers import AnswerQuestion
from handlers.actions_references import EnterReference, WithdrawReference
from qbot.answering.agenda import agenda
from qbot.answering.figures import figures_in
from qbot.assessing import scores_now
from qbot.bookkeeping import ledger_of, self_check_of
from qbot.briefing import has_changed, issue_again, issue_now, reasons
from qbot.documents.correction import corrections
from qbot.documents.issue import snapshot_of
from qbot.documents.words.self_check import lacks
from qbot.people import Person
from qbot.periods import Period
from qbot.picturing.drawings import trend_of
from storage.store import SqlStore
from tests.integration.office.conftest import Enrol
from tests.integration.office.town_hall import PLAN, TownHall

EXPORT, SATISFACTION = "export-notification", "customer-satisfaction"
SAID = "参考值 出口通报比率 2018年一季度 0.35%,来源:海关通报"


class Town:
    """The hall, and everybody in it."""

    def __init__(self, hall: TownHall, office: Person, official: Person, contact: Person) -> None:
        self.hall, self.office, self.official, self.contact = hall, office, official, contact

    async def said(self, person: Person, text: str, *, group: bool = False) -> str:
        return "\n".join(each.text for each in await self.hall.say(person, text, group=group))


@pytest.fixture
async def town(store: SqlStore, database: Path, enrol: Enrol) -> Town:
    """The export ratio was 0.4 % in the first quarter."""
    hall = TownHall(store, database)
    contact = await enrol(1, "contact", "commerce-bureau", "quality-bureau")
    found = Town(hall, await enrol(3, "office"), await enrol(2, "official"), contact)
    await hall.bind_group(found.office)
    await hall.report(contact, EXPORT, {"2017-Q4": "0.3", "2018-Q1": "0.4"})
    return found


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(sql).fetchall()


async def test_a_reference_value_gives_the_light_that_was_waiting_for_it(town: Town, database: Path) -> None:
    before = await town.said(town.official, "出口通报比率多少")
    assert "⚪ 待比较" in before and "全国平均水平的数还没有录入" in before
    receipt = await town.said(town.office, SAID)
    assert "✅ 已录入参考值 C-1" in receipt and "2018年一季度 0.35%" in receipt
    assert "🔴 未达标" in receipt and "超出0.05个百分点" in receipt
    after = await town.said(town.official, "出口通报比率多少")
    assert "🔴 未达标 超出0.05个百分点" in after
    assert "对比全国平均水平(2018年一季度)的0.35%" in after
    assert "🔴 未达标 境外通报" in await town.said(town.official, "哪些没达标")
    assert "2018年一季度 0.35%" in await town.said(town.official, "出口通报比率目标多少")
    assert "2018年一季度 0.4% 🔴 未达标" in await town.said(town.official, "出口通报比率走势")
    assert rows(database, "select actor_id, action, subject from audit where action like '%reference'") == [
        (town.office.id, "enter-reference", "reference:1")
    ]


async def test_the_same_period_again_is_a_correction_and_a_press_takes_it_back(
    town: Town, database: Path
) -> None:
    await town.said(town.office, SAID)
    assert "2018年一季度 0.45%(原0.35%,留存)" in await town.said(
        town.office, "2018年一季度全国平均境外通报比率0.45%"
    )
    assert "🟢 达标 优于全国平均水平0.05个百分点" in await town.said(town.official, "出口通报比率多少")
    words, said = await town.hall.press(town.office, WithdrawReference(2))
    assert words is None and "这一期现为 2018年一季度 0.35%(C-1)" in said[0].text
    words, said = await town.hall.press(town.office, WithdrawReference(2))
    assert words == "这条参考值已经撤销或更正过了,没有改动。" and said == []
    await town.hall.press(town.office, WithdrawReference(1))
    assert "⚪ 待比较" in await town.said(town.official, "出口通报比率多少")
    assert rows(database, "select value, withdraws from reference_values order by id") == [
        ("0.35", None), ("0.45", None), (None, 2), (None, 1),
    ]  # fmt: skip


async def test_buttons_ask_for_the_words(town: Town) -> None:
    [listing] = await town.hall.say(town.office, "参考值")
    assert "还没有录入" in listing.text and listing.labels == ["录入 境外通报", "录入 顾客满意度"]
    await town.hall.press(town.office, EnterReference(EXPORT))
    assert "请写明是哪一期的" in await town.said(town.office, "0.35%")
    await town.hall.press(town.office, EnterReference(EXPORT))
    assert "✅ 已录入参考值 C-1" in await town.said(town.office, "2017年 0.35%")
    listed = await town.said(town.office, "/reference")
    assert "2017年 0.35%(C-1 用户3" in listed and "2017年 0.35%)" in listed


async def test_nobody_else_enters_one_and_nothing_is_taken_for_the_units_own_figure(
    town: Town, database: Path
) -> None:
    for group in (False, True):
        for person in (town.contact, town.official):
            assert "由办公室录入" in await town.said(person, SAID, group=group)
    assert "请办公室私聊" in await town.said(town.office, SAID, group=True)
    assert rows(database, "select count(*) from report_versions") == [(2,)]
    assert rows(database, "select count(*) from reference_values") == [(0,)]
    listed = await town.said(town.official, "参考值", group=True)
    assert "全国平均水平" in listed and "录入 " not in listed
    assert (await town.hall.press(town.official, EnterReference(EXPORT)))[1] == []
    assert (await town.hall.press(town.contact, WithdrawReference(1)))[1] == []


@pytest.mark.parametrize("question", ["参考值是多少", "参考值有哪些?", "参考值呢"])
async def test_a_question_about_them_lists_them(town: Town, question: str) -> None:
    await town.said(town.office, SAID)
    for person in (town.official, town.office, town.contact):
        assert "2018年一季度 0.35%" in await town.said(person, question)
    assert await town.hall.say(town.official, question, group=True, addressed=False) == []


async def test_an_edited_entry_is_a_correction_and_never_a_report(town: Town, database: Path) -> None:
    await town.said(town.office, SAID)
    said = await town.hall.edit(town.office, town.hall.last_message, SAID.replace("0.35", "0.36"))
    assert "0.36%(原0.35%,留存)" in said[0].text
    assert rows(database, "select count(*) from report_versions") == [(2,)]


async def test_an_index_beside_its_peers_is_red_when_it_rises_too_slowly(town: Town) -> None:
    await town.hall.report(town.contact, SATISFACTION, {"2017-Q4": "80", "2018-Q1": "82"})
    assert "全国同等城市的数还没有录入" in await town.said(town.official, "顾客满意度多少")
    await town.said(town.office, "全国同等城市2018年一季度顾客满意度83分")
    told = await town.said(town.official, "顾客满意度多少")
    assert "🔴 未达标" in told and "对比2017年四季度的80分" in told
    assert "低于全国同等城市(2018年一季度)83分,相差1分" in told
    async with town.hall.store.reading() as tx:
        snapshot = snapshot_of(PLAN, await issue_now(tx, PLAN, at=town.hall.clock.now()))
        [goal] = [
            each
            for each in (await self_check_of(tx, PLAN, at=town.hall.clock.now())).goals
            if each.indicator.id == SATISFACTION
        ]
    assert snapshot.quoted("distance", SATISFACTION) is None  # it does rise
    behind = snapshot.quoted("distance", f"{SATISFACTION}/peers")
    assert behind is not None and behind.value == "1"
    assert "未达标，较全国同等城市差1分" in list(lacks(goal))


async def test_a_comparison_tells_how_far_a_rising_figure_is_from_its_peers(town: Town) -> None:
    await town.hall.report(town.contact, SATISFACTION, {"2017-Q4": "81.9", "2018-Q1": "82.4"})
    await town.said(town.office, "参考值 顾客满意度 2018年一季度 83分,来源:省质监局通报")
    beside = "低于全国同等城市(2018年一季度)83分,相差0.6分"
    told = await town.said(town.official, "顾客满意度比全国同等城市低多少")
    assert "🔴 未达标" in told and "较2017年四季度(81.9分)上升0.5分" in told and beside in told
    assert "对比2017年四季度" not in told  # the line above says so
    assert beside in await town.said(town.official, "顾客满意度同比怎么样")
    for follow in ("和同等城市比呢", "和全国平均比呢", "比同等城市低多少", "那全国平均呢"):
        await town.said(town.official, "顾客满意度多少")
        told = await town.said(town.official, follow)
        assert "服务业顾客满意度" in told and beside in told


async def test_a_comparison_tells_how_far_a_figure_is_from_the_reference_it_must_beat(town: Town) -> None:
    await town.said(town.office, SAID)
    told = await town.said(town.official, "出口通报比率同比怎么样")
    assert told.count("全国平均水平") == 1
    assert "高于全国平均水平(2018年一季度)0.35%,相差0.05个百分点" in told


async def test_a_comparison_says_that_others_are_not_on_record(town: Town) -> None:
    assert "全国平均水平的数还没有录入" in await town.said(town.official, "出口通报比率同比怎么样")


async def test_every_answer_about_the_figure_knows_the_reference(town: Town) -> None:
    await town.said(town.office, SAID)
    on = town.hall.clock.now().date()
    indicator = PLAN.indicator[EXPORT]
    async with town.hall.store.reading() as tx:
        points = await agenda(tx, PLAN, on=on)
        [figure] = await figures_in(tx, [indicator], Period.parse("2018-Q1"))
        ledger = await ledger_of(tx, PLAN, at=town.hall.clock.now(), with_drafts=True)
        picture = await trend_of(tx, PLAN, indicator, on=on)
        assert PLAN.scoring is not None
        scores = await scores_now(tx, PLAN, rules=PLAN.scoring, on=date(2018, 4, 13))  # it has fallen due
    assert [each.now.indicator.id for each in points[indicator.area] if each.now.light == "unmet"] == [EXPORT]
    assert figure.light == "unmet"
    assert [each.text for each in ledger.references] == [SAID]
    assert any("全国平均水平的0.35%" in line for line in picture.lines)
    [commerce] = [each for each in scores if each.unit == "commerce-bureau"]
    [targets] = [part for part in commerce.parts if part.measure == "targets"]
    assert (targets.reached, targets.counted) == (0, 1)


async def test_a_corrected_reference_corrects_the_brief_and_a_later_one_does_not(town: Town) -> None:
    await town.said(town.office, SAID)
    hall = town.hall
    async with hall.store.reading() as tx:
        issued = snapshot_of(PLAN, await issue_now(tx, PLAN, at=hall.clock.now()))
    told = issued.quoted("reference", EXPORT)
    assert told is not None and (told.value, told.period, told.entry) == ("0.35", "2018-Q1", 1)
    later = hall.clock.now().replace(day=20)
    hall.clock.move_to(later)
    await town.said(town.office, "参考值 出口通报比率 2018年 0.2%")
    async with hall.store.reading() as tx:
        assert not await has_changed(tx, issued)
        assert corrections(issued, snapshot_of(PLAN, await issue_again(tx, PLAN, issued))) == ()
    await town.said(town.office, "参考值 出口通报比率 2018年一季度 0.45%,来源:更正公告")
    async with hall.store.reading() as tx:
        assert await has_changed(tx, issued)
        found = corrections(issued, snapshot_of(PLAN, await issue_again(tx, PLAN, issued)))
        why = await reasons(tx, found)
    by_code = {each.code: each for each in found}
    figure, reference = issued.code("figure", EXPORT), issued.code("reference", EXPORT)
    assert figure is not None and reference is not None
    assert by_code[figure].now is not None and by_code[figure].now.situation == "met"
    assert why == {reference: "参考值 出口通报比率 2018年一季度 0.45%,来源:更正公告"}


async def test_an_entry_is_traced_by_its_number(town: Town) -> None:
    await town.said(town.office, SAID)
    await town.said(town.office, "参考值 出口通报比率 2018年一季度 0.36%")
    old, new = await town.said(town.official, "C-1哪来的"), await town.said(town.official, "c2")
    assert "参考值 C-1 · 已更正或撤销,不再作数" in old and SAID in old and "用户3" in old
    assert "参考值 C-2\n" in new and "2018年一季度 0.36%" in new
    in_group = await town.said(town.official, "C-2哪来的", group=True)
    assert "0.36%" in in_group and "用户" not in in_group and "原文" not in in_group
    assert "参考值" not in await town.said(town.official, "C-99哪来的")


async def test_words_that_a_prompt_waits_for_are_no_entry(town: Town, database: Path) -> None:
    await town.said(town.contact, "方案里火箭怎么说")
    await town.hall.press(town.office, AnswerQuestion(1, 0))
    answer = "2018年一季度全国平均境外通报比率0.35%"
    said = await town.hall.say(town.office, answer)
    assert any(each.chat_id == town.contact.telegram_user_id and answer in each.text for each in said)
    assert rows(database, "select count(*) from reference_values") == [(0,)]
