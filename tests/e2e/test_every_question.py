"""Every kind of question through the public door: in private in full, in a group in one short message."""

from itertools import cycle

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, Town, labels, words

QUESTIONS = {
    "现在食品抽检合格率多少": "94.6%(473/500) 🟡 接近",
    "食品抽检最近走势": "2018年3月 94.6%(473/500)",
    "食品抽检比上月高还是低": "上一期没有报送",
    "食品抽检目标多少": "目标 ≥95%(方案二(一)2)",
    "哪些没达标": "再有40批次合格即可达标",
    "谁还没报": "应报25项,已报1",
    "我还差啥没报": "您没有要报的指标",
    "总体情况": "25项指标",
    "现在到哪一步了": "「整体推进」阶段,还有392天",
    "考核排名": "不是考核得分",
    "食品抽检谁负责": "责任单位:市食品药品监督管理局",
    "食品抽检这个数谁报的": "4月3日09:",
    "方案里首席质量官怎么要求": "方案三(四)",
    "投诉打哪个电话": "12365",
    "开会用": "产品质量",
    "参考值": "全国平均水平",
}  # fmt: skip
OF_ONESELF = "我还差啥没报"
NAMES = ("王秀兰", "陈思雨", "3月食品抽检500批次")


async def test_every_kind_of_question_is_answered_in_private_in_full(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    askers = cycle((FARM, LEADER, FOOD))  # by turns, as each chat takes only a message a second
    unsaid = {}
    for question, part in QUESTIONS.items():
        asker = LEADER if question == OF_ONESELF else next(askers)
        told = words(await town.answer(asker, question))
        if part not in told:
            unsaid[question] = told
    assert unsaid == {}


async def test_every_kind_of_question_is_answered_in_a_group_shortly_and_without_names(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    for question, part in QUESTIONS.items():
        if question == OF_ONESELF:
            continue  # what the office's own unit owes is another answer
        answer = await town.answer(OFFICE, f"@qbot {question}", GROUP)
        told = words(answer)
        assert part in told, question
        assert not any(name in told for name in NAMES), question
        assert told.count("\n") <= 9, question
        assert labels(answer) in (["私聊看详情"], []), question
