"""Absence, substitutes, handing over and practice through the public door."""

import re

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, NEW, OFFICE, Message, Town, labels, words


async def press(town: Town, user: int, message: Message, label: str) -> str:
    chosen = next(each for each in labels(message) if label in each)
    return str((await town.people.press(user, user, message["message_id"], chosen)).get("text", ""))


async def test_one_from_elsewhere_stands_in_after_the_nod_until_the_other_is_back(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    assert "需办公室同意" in words(await town.answer(FOOD, "本周出差,由李建国代"))
    assert "已记录" not in words(await town.answer(FARM, "3月药品抽检合格率98%"))
    card = await town.next(OFFICE, after=0, having="代报申请")
    assert await press(town, OFFICE, card, "同意") == "已同意"
    await town.next(FARM, after=0, having="由您代报")
    assert "已记录" in words(await town.answer(FARM, "3月药品抽检合格率98%"))
    assert town.rows("select unit, flags from report_versions") == [("food-drug-bureau", '["stood-in"]')]
    assert "由李建国代" in words(await town.answer(OFFICE, "谁不在"))
    assert "欢迎回来" in words(await town.answer(FOOD, "我回来了"))
    await town.next(FARM, after=0, having="不用再代报")
    assert "已记录" not in words(await town.answer(FARM, "3月食品抽检合格率98%"))
    assert "没有登记外出" in words(await town.answer(FOOD, "我回来了"))
    asked = await town.answer(FOOD, "下周出差,由张无名代")
    assert "没有「张无名」" in words(asked)
    await press(town, FOOD, asked, "没有人代")
    await town.next(FOOD, after=asked["message_id"], having="没有人代报")
    await town.people.send(FOOD, "下周出差,由李建国代", chat_id=GROUP)
    await town.answer(FOOD, "/away", chat=GROUP)
    assert [row[0] for row in town.rows("select action from audit where action like '%-away' or action like '%back'")] == [
        "go-away", "come-back", "go-away",
    ]  # fmt: skip


async def test_a_successor_takes_over_and_practises_and_who_left_is_out(town: Town) -> None:
    await town.answer(OFFICE, "/start")
    await town.answer(FOOD, "3月药品抽检合格率98%")
    await town.answer(LEADER, "我调走了,接手人新同事")  # an official hands nothing over
    assert "已转办公室" in words(await town.answer(FOOD, "我调走了,接手人新同事"))
    card = await town.next(OFFICE, after=0, having="联络员交接 ")
    await press(town, OFFICE, card, "同意")
    invited = await town.next(FOOD, after=0, having="/start ")
    code = re.search(r"/start ([\w-]+)", words(invited))
    assert code is not None
    welcome = await town.answer(NEW, f"/start {code[1]}")
    assert "欢迎" in words(welcome)
    short = await town.next(NEW, after=welcome["message_id"], having="下一次报")
    assert labels(short) == ["交接材料", "练习一遍"]
    pack = await town.next(NEW, after=short["message_id"], having="交接材料")
    assert pack["document"]["file_name"] == "交接材料-市食品药品监督管理局-2018-04-03.docx"
    await town.next(FOOD, after=0, having="新同事已接手")
    assert "只对受邀人员" in words(await town.answer(FOOD, "3月食品抽检合格率96%"))
    await town.next(OFFICE, after=0, having="新同事已接手")
    shown = await town.answer(NEW, "练习")
    assert "练习,不记录" in words(shown)
    practised = await town.people.send(NEW, "3月食品抽检合格率96.5%")
    assert "第2步" in words(await town.next(NEW, after=practised["message_id"]))
    sent = await town.people.document(NEW, "检验报告.pdf", b"%PDF-1.4")
    assert "没有保存" in words(await town.next(NEW, after=sent["message_id"]))
    await press(town, NEW, shown, "结束练习")
    await town.next(NEW, after=practised["message_id"], having="练习结束")
    await town.people.edit(NEW, practised["message_id"], "3月食品抽检合格率97.5%")
    await town.answer(NEW, "/phase")  # answered in order, so the edit has been dealt with
    assert town.rows("select count(*) from report_versions") == [(1,)]
    assert town.rows("select count(*) from evidence") == [(0,)]
    assert [row[0] for row in town.rows("select state from people where telegram_user_id = ?", FOOD)] == [
        "removed"
    ]
