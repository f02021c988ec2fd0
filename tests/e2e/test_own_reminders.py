"""The office's own reminders through the public door: said in words, shown back, saved, sent, ended."""

from qbot.rehearsal import GROUP_ID
from tests.e2e.rehearsal import Rehearsal
from tests.e2e.town import FOOD, OFFICE, Town, labels, words

WEEKLY = "每周一9点提醒群里报进度"


async def test_a_reminder_is_shown_back_saved_paused_and_deleted(town: Town) -> None:
    people = town.people
    shown = await town.office("每月5号上午10点提醒食药监局报数")
    for part in (
        "每月5日 10:00",
        "市食品药品监督管理局",
        "报数",
        "2018年4月8日(周日)10:00(原定休息日,顺延)",
        "2018年6月5日",
    ):
        assert part in words(shown)
    assert town.rows("select count(*) from own_reminders") == [(0,)]
    await people.press(OFFICE, OFFICE, shown["message_id"], "保存")
    saved = await town.changed(OFFICE, shown["message_id"], "已保存提醒 M-1")
    assert labels(saved) == ["暂停 M-1", "删除 M-1"]
    twice = await people.press(OFFICE, OFFICE, saved["message_id"], "ownsv:1:1", raw=True)
    assert twice["text"]
    assert town.rows("select count(*) from own_reminders") == [(1,)]
    await people.press(OFFICE, OFFICE, saved["message_id"], "暂停 M-1")
    await town.changed(OFFICE, saved["message_id"], "已暂停")
    listing = await town.office("提醒列表")
    assert "M-1 每月5日 10:00 提醒市食品药品监督管理局:报数" in words(listing)
    await people.press(OFFICE, OFFICE, listing["message_id"], "恢复 M-1")
    await town.changed(OFFICE, listing["message_id"], "下次:2018年4月8日")
    await people.press(OFFICE, OFFICE, saved["message_id"], "删除 M-1")
    asked = await town.next(OFFICE, after=listing["message_id"], having="确定删除")
    await people.press(OFFICE, OFFICE, asked["message_id"], "确定删除")
    await town.changed(OFFICE, asked["message_id"], "已删除")
    assert "还没有自定的提醒" in words(await town.office("/reminders"))
    actions = [row[0] for row in town.rows("select action from audit where subject = 'M-1' order by id")]
    assert actions == ["save-reminder", "pause-reminder", "resume-reminder", "end-reminder"]


async def test_what_does_not_fit_and_who_may_not_are_refused_in_words(town: Town) -> None:
    assert "没看懂提醒谁" in words(await town.office("每周一9点提醒大家报进度"))
    assert "没看懂什么时候" in words(await town.office("/remind 有空提醒群里报进度"))
    assert "已经过了" in words(await town.office("今天8点提醒食药监局报数"))
    dropped = await town.office(WEEKLY)
    await town.people.press(OFFICE, OFFICE, dropped["message_id"], "取消")
    await town.changed(OFFICE, dropped["message_id"], "没有保存")
    assert "只对办公室开放" in words(await town.answer(FOOD, "/reminders"))
    assert "这样提醒" not in words(await town.answer(FOOD, WEEKLY))
    assert town.rows("select count(*) from own_reminders") == [(0,)]


async def test_a_saved_reminder_comes_at_its_hour_and_once(rehearsal: Rehearsal) -> None:
    people = rehearsal.people
    sent = await people.send(OFFICE, WEEKLY)
    shown = await people.wait_for(OFFICE, lambda m: "这样提醒" in words(m), 20, after=sent["message_id"])
    await people.press(OFFICE, OFFICE, shown["message_id"], "保存")
    await rehearsal.said(OFFICE, "已保存提醒")
    await people.move_clock(to="2018-04-09T09:00:30+08:00")
    await rehearsal.said(GROUP_ID, "⏰ 提醒:报进度")
    assert await rehearsal.bot.stop() == 0
    await rehearsal.bot.start()
    await people.move_clock(to="2018-04-16T09:00:30+08:00")
    await people.wait_for(GROUP_ID, lambda m: "报进度" in words(m) and m["date"] > 1523800000, 20)
    assert await rehearsal.count(GROUP_ID, "⏰ 提醒:报进度") == 2
