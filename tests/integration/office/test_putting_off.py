"""Words beside the point of a question: they put the figure off, or speak of others, and nothing is recorded."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.texts import asking as texts
from handlers.texts import walk as walk_texts
from qbot.people import Person
from tests.integration.office.test_asking import Hall, hall

__all__ = ["hall"]

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


@pytest.mark.parametrize(
    "words",
    [
        "由于省里还没定,先别记",
        "因为要开会,晚点再说",
        "原因还在核实",
        "原因:等局长签字再报",
        "原因怎么写?",
        "先别记",
    ],
)
async def test_words_that_put_a_figure_off_are_no_reason_to_record_it(
    hall: Hall, contact: Person, words: str
) -> None:
    await hall.told(contact, "2月药品98.6", "3月药品60.2", "确认")
    (question,) = hall.open_questions()
    for reply_to in (None, f"question:{question}"):
        said = await hall.say(contact, words, reply_to=reply_to)
        assert not any("已记录" in each.text for each in said)
        assert hall.open_questions() == [question]
    await hall.told(contact, "原因是样本变化")
    assert ("drug-spot-check", "2018-03", "60.2") in hall.figures()


async def test_a_figure_put_off_is_kept_in_view_with_what_to_do_next(hall: Hall, contact: Person) -> None:
    assert await hall.told(contact, "2月药品98.6", "3月药品60.2", "先别记") == texts.NOT_YET
    assert "已记录" in await hall.told(contact, "2月食品95.8,3月的晚点再报")
    assert hall.open_questions() == [1]


@pytest.mark.parametrize("words", ["其余的都报零", "其他指标都是97", "剩下的都是98"])
async def test_a_sentence_about_other_figures_is_not_recorded_for_the_one_asked(
    hall: Hall, contact: Person, words: str
) -> None:
    assert await hall.told(contact, "3月食品抽检合格率大概96左右", words) == texts.OF_OTHERS
    assert (hall.figures(), hall.open_questions()) == (set(), [1])
    await hall.told(contact, "96.4")
    assert hall.figures() == {("food-spot-check", "2018-03", "96.4")}


@pytest.mark.parametrize("words", ["其他的都是零", "其余的都报零", "剩下的都暂无,周五报"])
async def test_a_sentence_about_other_figures_does_not_answer_the_item_of_a_walk(
    hall: Hall, contact: Person, words: str
) -> None:
    said = await hall.told(contact, "/report", words)
    assert walk_texts.OF_OTHERS in said and "1/2" in said
    assert hall.rows("select * from report_versions") == []


async def test_an_indicator_whose_name_speaks_of_others_is_answered_by_its_name(
    hall: Hall, enrol: Enrol
) -> None:
    contact = await enrol(2, "contact", "housing-bureau")
    await hall.told(contact, "一季度其他工程大概98左右", "其他工程98.6")
    assert hall.figures() == {("other-project-acceptance", "2018-Q1", "98.6")}
