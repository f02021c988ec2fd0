"""The ledger's workbook and the self-check file through the public door."""

from openpyxl import load_workbook

from tests.e2e.sent_files import document_text, fetched
from tests.e2e.town import FOOD, GROUP, LEADER, OFFICE, Town, words


async def test_the_workbook_holds_every_version_with_its_words(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    await town.answer(FOOD, "更正:3月食品抽检500批次,合格483")
    file = await town.answer(LEADER, "导出台账")
    assert "2条报送记录(含更正和撤销),1个现行值" in words(file)
    assert file["document"]["file_name"] == "台账-2018-04-03.xlsx"
    path = town.folder / "ledger.xlsx"
    path.write_bytes(await fetched(town, file))
    book = load_workbook(path)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "3月食品抽检500批次,合格473" in cells
    assert 96.6 in cells
    assert "王秀兰" in cells
    own = await town.office("/book")
    assert "document" in own


async def test_the_workbook_is_not_for_contacts_and_not_for_groups(town: Town) -> None:
    assert "由办公室和领导查看" in words(await town.answer(FOOD, "台账"))
    assert "请私聊我" in words(await town.answer(OFFICE, "/book@qbot", GROUP))
    assert "只对办公室开放" in words(await town.answer(LEADER, "自查材料"))
    assert town.rows("select * from audit where action in ('ledger-export', 'self-check')") == []


async def test_the_self_check_file_says_what_each_goal_lacks(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格483")
    sent = await town.people.document(FOOD, "通报.pdf", b"%PDF-1.4", caption="R-1的佐证")
    await town.next(FOOD, after=sent["message_id"])
    file = await town.office("自查材料")
    assert "自查申报" in words(file)
    text = await document_text(town, file)
    assert "数据未审核" in text and "1件" in text
    assert "2017年11月至2018年2月数据未报" in text
    assert town.rows("select action from audit where action = 'self-check'") == [("self-check",)]
