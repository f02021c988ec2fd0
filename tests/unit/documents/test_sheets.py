"""Workbooks hold real numbers and dates, never a formula, and can be printed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qbot.documents import sheets
from qbot.documents.sheets import Cell, Column, Table, Value, write_workbook

NOON = datetime(2018, 4, 14, 4, tzinfo=UTC)


def written(*tables: Table) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content(*tables)))


def content(*tables: Table) -> bytes:
    return write_workbook(tables, title="台账", author="办公室", made_at=NOON)


def one_row(*values: Value | Cell) -> Sequence[openpyxl.cell.Cell]:
    columns = [Column(f"列{place}", 10) for place, _ in enumerate(values)]
    return next(written(Table("表", columns, [values]))["表"].iter_rows(min_row=2))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x","y")',
        "+8613800000000",
        "-3",
        "@SUM(A1)",
        "\t=1+1",
        "{=1+1}",
        "http://a.b",
    ],
)
def test_text_is_text_whatever_it_begins_with(text: str) -> None:
    (cell,) = one_row(text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited(text: str) -> None:
    assert one_row(text)[0].quotePrefix


def test_plain_text_is_not_marked() -> None:
    assert not one_row("96.6%")[0].quotePrefix


def test_numbers_are_numbers() -> None:
    cells = one_row(Decimal("96.6"), 483, Decimal(0), Decimal(-3))
    assert [cell.data_type for cell in cells] == ["n"] * 4
    assert [cell.value for cell in cells] == [96.6, 483, 0, -3]


def test_a_number_that_a_cell_would_round_is_text() -> None:
    (cell,) = one_row(Decimal("1234567890123456.7"))
    assert (cell.data_type, cell.value) == ("s", "1234567890123456.7")


def test_a_coarse_decimal_context_rounds_no_cell() -> None:
    with localcontext(prec=15):
        (cell,) = one_row(Decimal("1234567890123456.7"))
    assert (cell.data_type, cell.value) == ("s", "1234567890123456.7")


def test_a_large_round_number_is_a_number() -> None:
    assert one_row(Decimal(10) ** 20)[0].data_type == "n"


def test_days_and_times_are_real_and_the_citys() -> None:
    day, time = one_row(date(2018, 4, 9), NOON)
    assert (day.is_date, day.value) == (True, datetime(2018, 4, 9))
    assert (time.is_date, time.value) == (True, datetime(2018, 4, 14, 12))
    assert "h" in time.number_format
    assert "h" not in day.number_format


def test_nothing_is_an_empty_cell_not_a_zero() -> None:
    assert one_row(None)[0].value is None


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    (cell,) = one_row("字" * 40_000)
    assert len(str(cell.value)) == sheets.LONGEST_TEXT
    assert str(cell.value).endswith("…")


def test_characters_that_xml_forbids_are_shown_as_lost() -> None:
    assert one_row("a\x00b\ud83d")[0].value == "a�b�"


def test_a_tint_is_a_background_beside_the_value() -> None:
    plain, tinted = one_row("好", Cell("差", "bad"))
    assert plain.fill.fgColor.rgb != tinted.fill.fgColor.rgb
    assert tinted.value == "差"


def test_cells_to_fill_in_are_open_and_tinted_and_others_are_not() -> None:
    columns = [Column("指标", 20), Column("数值", 10, to_fill=True)]
    fixed, open_ = next(written(Table("填报", columns, [("食品", None)]))["填报"].iter_rows(min_row=2))
    assert fixed.protection.locked
    assert not open_.protection.locked
    assert open_.fill.fgColor.rgb == "FFFFFBE6"


def test_the_header_stays_in_view_is_filtered_and_printed_on_each_page() -> None:
    table = Table("表", [Column("甲", 8), Column("乙", 8)], [(1, 2), (3, 4)], note="说明", fixed=1)
    sheet = written(table)["表"]
    assert sheet["A1"].value == "说明"
    assert [cell.value for cell in sheet[2]] == ["甲", "乙"]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:B4"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_title_cols == "$A:$A"


def test_it_prints_on_a4_across_as_wide_as_the_page() -> None:
    sheet = written(Table("表", [Column("甲", 8)], []))["表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_an_empty_table_has_its_header() -> None:
    sheet = written(Table("表", [Column("甲", 8)], []))["表"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["甲"]]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_ON_A_SHEET", 2)
    book = written(Table("明细", [Column("甲", 8)], [(n,) for n in range(5)]))
    assert book.sheetnames == ["明细", "明细2", "明细3"]
    assert [[row[0].value for row in book[name].iter_rows(min_row=2)] for name in book.sheetnames] == [
        [0, 1],
        [2, 3],
        [4],
    ]


def test_a_table_that_just_fills_a_sheet_needs_no_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_ON_A_SHEET", 2)
    assert written(Table("明细", [Column("甲", 8)], [(1,), (2,)])).sheetnames == ["明细"]


def test_a_row_of_the_wrong_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        content(Table("表", [Column("甲", 8)], [(1, 2)]))


def test_no_part_of_the_file_holds_a_formula_or_a_macro(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content(Table("表", [Column("甲", 8)], [("=1+1",), ("@x",)])))
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]
