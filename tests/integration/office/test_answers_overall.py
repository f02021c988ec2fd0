"""All indicators at once: of everybody or of one unit, now or in a period that was named."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    hall, contact = TownHall(store, database), await enrol(1, "contact", "food-drug-bureau")
    await hall.report(contact, "food-spot-check", {"2018-02": "92", "2018-03": "96"})
    await hall.report(contact, "agri-spot-check", {"2018-02": "96", "2018-03": "93"})
    return hall


async def text(hall: TownHall, person: Person, words: str) -> str:
    return "\n".join(each.text for each in await hall.say(person, words))


async def test_what_is_unmet_now_and_what_was_in_a_period_are_two_answers(
    hall: TownHall, official: Person
) -> None:
    now = await text(hall, official, "哪些没达标")
    assert "🔴 未达标 主要农产品 93%/≥95% 2018年3月 · 未审 差2个百分点" in now
    assert "重点食品" not in now
    february = await text(hall, official, "2月份哪些指标没达标")
    assert "2018年2月 未达标与接近" in february
    assert "🔴 未达标 重点食品 92%/≥95% · 未审 差3个百分点" in february
    assert "应报6项,另有4项尚未报送" in february


async def test_a_unit_is_told_of_by_the_indicators_it_leads(hall: TownHall, official: Person) -> None:
    told = await text(hall, official, "农业局指标情况怎么样")
    assert "市农业局牵头的</b> 1项指标" in told
    assert "主要农产品 93%" in told
    assert "工程质量" not in told


async def test_a_unit_that_leads_nothing_is_said_to(hall: TownHall, official: Person) -> None:
    assert "市财政局不牵头任何一项指标" in await text(hall, official, "市财政局指标情况怎么样")


async def test_a_returned_figure_is_owed_and_not_judged(
    hall: TownHall, official: Person, store: SqlStore
) -> None:
    async with store.writing() as tx:
        await tx.reviews.add(4, step="returned", words="口径不符", person_id=1, at=hall.clock.now())
    assert "主要农产品 已退回,等待重报(退回的数93%) 2018年3月" in await text(hall, official, "总体情况怎么样")
    assert "已报的指标中没有未达标的" in await text(hall, official, "哪些没达标")
    assert "主要农产品抽检合格率 2018年3月" in await text(hall, official, "谁还没报")


async def test_a_longer_period_is_judged_by_the_newest_figures_within_it(
    hall: TownHall, official: Person
) -> None:
    told = await text(hall, official, "今年上半年哪些指标没达标")
    assert "2018年上半年 未达标与接近" in told
    assert "🔴 未达标 主要农产品 93%/≥95% 2018年3月" in told
    assert "重点食品" not in told  # 92 % in February, 96 % in March
    quarter = await text(hall, official, "一季度总体情况")
    assert "2018年一季度情况</b> 25项指标" in quarter
    assert "重点食品 96%/≥95% 2018年3月" in quarter


async def test_a_month_that_was_asked_about_takes_no_question_about_something_else_along(
    hall: TownHall, official: Person
) -> None:
    await text(hall, official, "哪些没达标")
    assert "未达标与接近" not in await text(hall, official, "本月要报哪些")


async def test_the_ranking_is_said_to_be_no_assessment(hall: TownHall, official: Person) -> None:
    told = await text(hall, official, "考核排名")
    assert "不是考核得分" in told
    assert "用户" not in told


async def test_no_answer_dresses_an_overdue_figure_as_the_current_one(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database)
    contact, official = await enrol(1, "contact", "food-drug-bureau"), await enrol(2, "official")
    await hall.report(contact, "food-spot-check", {"2018-02": "96", "2018-03": "470/500"})
    hall.clock.move_to(datetime(2018, 5, 20, 1, tzinfo=UTC))

    async def told(text: str) -> str:
        return "\n".join(each.text for each in await hall.say(official, text))

    for question in ("食品抽检合格率多少", "食品抽检走势", "食品抽检比上月高还是低"):
        text = await told(question)
        assert "⚪ 2018年4月尚未报送(应于5月8日前报)" in text
        assert text.index("2018年4月尚未报送") < text.index("2018年3月")
        assert "用户1 4月3日09:00报(R-2)" in text
    assert "🟡" not in await told("食品抽检比上月高还是低")
    assert "🟡 接近" in await told("食品抽检3月比2月高吗")  # that period was asked about
    unmet = await told("哪些没达标")
    assert "5月20日 未达标与接近" in unmet
    assert "其中最近一次未达标或接近的:重点食品 94%(2018年3月)" in unmet


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2019年3月食品抽检合格率多少", "不存在或还没有开始"),
        ("13月食品抽检合格率多少", "不存在或还没有开始"),
        ("下个月食品抽检合格率多少", "不存在或还没有开始"),
        ("明年3月谁还没报", "不存在或还没有开始"),
        ("4月谁还没报", "2018年4月还没有结束"),
        ("明年一季度哪些没达标", "不存在或还没有开始"),
    ],
)
async def test_a_period_that_is_not_there_is_not_answered_with_another(
    hall: TownHall, official: Person, question: str, said: str
) -> None:
    await hall.say(official, "2018年2月食品抽检合格率多少")  # which is spoken of now
    told = await text(hall, official, question)
    assert said in told
    assert "92%" not in told


@pytest.mark.parametrize("words", ["产品质量整体情况", "产品类指标怎么样", "看看产品质量各项指标情况"])
async def test_an_area_is_told_of_by_its_indicators(hall: TownHall, official: Person, words: str) -> None:
    told = await text(hall, official, words)
    assert "产品质量情况</b> 9项指标" in told
    assert "主要农产品 93%" in told
    assert "空气" not in told


async def test_an_area_whose_name_is_a_family_too_is_told_of_and_not_asked(
    hall: TownHall, official: Person
) -> None:
    assert "工程质量情况</b> 6项指标" in await text(hall, official, "工程质量怎么样")


@pytest.mark.parametrize("words", ["达标的有哪些", "有几项达标了", "哪些指标已经达标"])
async def test_what_is_met_is_told_and_not_what_is_not(hall: TownHall, official: Person, words: str) -> None:
    told = await text(hall, official, words)
    assert "已达标1项(共25项)" in told
    assert "🟢 达标 重点食品 96%" in told
    assert "主要农产品" not in told


async def test_what_is_promised_is_said_so_and_not_called_unreported(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    """An answer once said 尚未报送 and 暂无 of the same period, one line below the other."""
    contact = await enrol(3, "contact", "food-drug-bureau")
    await hall.report(contact, "drug-spot-check", {"2018-02": "98"})
    hall.clock.move_to(datetime(2018, 4, 3, 2, tzinfo=UTC))
    await hall.say(contact, "3月药品暂无,4月16日报,省局数据没下发")
    hall.clock.move_to(datetime(2018, 4, 11, 2, tzinfo=UTC))
    for words in ("药品多少", "药品走势", "总体情况"):
        told = await text(hall, official, words)
        assert "2018年3月 暂无(省局数据没下发),承诺4月16日报" in told
        assert "3月尚未报送" not in told.split("药品")[-1]
