"""Messages that were meant for the bot and not understood, through the public door."""

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, words

UNREAD = "3月食安率 96.5"


async def press_on(town: Town, card: Message, label: str, having: str) -> Message:
    await town.people.press(OFFICE, OFFICE, card["message_id"], label)
    return await town.changed(OFFICE, card["message_id"], having)


async def open_matters(town: Town) -> list[tuple[object, ...]]:
    return town.rows("select text from matters where closed_at is null order by id")


async def test_what_the_office_takes_for_a_report_is_recorded_when_its_sender_confirms_it(town: Town) -> None:
    assert "没有待认领" in words(await town.office("待认领"))
    for talk in ("谢谢", "好的,收到", "您好"):
        assert "转办公室" not in words(await town.answer(FOOD, talk))
    said = await town.people.send(FOOD, UNREAD)
    assert "已转办公室认领" in words(await town.next(FOOD, after=said["message_id"]))
    notice = await town.next(OFFICE, after=said["message_id"], having="有待认领的消息")
    assert UNREAD in words(notice)
    assert "转办公室" not in words(await town.answer(LEADER, "食安率 97"))
    card = await town.office("待认领")
    assert UNREAD in words(card) and "王秀兰" in words(card)
    choices = await press_on(town, card, "作为报送…", "说的是哪项指标")
    food = next(label for label in labels(choices) if "食品" in label)
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    asked = await town.next(OFFICE, after=card["message_id"], having="是哪个数")
    await town.people.press(OFFICE, OFFICE, asked["message_id"], "2018年3月 96.5%")
    question = await town.next(FOOD, after=asked["message_id"], having="您确认后才记录")
    assert town.figures() == []
    await town.people.press(FOOD, FOOD, question["message_id"], "对,请记录")
    receipt = words(await town.next(FOOD, after=question["message_id"], having="已记录"))
    assert "96.5%" in receipt
    await town.next(OFFICE, after=asked["message_id"], having="确认了")
    assert town.figures() == [("food-spot-check", "food-drug-bureau", "2018-03", "96.5")]
    assert town.rows("select text, message_id, source from report_versions") == [
        (UNREAD, said["message_id"], "message")
    ]
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    again = await town.people.press(FOOD, FOOD, question["message_id"], data, raw=True)
    assert "过期" in again["text"] or "回答过" in again["text"]
    assert await open_matters(town) == []


async def test_a_sender_who_denies_leaves_nothing_recorded_and_the_message_waiting(town: Town) -> None:
    await town.answer(FOOD, "药械抽查98")
    card = await town.office("/claims")
    choices = await press_on(town, card, "作为报送…", "说的是哪项指标")
    drug = next(label for label in labels(choices) if "药品" in label)
    await town.people.press(OFFICE, OFFICE, card["message_id"], drug)
    asked = await town.next(OFFICE, after=card["message_id"], having="是哪个数")
    assert "没有看准" in words(await town.office("差不多吧"))
    sent = await town.office("3月 200批合格198")
    assert "已请 王秀兰 确认" in words(sent)
    question = await town.next(FOOD, after=asked["message_id"], having="99%(198/200)")
    other = await town.answer(FARM, "谁还没报")
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    forged = await town.people.press(FARM, FARM, other["message_id"], data, raw=True)
    assert "本人确认" in forged["text"]
    assert "没有记录" in words(await town.answer(FOOD, "不对。"))
    await town.next(OFFICE, after=sent["message_id"], having="说不对,仍待认领")
    assert town.figures() == []
    assert await open_matters(town) == [("药械抽查98",)]


async def test_the_office_answers_below_the_message_or_puts_it_aside(town: Town) -> None:
    said = await town.people.send(FOOD, "上月的数已报")
    await town.next(FOOD, after=said["message_id"])
    await town.answer(FARM, "农贸抽检结果出来了")
    card = await town.office("/claims")
    await town.people.press(OFFICE, OFFICE, card["message_id"], "回复")
    await town.next(OFFICE, after=card["message_id"], having="直接写给发报人")
    done = await town.office("收到了,不用再报")
    assert "已回复" in words(done) and "农贸抽检" in words(done)
    reply = await town.next(FOOD, after=card["message_id"], having="收到了,不用再报")
    assert reply["reply_to_message"]["message_id"] == said["message_id"]
    await press_on(town, done, "无需处理", "没有待认领")
    data = done["reply_markup"]["inline_keyboard"][1][1]["callback_data"]
    again = await town.people.press(OFFICE, OFFICE, done["message_id"], data, raw=True)
    assert "已经处理过" in again["text"]
    assert "只对办公室开放" in words(await town.answer(FOOD, "/claims"))


async def test_a_message_that_its_sender_puts_right_waits_no_longer(town: Town) -> None:
    said = await town.people.send(FOOD, UNREAD)
    await town.next(FOOD, after=said["message_id"])
    await town.people.edit(FOOD, said["message_id"], "3月食品抽检合格率 96.5")
    await town.next(FOOD, after=said["message_id"], having="已记录 R-1")
    await town.answer(FOOD, "/mine")  # the turn before is over when this one is answered
    assert "没有待认领" in words(await town.office("/claims"))
    assert town.rows("select outcome from matters") == [("reworded",)]


async def test_a_sender_who_was_removed_neither_confirms_nor_is_asked(town: Town) -> None:
    await town.answer(FOOD, UNREAD)
    card = await town.office("/claims")
    choices = await press_on(town, card, "作为报送…", "说的是哪项指标")
    food = next(label for label in labels(choices) if "食品" in label)
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    asked = await town.next(OFFICE, after=card["message_id"], having="是哪个数")
    await town.people.press(OFFICE, OFFICE, asked["message_id"], "2018年3月 96.5%")
    question = await town.next(FOOD, after=asked["message_id"], having="您确认后才记录")
    people = await town.office("/people")
    removal = next(label for label in labels(people) if "王秀兰" in label)
    await town.people.press(OFFICE, OFFICE, people["message_id"], removal)
    await town.changed(OFFICE, people["message_id"], "确定移除")
    await town.people.press(OFFICE, OFFICE, people["message_id"], "确定移除")
    await town.changed(OFFICE, people["message_id"], "已移除")
    refused = await town.people.press(FOOD, FOOD, question["message_id"], "对,请记录")
    assert "只对受邀人员开放" in refused["text"]
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    asked = await town.next(OFFICE, after=people["message_id"], having="是哪个数")
    assert "已不在名单里" in words(await town.office("3月 96.5"))
    assert town.figures() == []
    assert await open_matters(town) == [(UNREAD,)]


async def test_a_wording_is_taken_when_it_changes_nothing_and_outlives_a_restart(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检合格率96.6%")
    await town.answer(FOOD, "2月食安率 96.5")
    card = await town.office("/claims")
    choices = await press_on(town, card, "设为别名…", "说的是哪项指标")
    food = next(label for label in labels(choices) if "食品" in label)
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    asked = await town.next(OFFICE, after=card["message_id"], having="的别名")
    await town.people.press(OFFICE, OFFICE, asked["message_id"], "「食安率」")
    added = await town.next(OFFICE, after=asked["message_id"], having="已采用")
    assert "即刻生效" in words(added)
    assert "已记录" in words(await town.answer(FOOD, "1月食安率 96.4"))
    await town.bot.stop()
    await town.bot.start()
    assert "96.6%" in words(await town.answer(LEADER, "食安率多少"))
    assert "食安率" in words(await town.office("/aliases"))
    await town.people.press(OFFICE, OFFICE, added["message_id"], "撤销别名")
    await town.changed(OFFICE, added["message_id"], "已移除别名")
    assert "已转办公室认领" in words(await town.answer(FOOD, "4月食安率 96.5"))
    assert town.rows("select action from audit where action like 'alias%' order by id") == [
        ("alias-add",),
        ("alias-remove",),
    ]


async def test_a_wording_that_changes_an_earlier_reading_or_means_something_already_is_refused(
    town: Town,
) -> None:
    await town.answer(FOOD, "3月食品抽检合格率96.6%")
    await town.people.send(FARM, "王哥 96", GROUP)
    await town.answer(FOOD, "王哥 96")
    card = await town.office("/claims")
    choices = await press_on(town, card, "设为别名…", "说的是哪项指标")
    food = next(label for label in labels(choices) if "食品" in label)
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    await town.next(OFFICE, after=card["message_id"], having="的别名")
    assert "已有别的意思" in words(await town.office("合格率"))
    await town.people.press(OFFICE, OFFICE, card["message_id"], food)
    asked = await town.next(OFFICE, after=card["message_id"], having="的别名")
    await town.people.press(OFFICE, OFFICE, asked["message_id"], "「王哥」")
    refused = await town.next(OFFICE, after=asked["message_id"], having="没有采用「王哥」")
    assert "王哥 96" in words(refused)
    assert town.rows("select count(*) from added_aliases") == [(0,)]
