"""The walk through what is owed, through the public door: each answer, each way out, and the way back in."""

from tests.e2e.rehearsal import Rehearsal
from tests.e2e.town import FARM, FOOD, GROUP, LEADER, NEW, OFFICE, Message, Town, labels, words


async def step(town: Town, user: int, said: str, having: str) -> Message:
    """Say something and give the next card with these words."""
    sent = await town.people.send(user, said)
    return await town.next(user, after=sent["message_id"], having=having)


async def press(town: Town, user: int, card: Message, label: str, having: str) -> Message:
    chosen = next(each for each in labels(card) if label in each)
    await town.people.press(user, user, card["message_id"], chosen)
    return await town.next(user, after=card["message_id"], having=having)


async def test_each_owed_item_is_asked_and_all_are_told_in_one_summary(empty_town: Town) -> None:
    town = empty_town
    await town.enrol({NEW: ("contact", ("quality-bureau",)), OFFICE: ("office", ())})
    await town.bot.start()
    card = await town.answer(NEW, "/report")
    assert "逐项填报 1/" in words(card)
    total = int(words(card).split("1/")[1].split("\n")[0])
    assert total >= 5 and "特种设备" in words(card)
    card = await step(town, NEW, "0", "逐项填报 2/")
    card = await step(town, NEW, "500批合格483", "逐项填报 3/")
    card = await step(town, NEW, "暂无,等检测报告,周五报", "逐项填报 4/")
    card = await step(town, NEW, "不适用,无此类企业", "逐项填报 5/")
    assert "超出" not in words(card)
    card = await press(town, NEW, card, "跳过", "逐项填报" if total > 5 else "结束")
    while "结束(" not in words(card):
        card = await press(town, NEW, card, "跳过", "逐项填报")
    for told in ("记录2项", "暂无1项", "不适用1项", f"跳过{total - 4}项", "仍待报"):
        assert told in words(card)
    states = town.rows("select state from report_versions order by number")
    assert states == [("value",), ("value",), ("deferred",), ("not-applicable",)]


async def test_a_walk_swallows_no_question_no_other_figure_no_emergency_and_no_undo(town: Town) -> None:
    first = await town.answer(FOOD, "逐项填报")
    assert "1/2" in words(first) and "重点食品" in words(first)
    await step(town, FOOD, "现在到哪一步了", "1/2")
    await step(town, FOOD, "3月药品抽检合格率98%", "1/2")
    assert [row[0] for row in town.figures()] == ["drug-spot-check"]
    await step(town, FOOD, "撤回", "1/2")
    assert "已撤销" in "".join(await town.said_by_bot(FOOD))
    await step(town, FOOD, "突发:某超市疑似食物中毒,3人送医", "1/2")
    assert town.rows("select count(*) from incidents") == [(1,)]
    await step(town, FOOD, "大概96", "1/2")
    assert town.figures() == []
    old = first["reply_markup"]["inline_keyboard"][0][-1]["callback_data"]
    assert "过去了" in (await town.people.press(FOOD, FOOD, first["message_id"], old, raw=True))["text"]
    await step(town, FOOD, "药品合格率98%", "1/2")
    card = await step(town, FOOD, "96.5", "结束(")
    assert "记录2项" in words(card)
    assert [row[0] for row in town.figures()] == ["drug-spot-check", "food-spot-check"]
    assert "都已报齐" in words(await town.answer(FOOD, "/report"))


async def test_the_walk_goes_back_pauses_and_goes_on_after_a_restart(town: Town) -> None:
    card = await town.answer(FOOD, "/report")
    card = await step(town, FOOD, "96.5", "2/2")
    card = await press(town, FOOD, card, "返回上一项", "现记 96.5%")
    card = await step(town, FOOD, "96.8", "2/2")
    assert town.figures()[0][3] == "96.8"
    assert await town.bot.stop() == 0
    await town.bot.start()
    paused = await step(town, FOOD, "暂停", "已暂停在 2/2")
    plain = await town.answer(FOOD, "3月农产品多少")
    assert "逐项填报" not in words(plain)
    card = await press(town, FOOD, paused, "继续", "2/2")
    card = await press(town, FOOD, card, "结束", "逐项填报结束")
    assert "记录1项" in words(card) and "未填1项" in words(card)


async def test_a_doubtful_figure_is_asked_about_without_holding_up_the_walk(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率97.9%")
    await town.answer(FOOD, "/report")
    sent = await town.people.send(FOOD, "79.8")
    doubt = await town.next(FOOD, after=sent["message_id"], having="写反")
    await town.next(FOOD, after=sent["message_id"], having="2/2")
    card = await step(town, FOOD, "98.5", "结束(")
    assert "待确认1项" in words(card)
    await press(town, FOOD, doubt, "改为97.8", "已记录")
    assert [row[3] for row in town.figures()] == ["97.9", "98.5", "97.8"]


async def test_the_figure_of_the_period_before_is_carried_over_marked_and_asked_about_in_the_end(
    town: Town,
) -> None:
    await town.answer(FARM, "12月农产品抽检合格率97%")
    await town.answer(FARM, "2月农产品抽检合格率97%")
    card = await town.answer(FARM, "/report")
    assert "同上期 97%" in labels(card)
    card = await press(town, FARM, card, "同上期", "结束(")
    assert "沿用上期1项" in words(card)
    receipt = await town.next(FARM, after=0, having="已记录 R-3")
    assert "未审,沿用上期" in words(receipt)
    assert "未审,沿用上期" in words(await town.answer(LEADER, "现在农产品抽检合格率多少"))
    rows = town.rows("select period, value, flags from report_versions order by number desc limit 1")
    assert rows == [("2018-03", "97", '["carried-over"]')]
    assert "沿用上期" in words(await town.answer(OFFICE, "/review"))


async def test_a_figure_carried_over_twice_is_held_the_third_time(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    for month in ("04", "05", "06"):
        await people.move_clock(to=f"2018-{month}-03T10:00:00+08:00")
        sent = await people.send(FARM, "/report")
        await people.wait_for(FARM, lambda m: "逐项填报" in words(m), 20, after=sent["message_id"])
        sent = await people.send(FARM, "同上期")
        await people.wait_for(FARM, lambda m: "结束(" in words(m), 20, after=sent["message_id"])
    assert "确实没有变化" in words(await rehearsal.said(FARM, "已连续几期同上期"))


async def test_in_a_group_the_walk_moves_to_private_and_whoever_owes_nothing_hears_so(town: Town) -> None:
    told = await town.answer(FOOD, "/report@qbot", chat=GROUP)
    assert "私聊" in words(told)
    await town.next(FOOD, after=0, having="逐项填报 1/2")
    await town.answer(FARM, "3月农产品97%")
    assert "都已报齐" in words(await town.answer(FARM, "/report"))
    assert "直接问" in words(await town.answer(LEADER, "/report"))


async def test_a_walk_left_for_a_day_says_how_to_go_on(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    await people.send(FOOD, "/report")
    await rehearsal.said(FOOD, "逐项填报 1/")
    await people.move_clock(days=1, hours=2)
    assert "/report" in words(await rehearsal.said(FOOD, "一天没有继续"))
