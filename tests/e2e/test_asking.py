"""Asking back, correcting, doubting: through the public door, as people answer on a phone."""

from decimal import Decimal

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, words

FOOD_RATE = ("food-spot-check", "food-drug-bureau")


async def pressed(town: Town, user: int, message: Message, label: str, chat: int | None = None) -> Message:
    """Press a button and give the bot's next message."""
    chat = chat or user
    newest = max(each["message_id"] for each in await town.people.messages(chat))
    await town.people.press(user, chat, message["message_id"], label)
    return await town.next(chat, after=newest)


async def test_an_indicator_is_told_by_typing_its_name(town: Town) -> None:
    question = await town.answer(FOOD, "3月合格率96.5%")
    assert "哪项指标" in words(question)
    receipt = await town.answer(FOOD, "食品")
    assert "已记录" in words(receipt) and "96.5%" in words(receipt)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "96.5")]


async def test_good_items_are_saved_at_once_and_only_the_bad_one_is_asked(town: Town) -> None:
    sent = await town.people.send(FOOD, "3月药品抽检合格率98.5%,食品抽检合格率大概96左右")
    receipt = await town.next(FOOD, after=sent["message_id"], having="已记录")
    assert "98.5%" in words(receipt)
    question = await town.next(FOOD, after=sent["message_id"], having="没有看准")
    assert "重点食品" in words(question)
    assert [row[3] for row in town.figures()] == ["98.5"]
    assert "96.4%" in words(await town.answer(FOOD, "96.4"))
    assert {row[3] for row in town.figures()} == {"98.5", "96.4"}


async def test_a_value_that_was_not_clear_is_typed_and_other_messages_are_not_held_up(town: Town) -> None:
    question = await town.answer(FOOD, "3月食品抽检合格率大概96左右")
    assert "没有看准" in words(question)
    answer = await town.answer(FOOD, "谁还没报")
    assert "应报" in words(answer)
    receipt = await town.answer(FOOD, "96.4%")
    assert "已记录" in words(receipt) and "2018年3月" in words(receipt)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "96.4")]
    (text,) = town.rows("select text from report_versions")[0]
    assert text == "3月食品抽检合格率大概96左右\n96.4%"


async def test_an_impossible_rate_without_a_name_is_asked_for_both_in_turn(town: Town) -> None:
    assert "哪项指标" in words(await town.answer(FOOD, "3月合格率120%"))
    assert "重点食品" in words(await town.answer(FOOD, "食品"))
    receipt = await town.answer(FOOD, "96.4%")
    assert "已记录" in words(receipt) and "2018年3月" in words(receipt)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "96.4")]


async def test_a_period_that_has_not_begun_is_asked_and_answered_by_a_button(town: Town) -> None:
    question = await town.answer(FOOD, "2018年8月食品抽检合格率96.5%")
    assert "哪一期" in words(question)
    assert labels(question)[0] == "2018年3月"
    receipt = await pressed(town, FOOD, question, "2018年3月")
    assert "已记录" in words(receipt)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "96.5")]


async def test_questions_survive_a_restart_and_run_out_after_a_day_with_a_word(town: Town) -> None:
    question = await town.answer(FOOD, "3月合格率96.5%")
    await town.bot.kill()
    await town.bot.start()
    await town.people.press(FOOD, FOOD, question["message_id"], "重点食品")
    await town.next(FOOD, after=question["message_id"], having="已记录")
    sent = await town.people.send(FOOD, "3月合格率98.5%")
    second = await town.next(FOOD, after=sent["message_id"], having="98.5%")  # the first may come once more
    await town.bot.stop()
    await town.bot.start(QBOT_NOW="2018-04-04T09:30:00+08:00")
    last = await town.next(FOOD, after=second["message_id"], having="没有回答")
    assert "没有记录" in words(last) and "98.5%" in words(last)
    late = await town.people.press(FOOD, FOOD, second["message_id"], labels(second)[0])
    assert "已过期" in late["text"]
    assert len(town.figures()) == 1
    ((kind,),) = town.rows("select kind from matters where closed_at is null")
    assert kind == "claim"


async def test_nothing_said_means_the_oldest_period_owed_and_one_tap_changes_it(town: Town) -> None:
    receipt = await town.answer(FOOD, "食品抽检 96.5")
    assert "2018年3月" in words(receipt) and "没写期次" in words(receipt)
    again = await town.answer(FOOD, "食品抽检 96.5")
    assert "未变" in words(again)
    offered = await pressed(town, FOOD, receipt, "改期次")
    moved = await pressed(town, FOOD, offered, "2018年2月")
    assert "2018年3月 → 2018年2月" in words(moved)
    assert town.figures() == [(*FOOD_RATE, "2018-02", "96.5")]


async def test_a_receipt_answered_with_a_number_makes_a_new_version(town: Town) -> None:
    receipt = await town.answer(FOOD, "3月食品抽检合格率95.1%")
    sent = await town.people.send(FOOD, "95.8", reply_to=receipt["message_id"])
    corrected = await town.next(FOOD, after=sent["message_id"])
    assert "95.1% → 95.8%" in words(corrected)
    bare = await town.answer(FOOD, "更正 96.2")
    assert "95.8% → 96.2%" in words(bare)
    same = await town.answer(FOOD, "更正 96.2")
    assert "未变" in words(same)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "96.2")]
    assert len(town.rows("select number from report_versions")) == 3


async def test_swapped_digits_are_held_until_confirmed_with_a_reason_and_then_flagged(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率97.9%")
    question = await town.answer(FOOD, "3月食品抽检合格率79.8%")
    assert "2月97.9%" in words(question) and "写反" in words(question)
    assert labels(question)[:2] == ["确认79.8%", "改为97.8%"]
    assert len(town.figures()) == 1
    why = await pressed(town, FOOD, question, "确认79.8%")
    receipt = await pressed(town, FOOD, why, "数据属实")
    assert "已记录" in words(receipt) and "数据属实" in words(receipt)
    assert town.rows("select value, reason, flags from report_versions order by number desc limit 1") == [
        ("79.8", "数据属实", '["swapped"]')
    ]


async def test_a_held_figure_is_put_right_by_a_button_or_by_typing(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率97.9%,2月药品抽检合格率98.6%")
    question = await town.answer(FOOD, "3月食品抽检合格率79.8%")
    receipt = await pressed(town, FOOD, question, "改为97.8%")
    assert "97.8%" in words(receipt) and "已记录" in words(receipt)
    await town.answer(FOOD, "3月药品抽检合格率9.86%")
    typed = await town.answer(FOOD, "98.6")
    assert "98.6%" in words(typed) and "已记录" in words(typed)
    assert {row[3] for row in town.figures() if row[2] == "2018-03"} == {"97.8", "98.6"}


async def test_after_the_due_date_a_change_asks_for_a_reason(town: Town) -> None:
    await town.answer(FOOD, "1月食品抽检合格率95.1%")
    question = await town.answer(FOOD, "更正:1月食品抽检合格率95.8%")
    assert "95.1% → 95.8%" in words(question) and "原因" in words(question)
    assert town.figures() == [(*FOOD_RATE, "2018-01", "95.1")]
    receipt = await pressed(town, FOOD, question, "笔误")
    assert "已记录" in words(receipt) and "笔误" in words(receipt)
    second = await town.answer(FOOD, "更正:1月食品抽检合格率95.9%")
    sent = await town.people.send(FOOD, "省局复核后下发的数", reply_to=second["message_id"])
    assert "省局复核" in words(await town.next(FOOD, after=sent["message_id"]))
    assert town.figures() == [(*FOOD_RATE, "2018-01", "95.9")]


async def test_an_edit_of_a_message_already_corrected_is_asked_and_changes_nothing_by_itself(
    town: Town,
) -> None:
    sent = await town.people.send(FOOD, "3月食品抽检合格率95.1%")
    await town.next(FOOD, after=sent["message_id"])
    corrected = await town.answer(FOOD, "更正:3月食品抽检合格率95.8%")
    await town.people.edit(FOOD, sent["message_id"], "3月食品抽检合格率95.3%")
    question = await town.next(FOOD, after=corrected["message_id"])
    assert "旧消息" in words(question) and "95.8%" in words(question)
    assert town.figures() == [(*FOOD_RATE, "2018-03", "95.8")]
    dropped = await town.people.press(FOOD, FOOD, question["message_id"], "不报了")
    assert dropped is not None
    assert town.figures() == [(*FOOD_RATE, "2018-03", "95.8")]


async def test_two_people_of_a_unit_report_the_same_figure_and_the_first_learns_of_it(
    empty_town: Town,
) -> None:
    town = empty_town
    await town.enrol({FOOD: ("contact", ("food-drug-bureau",)), LEADER: ("contact", ("food-drug-bureau",))})
    await town.bot.start()
    first = await town.answer(FOOD, "3月食品抽检合格率95.1%")
    second = await town.answer(LEADER, "3月食品抽检合格率95.8%")
    assert "95.1% → 95.8%" in words(second)
    told = await town.next(FOOD, after=first["message_id"])
    assert "赵明远" in words(told) and "95.8%" in words(told)
    assert len(town.rows("select number from report_versions")) == 2


async def test_a_contact_removed_in_mid_question_answers_nothing_any_more(town: Town) -> None:
    question = await town.answer(FOOD, "3月合格率96.5%")
    town.write("update people set state = 'removed' where telegram_user_id = ?", FOOD)
    pressed_ = await town.people.press(FOOD, FOOD, question["message_id"], "重点食品")
    assert "邀请" in pressed_["text"]
    assert town.figures() == []


async def test_a_unit_that_changed_its_contact_is_no_longer_reported_by_the_old_one(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率97.9%")
    question = await town.answer(FOOD, "3月食品抽检合格率79.8%")
    town.write("update people set units = '[\"agriculture-bureau\"]' where telegram_user_id = ?", FOOD)
    refused = await pressed(town, FOOD, question, "改为97.8%")
    assert "未记录" in words(refused) and "只能报本单位" in words(refused)
    assert len(town.figures()) == 1


async def test_more_questions_than_a_person_can_answer_are_not_asked(town: Town) -> None:
    for tenths in range(21):
        last = await town.answer(FOOD, f"3月合格率{Decimal(960 + tenths) / 10}%")
    assert "20个问题没有回答" in words(last)
    cancelled = await town.answer(FOOD, "/cancel")
    assert "已取消" in words(cancelled)
    assert "哪项指标" in words(await town.answer(FOOD, "3月合格率96.5%"))


async def test_others_presses_are_refused_and_a_press_of_yesterday_says_so(town: Town) -> None:
    question = await town.answer(FOOD, "3月合格率96.5%", GROUP)
    refused = await town.people.press(FARM, GROUP, question["message_id"], "重点食品")
    assert "问别人的" in refused["text"]
    office = await town.people.press(OFFICE, GROUP, question["message_id"], "重点食品")
    assert "问别人的" in office["text"]
    assert town.figures() == []
