"""Workbooks at the door: a form goes out and comes back, tables of all kinds are read or refused in words."""

import asyncio
import io
import zipfile
from datetime import datetime
from typing import Any

import aiohttp
from openpyxl import Workbook, load_workbook

from qbot.plan.loading import load_plan
from tests.e2e.town import FOOD, GROUP, LEADER, Message, Town, words

FOOD_NAME, DRUG_NAME = "重点食品监督抽查合格率", "药品质量安全抽查合格率"


async def downloaded(town: Town, message: Message) -> Any:
    """The workbook of a message."""
    url = f"{town.root}/sandbox/file/{message['document']['file_id']}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return load_workbook(io.BytesIO(await answer.read()))


def content(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return content(book)


async def sent_back(town: Town, name: str, data: bytes, *, having: str = "") -> Message:
    sent = await town.people.document(FOOD, name, data)
    return await town.next(FOOD, after=sent["message_id"], having=having)


def results(book: Any) -> list[str]:
    """The 结果 column."""
    sheet = book.worksheets[0]
    place = [cell.value for cell in sheet[1]].index("结果")
    return [row[place].value or "" for row in sheet.iter_rows(min_row=2)]


async def test_a_form_of_what_is_owed_comes_back_filled_and_is_answered_row_by_row(town: Town) -> None:
    await town.answer(FOOD, "3月药品抽检合格率99.1%")
    form = await town.answer(FOOD, "填报表")
    assert form["document"]["file_name"] == "填报表.xlsx"
    book = await downloaded(town, form)
    sheet = book["填报"]
    assert [cell.value for cell in sheet[1]] == [
        "指标",
        "期次",
        "单位",
        "数值",
        "抽检批次",
        "合格批次",
        "说明",
    ]
    owed = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert (FOOD_NAME, "2018年3月") in owed
    assert (DRUG_NAME, "2018年3月") not in owed
    place = owed.index((FOOD_NAME, "2018年3月")) + 2
    sheet[f"E{place}"], sheet[f"F{place}"] = 500, 483
    blank = len(owed) + 2
    sheet[f"A{blank}"], sheet[f"B{blank}"], sheet[f"D{blank}"] = DRUG_NAME, datetime(2018, 3, 1), 99.1
    answer = await sent_back(town, "填报表.xlsx", content(book))
    assert "读了 2 条:记录 1,已有未变 1" in words(answer)
    back = await downloaded(town, answer)
    said = results(back)
    assert said[place - 2].startswith("已记录 R-2:2018年3月 96.6%")
    assert said[blank - 2].startswith("已有 R-1,未变")
    rows = town.rows(
        "select source, value, numerator, denominator, text from report_versions where number = 2"
    )
    assert rows == [("file", "96.6", 483, 500, f"{FOOD_NAME} | 2018年3月 | % | 500 | 483")]
    again = await sent_back(town, "填报表-结果.xlsx", content(back))
    assert "记录 0,已有未变 2" in words(again)
    assert again["document"]["file_name"] == "填报表-结果.xlsx"


async def test_rows_that_cannot_be_trusted_are_told_why_and_the_others_are_recorded(town: Town) -> None:
    book = Workbook()
    sheet = book.active
    rows: list[tuple[Any, ...]] = [
        ("指标", "期次", "数值", "说明"),
        ("食品抽检", "1月", 96.1, '=HYPERLINK("http://evil.example","点我")'),
        ("食品抽检", "2月", "=90+6", ""),
        ("食品抽检", "2月", 0.966, ""),
        ("食品抽检", "2月", datetime(2018, 9, 6), ""),
        ("食品抽检", 43160, 96.3, ""),
        ("食品抽检", "13月", 96.3, ""),
        ("农产品抽检", "2月", 97, ""),
        ("药品抽检", "2月", "98.5%", "-2+3"),
        (None, "1月", 97.9, ""),
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A9:A10")
    hidden = book.create_sheet("上年底稿")
    hidden.append(("指标", "期次", "数值"))
    hidden.append(("食品抽检", "3月", 88))
    hidden.sheet_state = "hidden"
    answer = await sent_back(town, "三月.xlsx", content(book))
    assert "「上年底稿」" in words(answer) and "没有读取" in words(answer)
    back = await downloaded(town, answer)
    said = results(back)
    expected = (
        "已记录 R-1",
        "公式",
        "数没看准",
        "变成了日期",
        "日期序号",
        "期次没看准",
        "市农业局",
        "已记录 R-2",
        "合并",
    )
    assert [part in text for part, text in zip(expected, said, strict=True)] == [True] * len(expected), said
    assert len(town.figures()) == 2
    cells = [cell for row in back.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "-")))


async def test_a_doubtful_row_is_asked_about_and_recorded_as_the_files_once_it_is_confirmed(
    town: Town,
) -> None:
    await town.answer(FOOD, "2月食品抽检合格率97.9%")
    rows = "指标,期次,数值,抽检批次,合格批次\n食品,3月,79.8,,\n药品,3月,,197,200\n"
    answer = await sent_back(town, "三月.csv", rows.encode("gb18030"))
    assert "待确认 2" in words(answer) and "下面逐个问您" in words(answer)
    assert "是否写反" in results(await downloaded(town, answer))[1]
    question = await town.next(FOOD, after=answer["message_id"], having="79.8")
    assert len(town.figures()) == 1
    await town.people.press(FOOD, FOOD, question["message_id"], "确认79.8%")
    why = await town.next(FOOD, after=question["message_id"], having="请选一个原因")
    await town.people.press(FOOD, FOOD, why["message_id"], "数据属实")
    await town.next(FOOD, after=why["message_id"], having="已记录")
    newest = town.rows("select source, value, flags, text from report_versions order by number desc limit 1")
    assert newest == [("file", "79.8", '["swapped"]', "食品 | 3月 | 79.8")]
    exchanged = await town.next(FOOD, after=answer["message_id"], having="两个数写反")
    await town.people.press(FOOD, FOOD, exchanged["message_id"], "改为197/200(98.5%)")
    await town.next(FOOD, after=why["message_id"], having="98.5%(197/200)")


async def test_a_note_beside_a_changed_figure_is_the_reason_of_the_change(town: Town) -> None:
    await town.answer(FOOD, "1月食品抽检合格率97.9%")
    rows = "指标,期次,数值,说明\n食品,1月,97.8,\n"
    assert "要写原因" in words(await sent_back(town, "一月.csv", rows.encode()))
    rows = "指标,期次,数值,说明\n食品,1月,97.8,复检后更正\n"
    again = await sent_back(town, "一月.csv", rows.encode("utf-8-sig"), having="读了")
    assert "记录 1" in words(again)
    assert town.rows("select value, reason from report_versions order by number") == [
        ("97.9", None),
        ("97.8", "复检后更正"),
    ]


async def test_a_row_may_say_when_its_figure_comes_or_that_there_is_none(town: Town) -> None:
    rows = "指标,期次,数值,说明\n食品,3月,暂无,周五前补\n药品,3月,,暂无\n药品,2月,,本期不适用\n农产品,3月,暂无,周五前补\n"
    answer = await sent_back(town, "三月.csv", rows.encode())
    assert "记录 2,已有未变 0,待确认 0,未记录 2" in words(answer)
    said = results(await downloaded(town, answer))
    expected = ("已记录 R-1", "哪天能报", "已记录 R-2", "市农业局")
    assert [part in text for part, text in zip(expected, said, strict=True)] == [True] * 4, said
    kept = town.rows("select state, promised_on, source, period from report_versions order by number")
    assert kept == [
        ("deferred", "2018-04-06", "file", "2018-03"),
        ("not-applicable", None, "file", "2018-02"),
    ]


async def test_what_is_no_readable_table_is_refused_with_its_reason_and_stores_nothing(town: Town) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    good = table(("指标", "数值"), ("食品", 96))
    macros = io.BytesIO(good)
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    many = "指标,期次,数值\n" + "食品,3月,96.6\n" * 10_000
    cases = {
        "大.xlsx": (bytes(2 * 1024 * 1024 + 1), "2 MB"),
        "多.csv": (many.encode(), "2000 行"),
        "旧.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500, "旧版 .xls"),
        "密.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        "宏.xlsm": (macros.getvalue(), "宏"),
        "弹.xlsx": (bomb.getvalue(), "大得不正常"),
        "坏.xlsx": (good[: len(good) // 2], "打不开"),
        "空.csv": (b"\n\n", "空的"),
        "散.csv": ("通讯录\n张三,138\n".encode(), "没有认出"),
    }
    for name, (data, reason) in cases.items():
        answer = await sent_back(town, name, data)
        assert reason in words(answer), f"{name}: {words(answer)}"
        assert "没有记录" in words(answer), name
    await town.people.press(FOOD, FOOD, answer["message_id"], "填报表")
    assert (await town.next(FOOD, after=answer["message_id"]))["document"]["file_name"] == "填报表.xlsx"
    assert town.rows("select number from report_versions") == []


async def test_a_table_cut_short_by_a_crash_is_finished_and_nothing_is_stored_twice(empty_town: Town) -> None:
    townships = [unit for unit in load_plan().units if unit.kind == "township"]
    await empty_town.enrol({FOOD: ("contact", tuple(unit.id for unit in townships))})
    await empty_town.bot.start()
    rows = [f"{unit.name},{name},{month}月,96" for name in ("食品抽检合格率", "药品抽检合格率")
            for month in (1, 2, 3) for unit in townships]  # fmt: skip
    await empty_town.people.document(
        FOOD, "各乡镇.csv", "\n".join(["报送单位,指标,期次,数值", *rows]).encode()
    )
    async with asyncio.timeout(20):
        while not empty_town.figures():  # noqa: ASYNC110 - the file is another process's
            await asyncio.sleep(0.005)
    await empty_town.bot.kill()
    stored = len(empty_town.figures())
    assert 0 < stored < len(rows)
    await empty_town.bot.start()
    answer = await empty_town.next(FOOD, after=0, having="读了")
    assert f"记录 {len(rows) - stored},已有未变 {stored}," in words(answer)
    assert empty_town.rows("select count(*) from report_versions") == [(len(rows),)]
    assert (await empty_town.command("verify")).code == 0


async def test_tables_are_for_those_who_report_and_not_for_groups(town: Town) -> None:
    data = table(("指标", "期次", "数值"), ("食品", "3月", 96.6))
    sent = await town.people.document(LEADER, "表.xlsx", data)
    assert "只能查询" in words(await town.next(LEADER, after=sent["message_id"]))
    assert "只能查询" in words(await town.answer(LEADER, "/form"))
    await town.people.document(FOOD, "表.xlsx", data, chat_id=GROUP)
    await town.answer(FOOD, "填报表")
    assert town.rows("select number from report_versions") == []
