"""Groups: silent and closed until the office says otherwise."""

from tests.e2e.town import FOOD, OFFICE, OTHER_GROUP, STRANGER, Town, words

SAID = "3月食品抽检500批次,合格483"


async def test_only_the_office_makes_a_group_a_working_group(town: Town) -> None:
    await town.people.set_bot_member(OTHER_GROUP, "left", by=OFFICE)
    await town.people.set_bot_member(OTHER_GROUP, "member", by=FOOD)
    asked = await town.next(OTHER_GROUP, after=0, having="须由办公室确认")
    for user, refusal in ((FOOD, "只对办公室开放"), (STRANGER, "只对受邀人员开放")):
        refused = await town.people.press(user, OTHER_GROUP, asked["message_id"], "设为工作群")
        assert refusal in refused["text"]
    assert "没有记录" in words(await town.answer(FOOD, SAID, OTHER_GROUP))
    assert town.figures() == []
    await town.people.press(OFFICE, OTHER_GROUP, asked["message_id"], "设为工作群")
    await town.changed(OTHER_GROUP, asked["message_id"], "已设为工作群")
    assert "已记录" in words(await town.answer(FOOD, SAID, OTHER_GROUP))


async def test_a_group_that_moved_to_a_new_id_stays_a_working_group(town: Town) -> None:
    basic = await town.people.add_group("小群", [OFFICE, FOOD], supergroup=False, bot=False)
    await town.people.set_bot_member(basic, "member", by=OFFICE)
    asked = await town.next(basic, after=0, having="设为工作群后")
    await town.people.press(OFFICE, basic, asked["message_id"], "设为工作群")
    await town.changed(basic, asked["message_id"], "已设为工作群")
    moved = await town.people.migrate(basic)
    assert "已记录" in words(await town.answer(FOOD, SAID, moved))
