"""Every change of a figure has a button, a command and a sentence, for those who may."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.actions_reporting import Correct
from qbot.errors import NotAllowed
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(9, "office")


def rows(hall: TownHall, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(hall.database)) as connection:
        return connection.execute(sql).fetchall()


def figures(hall: TownHall) -> set[tuple[str, str]]:
    """What stands: (period, value)."""
    sql = "select s.period, v.value from standing s join report_versions v on v.number = s.number"
    return {(row[0], row[1]) for row in rows(hall, sql)}


async def told(hall: TownHall, person: Person, *texts: str, reply_to: str | None = None) -> str:
    for text in texts:
        hall.clock.move_to(hall.clock.now() + timedelta(seconds=1))
        said = await hall.say(person, text, reply_to=reply_to)
    return "\n".join(each.text for each in said)


@pytest.mark.parametrize(
    "words", ["/correct 96.8", "/correct R-1 96.8", "更正R-1 96.8", "R-1改为96.8", "更正 96.8"]
)
async def test_a_figure_is_corrected_in_words(hall: TownHall, contact: Person, words: str) -> None:
    assert "96.6% → 96.8%" in await told(hall, contact, "3月食品96.6", words)


async def test_the_button_asks_for_the_value_and_a_bare_number_answers(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "3月食品96.6")
    _, (asked,) = await hall.press(contact, Correct(1, 1))
    assert "请直接回复正确的数" in asked.text
    assert "96.6% → 96.7%" in await told(hall, contact, "96.7")
    assert "哪项指标" in await told(hall, contact, "96.9")  # it was asked once


async def test_of_several_figures_the_one_is_asked_first(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品96.6,药品98.2")
    _, (which,) = await hall.press(contact, Correct(1, 2))
    assert which.labels == ["重点食品 2018年3月", "药品 2018年3月"]
    await hall.press(contact, which.keys[1]["callback_data"])
    assert "98.2% → 98.4%" in await told(hall, contact, "98.4")


async def test_a_number_long_after_the_button_corrects_nothing(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品96.6")
    await hall.press(contact, Correct(1, 1))
    hall.clock.move_to(hall.clock.now() + timedelta(minutes=11))
    assert "哪项指标" in await told(hall, contact, "96.7")
    assert figures(hall) == {("2018-03", "96.6")}


@pytest.mark.parametrize("words", ["/undo", "/undo R-1", "撤销R-1", "撤销"])
async def test_a_figure_is_taken_back_in_words(hall: TownHall, contact: Person, words: str) -> None:
    assert "已撤销 R-1" in await told(hall, contact, "3月食品96.6", words)
    assert figures(hall) == set()
    assert "撤销过了" in await told(hall, contact, "/undo R-1")


@pytest.mark.parametrize("words", ["/move 2月", "/move R-1 2月", "R-1改到2月"])
async def test_a_figure_is_moved_in_words(hall: TownHall, contact: Person, words: str) -> None:
    assert "2018年3月 → 2018年2月" in await told(hall, contact, "3月食品96.6", words)


async def test_without_a_period_or_value_it_is_asked_for(hall: TownHall, contact: Person) -> None:
    assert "改到哪一期" in await told(hall, contact, "3月食品96.6", "改期次")
    assert "2018年3月 → 2018年2月" in await told(hall, contact, "2月")
    assert "请直接回复正确的数" in await told(hall, contact, "/correct")


async def test_who_reported_nothing_hears_how(hall: TownHall, contact: Person) -> None:
    assert "没有找到可更正" in await told(hall, contact, "/correct 96.6")
    assert "没有可改期次" in await told(hall, contact, "/move 2月")
    assert "没有这个编号" in await told(hall, contact, "/undo R-7")


async def test_another_units_figures_are_left_alone(hall: TownHall, contact: Person, enrol: Enrol) -> None:
    other = await enrol(2, "contact", "agriculture-bureau")
    await told(hall, contact, "3月食品96.6")
    for words in ("更正R-1 95", "R-1改到2月"):
        with pytest.raises(NotAllowed):
            await told(hall, other, words)
    assert "只有报送人本人" in await told(hall, other, "撤销R-1")
    assert (await hall.press(other, Correct(1, 1)))[0] == "只有本单位的联络员或办公室可以更正。"
    assert figures(hall) == {("2018-03", "96.6")}


async def test_a_colleague_of_the_unit_answers_a_returned_figure_by_reply(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    colleague = await enrol(2, "contact", "food-drug-bureau")
    await told(hall, contact, "3月食品96.6")
    await told(hall, office, "退回R-1:缺佐证")
    assert "96.6% → 96.2%" in await told(hall, colleague, "96.2", reply_to="R-1")


async def test_a_contact_corrects_by_reply_what_the_office_reported_for_the_unit(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await told(hall, office, "代市食药监局报:3月食品96.6")
    assert "96.6% → 96.2%" in await told(hall, contact, "96.2", reply_to="R-1")


async def test_the_same_figure_after_a_return_is_said_to_be_unchanged(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await told(hall, contact, "3月食品96.6")
    await told(hall, office, "退回R-1:缺佐证")
    receipt = await told(hall, contact, "3月食品96.6")
    assert "退回后重报,数未变(原 R-1 留存)" in receipt
    assert "→" not in receipt


async def test_the_office_reviews_in_words(hall: TownHall, contact: Person, office: Person) -> None:
    await told(hall, contact, "3月食品96.6,药品98.2", "2月食品96.1")
    assert "已通过 R-1" in await told(hall, office, "R-1 通过")
    returned = await told(hall, office, "/review R-2 退回 缺佐证")
    assert "R-2 被办公室退回" in returned
    assert "原因:缺佐证" in returned
    assert "办公室(用户9)问 R-1" in await told(hall, office, "询问R-1 怎么算的")
    assert "请选原因" in await told(hall, office, "退回R-3")
    assert "将通过 1 条" in await told(hall, office, "全部通过")
    assert "写法" in await told(hall, office, "/review R-3 看看")
    assert "没有这个编号" in await told(hall, office, "R-77 通过")
    verdicts = rows(hall, "select number, verdict from reviews order by id")
    assert verdicts == [(1, "passed"), (2, "returned"), (1, "asked")]


async def test_verdicts_are_the_offices_alone(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品96.6")
    for words in ("R-1 通过", "/review R-1 通过", "全部通过"):
        with pytest.raises(NotAllowed):
            await told(hall, contact, words)
    assert rows(hall, "select * from reviews") == []


async def test_a_verdict_in_words_judges_what_stands_now(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await told(hall, contact, "3月食品96.6", "更正 96.7")
    assert "更正或撤销" in await told(hall, office, "R-1 通过")
    assert "已通过 R-2" in await told(hall, office, "R-2 通过")


@pytest.mark.parametrize(
    "words",
    [
        "刚才报错了,应该是98.7", "不是96.6,是98.7", "不是96.6%,而是98.7%", "上一条改成98.7", "刚才那个数错了,是98.7",
        "不好意思,写错了,应为98.7", "不对,是98.7", "刚才的数应该是98.7", "报错了,改为98.7。",
    ],
)  # fmt: skip
async def test_the_last_figure_is_corrected_by_a_sentence_without_its_name(
    hall: TownHall, contact: Person, words: str
) -> None:
    assert "96.6% → 98.7%" in await told(hall, contact, "3月食品96.6", words)


@pytest.mark.parametrize("words", ["不是95.1,是98.7", "之前是98.7", "上次是98.7", "是98.7", "不是96.6"])
async def test_what_denies_another_figure_or_tells_of_the_past_corrects_nothing(
    hall: TownHall, contact: Person, words: str
) -> None:
    await told(hall, contact, "3月食品96.6", words)
    assert figures(hall) == {("2018-03", "96.6")}


async def test_what_is_denied_says_which_of_several_figures_is_meant(hall: TownHall, contact: Person) -> None:
    assert "98.2% → 98.4%" in await told(hall, contact, "3月食品96.6,药品98.2", "不是98.2,是98.4")


@pytest.mark.parametrize("words", ["报错了", "刚才写错了", "更正"])
async def test_who_only_says_that_it_was_wrong_is_asked_for_the_value(
    hall: TownHall, contact: Person, words: str
) -> None:
    assert "请直接回复正确的数" in await told(hall, contact, "3月食品96.6", words)
    assert "96.6% → 96.9%" in await told(hall, contact, "96.9")


async def test_in_a_group_the_value_is_taken_from_whom_it_was_asked_of(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await hall.bind_group(office)
    other = await enrol(2, "contact", "agriculture-bureau")
    await hall.say(contact, "3月食品96.6", group=True)
    await hall.press(contact, Correct(1, 1), group=True)
    assert await hall.say(other, "95.1", group=True, addressed=False) == []
    await hall.say(contact, "96.9", group=True, addressed=False)
    assert figures(hall) == {("2018-03", "96.9")}


async def test_a_claim_is_dealt_with_by_its_number(hall: TownHall, contact: Person, office: Person) -> None:
    for text in ("2月食安率 96.5", "1月食安率 96.1", "4月食安率 96.2"):
        await told(hall, contact, text)
    assert "C-2 市食品药品监督管理局" in await told(hall, office, "/claims C-2")
    answered = await told(hall, office, "回复C-2:请写食品抽检")
    assert "请写食品抽检" in answered
    assert "已回复" in answered
    assert "处理过了" in await told(hall, office, "/claims C-2 无需处理")
    assert "说的是哪项指标" in await told(hall, office, "C-1 作为报送")
    await told(hall, office, "C-3 无需处理")
    assert "写法" in await told(hall, office, "/claims C-1 看看")
    assert "写法" in await told(hall, office, "/claims 食品")
    outcomes = rows(hall, "select id, outcome from matters where closed_at is not null order by id")
    assert outcomes == [(2, "answered"), (3, "dismissed")]
    ((after,),) = rows(hall, "select after from audit where action = 'claim-answered'")
    assert "请写食品抽检" in after
    with pytest.raises(NotAllowed):
        await told(hall, contact, "C-1 无需处理")


async def test_a_number_that_is_named_counts_more_than_the_last_report_and_the_reply(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.bind_group(office)
    await told(hall, contact, "2月食品96.1", "3月食品96.6")
    (why,) = await hall.say(contact, "撤销R-1", group=True, addressed=False)
    _, said = await hall.press(contact, why.keys[0]["callback_data"], group=True)
    assert "已撤销 R-1" in said[0].text
    assert figures(hall) == {("2018-03", "96.6")}
    await told(hall, contact, "2月食品96.2")
    assert "已撤销 R-2" in await told(hall, contact, "撤销R-2", reply_to="R-4")
    assert figures(hall) == {("2018-02", "96.2")}


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("药品那条撤回", "98.2"),
        ("撤回3月药品", "98.2"),
        ("刚才报的2月食品合格率有误,先撤回", "96.1"),
        ("撤回", "96.6"),
    ],
)
async def test_taking_back_means_the_figure_that_is_named(
    hall: TownHall, contact: Person, words: str, gone: str
) -> None:
    await told(hall, contact, "2月食品96.1", "3月药品98.2", "3月食品96.6")
    answer = await told(hall, contact, words)
    if "要说明原因" in answer:  # past its due date
        answer = await told(hall, contact, "数据有误")
    assert f"<s>{gone}%</s>" in answer
    assert len(figures(hall)) == 2


async def test_a_figure_that_was_not_reported_takes_no_other_with_it(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品96.6")
    assert "没有报过这一项" in await told(hall, contact, "药品那条撤回")
    assert "没有报过这一项" in await told(hall, contact, "撤回2月食品")
    assert figures(hall) == {("2018-03", "96.6")}


async def test_whose_figure_the_office_takes_back_or_moves_is_told(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await told(hall, contact, "3月食品96.6", "2月食品96.1")
    said = await hall.say(office, "撤销R-1")
    (word,) = [each.text for each in said if each.chat_id == contact.telegram_user_id]
    assert "办公室(用户9)撤销了您报的数" in word
    assert "该期现为未报" in word
    said = await hall.say(office, "R-2改到1月")
    (word,) = [each.text for each in said if each.chat_id == contact.telegram_user_id]
    assert "2018年2月(R-2) → 2018年1月" in word


async def test_nobody_is_told_of_what_they_take_back_themselves(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品96.6")
    assert len(await hall.say(contact, "撤销")) == 1


async def test_taking_back_in_reply_to_what_the_office_reported_touches_no_other_figure(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await told(hall, office, "代市食药监局报:3月食品97.2")
    await told(hall, contact, "97.5", reply_to="R-1")
    assert figures(hall) == {("2018-03", "97.5")}
    answer = await told(hall, contact, "撤销", reply_to="R-1")
    assert "R-1 是办公室代报的" in answer and "没有撤销" in answer
    assert figures(hall) == {("2018-03", "97.5")}
    assert "已撤销 R-2" in await told(hall, contact, "撤销", reply_to="R-2")
