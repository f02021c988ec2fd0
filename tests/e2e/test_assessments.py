"""The assessment of units through the public door: drafted, checked by each unit, objected to, published."""

from openpyxl import load_workbook

from tests.e2e.sent_files import fetched
from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, words

AFTER = "2018-04-16T09:00:00+08:00"


async def view(town: Town, having: str, *, by: str = "/score") -> Message:
    """What the office is shown by its words, whatever else comes in between."""
    sent = await town.people.send(OFFICE, by)
    return await town.next(OFFICE, after=sent["message_id"], having=having)


async def sent_out(town: Town) -> Message:
    """Send the draft to the units; what the food bureau's contact is shown."""
    draft = await view(town, "仅办公室可见")
    await town.people.press(OFFICE, OFFICE, draft["message_id"], "发各单位核对")
    await town.next(OFFICE, after=draft["message_id"], having="已发各单位核对")
    return await town.next(FOOD, after=0, having="请核对")


async def test_a_draft_is_checked_by_each_unit_answered_published_and_then_quoted(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率96%")
    assert "不是考核得分" in words(await town.answer(LEADER, "考核评分"))
    own = await sent_out(town)
    assert "市食品药品监督管理局" in words(own) and "报送完整性(满分30):1/" in words(own)
    farm = await town.next(FARM, after=0, having="请核对")
    assert "市农业局" in words(farm) and "市食品药品监督管理局" not in words(farm)
    foreign = await town.people.press(FARM, FARM, farm["message_id"], "sco:1:food-drug-bureau", raw=True)
    assert "只有该单位" in foreign["text"]
    await town.people.press(FOOD, FOOD, own["message_id"], "提出异议")
    await town.next(FOOD, after=own["message_id"], having="请写下")
    kept = await town.answer(FOOD, "2月的数3月2日已电话报过")
    assert "异议 1 已记录" in words(kept)
    copy = await town.next(OFFICE, after=0, having="已电话报过")
    shown = await view(town, "核对中")
    assert "待答复1条" in words(shown) and "公布" not in labels(shown)
    early = await town.people.press(OFFICE, OFFICE, shown["message_id"], "scp:1", raw=True)
    assert "异议期还没有结束" in early["text"]
    await town.people.send(OFFICE, "电话不算报送,以台账为准。", reply_to=copy["message_id"])
    answer = await town.next(FOOD, after=kept["message_id"], having="以台账为准")
    assert "答复异议 1" in words(answer)
    twice = await town.people.press(OFFICE, OFFICE, copy["message_id"], "答复")
    assert "已经答复过" in twice["text"]
    assert "不是考核得分" in words(await town.answer(LEADER, "考核排名"))
    await town.bot.stop()
    await town.bot.start(QBOT_NOW=AFTER)
    late = await town.people.press(FOOD, FOOD, own["message_id"], "提出异议")
    assert "异议期已过" in late["text"]
    shown = await view(town, "可以公布")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "公布")
    told = await town.next(FOOD, after=answer["message_id"], having="已公布")
    assert "个部门中列第" in words(told)
    ranking = words(await town.answer(LEADER, "考核排名"))
    assert "考核评分 第1次" in ranking and "不是考核得分" not in ranking
    kinds = town.rows("select kind, number, checksum from issued order by id")
    assert [each[:2] for each in kinds] == [("assessment-draft", 1), ("assessment", 1)]
    assert kinds[0][2] == kinds[1][2]


async def test_the_sheet_opens_and_a_typed_objection_needs_no_button(town: Town) -> None:
    draft = await view(town, "仅办公室可见")
    await town.people.press(OFFICE, OFFICE, draft["message_id"], "评分表")
    sheet = await town.next(OFFICE, after=draft["message_id"], having="考核评分")
    path = town.folder / "scores.xlsx"
    path.write_bytes(await fetched(town, sheet))
    book = load_workbook(path)
    assert len(book.sheetnames) == 2
    assert "现在没有等待核对" in words(await town.answer(FOOD, "异议:分数不对"))
    await sent_out(town)
    assert "异议 1 已记录" in words(await town.answer(FOOD, "异议:分数不对"))
    assert "请核对" in words(await town.answer(FOOD, "我的考核"))
    again = await view(town, "核对中")
    await town.people.press(OFFICE, OFFICE, again["message_id"], "按现在的数重评")
    second = await town.next(OFFICE, after=again["message_id"], having="第2次 草稿")
    assert "发各单位核对" in labels(second)
    stale = await town.people.press(OFFICE, OFFICE, draft["message_id"], "发各单位核对")
    assert "已被更新" in stale["text"]


async def test_everything_can_be_said_in_words(town: Town) -> None:
    await view(town, "没有等待核对", by="公布考核结果")
    await view(town, "考核评分", by="评分表")
    await view(town, "已发各单位核对", by="发各单位核对")
    await town.answer(FOOD, "异议:分数不对")
    await town.people.send(OFFICE, "答复异议1:以台账为准")
    await town.next(FOOD, after=0, having="以台账为准")
    await view(town, "异议期还没有结束", by="/score 公布")
    assert "document" in await view(town, "考核评分", by="/score 评分表")
    await view(town, "第2次 草稿", by="/score 重评")
    await town.bot.stop()
    await town.bot.start(QBOT_NOW=AFTER)
    await view(town, "第1次已公布", by="公布考核结果")
    assert "公布)" in words(await town.answer(FARM, "我的考核"))


async def test_only_the_office_in_private_drafts_and_publishes(town: Town) -> None:
    for person in (FOOD, LEADER):
        other = await town.answer(person, "谁还没报")
        for data in ("scs:1", "scp:1", "scx:0", "sca:1"):
            refused = await town.people.press(person, person, other["message_id"], data, raw=True)
            assert "办公室" in refused["text"]
    group = await town.answer(OFFICE, "/score@qbot", GROUP)
    assert "非正式" in words(group)
    assert town.rows("select * from issued") == []
