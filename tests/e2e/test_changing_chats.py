"""Chats that change: found, told once, shown, and at work again when they are back."""

from tests.e2e.town import FARM, FOOD, GROUP, OFFICE, Town, labels

CARD = "总体情况"


async def test_a_working_group_that_is_silenced_is_told_once_and_comes_back(town: Town) -> None:
    await town.office("/groups")
    people = town.people
    await people.set_bot_member(GROUP, "restricted", by=OFFICE)
    told = await town.next(OFFICE, after=0, having="被禁言")
    assert "不算已提醒" in told["text"]
    await people.send(
        FOOD, "3月食品抽检500批次,合格483", chat_id=GROUP
    )  # heard, yet no proof that it may speak
    listing = await town.office("/groups")
    assert "🚫 (被禁言)" in listing["text"]
    assert "已恢复,再试一次" in labels(listing)
    assert len(town.figures()) == 1
    await people.set_bot_member(GROUP, "member", by=OFFICE)
    await town.next(OFFICE, after=told["message_id"], having="又可以发言了")
    await town.next(GROUP, after=0, having="已记录")  # what waited goes out
    assert sum("被禁言,那里" in said for said in await town.said_by_bot(OFFICE)) == 1


async def test_a_group_without_the_right_to_speak_is_tried_again_at_the_offices_word(town: Town) -> None:
    await town.office("/groups")
    await town.people.fault("sendMessage", 400, chat_id=GROUP, times=1, description="CHAT_WRITE_FORBIDDEN")
    await town.people.send(FOOD, "/phase", chat_id=GROUP)
    await town.next(OFFICE, after=0, having="消息送不到「工作群」")
    listing = await town.office("/groups")
    await town.people.press(OFFICE, OFFICE, listing["message_id"], "已恢复,再试一次")
    await town.changed(OFFICE, listing["message_id"], "🟢 已确认")
    await town.answer(FOOD, "/phase", GROUP)


async def test_a_topic_that_is_gone_gives_way_to_the_group(town: Town) -> None:
    await town.office("/groups")
    town.write("update chats set thread_id = 77, of_office = 1 where id = ?", GROUP)
    await town.next(GROUP, after=0, having=CARD)
    await town.next(OFFICE, after=0, having="话题已关闭或删除")
    assert town.rows("select thread_id from chats where id = ?", GROUP) == [(None,)]


async def test_a_topic_where_the_office_binds_the_group_is_where_it_speaks(town: Town) -> None:
    forum = await town.people.add_group("话题群", [OFFICE], forum=True, bot=False)
    await town.people.set_bot_member(forum, "member", by=OFFICE)
    await town.people.send(OFFICE, "/groups", chat_id=forum, topic=5)
    listing = await town.next(forum, after=0, having="话题群")
    await town.people.press(OFFICE, forum, listing["message_id"], "设为工作群:话题群")
    await town.changed(forum, listing["message_id"], "已设为工作群")
    assert town.rows("select thread_id from chats where id = ?", forum) == [(5,)]


async def test_who_blocks_the_bot_is_told_of_once_and_shown_as_blocked(town: Town) -> None:
    await town.office("/groups")
    await town.people.start_bot(FARM)
    await town.next(FARM, after=0)
    await town.people.block(FARM)
    await town.next(OFFICE, after=0, having="消息送不到「李建国」")
    roster = await town.office("/people")
    assert "已屏蔽(收不到消息)</b>" not in roster["text"]
    assert "🚫 已屏蔽(收不到消息) 1人" in roster["text"]
    await town.people.block(FARM, blocked=False)
    await town.answer(FARM, "我的待报")
    assert "已屏蔽" not in (await town.office("/people"))["text"]
    assert sum("消息送不到" in said for said in await town.said_by_bot(OFFICE)) == 1
