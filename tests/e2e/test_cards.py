"""The cards of groups through the public door: who says what a group is shown, and what then stands there."""

from tests.e2e.town import FOOD, GROUP, OFFICE, OTHER_GROUP, Town, labels

REPORT = "3月食品抽检500批次,合格483"


async def test_the_office_keeps_an_overview_in_its_own_group(town: Town) -> None:
    people = town.people
    in_group = await town.answer(OFFICE, "/groups", GROUP)
    assert "放总览" in labels(in_group)
    refused = await people.press(FOOD, GROUP, in_group["message_id"], "放总览")
    assert "只对办公室开放" in refused["text"]
    listing = await town.office("/groups")
    told = await people.press(OFFICE, OFFICE, listing["message_id"], "放总览")
    assert "置顶" in told["text"]
    standing = await town.next(GROUP, after=0, having="总体情况")
    await people.wait_for(
        GROUP, lambda m: m.get("pinned_message", {}).get("message_id") == standing["message_id"], 20
    )
    await town.answer(FOOD, REPORT)
    await town.changed(GROUP, standing["message_id"], "🟢达标1")
    assert sum("总体情况" in said for said in await town.said_by_bot(GROUP)) == 1
    listing = await town.office("/groups")
    await people.press(OFFICE, OFFICE, listing["message_id"], "撤下总览")
    await town.changed(OFFICE, listing["message_id"], "不点名")
    assert [row[0] for row in town.rows("select action from audit where action = 'arrange'")] == [
        "arrange"
    ] * 2


async def test_a_group_that_is_no_working_group_is_arranged_by_nobody(town: Town) -> None:
    await town.people.set_bot_member(OTHER_GROUP, "left", by=OFFICE)
    await town.people.set_bot_member(OTHER_GROUP, "member", by=OFFICE)
    asked = await town.next(OTHER_GROUP, after=0, having="设为工作群后")
    gone = await town.people.press(
        OFFICE, OTHER_GROUP, asked["message_id"], f"gnames:{OTHER_GROUP}:1", raw=True
    )
    assert "失效" in gone["text"]
