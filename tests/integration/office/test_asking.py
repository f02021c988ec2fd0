"""Answers to what was asked, in a conversation: whose they are, which question they mean, what they leave."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.actions_reporting import Choose, Move, MoveTo
from handlers.expiry import expire
from handlers.texts import asking as texts
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
MINUTE = timedelta(minutes=1)


class Hall(TownHall):
    """A town hall in which every message comes a minute after the one before."""

    async def say(self, person: Person, text: str, **more: object) -> list[Said]:
        self.clock.move_to(self.clock.now() + MINUTE)
        return await super().say(person, text, **more)  # type: ignore[arg-type]

    async def told(self, person: Person, *messages: str) -> str:
        """What the bot answers to the last of these messages."""
        for text in messages:
            said = await self.say(person, text)
        return "\n".join(each.text for each in said)

    def figures(self) -> set[tuple[str, str, str]]:
        """The standing figures: (indicator, period, value)."""
        sql = (
            "select s.indicator, s.period, v.value from standing s"
            " join report_versions v on v.number = s.number where v.state = 'value'"
        )
        return {(indicator, period, value) for indicator, period, value in self.rows(sql)}

    def open_questions(self) -> list[int]:
        return [row[0] for row in self.rows("select id from questions where closed_at is null order by id")]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def hall(store: SqlStore, database: Path) -> Hall:
    return Hall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


async def test_a_number_that_answers_two_questions_of_one_message_is_not_guessed_at(
    hall: Hall, contact: Person
) -> None:
    said = await hall.say(contact, "3月食品大概96左右,药品大概98左右")
    assert [each.subject for each in said] == ["question:1", "question:2"]
    assert await hall.told(contact, "96.4") == texts.ANSWER_WHICH
    assert hall.figures() == set()
    await hall.say(contact, "96.4", reply_to="question:1")
    await hall.say(contact, "98.1")
    assert hall.figures() == {
        ("food-spot-check", "2018-03", "96.4"), ("drug-spot-check", "2018-03", "98.1"),
    }  # fmt: skip


async def test_a_number_with_its_indicator_answers_that_question_among_two(
    hall: Hall, contact: Person
) -> None:
    await hall.told(contact, "3月食品大概96左右,药品大概98左右", "食品96.4")
    assert hall.figures() == {("food-spot-check", "2018-03", "96.4")}


async def test_a_question_asked_again_takes_the_place_of_the_first(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "3月合格率96.5%", "3月合格率96.5%")
    assert hall.open_questions() == [2]
    await hall.told(contact, "3月药品98.6", "3月食品7.9", "3月食品9.6")
    assert len(hall.open_questions()) == 2


async def test_a_promise_for_what_was_asked_is_a_promise_and_no_figure(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "3月合格率96.5%", "药品周四报")
    assert hall.figures() == set()
    assert hall.rows("select indicator, state, promised_on from report_versions") == [
        ("drug-spot-check", "deferred", "2018-04-05")
    ]


async def test_the_second_is_the_second_button(hall: Hall, contact: Person) -> None:
    assert "已记录" in await hall.told(contact, "3月合格率98.6%", "第二个")
    assert hall.figures() == {("drug-spot-check", "2018-03", "98.6")}


@pytest.mark.parametrize("words", ["都不是", "第三个"])
async def test_none_of_them_drops_the_figure_and_a_button_that_is_not_there_does_nothing(
    hall: Hall, contact: Person, words: str
) -> None:
    await hall.told(contact, "3月合格率98.6%", words)
    assert hall.figures() == set()
    assert bool(hall.open_questions()) == (words == "第三个")


async def test_a_reply_that_declines_closes_the_question_it_replies_to(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "3月合格率96.5%", "2月合格率95.5%")
    await hall.say(contact, "不报了", reply_to="question:1")
    assert hall.open_questions() == [2]


async def test_taking_back_means_what_is_still_asked_and_not_the_figure_before(
    hall: Hall, contact: Person
) -> None:
    await hall.told(contact, "3月食品98.1", "3月药品9.8")
    dropped = await hall.told(contact, "撤回刚才那条")
    assert "「3月药品9.8」" in dropped and "R-1" in dropped and "仍然有效" in dropped
    assert hall.open_questions() == []
    assert hall.figures() == {("food-spot-check", "2018-03", "98.1")}
    assert "已撤销" in await hall.told(contact, "撤销")
    assert hall.figures() == set()


async def test_taking_back_a_message_takes_back_what_it_brought_and_what_it_left_open(
    hall: Hall, contact: Person
) -> None:
    await hall.told(contact, "3月药品98.5%,食品大概96左右", "撤销")
    assert (hall.figures(), hall.open_questions()) == (set(), [])


async def test_an_edit_of_a_message_that_is_asked_about_settles_its_question(
    hall: Hall, contact: Person
) -> None:
    await hall.say(contact, "3月食品大概96左右")
    await hall.edit(contact, hall.last_message, "3月食品96.4")
    assert hall.figures() == {("food-spot-check", "2018-03", "96.4")}
    assert hall.open_questions() == []


async def test_an_edit_into_talk_leaves_no_question(hall: Hall, contact: Person) -> None:
    await hall.say(contact, "3月食品大概96左右")
    (said,) = await hall.edit(contact, hall.last_message, "发错了,不好意思")
    assert "没有读出数" in said.text
    assert (hall.figures(), hall.open_questions()) == (set(), [])


async def test_a_press_after_the_day_is_over_leaves_the_question_to_its_last_word(
    hall: Hall, contact: Person
) -> None:
    await hall.say(contact, "3月合格率96.5%")
    hall.clock.move_to(hall.clock.now() + timedelta(days=1))
    words, _ = await hall.press(contact, Choose(1, 0))
    assert words == texts.CLOSED
    assert await expire(hall.store, now=hall.clock.now()) == 1
    assert hall.rows("select kind, text from matters") == [("claim", "3月合格率96.5%")]
    assert "没有记录" in hall.sent()[0].text


async def test_a_bare_number_in_a_group_answers_for_ten_minutes_and_a_reply_for_a_day(
    hall: Hall, contact: Person, enrol: Enrol
) -> None:
    await hall.bind_group(await enrol(3, "office"))
    await hall.say(contact, "3月食品大概96左右", group=True, addressed=False)
    hall.clock.move_to(hall.clock.now() + 10 * MINUTE)
    assert await hall.say(contact, "97", group=True, addressed=False) == []
    assert hall.figures() == set()
    await hall.say(contact, "97", group=True, addressed=True, reply_to="question:1")
    assert hall.figures() == {("food-spot-check", "2018-03", "97")}


@pytest.mark.parametrize("words", ["确认", "属实", "没写错", "68.9", "确认68.9%"])
async def test_a_held_figure_is_stood_by_in_words(hall: Hall, contact: Person, words: str) -> None:
    await hall.told(contact, "2月药品98.6", "3月药品68.9")
    assert "请选一个原因" in await hall.told(contact, words)
    await hall.told(contact, "样本变化")
    assert ("drug-spot-check", "2018-03", "68.9") in hall.figures()


async def test_a_reason_alone_stands_by_the_figure(hall: Hall, contact: Person) -> None:
    assert "原因:数据属实" in await hall.told(contact, "2月药品98.6", "3月药品68.9", "数据属实")


@pytest.mark.parametrize(
    ("figure", "words", "stored"),
    [("79.8", "写反了", "97.8"), ("9.79", "点错了", "97.9"), ("79.8", "应该是97.5", "97.5"), ("79.8", "改为97.4", "97.4")],
)  # fmt: skip
async def test_a_slip_is_owned_up_to_in_words(
    hall: Hall, contact: Person, figure: str, words: str, stored: str
) -> None:
    await hall.told(contact, "2月食品97.9", f"3月食品{figure}", words)
    assert ("food-spot-check", "2018-03", stored) in hall.figures()


@pytest.mark.parametrize("words", ["是的", "谢谢", "开会去了", "97左右", "药品98.5怎么样"])
async def test_what_may_mean_either_leaves_the_figure_held(hall: Hall, contact: Person, words: str) -> None:
    await hall.told(contact, "2月食品97.9", "3月食品79.8", words)
    assert hall.figures() == {("food-spot-check", "2018-02", "97.9")}
    assert hall.open_questions() == [1]


async def test_who_speaks_for_two_townships_is_asked_for_which(hall: Hall, enrol: Enrol) -> None:
    person = await enrol(2, "contact", "yanji-zhen", "chengguan-zhen")
    refused = await hall.told(person, "3月食品合格率98")
    assert "演集镇、城关镇" in refused
    assert "写明" in refused
    assert "只能报" not in refused


async def test_a_reason_given_for_one_period_does_not_settle_another(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "1月食品97.5", "2月食品97.9", "3月食品79.8", "数据属实")
    assert "是否把97.8写反了" in (await hall.press(contact, MoveTo(3, "2018-01")))[1][0].text
    assert ("food-spot-check", "2018-01", "97.5") in hall.figures()
    assert ("food-spot-check", "2018-03", "79.8") in hall.figures()


async def test_a_figure_is_not_moved_by_whom_it_is_no_longer_reported_by(
    hall: Hall, contact: Person, database: Path
) -> None:
    await hall.told(contact, "3月食品97.5")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update people set units = '[\"agriculture-bureau\"]' where id = ?", (contact.id,))
    await hall.press(contact, MoveTo(1, "2018-02"))
    assert hall.figures() == {("food-spot-check", "2018-03", "97.5")}


async def test_a_figure_moved_to_where_the_same_one_stands_is_there_once(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "2月食品97.5", "3月食品97.5")
    _, (offered,) = await hall.press(contact, Move(2, 2))
    assert "改到哪一期" in offered.text
    await hall.press(contact, MoveTo(2, "2018-02"))
    assert hall.figures() == {("food-spot-check", "2018-02", "97.5")}


async def test_an_edit_of_several_figures_keeps_the_one_that_is_asked_about(
    hall: Hall, contact: Person
) -> None:
    await hall.say(contact, "2月食品96.1,药品98.4")
    brought = hall.last_message
    said = await hall.edit(contact, brought, "2月食品96.3,药品98.4")
    assert not any("已撤销" in each.text for each in said)
    assert ("food-spot-check", "2018-02", "96.1") in hall.figures()
    await hall.told(contact, "笔误")
    assert ("food-spot-check", "2018-02", "96.3") in hall.figures()


async def test_an_edit_that_is_doubted_leaves_the_former_figure_standing(hall: Hall, contact: Person) -> None:
    await hall.say(contact, "3月食品96.1,药品98.4")
    await hall.edit(contact, hall.last_message, "3月食品9.61,药品98.5")
    assert hall.figures() == {
        ("food-spot-check", "2018-03", "96.1"), ("drug-spot-check", "2018-03", "98.5"),
    }  # fmt: skip


async def test_a_correction_is_of_the_last_figure_and_no_answer_to_an_older_question(
    hall: Hall, contact: Person
) -> None:
    await hall.told(contact, "3月食品大概96左右", "3月药品98.1", "更正 98.7")
    assert hall.figures() == {("drug-spot-check", "2018-03", "98.7")}
    await hall.told(contact, "96.4")
    assert ("food-spot-check", "2018-03", "96.4") in hall.figures()


@pytest.mark.parametrize(
    "words", ["更正 98.7", "应该是98.7", "不对,应该是98.7", "改成98.7吧", "更正500批次合格490"]
)
async def test_the_last_figure_is_corrected_as_people_say_it(hall: Hall, contact: Person, words: str) -> None:
    assert "更正:98.1%" in await hall.told(contact, "3月药品98.1", words)


async def test_taking_back_in_reply_to_a_receipt_means_that_receipt(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "3月食品96.5", "3月药品98.5")
    await hall.say(contact, "撤销", reply_to="R-1")
    assert hall.figures() == {("drug-spot-check", "2018-03", "98.5")}


async def test_a_reply_to_a_receipt_that_was_corrected_since_corrects_what_stands(
    hall: Hall, contact: Person
) -> None:
    await hall.told(contact, "3月食品96.5", "更正 96.7")
    (said,) = await hall.say(contact, "不对,应该是97.1", reply_to="R-1")
    assert "96.7% → 97.1%" in said.text


async def test_a_townships_receipt_shows_what_was_there_before(hall: Hall, enrol: Enrol) -> None:
    person = await enrol(5, "contact", "yanji-zhen")
    assert "更正:98% → 97%" in await hall.told(person, "3月食品合格率98", "更正 97")


async def test_the_first_is_a_button_of_the_newest_question_alone(hall: Hall, contact: Person) -> None:
    await hall.told(contact, "2月食品97.9", "3月合格率98.6%", "3月食品79.8")
    assert "请选一个原因" in await hall.told(contact, "第一个")
    assert "原因:样本变化" in await hall.told(contact, "第二个")
    await hall.told(contact, "4月食品大概96左右", "第一个")
    assert hall.figures() == {
        ("food-spot-check", "2018-02", "97.9"), ("food-spot-check", "2018-03", "79.8"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3月食品抽检500批次合格483不合格19", "批次数互相矛盾"),
        ("3月食品120%", "超出可能的范围"),
        ("2018年8月食品96.5", "期间"),
    ],
)
async def test_a_question_says_what_is_wrong_with_what_was_read(
    hall: Hall, contact: Person, text: str, why: str
) -> None:
    assert why in await hall.told(contact, text)
    assert hall.figures() == set()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("上级核定的", "上级核定的"),
        ("原因:省局核定", "省局核定"),
        ("原因是省局核定。", "省局核定"),
        ("因为停电", "因为停电"),
    ],
)
async def test_a_reason_is_kept_as_it_was_given(hall: Hall, contact: Person, words: str, kept: str) -> None:
    await hall.told(contact, "1月食品95.1", "更正:1月食品95.9", words)
    assert hall.rows("select reason from report_versions where number = 2") == [(kept,)]


async def test_taking_back_twice_names_the_question_that_is_dropped_and_the_figure_that_stands(
    hall: Hall, contact: Person
) -> None:
    await hall.say(contact, "3月食品98.4")
    await hall.say(contact, "合格率97.7")
    await hall.say(contact, "3月药品98.8")
    assert "已撤销 R-2" in (await hall.say(contact, "撤回"))[0].text
    dropped = (await hall.say(contact, "撤回"))[0].text
    assert "「合格率97.7」" in dropped and "R-1" in dropped and "仍然有效" in dropped
    assert "已撤销 R-1" in (await hall.say(contact, "撤回"))[0].text
