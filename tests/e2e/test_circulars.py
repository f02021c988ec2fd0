"""Notices of the office through the public door: put together, sent, read, and reminding who has not."""

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, STRANGER, Message, Town, labels, words

TEXT = "请各单位报送自查报告,盖章后交办公室。"


async def preview(town: Town, *said: str) -> Message:
    """The last preview after a notice was begun and more was said of it."""
    await town.office("发通知")
    shown = await town.office(TEXT)
    for more in said:
        shown = await town.office(more)
    return shown


async def test_a_notice_goes_to_the_unit_named_and_is_read_by_its_contact(town: Town) -> None:
    shown = await preview(town, "食药监局", "4月20日")
    assert TEXT in words(shown)
    assert "请于4月20日(周五)前办理" in words(shown)
    assert "市食品药品监督管理局(能收到1人)" in words(shown)
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "发送")
    sent = await town.changed(OFFICE, shown["message_id"], "已发出:1人、0个群")
    copy = await town.next(FOOD, after=0, having=TEXT)
    assert "📢 通知 N-1" in words(copy)
    assert not any(TEXT in said for said in await town.said_by_bot(FARM))
    await town.people.press(OFFICE, OFFICE, sent["message_id"], "未阅名单")
    unread = await town.next(OFFICE, after=sent["message_id"], having="未阅1人")
    assert "王秀兰" in words(unread)
    thanked = await town.people.press(FOOD, FOOD, copy["message_id"], "已阅")
    assert thanked["text"] == "已阅,谢谢"
    await town.people.wait_for(
        FOOD, lambda m: m["message_id"] == copy["message_id"] and labels(m) == ["✅ 已阅"], 20
    )
    again = await town.people.press(FOOD, FOOD, copy["message_id"], "✅ 已阅")
    assert "已经点过" in again["text"]
    assert "未阅0" in words(await town.office("/notices"))


async def test_a_notice_in_a_group_counts_its_readers_and_only_the_unread_are_reminded(town: Town) -> None:
    shown = await preview(town)
    refused = await town.people.press(OFFICE, OFFICE, shown["message_id"], "发送")
    assert "还没有选发给谁" in refused["text"]
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "☐ 群:工作群")
    shown = await town.changed(OFFICE, shown["message_id"], "群:工作群")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "发送")
    sent = await town.changed(OFFICE, shown["message_id"], "已发出:0人、1个群")
    copy = await town.next(GROUP, after=0, having=TEXT)
    assert labels(copy) == ["已阅(0)"]
    stranger = await town.people.press(STRANGER, GROUP, copy["message_id"], "已阅(0)")
    assert "只对受邀人员开放" in stranger["text"]
    await town.people.press(FOOD, GROUP, copy["message_id"], "已阅(0)")
    await town.people.wait_for(
        GROUP, lambda m: m["message_id"] == copy["message_id"] and labels(m) == ["已阅(1)"], 40
    )
    await town.people.press(OFFICE, OFFICE, sent["message_id"], "提醒未阅的")
    await town.next(FARM, after=0, having="这份通知还等您看一下")
    assert not any("还等您看一下" in said for said in await town.said_by_bot(FOOD))
    again = await town.people.press(OFFICE, OFFICE, sent["message_id"], "提醒未阅的")
    assert "今天已经提醒过了" in again["text"]
    await town.people.press(OFFICE, OFFICE, sent["message_id"], "结束")
    await town.changed(OFFICE, sent["message_id"], "已结束")
    late = await town.people.press(FARM, GROUP, copy["message_id"], "已阅(1)")
    assert "已经结束" in late["text"]


async def test_a_file_goes_round_with_its_words_and_to_roles(town: Town) -> None:
    await town.office("发通知")
    sent = await town.people.document(OFFICE, "方案.pdf", b"%PDF-1.4 x", caption="请阅方案")
    shown = await town.next(OFFICE, after=sent["message_id"], having="方案.pdf")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "☐ 各位领导")
    shown = await town.changed(OFFICE, shown["message_id"], "各位领导(能收到1人)")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "发送")
    copy = await town.next(LEADER, after=0, having="请阅方案")
    assert copy["document"]["file_name"] == "方案.pdf"
    assert labels(copy) == ["已阅"]


async def test_only_the_office_sends_notices_and_what_is_dropped_is_not_sent(town: Town) -> None:
    assert "只对办公室开放" in words(await town.answer(FOOD, "/notice 大家好"))
    shown = await town.office(f"/notice {TEXT}")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "☐ 全体联络员")
    shown = await town.changed(OFFICE, shown["message_id"], "能收到2人")
    await town.people.press(OFFICE, OFFICE, shown["message_id"], "取消")
    await town.changed(OFFICE, shown["message_id"], "没有发出")
    assert town.rows("select count(*) from notices") == [(0,)]
    assert "正文有" in words(await town.office(f"/notice {'长' * 3001}"))


async def test_a_notice_beyond_the_budget_of_the_week_names_who_gets_it_later(town: Town) -> None:
    await town.office("/burden 1")
    for text in ("第一份", "第二份"):
        shown = await town.office(f"/notice {text}")
        await town.people.press(OFFICE, OFFICE, shown["message_id"], "☐ 全体联络员")
        shown = await town.changed(OFFICE, shown["message_id"], "能收到2人")
        assert ("本周打扰已达上限" in words(shown)) is (text == "第二份")
        await town.people.press(OFFICE, OFFICE, shown["message_id"], "发送")
        sent = await town.changed(OFFICE, shown["message_id"], "✅ 通知 N-")
    assert "李建国" in words(sent) and "王秀兰" in words(sent)
    await town.next(FOOD, after=0, having="第一份")
    assert "第二份" not in "".join(await town.said_by_bot(FOOD))
    assert {
        row[0] for row in town.rows("select due_at from outbox where state = 'waiting' and kind = 'notice'")
    } == {"2018-04-09 01:00:00.000000"}
