"""Progress on the plan's tasks: kept beside its item, asked about when unsure, helped by the office."""

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, PATIENCE_SECONDS, Message, Town, labels, words

SAID = "首席质量官制度已在32家企业推行"


def data(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if label in button["text"])


def notes(town: Town) -> list[tuple[object, ...]]:
    return town.rows("select item, unit, state, percent from progress where withdrawn_at is null order by id")


async def test_a_note_is_kept_beside_its_item_and_taken_back_once(town: Town) -> None:
    receipt = await town.answer(FOOD, "食品追溯平台建设完成80%")
    assert all(part in words(receipt) for part in ("T-1", "三(三)", "🔵 推进中 80%", "不计入指标数据"))
    assert labels(receipt) == ["改条目", "需协调", "撤回"]
    assert notes(town) == [("food-traceability", "food-drug-bureau", "running", 80)]
    follow = await town.people.send(FOOD, "已完成100%", reply_to=receipt["message_id"])
    await town.next(FOOD, after=follow["message_id"], having="✅ 已完成")
    undone = words(await town.answer(FOOD, "刚才那条发错了,撤回"))
    assert "已撤回 T-2" in undone
    await town.people.press(FOOD, FOOD, receipt["message_id"], "撤回")
    await town.changed(FOOD, receipt["message_id"], "已撤回 T-1")
    again = await town.people.press(FOOD, FOOD, receipt["message_id"], data(receipt, "撤回"), raw=True)
    assert "已撤回" in again["text"]
    assert notes(town) == [] and town.figures() == []
    assert len(town.rows("select id from progress")) == 2


async def test_an_unsure_item_is_asked_and_belongs_to_the_asker(town: Town) -> None:
    question = await town.answer(FOOD, "应急预案已修订")
    assert 3 <= len(labels(question)) <= 5 and labels(question)[-1] == "都不是"
    assert notes(town) == []
    pick = data(question, "食品安全事故应急预案")
    await town.people.press(FOOD, FOOD, question["message_id"], pick, raw=True)
    receipt = await town.next(FOOD, after=question["message_id"], having="进展已登记")
    assert notes(town) == [("food-emergency-plan", "food-drug-bureau", "done", None)]
    late = await town.people.press(FOOD, FOOD, question["message_id"], pick, raw=True)
    assert "已经回答过" in late["text"]
    await town.people.press(FOOD, FOOD, receipt["message_id"], "改条目")
    other = await town.next(FOOD, after=receipt["message_id"], having="哪一项")
    await town.people.press(FOOD, FOOD, other["message_id"], "都不是")
    groups = await town.changed(FOOD, other["message_id"], "哪一类工作")
    await town.people.press(FOOD, FOOD, other["message_id"], data(groups, "产品质量目标"), raw=True)
    group = await town.changed(FOOD, other["message_id"], "产品质量目标")
    await town.people.press(FOOD, FOOD, other["message_id"], data(group, "非法添加"), raw=True)
    await town.next(FOOD, after=other["message_id"], having="T-2")
    assert [row[0] for row in notes(town)] == ["illegal-additives"]


async def test_nothing_is_kept_of_a_note_that_is_about_no_item(town: Town) -> None:
    question = await town.answer(FARM, "餐饮培训已办3期")
    assert "哪一类工作" in words(question)
    await town.people.press(FARM, FARM, question["message_id"], "都不是,不登记")
    await town.changed(FARM, question["message_id"], "没有登记")
    assert town.rows("select id from progress") == []


async def test_a_question_is_answered_by_a_typed_reply_too(town: Town) -> None:
    for reply, item in (("1", "food-emergency-plan"), ("综合协调机制", "food-coordination")):
        question = await town.answer(FOOD, "应急预案已修订")
        assert "哪一项" in words(question)
        await town.answer(FOOD, "/phase")
        typed = await town.people.send(FOOD, reply, reply_to=question["message_id"])
        await town.next(FOOD, after=typed["message_id"], having="进展已登记")
        assert notes(town)[-1][0] == item


async def test_words_that_were_not_understood_but_name_an_item_are_asked_about(town: Town) -> None:
    question = await town.answer(FOOD, "听说绩效考核办法已印发")
    assert labels(question) == ["1. 绩效考核评价", "都不是"]
    assert notes(town) == []
    await town.people.press(FOOD, FOOD, question["message_id"], "1. 绩效考核评价")
    await town.next(FOOD, after=question["message_id"], having="进展已登记")
    assert [row[0] for row in notes(town)] == ["performance-appraisal"]
    assert "哪一项" not in words(await town.answer(FOOD, "辛苦了,谢谢"))


async def test_help_is_coordinated_by_the_office_and_its_answer_returns_to_the_message(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    said = await town.people.send(FOOD, "食品追溯平台上线卡住了,缺经费,需市财政协调")
    receipt = await town.next(FOOD, after=said["message_id"], having="进展已登记")
    assert "🔴 受阻" in words(receipt) and "已转办公室" in words(receipt)
    assert labels(receipt) == ["改条目", "撤回"]
    again = await town.people.press(
        FOOD, FOOD, receipt["message_id"], data(receipt, "改条目").replace("tother", "thelp"), raw=True
    )
    assert "已经转过" in again["text"]
    card = await town.next(OFFICE, after=0, having="需协调 H-1")
    assert "需协调 1" in words(await town.answer(OFFICE, "/office"))
    await town.people.press(OFFICE, OFFICE, card["message_id"], "回复")
    await town.next(OFFICE, after=card["message_id"], having="请写给对方的答复")
    assert "已答复 H-1" in words(await town.answer(OFFICE, "财政周五拨付"))
    answer = await town.next(FOOD, after=receipt["message_id"], having="财政周五拨付")
    assert answer["reply_to_message"]["message_id"] == said["message_id"]
    await town.answer(FOOD, "/phase")
    added = await town.people.send(FOOD, "好的,还差一台服务器", reply_to=answer["message_id"])
    await town.next(FOOD, after=added["message_id"], having="已转给办公室")
    await town.next(OFFICE, after=card["message_id"], having="还差一台服务器")
    await town.people.press(OFFICE, OFFICE, card["message_id"], "已协调")
    await town.changed(OFFICE, card["message_id"], "✅ 已协调 H-1")
    await town.next(FOOD, after=added["message_id"], having="办公室已协调")
    twice = await town.people.press(OFFICE, OFFICE, card["message_id"], data(card, "已协调"), raw=True)
    assert "已经办结" in twice["text"]
    assert "没有待协调" in words(await town.answer(OFFICE, "/requests"))
    assert "只对办公室开放" in words(await town.answer(FARM, "/requests"))
    assert [row[0] for row in town.rows("select action from audit where subject = 'matter:1'")] == [
        "want-help", "answer-help", "add-to-help", "settle-help",
    ]  # fmt: skip


async def test_what_is_settled_in_the_list_leaves_it_and_renews_the_card(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    for said in ("食品追溯平台上线卡住了,需市财政协调", "食品应急预案修订卡在会签,需办公室协调"):
        await town.answer(FOOD, said)
    card = await town.next(OFFICE, after=0, having="需协调 H-1")
    await town.next(OFFICE, after=0, having="需协调 H-2")
    listing = await town.answer(OFFICE, "/requests")
    await town.people.press(OFFICE, OFFICE, listing["message_id"], "H-1 已协调")
    await town.changed(OFFICE, card["message_id"], "✅ 已协调 H-1")
    await town.next(FOOD, after=0, having="H-1 办公室已协调")
    left = ["H-2 已协调", "H-2 回复"]
    await town.people.wait_for(
        OFFICE, lambda m: m["message_id"] == listing["message_id"] and labels(m) == left, PATIENCE_SECONDS
    )
    assert "已答复 H-2" in words(await town.answer(OFFICE, "/requests 2 回复 周一开会"))
    assert "已记为已协调" in words(await town.answer(OFFICE, "/requests H-2 已协调"))


async def test_lists_show_ones_own_items_and_to_the_office_every_group(town: Town) -> None:
    await town.answer(FOOD, SAID)
    own = words(await town.answer(FOOD, "我的任务"))
    assert "首席质量官" in own and "🔵 推进中" in own and "还没报过" in own
    listing = await town.answer(OFFICE, "任务进展")
    assert "强化质量安全监管 7项:🔵 推进中1 没报过6" in words(listing)
    await town.people.press(
        OFFICE, OFFICE, listing["message_id"], data(listing, "强化质量安全监管"), raw=True
    )
    group = words(await town.next(OFFICE, after=listing["message_id"], having="三(四)"))
    assert "市食品药品监督管理局" in group
    assert "已撤回 T-1" in words(await town.answer(FOOD, "/tasks T-1 撤回"))
    assert "没有登记" in words(await town.answer(LEADER, SAID))
    assert "没有这条进展" in words(await town.answer(FOOD, "/tasks 随便"))


async def test_an_edit_replaces_the_note_and_a_text_with_a_figure_is_a_report(town: Town) -> None:
    said = await town.people.send(FOOD, "食品追溯平台建设完成60%")
    await town.next(FOOD, after=said["message_id"], having="60%")
    await town.people.edit(FOOD, said["message_id"], "食品追溯平台建设完成70%")
    await town.next(FOOD, after=said["message_id"], having="70%")
    assert notes(town) == [("food-traceability", "food-drug-bureau", "running", 70)]
    await town.answer(FOOD, "3月食品抽检500批次,合格483,食品追溯平台已上线")
    assert [row[3] for row in town.figures()] == ["96.6"]
    assert len(notes(town)) == 1


async def test_in_a_group_only_what_is_said_to_the_bot_is_noted_and_its_buttons_are_the_senders(
    town: Town,
) -> None:
    await town.people.send(FOOD, SAID, chat_id=GROUP)
    receipt = await town.answer(FOOD, f"@qbot {SAID}", GROUP)
    assert "T-1" in words(receipt)
    assert len(notes(town)) == 1
    for label in ("撤回", "改条目", "需协调"):
        refused = await town.people.press(FARM, GROUP, receipt["message_id"], label)
        assert "只有报告人本人" in refused["text"]
    question = await town.answer(FOOD, "@qbot 应急预案已修订", GROUP)
    pick = labels(question)[0]
    refused = await town.people.press(FARM, GROUP, question["message_id"], pick)
    assert "问别人的" in refused["text"]
    listing = await town.answer(OFFICE, "/tasks", GROUP)
    refused = await town.people.press(FARM, GROUP, listing["message_id"], labels(listing)[0])
    assert "别人打开的清单" in refused["text"]
    assert len(notes(town)) == 1
