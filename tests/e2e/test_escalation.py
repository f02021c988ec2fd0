"""Escalation and extensions through the public door: asked for, granted, refused, sent, answered, closed."""

from tests.e2e.town import FARM, FOOD, LEADER, OFFICE, STRANGER, Message, Town, labels, words

OVERDUE = "2018-04-24T10:00:00+08:00"


async def press(town: Town, user: int, message: Message, label: str) -> str:
    chosen = next(each for each in labels(message) if label in each)
    pressed = await town.people.press(user, user, message["message_id"], chosen)
    return str(pressed.get("text", ""))


def data(message: Message) -> dict[str, str]:
    rows = message["reply_markup"]["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


async def test_an_extension_is_asked_for_granted_and_shown_and_refused_to_others(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    submitted = await town.answer(FOOD, "3月药品申请延期到4月20日,因省局数据未下发")
    assert "已提交延期申请" in words(submitted)
    card = await town.next(OFFICE, after=0, having="延期申请 1")
    refused = await town.people.press(FOOD, FOOD, submitted["message_id"], data(card)["同意"], raw=True)
    assert "只对办公室开放" in refused["text"]
    assert await press(town, OFFICE, card, "同意") == "已同意"
    assert "新期限4月20日" in words(await town.next(FOOD, after=0, having="办公室同意延期"))
    await town.changed(OFFICE, card["message_id"], "✅ 已同意")
    refused = await town.answer(FOOD, "3月药品申请延期到4月10日,因省局数据未下发")
    assert "已有" not in words(refused)
    await town.next(FOOD, after=refused["message_id"], having="延到哪天")
    assert "农业局" in words(await town.answer(FOOD, "3月农产品申请延期到4月20日,因数据未下发"))
    assert "只有责任单位的联络员" in words(await town.answer(LEADER, "3月药品申请延期到4月20日,因数据未下发"))
    assert "只对受邀人员" in words(await town.answer(STRANGER, "3月药品申请延期到4月20日,因数据未下发"))
    assert town.rows("select granted, until_on from extensions") == [(1, "2018-04-20")]
    actions = [
        row[0] for row in town.rows("select action from audit where subject = 'extension:1' order by id")
    ]
    assert actions == ["ask-extension", "grant-extension"]


async def test_a_unit_is_urged_then_ordered_answers_and_is_closed(empty_town: Town) -> None:
    town = empty_town
    await town.enrol(
        {
            FOOD: ("contact", ("food-drug-bureau",)),
            FARM: ("contact", ("agriculture-bureau",)),
            LEADER: ("official", ("food-drug-bureau",)),
        }
    )
    await town.bot.start(QBOT_NOW=OVERDUE)
    await town.answer(OFFICE, "/start")
    late = words(await town.answer(FOOD, "3月药品申请延期到4月30日,因省局数据未下发"))
    assert "已过" in late and "补报" in late
    draft = await town.answer(OFFICE, "催办市食药监局3月药品")
    assert "王秀兰、赵明远" in words(draft)
    await press(town, OFFICE, draft, "发出")
    urged = await town.next(FOOD, after=0, having="催办〔2018〕1号")
    assert "🟠 橙色" in words(urged) and "请于" in words(urged)
    draft = await town.answer(OFFICE, "督办市食药监局3月药品")
    await press(town, OFFICE, draft, "发出")
    ordered = await town.next(LEADER, after=0, having="督办〔2018〕1号")
    assert "🔴 红色" in words(ordered)
    await town.answer(LEADER, "/phase")
    await town.people.send(LEADER, "已责成今日报送", reply_to=ordered["message_id"])
    assert "赵明远" in words(await town.next(OFFICE, after=0, having="已责成今日报送"))
    assert "与您无关" in words(await town.answer(FARM, "/orders 督办1号"))
    assert "只对办公室开放" in words(await town.answer(LEADER, "督办1号结案,好了"))
    await town.answer(FOOD, "3月药品抽检合格率98%")
    yellow = await town.next(OFFICE, after=0, having="由红转黄")
    await press(town, OFFICE, yellow, "结案")
    await town.next(OFFICE, after=yellow["message_id"], having="办理结果")
    assert "已结案" in words(await town.answer(OFFICE, "已补报"))
    assert "结果:已补报" in words(await town.next(LEADER, after=0, having="已结案"))
    assert town.rows("select serial, light, outcome from orders order by id") == [
        ("催办〔2018〕1号", "orange", None), ("督办〔2018〕1号", "yellow", "已补报"),
    ]  # fmt: skip
    assert town.rows("select kind from order_entries where order_id = 2 order by id") == [
        ("sent",), ("answer",), ("made-good",), ("closed",),
    ]  # fmt: skip
