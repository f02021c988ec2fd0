"""Reminders, seen by moving the rehearsal's clock: the right ones, once, to those whom they concern."""

from qbot.rehearsal import GROUP_ID
from tests.e2e.rehearsal import Rehearsal

FOOD, FARM, OFFICE = 1001, 1002, 1004
CARD, LATER = "「整体推进」结束还有7天", "「整体推进」结束还有4天"
DIGEST = "项待报"


async def test_a_group_hears_seven_days_before_a_phase_ends_and_only_once(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    await people.move_clock(to="2019-04-23T09:00:30+08:00")
    card = await rehearsal.said(GROUP_ID, CARD)
    assert "4月30日" in card["text"]
    assert "到期前要完成" in card["text"]
    assert await rehearsal.bot.stop() == 0
    await rehearsal.bot.start()
    late = await people.add_group("后来的群", [OFFICE, FOOD], bot=False)
    await people.set_bot_member(late, "member", by=OFFICE)
    asked = await rehearsal.said(late, "设为工作群后")
    await people.press(OFFICE, late, asked["message_id"], "设为工作群")
    await rehearsal.said(late, CARD)  # told within the day, by a look that passed the first group over
    assert await rehearsal.count(GROUP_ID, CARD) == 1
    await people.move_clock(to="2019-04-26T09:00:30+08:00")  # the last workday before three days are left
    newer = await rehearsal.said(GROUP_ID, LATER)
    assert newer["message_id"] > card["message_id"]
    assert await rehearsal.count(GROUP_ID, "「整体推进」结束") == 1


async def test_a_contact_is_told_what_is_owed_until_it_is_reported(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    await people.move_clock(to="2018-04-04T09:00:30+08:00")
    assert "重点食品监督抽查合格率 2018年3月(4月9日到期)" in (await rehearsal.said(FOOD, DIGEST))["text"]
    assert "主要农产品抽检合格率 2018年3月(4月9日到期)" in (await rehearsal.said(FARM, DIGEST))["text"]
    for said in ("3月食品抽检500批次,合格483", "3月药品抽查合格率98.5%"):
        sent = await people.send(FOOD, said)
        await people.wait_for(FOOD, lambda m: "已记录" in m.get("text", ""), 20, after=sent["message_id"])
    assert await rehearsal.bot.stop() == 0
    await rehearsal.bot.start()
    await people.move_clock(to="2018-04-09T09:00:30+08:00")
    await rehearsal.said(FARM, "今天到期")
    await people.move_clock(to="2018-04-10T09:00:30+08:00")
    await rehearsal.said(FARM, "已逾期")
    sent = await people.send(FOOD, "/phase")
    await people.wait_for(FOOD, lambda m: "整体推进" in m.get("text", ""), 20, after=sent["message_id"])
    assert await rehearsal.count(FOOD, DIGEST) == 1
    assert await rehearsal.count(FARM, DIGEST) == 3
