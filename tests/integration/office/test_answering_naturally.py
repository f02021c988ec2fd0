"""Answers as people type them while something is asked: taken where the open question makes them plain."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.actions_review import Return, ShowReview
from handlers.texts import asking as texts
from handlers.texts import review as review_texts
from qbot.people import Person
from tests.integration.office.test_asking import Hall, hall

__all__ = ["hall"]

Enrol = Callable[..., Awaitable[Person]]
FOOD = "food-spot-check"


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(2, "office")


@pytest.mark.parametrize("words", ["对的", "是的", "就是这个数", "数没错", "对,就是这个数", "情况属实"])
async def test_a_plain_yes_stands_by_a_figure_that_is_asked_whether_it_is_true(
    hall: Hall, contact: Person, words: str
) -> None:
    assert "请选一个原因" in await hall.told(contact, "2月药品98.6", "3月药品60.2", words)


async def test_a_bare_yes_to_a_slip_is_asked_what_it_means(hall: Hall, contact: Person) -> None:
    assert await hall.told(contact, "2月药品98.6", "3月药品9.86", "是的") == texts.YES_TO_WHAT
    assert "请选一个原因" in await hall.told(contact, "就是这个数")


@pytest.mark.parametrize("words", ["数据存疑", "检测报告没有盖章"])
async def test_the_reason_of_a_return_may_be_typed_where_buttons_offer_some(
    hall: Hall, contact: Person, office: Person, words: str
) -> None:
    await hall.say(contact, "3月食品96.5")
    await hall.press(office, Return(1, 0, review_texts.ASK_REASON))
    assert "应报" in await hall.told(office, "谁还没报")
    said = await hall.say(office, words)
    assert any(each.chat_id == contact.telegram_user_id and words in each.text for each in said)


async def test_words_after_a_return_was_left_alone_return_nothing(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月食品96.5")
    await hall.press(office, Return(1, 0, review_texts.ASK_REASON))
    await hall.press(office, ShowReview(0))
    await hall.say(office, "检测报告没有盖章")
    assert hall.rows("select * from reviews where verdict = 'returned'") == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("更正 98.7,上级核定", "上级核定"),
        ("1月食品改为98.7,原因是补充数据", "补充数据"),
        ("更正98.7(口径调整)", "口径调整"),
    ],
)
async def test_a_reason_said_with_a_correction_is_not_asked_again(
    hall: Hall, contact: Person, words: str, reason: str
) -> None:
    assert f"原因:{reason}" in await hall.told(contact, "1月食品97", words)
    assert hall.figures() == {(FOOD, "2018-01", "98.7")}


async def test_a_reason_said_along_never_answers_a_doubt(hall: Hall, contact: Person) -> None:
    assert "是否" in await hall.told(contact, "1月食品97", "2月食品97", "更正 9.7,上级核定")


@pytest.mark.parametrize("words", ["改期次 2月", "期次错了,是2月", "期次写错了,应该是2月"])
async def test_another_period_may_be_told_in_words_of_the_last_figure(
    hall: Hall, contact: Person, words: str
) -> None:
    assert "2018年2月" in await hall.told(contact, "3月食品96.5", words)
    assert hall.figures() == {(FOOD, "2018-02", "96.5")}


async def test_a_paused_walk_goes_on_at_the_word_of_its_button(hall: Hall, contact: Person) -> None:
    assert "1/2" in await hall.told(contact, "/report", "暂停", "继续")


async def test_why_something_does_not_apply_may_begin_with_the_month(hall: Hall, contact: Person) -> None:
    assert "原因:本月没抽检" in await hall.told(contact, "3月药品不适用,本月没抽检")


async def test_what_follows_an_emergency_is_added_to_it(hall: Hall, contact: Person, office: Person) -> None:
    assert "E-1" in await hall.told(contact, "突发:某药店爆炸,1人受伤")
    for words in ("火已扑灭", "目前情况稳定了"):
        said = await hall.say(contact, words)
        assert "已补充到 E-1" in said[0].text
        assert any(each.chat_id == office.telegram_user_id and words in each.text for each in said)
    for words in ("好的,谢谢", "我们组织了处置演练", "现场情况怎么样?"):
        assert "已补充" not in await hall.told(contact, words)


async def test_a_figure_in_between_does_not_end_an_emergency(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "突发:演集镇药店起火,1人受伤")
    assert "已记录" in await hall.told(contact, "3月食品96.5")
    for words in ("火已扑灭", "3人已出院", "情况稳定了"):
        said = await hall.say(contact, words)
        assert "已补充到 E-1" in said[0].text
        assert any(each.chat_id == office.telegram_user_id and words in each.text for each in said)
    for words in ("现在都控制住了吗?", "名单:张三、李四", "3月药品98.6", "好的,谢谢"):
        assert "已补充" not in await hall.told(contact, words)


async def test_what_the_office_asks_of_an_emergency_is_answered_without_a_reply(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "突发:演集镇药店起火,1人受伤")
    await hall.say(contact, "3月食品96.5")
    await hall.say(office, "E-1补充 请报送医人员名单")
    for words in ("好的,收到", "3月药品98.6", "谁还没报"):
        assert "已补充" not in await hall.told(contact, words)
    assert "已补充到 E-1" in await hall.told(contact, "名单:张三、李四、王五")


async def test_taking_back_is_no_news_of_an_emergency(hall: Hall, contact: Person, office: Person) -> None:
    await hall.say(contact, "突发:演集镇药店起火,1人受伤")
    for words in ("撤销", "撤回", "/undo"):
        (only,) = await hall.say(contact, words)
        assert "收不回来" in only.text and "撤销R-" not in only.text
    async with hall.store.reading() as tx:
        assert len(await tx.incidents.last_entries(1, limit=9)) == 1


async def test_taking_back_after_an_emergency_names_the_last_figure(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "3月食品96.5")
    await hall.say(contact, "突发:演集镇药店起火,1人受伤")
    (only,) = await hall.say(contact, "撤销")
    assert "收不回来" in only.text and "撤销R-1" in only.text


async def test_closing_an_emergency_without_a_result_asks_for_it(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "突发:某药店爆炸,1人受伤")
    assert "处置结果" in await hall.told(office, "E-1结案")
    assert "已结案" in await hall.told(office, "已妥善处置")
