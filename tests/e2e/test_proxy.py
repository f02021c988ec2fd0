"""The office reports for a unit, through the public door."""

import pytest

from tests.e2e.town import FARM, FOOD, LEADER, OFFICE, Town, words

SAID = "代市农业局报:3月农产品97.2"


async def test_a_figure_reported_for_a_unit_is_marked_so_and_told_to_its_contact_at_once(town: Town) -> None:
    receipt = await town.office(SAID)
    assert "已记录 R-1" in words(receipt) and "办公室代报" in words(receipt)
    told = await town.next(FARM, after=receipt["message_id"] - 1, having="代市农业局报了")
    assert "97.2%" in words(told)
    assert town.rows("select indicator, unit, period, source, text from report_versions") == [
        ("agri-spot-check", "agriculture-bureau", "2018-03", "proxy", SAID)
    ]
    assert "办公室代报" in words(await town.answer(LEADER, "农产品抽检合格率多少"))
    assert "办公室代报" in words(await town.office("/review"))
    pressed = await town.people.press(FARM, FARM, told["message_id"], "有误")
    assert "已告知办公室" in pressed["text"]
    await town.next(OFFICE, after=receipt["message_id"], having="有误")
    again = await town.people.press(FARM, FARM, told["message_id"], "有误")
    assert "已说过" in again["text"]
    other = await town.answer(FOOD, "谁还没报")
    data = told["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    forged = await town.people.press(FOOD, FOOD, other["message_id"], data, raw=True)
    assert "只有该单位的联络员" in forged["text"]
    assert "单位称有误" in words(await town.office("/review"))
    assert town.rows("select count(*) from reviews where verdict = 'disputed'") == [(1,)]


async def test_an_edited_report_for_a_unit_is_a_correction_in_its_name(town: Town) -> None:
    said = await town.people.send(OFFICE, SAID)
    receipt = await town.next(OFFICE, after=said["message_id"], having="已记录 R-1")
    await town.people.edit(OFFICE, said["message_id"], "代市农业局报:3月农产品97.3")
    await town.next(OFFICE, after=receipt["message_id"], having="97.2% → 97.3%")
    assert town.rows("select source, value from report_versions order by number") == [
        ("proxy", "97.2"),
        ("proxy", "97.3"),
    ]


async def test_what_is_unusual_is_asked_of_the_office_and_keeps_its_mark(town: Town) -> None:
    await town.answer(FARM, "2月农产品抽检合格率97.2%")
    held = await town.office("代农业局报:3月农产品79.2")
    assert "已记录" not in words(held)
    await town.people.press(OFFICE, OFFICE, held["message_id"], "确认79.2%")
    why = await town.next(OFFICE, after=held["message_id"])
    await town.people.press(OFFICE, OFFICE, why["message_id"], "数据属实")
    await town.next(OFFICE, after=why["message_id"], having="办公室代报")
    await town.next(FARM, after=why["message_id"] - 1, having="代市农业局报了")
    card = words(await town.office("/review"))
    assert "标记 1 条" in card and "R-2" in card and "⚠️" in card and "数据属实" in card
    assert town.rows("select source, value from report_versions order by number") == [
        ("message", "97.2"),
        ("proxy", "79.2"),
    ]


@pytest.mark.parametrize("user", [FOOD, LEADER])
async def test_nobody_but_the_office_reports_for_others(town: Town, user: int) -> None:
    assert "代报只有办公室可以" in words(await town.answer(user, SAID))
    assert "只对办公室开放" in words(await town.answer(user, "/proxy 市农业局 3月农产品97.2"))
    assert town.rows("select count(*) from report_versions") == [(0,)]


async def test_what_is_not_certain_or_not_the_units_is_refused_in_words(town: Town) -> None:
    assert "没有叫「火星局」的单位" in words(await town.office("代火星局报:3月农产品97.2"))
    assert "写明期次" in words(await town.office("代市农业局报:农产品97.2"))
    assert "没有读出确定的数" in words(await town.office("代市农业局报:3月合格率97.2"))
    assert "不是市农业局" in words(await town.office("代市农业局报:3月食品抽检97.2"))
    assert town.rows("select count(*) from report_versions") == [(0,)]


async def test_the_command_and_its_buttons_lead_to_the_same(town: Town) -> None:
    assert "已记录 R-1" in words(await town.office("/proxy 市农业局 3月农产品97.2"))
    units = await town.office("代报")
    await town.people.press(OFFICE, OFFICE, units["message_id"], "市农业局")
    asked = await town.next(OFFICE, after=units["message_id"], having="要代市农业局报")
    assert "已记录 R-2" in words(await town.office("2月农产品97"))
    assert asked["message_id"] > units["message_id"]
    assert town.rows("select distinct source from report_versions") == [("proxy",)]
