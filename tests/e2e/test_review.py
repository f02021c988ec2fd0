"""The office's review through the public door: passing, giving back, asking, and what changes afterwards."""

from tests.e2e.town import FARM, FOOD, LEADER, OFFICE, Message, Town, labels, words

SAID = "3月食品抽检500批次,合格483"
DRUG = "3月药品抽查合格率98.5%"


def verdicts(town: Town) -> list[tuple[object, ...]]:
    return town.rows("select number, verdict, reason from reviews order by id")


async def press_on(town: Town, card: Message, label: str, having: str) -> Message:
    await town.people.press(OFFICE, OFFICE, card["message_id"], label)
    return await town.changed(OFFICE, card["message_id"], having)


async def test_a_figure_is_unreviewed_until_the_office_passes_it_and_again_when_it_changes(
    town: Town,
) -> None:
    assert "没有待审" in words(await town.office("待审"))
    receipt = words(await town.answer(FOOD, SAID))
    assert "未审" in receipt
    card = await town.office("/review")
    for told in ("R-1", "96.6%(483/500)", "目标 ≥95%", "王秀兰", SAID, "佐证 0 件"):
        assert told in words(card)
    card = await press_on(town, card, "通过", "已通过 R-1")
    assert "没有待审" in words(card)
    assert "已审" in words(await town.answer(LEADER, "食品抽检合格率多少"))
    assert "未审" not in words(await town.answer(LEADER, "食品抽检合格率多少"))
    held = await town.answer(FOOD, "更正:3月食品抽检500批次,合格485")
    await town.people.press(FOOD, FOOD, held["message_id"], labels(held)[0])
    await town.next(FOOD, after=held["message_id"], having="已记录")
    assert "未审" in words(await town.answer(LEADER, "食品抽检合格率多少"))
    card = await town.office("/review")
    assert "改动过" in words(card) and "原报 96.6%(483/500)(R-1)" in words(card)
    (rows,) = town.rows("select count(*) from audit where action = 'pass' and subject = 'R-1'")
    assert rows == (1,)


async def test_a_figure_given_back_is_told_to_its_contact_at_once_and_owed_again(town: Town) -> None:
    await town.answer(FOOD, SAID)
    await town.answer(FOOD, DRUG)
    card = await town.office("审核")
    choices = await press_on(town, card, "退回", "请选原因")
    assert labels(choices)[:3] == ["口径不符", "数据存疑", "缺佐证"]
    await press_on(town, choices, "数据存疑", "已退回 R-1")
    told = await town.next(FOOD, after=card["message_id"], having="被办公室退回")
    assert "数据存疑" in words(told) and "重报" in words(told)
    assert "重点食品" in words(await town.office("谁还没报"))
    assert "已退回" in words(await town.answer(LEADER, "食品抽检合格率多少"))
    again = await town.people.send(FOOD, "500批次,合格483", reply_to=told["message_id"])
    assert "已记录 R-3" in words(await town.next(FOOD, after=again["message_id"]))
    assert verdicts(town) == [(1, "returned", "数据存疑")]
    old = choices["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    late = await town.people.press(OFFICE, OFFICE, card["message_id"], old, raw=True)
    assert "更正或撤销" in late["text"]
    card = await town.office("/review R-2")
    await press_on(town, card, "退回", "请选原因")
    await town.people.press(OFFICE, OFFICE, card["message_id"], "自己写原因")
    await town.next(OFFICE, after=card["message_id"], having="直接写退回")
    assert "已退回 R-2" in words(await town.office("要附检测报告"))
    await town.next(FOOD, after=again["message_id"], having="要附检测报告")


async def test_the_office_asks_and_the_answer_is_attached_to_the_figure(town: Town) -> None:
    await town.answer(FOOD, SAID)
    card = await town.office("/review")
    await town.people.press(OFFICE, OFFICE, card["message_id"], "询问")
    await town.next(OFFICE, after=card["message_id"], having="直接写要问的话")
    assert "已就 R-1 询问 王秀兰" in words(await town.office("不合格的17批是哪类?"))
    asked = await town.next(FOOD, after=card["message_id"], having="不合格的17批是哪类?")
    assert "已作为 R-1 的说明" in words(await town.answer(FOOD, "都是糕点"))
    replied = await town.people.send(FOOD, "补充:其中3批复检合格", reply_to=asked["message_id"])
    await town.next(FOOD, after=replied["message_id"], having="已作为 R-1 的说明")
    told = await town.next(OFFICE, after=asked["message_id"], having="都是糕点")
    await town.next(OFFICE, after=told["message_id"], having="其中3批复检合格")
    entries = words(await town.office("/review R-1"))
    assert "办公室问:不合格的17批是哪类?" in entries
    assert "王秀兰答:都是糕点" in entries and "其中3批复检合格" in entries
    assert [row[1] for row in verdicts(town)] == ["asked", "answered", "answered"]
    assert len(town.figures()) == 1


async def test_all_that_is_not_flagged_is_passed_at_once_after_a_word_on_what_it_is(town: Town) -> None:
    await town.answer(FOOD, SAID)
    await town.answer(FOOD, DRUG)
    await town.answer(FARM, "3月农产品抽检合格率97.2%")
    await town.answer(FARM, "2月农产品抽检合格率97%")
    card = await town.office("/review")
    await press_on(town, card, "全部通过未标记的 4 条", "2018年2月 1 条、2018年3月 3 条")
    await town.answer(FARM, "1月农产品抽检合格率97.1%")
    await press_on(town, card, "确定通过 4 条", "已通过 4 条")
    assert [row[0] for row in verdicts(town)] == [1, 2, 3, 4]
    assert "R-5" in words(await town.office("/review"))


async def test_review_is_the_offices_alone_and_a_second_press_says_so(town: Town) -> None:
    await town.answer(FOOD, SAID)
    assert "只对办公室开放" in words(await town.answer(FOOD, "/review"))
    card = await town.office("/review")
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    other = await town.answer(LEADER, "谁还没报")
    forged = await town.people.press(LEADER, LEADER, other["message_id"], data, raw=True)
    assert "只对办公室开放" in forged["text"]
    assert verdicts(town) == []
    await press_on(town, card, "通过", "已通过 R-1")
    again = await town.people.press(OFFICE, OFFICE, card["message_id"], data, raw=True)
    assert "已有人审过" in again["text"]
    assert len(verdicts(town)) == 1
    assert "没有这个编号" in words(await town.office("/review R-99"))
