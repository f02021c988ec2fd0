"""Files become cells as they were typed, or are refused before they can do harm."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qbot.workbook.book import Cell
from qbot.workbook.formats import ROW_LIMIT, TableRefused, Trouble
from qbot.workbook.reading import read_table
from tests.unit.workbook.workbook_samples import saved, xlsx


def cells(data: bytes, name: str = "a.xlsx") -> list[Cell]:
    """The cells of the first row."""
    return list(read_table(name, data).sheets[0].rows[0].cells)


def trouble(data: bytes, name: str = "a.xlsx") -> Trouble:
    with pytest.raises(TableRefused) as caught:
        read_table(name, data)
    return caught.value.trouble


def test_a_cell_is_what_was_typed_and_never_what_was_computed() -> None:
    data = xlsx((" 食品\n抽检 ", 96.6, 0.966, datetime(2018, 3, 1), "=1+1", "#N/A", True), C1="0.0%")
    assert cells(data) == [
        Cell("text", "食品 抽检"),
        Cell("number", "96.6", number=Decimal("96.6")),
        Cell("percent", "96.6%", number=Decimal("96.600")),
        Cell("date", "2018-03-01", day=date(2018, 3, 1)),
        Cell("formula", "=1+1"),
        Cell("fault", "#N/A"),
        Cell("text", "TRUE"),
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(95.80000000000001, "95.8"), (1e15, "1000000000000000"), (0.1 + 0.2, "0.3"), (-3, "-3"), (0, "0")],
)
def test_a_number_is_shown_without_the_dust_of_floating_point(value: float, shown: str) -> None:
    assert cells(xlsx((value,)))[0].text == shown


def test_merged_cells_are_marked_where_nothing_can_be_read() -> None:
    book = read_table("a.xlsx", xlsx(("食品", 1), (None, 2), merged=["A1:A2"]))
    first, second = book.sheets[0].rows
    assert [cell.is_covered for cell in first.cells] == [False, False]
    assert [cell.is_covered for cell in second.cells] == [True, False]


def test_hidden_sheets_are_named_and_not_read() -> None:
    book = Workbook()
    book.active.append(("看得见",))
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(("看不见",))
        sheet.sheet_state = state
    read = read_table("a.xlsx", saved(book))
    assert [sheet.name for sheet in read.sheets] == ["Sheet"]
    assert read.hidden == ("藏", "深藏")


def test_a_row_far_down_keeps_its_number() -> None:
    book = Workbook()
    book.active["A70000"] = "食品"
    (row,) = read_table("a.xlsx", saved(book)).sheets[0].rows
    assert row.number == 70_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_separators_that_offices_write(
    encoding: str, separator: str
) -> None:
    text = separator.join(("食品", "96.6%", '"药品, 器械; 其他"')) + "\r\n"
    assert [cell.text for cell in cells(text.encode(encoding), "a.csv")] == [
        "食品",
        "96.6%",
        "药品, 器械; 其他",
    ]


def test_two_words_in_gb18030_are_not_taken_for_utf_8() -> None:
    assert "食品".encode("gb18030").decode("utf-8") != "食品"
    assert cells("食品".encode("gb18030"), "a.csv")[0].text == "食品"


def test_a_formula_in_a_csv_is_a_formula() -> None:
    assert cells(b"=1+1", "a.csv")[0].kind == "formula"


def test_one_row_too_many_is_refused_and_the_last_allowed_is_not() -> None:
    rows = [(number,) for number in range(ROW_LIMIT + 1)]
    assert len(read_table("a.xlsx", xlsx(*rows[:-1])).sheets[0].rows) == ROW_LIMIT
    assert trouble(xlsx(*rows)) == "too-many-rows"
    assert trouble("\n".join(str(row[0]) for row in rows).encode(), "a.csv") == "too-many-rows"


def packed(*parts: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return content.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><workbook>&c;</workbook>"""


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xlsx", b"x" * (2 * 1024 * 1024 + 1), "too-large"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", xlsx((None,)), "empty"),
        ("a.csv", b" \n,,\n", "empty"),
        ("a.xlsx", b"hello", "broken"),
        ("a.ods", b"hello", "unknown"),
        ("a.xlsx", xlsx(("x",))[:-200], "broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old"),
        ("a.csv", b"\xff\x00\xfe,\x00", "encoding"),
        ("a.xlsx", packed(("word/document.xml", b"<x/>")), "unknown"),
        ("a.xlsx", packed(("xl/workbook.bin", b"x")), "unknown"),
        ("a.xlsx", packed(("xl/workbook.xml", b"<x/>"), ("xl/vbaProject.bin", b"x")), "macros"),
        ("a.xlsx", packed(("xl/workbook.xml", b" " * 17_000_000)), "bomb"),
        ("a.xlsx", packed(("xl/workbook.xml", b" " * 1_000_000)), "bomb"),
        ("a.xlsx", packed(*((f"{n}", b"") for n in range(1_001)), ("xl/workbook.xml", b"")), "bomb"),
        ("a.xlsx", packed(("xl/workbook.xml", ENTITIES), ("[Content_Types].xml", ENTITIES)), "broken"),
    ],
)
def test_a_file_that_is_no_table_is_refused_for_what_it_is(name: str, data: bytes, expected: Trouble) -> None:
    assert trouble(data, name) == expected


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.csv", "a.tsv"]), st.booleans())
def test_whatever_the_bytes_there_is_a_table_or_a_refusal(data: bytes, name: str, as_zip: bool) -> None:
    try:
        read_table(name, b"PK\x03\x04" + data if as_zip else data)
    except TableRefused as refused:
        assert refused.trouble
