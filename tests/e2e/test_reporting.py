"""A figure's way: from a contact's words to the ledger and to the official who asks."""

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, Town, labels, numbers, words

SAID = "3月食品抽检500批次,合格483"


async def test_a_report_is_receipted_stored_and_told_to_the_official_who_asks(town: Town) -> None:
    receipt = words(await town.answer(FOOD, SAID))
    (number,) = numbers(receipt)
    assert "2018年3月" in receipt and "96.6%(483/500)" in receipt
    rows = town.rows(
        "select number, indicator, unit, period, value, numerator, denominator, text from report_versions"
    )
    assert rows == [(number, "food-spot-check", "food-drug-bureau", "2018-03", "96.6", 483, 500, SAID)]
    answer = words(await town.answer(LEADER, "现在食品抽检合格率多少"))
    assert "96.6%" in answer and "2018年3月" in answer and "市食品药品监督管理局" in answer
    assert "尚未报送" in words(await town.answer(LEADER, "药品抽查合格率多少"))


async def test_a_report_is_taken_back_by_its_button_and_the_second_press_says_so(town: Town) -> None:
    receipt = await town.answer(FOOD, SAID)
    assert labels(receipt) == ["撤销", "改期次", "更正", "附佐证"]
    data = receipt["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    pressed = await town.people.press(FOOD, FOOD, receipt["message_id"], "撤销")
    assert pressed["text"] == "已撤销"
    await town.changed(FOOD, receipt["message_id"], "已撤销")
    assert town.figures() == []
    again = await town.people.press(FOOD, FOOD, receipt["message_id"], data, raw=True)
    assert "已经撤销过" in again["text"]
    assert len(town.rows("select number from report_versions")) == 2


async def test_a_report_is_taken_back_by_words_and_the_one_before_stands_again(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检合格率95.1%")
    correction = words(await town.answer(FOOD, "更正:3月食品抽检合格率95.8%"))
    assert "95.1% → 95.8%" in correction
    undone = words(await town.answer(FOOD, "刚才那条发错了,撤回"))
    assert "已撤销" in undone and "恢复为 95.1%" in undone
    assert town.figures() == [("food-spot-check", "food-drug-bureau", "2018-03", "95.1")]


async def test_an_unclear_figure_is_asked_about_and_saved_by_the_press_of_its_sender(town: Town) -> None:
    question = await town.answer(FOOD, "3月合格率96.5%", GROUP)
    choice = next(label for label in labels(question) if "药品" in label)
    refused = await town.people.press(FARM, GROUP, question["message_id"], choice)
    assert "问别人的" in refused["text"]
    assert town.figures() == []
    await town.people.press(FOOD, GROUP, question["message_id"], choice)
    receipt = await town.next(GROUP, after=question["message_id"], having="已记录")
    assert "96.5%" in words(receipt)
    assert town.figures() == [("drug-spot-check", "food-drug-bureau", "2018-03", "96.5")]
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    late = await town.people.press(FOOD, GROUP, question["message_id"], data, raw=True)
    assert "已经回答过" in late["text"]
    assert len(town.figures()) == 1


async def test_figures_of_others_are_refused_in_words_and_leave_no_row(town: Town) -> None:
    refused = words(await town.answer(FARM, SAID))
    assert "未记录" in refused and "市食品药品监督管理局" in refused
    official = words(await town.answer(LEADER, SAID))
    assert "未记录" in official and "只能查询" in official
    assert town.rows("select number from report_versions") == []


async def test_only_the_sender_or_the_office_takes_a_report_back(town: Town) -> None:
    receipt = await town.answer(FOOD, SAID, GROUP)
    refused = await town.people.press(FARM, GROUP, receipt["message_id"], "撤销")
    assert "只有报送人本人或办公室" in refused["text"]
    assert len(town.figures()) == 1
