"""The four states through the public door: a figure, 不适用, 暂无 with a promised day, and nothing."""

from tests.e2e.rehearsal import Rehearsal
from tests.e2e.town import FARM, FOOD, GROUP, LEADER, NEW, OFFICE, Message, Town, labels, words


def blanks(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "select v.indicator, v.period, v.state, v.promised_on, v.reason from standing s"
        " join report_versions v on v.number = s.number where v.state != 'value' order by v.number"
    )


async def press(town: Town, user: int, message: Message, label: str) -> None:
    chosen = next(each for each in labels(message) if label in each)
    await town.people.press(user, user, message["message_id"], chosen)


async def test_a_promise_is_kept_shown_and_replaced_by_the_figure(town: Town) -> None:
    receipt = await town.answer(FOOD, "3月药品暂无,等省局数据,20号前报")
    for told in (
        "已记录 R-1",
        "不是数值",
        "药品质量安全抽查合格率",
        "2018年3月",
        "4月20日(周五)",
        "等省局数据",
    ):
        assert told in words(receipt)
    assert blanks(town) == [("drug-spot-check", "2018-03", "deferred", "2018-04-20", "等省局数据")]
    assert "承诺4月20日(周五)报" in words(await town.answer(OFFICE, "谁还没报"))
    assert "承诺4月20日(周五)报" in words(await town.answer(FOOD, "我还差啥没报"))
    assert "尚未报送" in words(await town.answer(LEADER, "药品抽检合格率多少"))
    again = await town.answer(FOOD, "3月药品暂无,等省局数据,20号前报")
    assert "此前已记录 R-1" in words(again)
    sent = await town.people.send(FOOD, "周五报", reply_to=receipt["message_id"])
    assert "承诺4月6日(周五)报" in words(await town.next(FOOD, after=sent["message_id"]))
    figure = await town.answer(FOOD, "3月药品抽检合格率98.5%")
    assert "已记录 R-3" in words(figure) and "更正" not in words(figure)
    kept = words(await town.answer(FOOD, "3月药品周五报"))
    assert "已有数 98.5%(R-3)" in kept and "未记录" in kept
    await town.people.press(FOOD, FOOD, figure["message_id"], "撤销")
    undone = await town.changed(FOOD, figure["message_id"], "已撤销")
    assert "承诺4月6日(周五)报" in words(undone)


async def test_a_promise_without_a_day_or_a_name_is_asked_back_and_typed_or_pressed(town: Town) -> None:
    asked = await town.answer(FOOD, "3月食品抽检合格率暂时没有")
    assert "哪天能报" in words(asked) and blanks(town) == []
    assert "98%" in words(await town.answer(FOOD, "3月药品抽检合格率98%"))
    assert "承诺4月12日(周四)报" in words(await town.answer(FOOD, "下周四"))
    asked = await town.answer(FOOD, "2月食品和药品还没出来")
    await press(town, FOOD, asked, "明天")
    told = await town.next(FOOD, after=asked["message_id"], having="已记录 R-3")
    assert "R-4" in words(told)
    old = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    again = await town.people.press(FOOD, FOOD, asked["message_id"], old, raw=True)
    assert "回答过" in again["text"]
    assert "主要农产品" in words(await town.answer(FARM, "还没出来,明天报"))
    assert blanks(town)[-1][:2] == ("agri-spot-check", "2018-03")
    await town.answer(FARM, "3月农产品97%")
    assert "没有可以推迟的" in words(await town.answer(FARM, "还没出来,明天报"))


async def test_of_several_things_owed_the_promised_one_is_chosen(empty_town: Town) -> None:
    town = empty_town
    await town.enrol({FOOD: ("contact", ("food-drug-bureau",)), NEW: ("contact", ("quality-bureau",))})
    await town.bot.start()
    which = await town.answer(FOOD, "还没出来,周五报")
    assert "哪一项" in words(which) and blanks(town) == []
    assert "药品质量安全" in words(await town.answer(FOOD, "药品"))
    assert [row[0] for row in blanks(town)] == ["drug-spot-check"]
    asked = await town.answer(NEW, "还没出来,周五报")
    await press(town, NEW, asked, "全部")
    receipt = words(await town.next(NEW, after=asked["message_id"], having="已记录"))
    assert receipt.count("承诺4月6日(周五)报") == len(blanks(town)) - 1 > 1


async def test_what_does_not_apply_waits_for_the_office_and_settles_what_is_owed(town: Town) -> None:
    receipt = await town.answer(FARM, "3月农产品本期不适用,无此类抽检")
    assert "不适用" in words(receipt) and "待办公室确认" in words(receipt)
    assert "主要农产品" not in words(await town.answer(OFFICE, "谁还没报"))
    card = words(await town.answer(OFFICE, "/review"))
    assert "称不适用" in card and "不适用" in card and "R-1" in card
    sent = await town.people.send(FARM, "97%", reply_to=receipt["message_id"])
    assert "已记录 R-2" in words(await town.next(FARM, after=sent["message_id"]))


async def test_a_message_may_hold_a_figure_and_a_promise(town: Town) -> None:
    sent = await town.people.send(FOOD, "3月食品抽检500批,合格483,药品下周三前报")
    await town.next(FOOD, after=sent["message_id"], having="96.6%")
    await town.next(FOOD, after=sent["message_id"], having="承诺4月11日(周三)报")
    assert town.figures() == [("food-spot-check", "food-drug-bureau", "2018-03", "96.6")]


async def test_an_edited_promise_is_kept_as_it_reads_now(town: Town) -> None:
    sent = await town.people.send(FOOD, "3月药品周五报")
    receipt = await town.next(FOOD, after=sent["message_id"], having="承诺4月6日(周五)报")
    await town.people.edit(FOOD, sent["message_id"], "3月药品下周一报")
    await town.next(FOOD, after=receipt["message_id"], having="承诺4月9日(周一)报")
    assert [row[3] for row in blanks(town)] == ["2018-04-09"]


async def test_what_is_no_promise_of_ones_own_stores_nothing(town: Town) -> None:
    for user, said in (
        (FOOD, "农产品周四报"),
        (FOOD, "农产品周四报吗"),
        (FOOD, "不是暂无"),
        (FOOD, "一季度药品周五报"),
        (LEADER, "农产品周四报"),
        (OFFICE, "农产品周四报"),
        (FOOD, "希望药品周四能报"),
    ):
        await town.answer(user, said)
    await town.people.send(FOOD, "明天报", chat_id=GROUP)
    await town.answer(FOOD, "3月药品周四报", chat=GROUP)
    assert [row[0] for row in blanks(town)] == ["drug-spot-check"]


async def test_reminders_wait_for_the_promised_day_and_then_name_it(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    for said, having in (("3月药品12号前报", "承诺4月12日(周四)报"), ("3月食品6月20日前报", "偏晚")):
        await people.send(FOOD, said)
        await rehearsal.said(FOOD, having)
    await people.move_clock(to="2018-04-13T09:00:30+08:00")
    told = words(await rehearsal.said(FOOD, "项待报"))
    asked_for = told.split("另有")[0]
    assert "您承诺4月12日(周四)报" in asked_for and "重点食品" not in asked_for


async def test_a_promise_by_command_says_the_same_as_words(town: Town) -> None:
    assert "承诺4月6日(周五)报" in words(await town.answer(FOOD, "/promise 3月药品 周五"))
    assert "哪天能报" in words(await town.answer(FOOD, "/promise 3月食品抽检"))
    assert "承诺4月12日(周四)报" in words(await town.answer(FOOD, "下周四"))
    assert "不适用" in words(await town.answer(FARM, "/promise 3月农产品 不适用"))
    assert [row[:3] for row in blanks(town)] == [
        ("drug-spot-check", "2018-03", "deferred"),
        ("food-spot-check", "2018-03", "deferred"),
        ("agri-spot-check", "2018-03", "not-applicable"),
    ]
    for nothing in ("/promise", "/promise 随便写写", "/promise 3月药品97%"):
        assert "/promise 3月药品 周五" in words(await town.answer(FOOD, nothing))
    assert "/promise 3月药品 周五" in words(await town.answer(LEADER, "/promise 3月药品 周五"))
    assert len(blanks(town)) == 3
