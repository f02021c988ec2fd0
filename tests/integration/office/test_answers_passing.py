"""What cannot be answered goes to the office, and its words come back below the question."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from handlers.actions_answers import AnswerQuestion
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import GROUP, Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
QUESTION = "方案里火箭发射怎么要求"


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(3, "office")


@pytest.fixture
async def hall(store: SqlStore, database: Path, office: Person, enrol: Enrol) -> TownHall:
    hall = TownHall(store, database)
    await enrol(4, "office")
    await hall.bind_group(office)
    return hall


def to(said: list[Said], chat_id: int) -> list[Said]:
    return [each for each in said if each.chat_id == chat_id]


def audited(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("select action from audit order by id")]


@pytest.mark.parametrize("words", [QUESTION, "下周的检查材料什么时候交?"])
async def test_a_question_without_an_answer_goes_to_everyone_of_the_office(
    hall: TownHall, official: Person, words: str
) -> None:
    said = await hall.say(official, words)
    assert "已转办公室" in to(said, 2)[0].text
    for member in (3, 4):
        (copy,) = to(said, member)
        assert f"<blockquote>{words}</blockquote>" in copy.text
        assert "领导 用户2(私聊 4月3日09:00)" in copy.text
        assert copy.subject == "ask:1"
        assert copy.labels == ["回复", "不需要答复"]


async def test_the_office_sees_what_was_spoken_of_before(hall: TownHall, official: Person) -> None:
    await hall.say(official, "3月食品抽检合格率多少")
    said = await hall.say(official, "这个数开会时怎么解释比较好?")
    assert "此前在问:重点食品监督抽查合格率、2018年3月" in to(said, 3)[0].text


async def test_a_reply_of_the_office_comes_back_below_the_question(
    hall: TownHall, official: Person, office: Person, database: Path
) -> None:
    await hall.say(official, f"@qbot {QUESTION}", group=True, thread_id=77)
    said = await hall.say(office, "方案没有这一项。", reply_to="ask:1")
    (answer,) = to(said, GROUP)
    assert "📮 办公室答复" in answer.text
    assert "方案没有这一项。" in answer.text
    assert answer.payload["reply_parameters"]["message_id"] == 1001
    assert answer.payload["message_thread_id"] == 77
    assert "已发给提问人" in to(said, 3)[0].text
    assert audited(database)[-2:] == ["ask-office", "answer-question"]


async def test_the_button_asks_for_the_words_and_sends_them(
    hall: TownHall, official: Person, office: Person
) -> None:
    await hall.say(official, QUESTION)
    _, (prompt,) = await hall.press(office, AnswerQuestion(1, 0))
    assert "请写下给提问人的答复" in prompt.text
    said = await hall.say(office, "方案没有这一项。")
    assert "方案没有这一项。" in to(said, 2)[0].text


async def test_whoever_comes_second_is_told_that_it_is_done(
    hall: TownHall, official: Person, office: Person, enrol: Enrol
) -> None:
    await hall.say(official, QUESTION)
    await hall.say(office, "方案没有这一项。", reply_to="ask:1")
    other = await enrol(4, "office")
    words, said = await hall.press(other, AnswerQuestion(1, 0))
    assert "已经有人处理" in str(words)
    assert said == []
    said = await hall.say(other, "我也来答", reply_to="ask:1")
    assert to(said, 2) == []
    assert "已经有人处理" in said[0].text


async def test_a_question_that_needs_no_answer_is_closed(
    hall: TownHall, official: Person, office: Person
) -> None:
    await hall.say(official, QUESTION)
    _, said = await hall.press(office, AnswerQuestion(1, 1))
    assert [each.method for each in said] == ["editMessageText"]
    (listing,) = await hall.say(office, "待答复")
    assert "没有等待答复的问题" in listing.text


async def test_open_questions_are_listed_and_can_be_replied_to(
    hall: TownHall, official: Person, office: Person
) -> None:
    await hall.say(official, QUESTION)
    (listed,) = await hall.say(office, "/questions")
    assert QUESTION in listed.text
    assert listed.subject == "ask:1"


async def test_nobody_but_the_office_answers(hall: TownHall, official: Person, enrol: Enrol) -> None:
    await hall.say(official, QUESTION)
    contact = await enrol(1, "contact", "food-drug-bureau")
    words, said = await hall.press(contact, AnswerQuestion(1, 1))
    assert "只对办公室开放" in str(words)
    assert said == []
    assert not any("📮" in each.text for each in await hall.say(contact, "不要紧", reply_to="ask:1"))


@pytest.mark.parametrize("words", ["今天天气怎么样", "中午吃什么?", "你是谁", "好的谢谢"])
async def test_idle_questions_do_not_trouble_the_office(hall: TownHall, official: Person, words: str) -> None:
    assert to(await hall.say(official, words), 3) == []


async def test_the_office_is_not_asked_by_itself(hall: TownHall, office: Person) -> None:
    said = await hall.say(office, QUESTION)
    assert {each.chat_id for each in said} == {3}
    assert "答不了" in said[0].text


async def test_without_anyone_to_hear_it_the_question_is_kept(
    store: SqlStore, database: Path, official: Person
) -> None:
    hall = TownHall(store, database)
    (said,) = await hall.say(official, QUESTION)
    assert "已记下" in said.text
    async with store.reading() as tx:
        assert [each.text for each in await tx.matters.open_ones("question", limit=5)] == [QUESTION]


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ("转办公室 药品的佐证作废", "药品的佐证作废"),
        ("转办公室 药品口径是什么", "药品口径是什么"),
        ("请转办公室:药品口径请明确一下", "药品口径请明确一下"),
        ("告诉办公室,通知里的时间写错了", "通知里的时间写错了"),
        ("麻烦转告办公室 撤回要说明什么", "撤回要说明什么"),
    ],
)
async def test_words_that_are_for_the_office_are_passed_to_it(
    hall: TownHall, enrol: Enrol, words: str, passed: str
) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    said = await hall.say(contact, words)
    assert "📨 已转办公室" in to(said, 1)[0].text
    assert f"<blockquote>{passed}</blockquote>" in to(said, 3)[0].text


async def test_an_official_has_words_passed_to_the_office(hall: TownHall, official: Person) -> None:
    said = await hall.say(official, "转办公室 食安率的口径请明确一下")
    assert "📨 已转办公室" in to(said, 2)[0].text and to(said, 3)


async def test_nothing_to_pass_on_is_asked_for(hall: TownHall, official: Person) -> None:
    (asked,) = await hall.say(official, "转办公室")
    assert "要转告什么" in asked.text


async def test_an_emergency_and_a_figure_for_the_office_are_what_they_are(
    hall: TownHall, enrol: Enrol
) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    assert not any("待答复" in each.text for each in await hall.say(contact, "转告办公室:突发:药厂起火"))
    assert any("96.5" in each.text for each in to(await hall.say(contact, "转办公室 3月药品96.5"), 1))


@pytest.mark.parametrize("words", ["转办公室了吗", "告诉办公室的人是谁"])
async def test_talk_of_passing_on_is_not_passed_on_as_told(
    hall: TownHall, official: Person, words: str
) -> None:
    assert not any("📨 已转办公室" in each.text for each in await hall.say(official, words))
