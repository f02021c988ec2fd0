"""Questions through the public door: in private, in a group with and without privacy mode, and to the office."""

import pytest

from tests.e2e.town import FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, words

BOT = "qbot"


def link(message: Message) -> str:
    """What the link below a group's answer sends when it is opened."""
    (row,) = message["reply_markup"]["inline_keyboard"]
    return str(row[0]["url"]).partition("?start=")[2]


async def test_an_official_goes_from_a_figure_to_its_source_and_on(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    await town.answer(FOOD, "3月药品抽检合格率98.6%")
    figure = await town.answer(LEADER, "现在食品抽检合格率多少")
    for part in ("94.6%(473/500)", "🟡 接近 差0.4个百分点", "再有40批次合格即可达标", "未审", "王秀兰"):
        assert part in words(figure)
    assert labels(figure) == ["走势图", "历史", "对比", "原始报文"]
    await town.people.press(LEADER, LEADER, figure["message_id"], "原始报文")
    source = await town.next(LEADER, after=figure["message_id"], having="全部版本")
    assert "3月食品抽检500批次,合格473" in words(source)
    drugs = words(await town.answer(LEADER, "那药品呢"))
    assert "药品质量安全抽查合格率" in drugs
    assert "全部版本" in drugs  # the source was spoken of last
    assert "98.6%" in words(await town.answer(LEADER, "R-2"))
    assert "方案三(四)" in words(await town.answer(LEADER, "方案里首席质量官怎么要求"))
    assert "还没有看过总体情况" in words(await town.answer(LEADER, "上次以来有什么变化"))
    await town.answer(LEADER, "/status")
    await town.answer(FOOD, "更正:3月食品抽检500批次,合格483")
    assert "🟡 接近 → 🟢 达标 重点食品 96.6%" in words(await town.answer(LEADER, "上次以来有什么变化"))
    assert "产品质量:⚪ 逾期未报2" in words(await town.answer(LEADER, "开会用"))
    ranking = words(await town.answer(LEADER, "考核排名"))
    assert "不是考核得分" in ranking
    assert "市食品药品监督管理局 已报" in ranking


@pytest.mark.parametrize("privacy", [True, False])
async def test_a_group_is_answered_shortly_and_only_when_it_addresses_the_bot(
    town: Town, privacy: bool
) -> None:
    await town.people.settings(privacy=privacy)
    await town.answer(FOOD, "3月食品抽检500批次,合格483")
    await town.people.send(OFFICE, "食品抽检合格率多少", chat_id=GROUP)
    await town.people.send(OFFICE, "今天谁值班?", chat_id=GROUP)
    answer = await town.answer(OFFICE, f"@{BOT} 食品抽检合格率多少", GROUP)
    assert "96.6%(483/500)" in words(answer)
    assert "王秀兰" not in words(answer)
    assert labels(answer) == ["私聊看详情"]
    again = await town.people.send(OFFICE, "谁还没报", chat_id=GROUP, reply_to=answer["message_id"])
    replied = await town.next(GROUP, after=again["message_id"])
    assert "应报25项" in words(replied)
    assert "\n\n" not in words(replied)
    assert "25项指标" in words(await town.answer(OFFICE, f"/status@{BOT}", GROUP))
    assert len(await town.said_by_bot(GROUP)) == 3
    detail = words(await town.answer(OFFICE, f"/start {link(answer)}"))
    assert "王秀兰" in detail


async def test_a_question_without_an_answer_goes_to_the_office_and_comes_back_below_itself(
    town: Town,
) -> None:
    await town.answer(OFFICE, "/start")
    asked = await town.people.send(FOOD, f"@{BOT} 方案里火箭发射怎么要求", chat_id=GROUP)
    passed_on = await town.next(GROUP, after=asked["message_id"])
    assert "已转办公室" in words(passed_on)
    copy = await town.next(OFFICE, after=0, having="火箭发射")
    assert labels(copy) == ["回复", "不需要答复"]
    await town.people.send(OFFICE, "方案没有这一项。", reply_to=copy["message_id"])
    answer = await town.next(GROUP, after=passed_on["message_id"], having="方案没有这一项")
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    pressed = await town.people.press(OFFICE, OFFICE, copy["message_id"], "回复")
    assert "已经有人处理" in pressed["text"]
    await town.people.send(LEADER, "方案里飞碟怎么说")
    second = await town.next(OFFICE, after=copy["message_id"], having="飞碟")
    await town.people.press(OFFICE, OFFICE, second["message_id"], "回复")
    await town.next(OFFICE, after=second["message_id"], having="请写下给提问人的答复")
    await town.people.send(OFFICE, "没有飞碟。")
    assert "没有飞碟" in words(await town.next(LEADER, after=0, having="没有飞碟"))


async def test_the_office_enters_what_others_have_and_the_light_turns(town: Town) -> None:
    await town.office("代市商务局报:一季度出口商品遭境外通报比率0.4%")
    waiting = words(await town.answer(LEADER, "出口通报比率多少"))
    assert "⚪ 待比较" in waiting and "全国平均水平的数还没有录入" in waiting
    refused = words(await town.answer(FOOD, "参考值 出口通报比率 2018年一季度 0.1%"))
    assert "由办公室录入" in refused
    receipt = await town.office("参考值 出口通报比率 2018年一季度 0.35%,来源:海关通报")
    assert "已录入参考值 C-1" in words(receipt) and "🔴 未达标" in words(receipt)
    assert labels(receipt) == ["撤销", "现在多少"]
    told = words(await town.answer(LEADER, "出口通报比率多少"))
    assert "🔴 未达标 超出0.05个百分点" in told
    assert "对比全国平均水平(2018年一季度)的0.35%" in told
    await town.people.press(OFFICE, OFFICE, receipt["message_id"], "撤销")
    await town.changed(OFFICE, receipt["message_id"], "已撤销参考值 C-1")
    assert "⚪ 待比较" in words(await town.answer(LEADER, "出口通报比率多少"))
    assert town.rows("select value, withdraws from reference_values order by id") == [
        ("0.35", None),
        (None, 1),
    ]
