"""Emergencies: told at once to those who must know, read by name, followed, closed; never a figure."""

from tests.e2e.test_evidence import PDF, picture
from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, STRANGER, Town, labels, words

SAID = "突发:东方超市疑似食物中毒3人送医"


async def test_an_incident_reaches_office_and_official_at_night_and_their_reading_is_shown(
    empty_town: Town,
) -> None:
    town = empty_town
    await town.enrol({FOOD: ("contact", ("food-drug-bureau",)), LEADER: ("official", ())})
    await town.bot.start(QBOT_NOW="2018-04-07T23:40:00+08:00")
    await town.answer(OFFICE, "/start")
    acknowledged = words(await town.answer(FOOD, SAID))
    assert "已收到并立即转告办公室和领导共2人,编号 E-1" in acknowledged
    card = await town.next(OFFICE, after=0, having="E-1")
    assert SAID in words(card) and "王秀兰" in words(card) and "已阅:还没有人" in words(card)
    assert labels(card) == ["已阅", "查看全部", "补充", "结案"]
    official = await town.next(LEADER, after=0, having="E-1")
    assert labels(official) == ["已阅", "查看全部", "补充"]
    pressed = await town.people.press(LEADER, LEADER, official["message_id"], "已阅")
    assert "已记录" in pressed["text"]
    await town.changed(OFFICE, card["message_id"], "已阅1人:赵明远")
    await town.changed(LEADER, official["message_id"], "已阅1人:赵明远")
    again = await town.people.press(LEADER, LEADER, official["message_id"], "已阅")
    assert "已点过" in again["text"]
    assert len(town.rows("select * from incident_readers")) == 1
    assert town.figures() == []


async def test_follow_ups_are_threaded_and_the_office_ends_it_with_a_result(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    await town.answer(FOOD, SAID)
    more = words(await town.answer(FOOD, "突发续报:又有2人呕吐送医"))
    assert "已补充到 E-1,已转告2人" in more
    followed = await town.next(LEADER, after=0, having="后续")
    await town.answer(LEADER, "/phase")  # sent in order, so the row of what it replies to is written
    instructed = await town.people.send(LEADER, "请药监局立即封存样品", reply_to=followed["message_id"])
    await town.next(LEADER, after=instructed["message_id"], having="已补充到 E-1")
    heard = await town.next(FOOD, after=0, having="请药监局立即封存样品")
    await town.answer(FOOD, "/phase")
    answered = await town.people.send(FOOD, "已封存", reply_to=heard["message_id"])
    await town.next(FOOD, after=answered["message_id"], having="已补充到 E-1")
    card = await town.next(OFFICE, after=0, having="处置中")
    await town.people.press(OFFICE, OFFICE, card["message_id"], "结案")
    await town.next(OFFICE, after=card["message_id"], having="处置结果")
    assert "应报" in words(await town.answer(OFFICE, "谁还没报"))  # a question in between goes its way
    assert "已结案" in words(await town.answer(OFFICE, "5人均已出院,样品送检"))
    told = words(await town.next(FOOD, after=answered["message_id"], having="已结案"))
    assert "5人均已出院" in told
    await town.changed(OFFICE, card["message_id"], "已结案")
    assert "没有未结案" in words(await town.answer(LEADER, "/incidents"))
    whole = words(await town.answer(OFFICE, "/incidents 1"))
    assert all(said in whole for said in (SAID, "又有2人", "封存样品", "已封存", "5人均已出院"))
    assert [row[0] for row in town.rows("select action from audit where subject = 'incident:1'")] == [
        "open-incident", "add-to-incident", "add-to-incident", "add-to-incident", "close-incident",
    ]  # fmt: skip
    assert "E-2" in words(await town.answer(FOOD, "突发:城关镇一居民楼起火,有人被困"))


async def test_a_flood_is_one_thread_of_which_every_word_is_kept(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    for number in range(50):
        await town.people.send(FOOD, f"突发:东方超市食物中毒{number + 1}人送医")
    await town.next(FOOD, after=0, having="短时间内补充较多")
    end = await town.people.send(FOOD, "突发:东方超市食物中毒99人送医")
    await town.next(FOOD, after=end["message_id"], having="E-1")
    assert len(town.rows("select id from incidents")) == 1
    assert len(town.rows("select id from incident_entries")) == 51
    told = await town.said_by_bot(LEADER)
    assert len(told) == 6 and "不再逐条转发" in told[-1]


async def test_a_group_hears_a_short_word_and_the_details_stay_private(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    said = "快!商场电梯夹住小孩了,正在救"
    short = await town.answer(FOOD, said, GROUP)
    assert "已收到(E-1)" in words(short) and labels(short) == []
    card = await town.next(OFFICE, after=0, having=said)
    assert "来自群「工作群」" in words(card)
    assert "请私聊我" in words(await town.answer(OFFICE, "/incidents", GROUP))


async def test_only_office_and_officials_read_and_only_the_office_ends(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    await town.answer(FOOD, SAID)
    card = await town.next(OFFICE, after=0, having="E-1")
    data = {b["text"]: b["callback_data"] for row in card["reply_markup"]["inline_keyboard"] for b in row}
    official = await town.next(LEADER, after=0, having="E-1")
    refused = await town.people.press(LEADER, LEADER, official["message_id"], data["结案"], raw=True)
    assert "只对办公室开放" in refused["text"]
    listing = await town.answer(FARM, "/incidents")
    assert "没有未结案" in words(listing)
    assert "只有报告人、办公室和领导" in words(await town.answer(FARM, "/incidents 1"))
    for command in ("/incidents 1 已阅", "/incidents 1 结案 好了"):
        assert "只对办公室开放" in words(await town.answer(FARM, command))
    assert "没有这个编号" in words(await town.answer(OFFICE, "/incidents 77"))
    assert "已结案" in words(await town.answer(OFFICE, "/incidents E-1 结案 误报,已核实"))
    assert "已经结案" in words(await town.answer(OFFICE, "/incidents 1 结案 再来一次"))
    assert "只对受邀人员" in words(await town.answer(STRANGER, SAID))
    assert len(town.rows("select id from incidents")) == 1


async def test_an_edit_adds_what_changed_and_the_office_ends_it_by_a_reply(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    said = await town.people.send(FOOD, SAID)
    card = await town.next(OFFICE, after=0, having="E-1")
    await town.people.edit(FOOD, said["message_id"], "突发:东方超市疑似食物中毒5人送医")
    await town.next(OFFICE, after=card["message_id"], having="5人送医")
    await town.people.edit(FOOD, said["message_id"], "突发:东方超市疑似食物中毒5人送医")
    await town.answer(OFFICE, "/phase")
    asked = await town.people.send(OFFICE, "结案", reply_to=card["message_id"])
    await town.next(OFFICE, after=asked["message_id"], having="请写一句 E-1 的处置结果")
    assert "已取消" in words(await town.office("/cancel"))
    ended = await town.people.send(OFFICE, "结案:5人已出院", reply_to=card["message_id"])
    await town.next(OFFICE, after=ended["message_id"], having="E-1 已结案")
    assert [row[0] for row in town.rows("select text from incident_entries order by id")] == [
        SAID, "突发:东方超市疑似食物中毒5人送医", "5人已出院",
    ]  # fmt: skip


async def test_taking_back_an_emergency_tells_those_who_heard_of_it_and_leaves_earlier_figures_alone(
    town: Town,
) -> None:
    await town.answer(OFFICE, "/start")
    await town.answer(FOOD, "3月食品抽检500批次,合格483")
    await town.answer(FOOD, SAID)
    assert "已补充到 E-1" in words(await town.answer(FOOD, "刚才那条发错了,撤回"))
    await town.next(LEADER, after=0, having="发错了")
    assert [row[3] for row in town.figures()] == ["96.6"]


async def test_where_nobody_can_hear_the_reporter_is_told_to_telephone(empty_town: Town) -> None:
    await empty_town.enrol({FOOD: ("contact", ("food-drug-bureau",))})
    await empty_town.bot.start()
    alone = words(await empty_town.answer(FOOD, SAID))
    assert "没有能收到通知" in alone and "电话" in alone
    await empty_town.answer(OFFICE, "/start")
    assert SAID in words(await empty_town.answer(OFFICE, "突发事件")).replace("…", "")


async def test_a_photo_of_an_emergency_is_kept_with_its_thread_and_passed_on(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    (sent,) = await town.people.photo(FOOD, picture(1), caption="突发:某药店爆炸,1人受伤")
    acknowledged = await town.next(FOOD, after=sent["message_id"], having="编号 E-1")
    assert "并一并转给" in words(acknowledged)
    for hearer in (OFFICE, LEADER):
        card = await town.next(hearer, after=0, having="某药店爆炸")
        photo = await town.next(hearer, after=card["message_id"], having="E-1 的现场材料")
        assert photo["photo"]
    await town.answer(FOOD, "/phase")  # sent in order, so the row of what it replies to is written
    followed = await town.people.document(
        FOOD, "现场.pdf", PDF, caption="现场照片", reply_to=acknowledged["message_id"]
    )
    assert "已补充到 E-1" in words(await town.next(FOOD, after=followed["message_id"]))
    file = await town.next(LEADER, after=photo["message_id"], having="现场.pdf")
    assert file["document"]["file_name"] == "现场.pdf"
    (bare,) = await town.people.photo(FOOD, picture(2), reply_to=acknowledged["message_id"])
    assert "已补充到 E-1" in words(await town.next(FOOD, after=bare["message_id"]))
    await town.next(LEADER, after=file["message_id"], having="照片")
    asked = await town.people.send(LEADER, "/incidents 1")
    whole = await town.next(LEADER, after=asked["message_id"], having="处置中")
    assert words(whole).count("📎") == 3 and "[照片]" in words(whole)
    await town.people.press(LEADER, LEADER, whole["message_id"], "打开 现场.pdf")
    await town.next(LEADER, after=whole["message_id"], having="SHA-256")
    assert "E-1 突发情况的材料" in words(await town.answer(OFFICE, "佐证"))


async def test_an_album_of_an_emergency_is_passed_on_whole_and_acknowledged_once(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    *_, last = await town.people.photo(FOOD, picture(3), picture(4), caption="突发:城关镇一居民楼起火")
    await town.next(FOOD, after=last["message_id"], having="编号 E-1")
    photo = await town.next(LEADER, after=0, having="现场材料")
    await town.next(LEADER, after=photo["message_id"], having="现场材料")
    assert sum("E-1" in said for said in await town.said_by_bot(FOOD)) == 1


async def test_a_photo_soon_after_an_emergency_is_its_and_a_correction_is_not(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    await town.answer(FOOD, SAID)
    (bare,) = await town.people.photo(FOOD, picture(5))
    assert "已补充到 E-1" in words(await town.next(FOOD, after=bare["message_id"]))
    await town.answer(FOOD, "3月食品96.5")
    (paper,) = await town.people.photo(FOOD, picture(6))
    await town.next(FOOD, after=paper["message_id"], having="是哪个数的佐证")


async def test_what_cannot_be_kept_of_an_emergency_is_said_and_its_words_go_on(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    sent = await town.people.document(FOOD, "录像.exe", b"MZ", caption=SAID)
    await town.next(FOOD, after=sent["message_id"], having="没有保存")
    await town.next(FOOD, after=sent["message_id"], having="编号 E-1")
    await town.next(LEADER, after=0, having=SAID)


async def test_a_photo_beside_a_note_of_progress_is_said_not_to_be_kept(town: Town) -> None:
    (sent,) = await town.people.photo(FOOD, picture(7), caption="首席质量官制度已在32家企业推行")
    await town.next(FOOD, after=sent["message_id"], having="没有保存")


async def test_a_photo_that_says_the_fire_is_out_is_of_the_emergency_though_a_figure_came_between(
    town: Town,
) -> None:
    await town.answer(OFFICE, "/start")
    assert "E-1" in words(await town.answer(FARM, "突发:演集镇农药仓库起火"))
    assert "已记录" in words(await town.answer(FARM, "3月农产品97.4"))
    (sent,) = await town.people.photo(FARM, picture(7), caption="火已扑灭")
    assert "已补充到 E-1" in words(await town.next(FARM, after=sent["message_id"]))
    await town.next(LEADER, after=0, having="火已扑灭")
