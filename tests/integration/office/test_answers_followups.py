"""Short questions after another one: about the same subject, for ten minutes, and never a report."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
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
    hall = TownHall(store, database)
    contact = await enrol(1, "contact", "food-drug-bureau")
    await hall.report(contact, "food-spot-check", {"2018-02": "95.9", "2018-03": "483/500"})
    await hall.report(contact, "drug-spot-check", {"2018-02": "98.6", "2018-03": "97.5"})
    return hall


async def told(hall: TownHall, person: Person, *texts: str) -> str:
    """What is answered to the last of these words."""
    for text in texts:
        said = await hall.say(person, text)
    return "\n".join(each.text for each in said)


@pytest.mark.parametrize(
    ("follow", "parts"),
    [
        ("那药品呢", ("药品质量安全抽查合格率", "2018年3月:<b>97.5%</b>")),
        ("2月呢", ("重点食品监督抽查合格率", "2018年2月:<b>95.9%</b>")),
        ("上个月呢", ("重点食品监督抽查合格率", "2018年3月:<b>96.6%(483/500)</b>")),
        ("谁报的", ("重点食品监督抽查合格率", "用户1", "2018-03 food-spot-check 483/500")),
        ("原始报文", ("重点食品监督抽查合格率", "<blockquote>")),
        ("目标呢", ("重点食品监督抽查合格率", "≥95%")),
        ("历史呢", ("重点食品监督抽查合格率", "最近2期")),
        ("谁负责", ("重点食品监督抽查合格率", "市食品药品监督管理局")),
        ("达标了吗", ("重点食品监督抽查合格率", "🟢 达标")),
        ("还差多少", ("重点食品监督抽查合格率", "还可承受8批次不合格")),
        ("和上月比", ("重点食品监督抽查合格率", "🟢 达标", "较2018年2月(95.9%)上升0.7个百分点")),
        ("去年同期呢", ("重点食品监督抽查合格率", "去年同期没有记录")),
        ("有佐证吗", ("重点食品监督抽查合格率", "没有佐证")),
        ("审了没", ("重点食品监督抽查合格率", "未审", "全部版本")),
        ("什么时候报", ("重点食品监督抽查合格率", "2018年4月应于5月8日前报")),
        ("最高是哪个月", ("重点食品监督抽查合格率", "最近2期")),
        ("方案怎么说的", ("方案二(一)2", "达到95%以上")),
        ("一季度呢", ("2018年一季度没有单独报数", "2018年2月", "2018年3月")),
    ],
)
async def test_a_short_question_is_about_what_was_spoken_of(
    hall: TownHall, official: Person, follow: str, parts: tuple[str, ...]
) -> None:
    text = await told(hall, official, "食品抽检合格率多少", follow)
    assert [part for part in parts if part not in text] == []


async def test_another_indicator_is_asked_about_in_the_same_way(hall: TownHall, official: Person) -> None:
    assert "目标 ≥98%" in await told(hall, official, "食品抽检合格率目标多少", "那药品呢")
    assert "药品质量安全抽查合格率</b> 最近2期" in await told(hall, official, "食品合格率走势", "药品呢")


async def test_a_question_about_all_goes_on_with_a_period_or_a_unit(hall: TownHall, official: Person) -> None:
    assert "2018年一季度 应报" in await told(hall, official, "谁还没报", "一季度呢")
    text = await told(hall, official, "谁还没报", "农业局呢")
    assert "市农业局" in text
    assert "市商务局" not in text


async def test_a_question_after_a_list_is_about_what_it_listed(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    assert "药品质量安全抽查合格率" in await told(hall, official, "哪些没达标", "第一个呢")
    assert "责任单位:市食品药品监督管理局" in await told(hall, official, "哪些没达标", "谁负责")
    contact = await enrol(9, "contact", "agriculture-bureau")
    await hall.report(contact, "agri-spot-check", {"2018-03": "90"})
    owners = await told(hall, official, "哪些没达标", "都是谁负责")
    assert "市食品药品监督管理局:药品" in owners and "市农业局:主要农产品" in owners
    assert "第二个" not in await told(hall, official, "哪些没达标", "第二个呢")  # there is only one
    assert "应报" in await told(hall, official, "谁还没报", "他们报了没")


async def test_a_question_after_the_phase_or_the_plan_goes_on_with_it(
    hall: TownHall, official: Person
) -> None:
    assert "「自查申报」2019年5月1日开始" in await told(hall, official, "现在到哪一步了", "下一步呢")
    plan = "方案里首席质量官怎么要求"
    assert "方案三(七)" in await told(hall, official, plan, "那分户验收呢")
    assert "牵头单位:市质监局(拟定)" in await told(hall, official, plan, "谁负责")


async def test_why_goes_to_the_office_with_what_was_spoken_of(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    office = await enrol(3, "office")
    assert "已转办公室" not in await told(hall, official, "为什么")
    await hall.say(official, "药品合格率多少")
    said = await hall.say(official, "为什么")
    copy = next(each for each in said if each.chat_id == office.telegram_user_id)
    assert "此前在问:药品质量安全抽查合格率" in copy.text


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("试点几个", "合格率多少"),  # a number of pilots is no rate
        ("食品抽检合格率多少", "几家"),
        ("食品抽检合格率多少", "生产许可证覆盖率呢"),
        ("试点几个", "市农业局还差什么"),
        ("食品抽检合格率多少", "市农业局还差什么没报"),
        ("谁还没报", "报了"),
        ("食品抽检合格率多少", "污染物二季度比一季度高吗"),
        ("食品抽检合格率多少", "房价走势"),
        ("食品抽检合格率多少", "税收走势图"),
        ("食品抽检合格率多少", "税收目标是多少"),
        ("食品抽检合格率多少", "养老院谁负责"),
        ("食品抽检合格率多少", "教育方面谁报的"),
        ("老字号多少", "事故走势图"),
        ("老字号多少", "GDP走势图"),
    ],
)
async def test_words_that_mean_something_else_do_not_go_on(
    hall: TownHall, official: Person, first: str, words: str
) -> None:
    before = await told(hall, official, first)
    after = await told(hall, official, words)
    assert before.split("\n")[0] not in after


@pytest.mark.parametrize("words", ["房价走势", "税收目标是多少", "养老院谁负责", "事故走势图"])
async def test_in_a_group_too_another_matter_is_not_answered_with_the_subject(
    hall: TownHall, official: Person, enrol: Enrol, words: str
) -> None:
    await hall.bind_group(await enrol(3, "office"))
    await hall.say(official, "@qbot 食品抽检合格率多少", group=True)
    said = await hall.say(official, f"@qbot {words}", group=True)
    assert not any("重点食品监督抽查合格率</b>" in each.text for each in said)


async def test_a_picture_of_something_else_is_asked_for(hall: TownHall, official: Person) -> None:
    assert "哪项指标" in await told(hall, official, "食品抽检合格率多少", "事故走势图")


async def test_what_the_parts_come_to_is_compared(hall: TownHall, official: Person, enrol: Enrol) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    await hall.report(
        contact, "agri-spot-check", {"2017-12": "90/100", "2018-01": "96/100", "2018-02": "97/100"}
    )
    text = await told(hall, official, "农产品一季度比上季度高吗")
    assert "2018年1月至2月合计 <b>96.5%</b>(193/200)" in text and "缺3月" in text
    assert "较2017年四季度合计(90%,缺1期)上升6.5个百分点" in text
    assert "去年同期没有可比的合计" in text


async def test_after_ten_minutes_nothing_is_meant_any_more(hall: TownHall, official: Person) -> None:
    await hall.say(official, "食品抽检合格率多少")
    hall.clock.move_to(hall.clock.now() + timedelta(minutes=11))
    assert "重点食品" not in await told(hall, official, "2月呢")


async def test_one_person_does_not_go_on_with_anothers_question(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    other = await enrol(5, "official")
    await hall.say(official, "食品抽检合格率多少")
    assert "95.9" not in await told(hall, other, "2月呢")


@pytest.mark.parametrize("words", ["好的", "谢谢", "收到", "嗯", "今天天气怎么样", "中午吃什么", "96.5"])
async def test_idle_words_and_bare_numbers_do_not_go_on(hall: TownHall, official: Person, words: str) -> None:
    text = await told(hall, official, "食品抽检合格率多少", words)
    assert "重点食品监督抽查合格率" not in text


async def test_a_report_after_a_question_is_a_report(hall: TownHall, enrol: Enrol) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    text = await told(hall, contact, "药品合格率多少", "1月食品抽检合格率96.2")
    assert "R-5" in text or "已过报送期限" in text
    assert "药品质量安全抽查合格率</b>" not in text


async def test_a_question_that_names_no_indicator_asks_which_and_keeps_its_period(
    hall: TownHall, official: Person
) -> None:
    (asked,) = await hall.say(official, "上个月抽检合格率多少")
    assert asked.labels == ["重点食品", "主要农产品", "药品"]
    data = next(key["callback_data"] for key in asked.keys if key["text"] == "药品")
    _, (answer,) = await hall.press(official, data)
    assert "2018年3月:<b>97.5%</b>" in answer.text


async def test_a_number_is_a_subject_too(hall: TownHall, official: Person) -> None:
    assert "98.6%" in await told(hall, official, "R-3")
    assert "目标 ≥98%" in await told(hall, official, "目标呢")


async def test_a_source_asked_about_out_of_nowhere_asks_which(hall: TownHall, official: Person) -> None:
    assert "哪项指标" in await told(hall, official, "谁报的")


async def test_the_source_of_a_time_told_in_parts_is_that_of_its_parts(
    hall: TownHall, official: Person
) -> None:
    text = await told(hall, official, "食品抽检合格率多少", "那药品呢", "一季度呢", "谁报的")
    assert "2018年一季度没有单独报数,按月报的来源如下" in text
    assert "· 2018年3月 <b>97.5%</b> 市食品药品监督管理局 用户1 4月3日09:00报(R-4) · 未审" in text
    assert "· 2018年2月 <b>98.6%</b>" in text
    assert "尚未报送" not in text


@pytest.fixture
async def many(hall: TownHall, enrol: Enrol) -> TownHall:
    """Ten indicators of both frequencies that fall short."""
    contact = await enrol(9, "contact", "quality-bureau")
    short = {"agri-spot-check": "2018-03", "air-quality": "2018-03", "water-quality": "2018-03"}
    rates = [each for each in hall.plan.indicators if each.frequency == "quarter" and each.measure == "%"]
    short |= {each.id: "2018-Q1" for each in rates if each.target.better == "higher"}
    for id_, period in short.items():
        await hall.report(contact, id_, {period: "50"})
    return hall


@pytest.mark.parametrize(
    ("follow", "parts"),
    [
        ("谁负责", ("责任单位", "市食品药品监督管理局:药品", "市农业局:主要农产品")),
        ("目标是多少", ("· 药品 ≥98%(方案二(一)2)", "· 生产许可证 ")),
        ("还差多少", ("🟡 接近 药品 97.5%", "差0.5个百分点")),
        ("二月呢", ("2018年2月 未达标与接近",)),
        ("谁报的", ("· 药品 2018年3月 <b>97.5%</b>", "用户1 4月3日09:00报(R-4)")),
        ("和上月比", ("· 药品 2018年3月 97.5% 较2月 -1.1个百分点",)),
        ("走势呢", ("· 药品 2018年2月 98.6% → 2018年3月 97.5%",)),
    ],
)
async def test_a_question_after_a_list_is_answered_for_the_whole_list_in_one_screen(
    many: TownHall, official: Person, follow: str, parts: tuple[str, ...]
) -> None:
    (listed,) = await many.say(official, "哪些没达标")
    assert listed.text.count("\n") > 9
    (said,) = await many.say(official, follow)
    assert [part for part in parts if part not in said.text] == []
    assert "尚未报送" not in said.text or follow == "二月呢"


async def test_questions_after_a_list_keep_it(many: TownHall, official: Person) -> None:
    await many.say(official, "哪些没达标")
    await many.say(official, "谁负责")
    (of_march,) = await many.say(official, "3月呢")
    assert "2018年3月的数" in of_march.text
    assert "生产许可证 2018年一季度还没有" not in of_march.text
    assert "生产许可证 2018年3月尚未报送" not in of_march.text
    (targets,) = await many.say(official, "目标呢")
    assert "· 药品 ≥98%" in targets.text
