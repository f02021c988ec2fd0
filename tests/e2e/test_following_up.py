"""Following up through the public door: the digest's buttons, the office's morning and chase, the budget."""

from tests.e2e.rehearsal import Rehearsal
from tests.e2e.town import Message, by_bot, labels, words

FOOD, FARM, LEADER, OFFICE = 1001, 1002, 1003, 1004
DIGEST = "项待报"


async def answer(rehearsal: Rehearsal, user: int, text: str, having: str = "") -> Message:
    sent = await rehearsal.people.send(user, text)
    return await after(rehearsal, user, sent, having)


async def after(rehearsal: Rehearsal, chat: int, message: Message, having: str = "") -> Message:
    return await rehearsal.people.wait_for(
        chat, lambda m: by_bot(m) and having in words(m), 20, after=message["message_id"]
    )


async def press(rehearsal: Rehearsal, user: int, card: Message, label: str) -> Message:
    return await rehearsal.people.press(user, user, card["message_id"], label)


def data_of(card: Message, label: str) -> str:
    rows = card["reply_markup"]["inline_keyboard"]
    return next(str(key["callback_data"]) for row in rows for key in row if key["text"] == label)


async def test_a_digest_offers_to_report_to_promise_and_to_ask_for_leave(rehearsal: Rehearsal) -> None:
    await rehearsal.people.move_clock(to="2018-04-04T09:00:30+08:00")
    digest = await rehearsal.said(FOOD, DIGEST)
    assert "您有2项待报" in words(digest)
    assert labels(digest) == ["报", "暂无", "申请延期", "转交"]
    await press(rehearsal, FOOD, digest, "暂无")
    which = await after(rehearsal, FOOD, digest, "是哪一项暂无")
    await press(rehearsal, FOOD, which, labels(which)[1])
    when = await after(rehearsal, FOOD, which, "药品")
    promised = await answer(rehearsal, FOOD, "4月12日前报", "4月12日")
    await press(rehearsal, FOOD, digest, "申请延期")
    await after(rehearsal, FOOD, promised, "为哪一项申请延期")
    await press(rehearsal, FOOD, digest, "报")
    await after(rehearsal, FOOD, promised, "重点食品监督抽查合格率")
    assert when["message_id"] < promised["message_id"]
    await rehearsal.people.move_clock(to="2018-04-09T09:00:30+08:00")
    due = await after(rehearsal, FOOD, promised, "今天到期")
    assert "您有1项待报" in words(due) and "另有1项未报" in words(due)


async def test_the_office_is_greeted_and_chases_by_a_tap_that_waits_for_office_hours(
    rehearsal: Rehearsal,
) -> None:
    people = rehearsal.people
    await people.move_clock(to="2018-04-10T08:40:30+08:00")
    morning = await rehearsal.said(OFFICE, "办公室晨报")
    assert "市农业局 李建国:主要农产品抽检合格率 2018年3月(逾期1个工作日,未提醒过)" in words(morning)
    await press(rehearsal, OFFICE, morning, "一键催办")
    await after(rehearsal, OFFICE, morning, "4月10日09:00发出")
    assert await rehearsal.count(FARM, DIGEST) == 0
    await answer(rehearsal, FOOD, "3月食品抽检500批次,合格483", "已记录")
    await people.move_clock(to="2018-04-10T09:00:30+08:00")
    chased = words(await after(rehearsal, FARM, {"message_id": 0}, DIGEST))
    assert "已逾期" in chased
    result = await after(rehearsal, OFFICE, morning, "催办:已提醒2人")
    assert "没有能收到消息的联络员" in words(result)
    await press(rehearsal, OFFICE, morning, "选单位催办")
    units = await after(rehearsal, OFFICE, result, "点一个单位")
    await press(rehearsal, OFFICE, units, "市农业局 1项")
    assert "今天已提醒过" in words(await after(rehearsal, OFFICE, units, "没有提醒任何人"))
    assert await rehearsal.count(FARM, DIGEST) == 1
    assert "今天已提醒过" in words(await answer(rehearsal, OFFICE, "/chase 市农业局"))
    assert "没有叫「火星局」的单位" in words(await answer(rehearsal, OFFICE, "/chase 火星局"))
    assert "没有提醒任何人" in words(await answer(rehearsal, OFFICE, "一键催办"))
    assert "一键催办" in labels(await answer(rehearsal, OFFICE, "谁还没报"))
    assert "一键催办" not in labels(await answer(rehearsal, LEADER, "谁还没报"))
    forged = await people.press(
        LEADER, LEADER, (await answer(rehearsal, LEADER, "谁还没报"))["message_id"],
        data_of(morning, "一键催办"), raw=True,
    )  # fmt: skip
    assert "只对办公室开放" in forged["text"]


async def test_the_office_sets_how_much_people_are_written_to(rehearsal: Rehearsal) -> None:
    assert "每人每周最多7条" in words(await answer(rehearsal, OFFICE, "/burden"))
    assert "1 到 50" in words(await answer(rehearsal, OFFICE, "/burden 很多"))
    assert "只对办公室开放" in words(await answer(rehearsal, FOOD, "/burden 1"))
    shown = await answer(rehearsal, OFFICE, "/burden 1", "每人每周最多1条")
    await press(rehearsal, OFFICE, shown, "午休不打扰")
    await rehearsal.said(OFFICE, "12:00-14:00不打扰")
    await answer(rehearsal, OFFICE, "/burden 午休", "午休照发")
    await rehearsal.people.move_clock(to="2018-04-09T09:00:30+08:00")
    await rehearsal.said(FARM, "今天到期")
    await rehearsal.people.move_clock(to="2018-04-10T09:00:30+08:00")
    told = words(await rehearsal.said(OFFICE, "以下不再自动提醒"))
    assert "市农业局 李建国" in told and "本周提醒已达上限" in told
    assert await rehearsal.count(FARM, DIGEST) == 1
    assert "李建国 1条 已满" in words(await answer(rehearsal, OFFICE, "打扰计数"))
