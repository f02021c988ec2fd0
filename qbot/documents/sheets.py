"""Workbooks that are safe to open: any table of the office is written through `write_workbook`.

Text is always text, whatever it begins with: people send `=HYPERLINK(…)` too, and it must neither run when
the file is opened nor become a formula when the cell is edited. Numbers and dates are real ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from qbot.clock import city_time
from qbot.documents.characters import legible
from qbot.documents.words.common import PAGE_OF_PAGES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS_ON_A_SHEET = 1_000_000  # the format ends at 1,048,576
LONGEST_TEXT = 32_767
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")

Tint = Literal["good", "fair", "bad", "faint"]
Value = str | int | Decimal | date | datetime | None

_TINTS: dict[Tint, str] = {"good": "#E3F1E5", "fair": "#FFF3D6", "bad": "#FBE3E1", "faint": "#EDEDED"}
_TO_FILL = "#FFFBE6"
_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a background; the background never says what the value does not."""

    value: Value
    tint: Tint | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `width` in characters; `to_fill` marks the cells that a person is to fill in."""

    title: str
    width: float
    wrap: bool = False
    centred: bool = False
    to_fill: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a line of explanation, a header that stays in view, rows of as many cells as columns.

    `fixed` columns stay in view too and are printed on every page; `pages_wide` is how many pages the columns
    are spread over in print. A table longer than a sheet may be goes on in a second one, `明细2`.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value | Cell]]
    note: str = ""
    fixed: int = 0
    pages_wide: int = 1
    filtered: bool = True


def write_workbook(tables: Sequence[Table], *, title: str, author: str, made_at: datetime) -> bytes:
    """The tables as one .xlsx for A4 across; `made_at` is aware, and times are shown as the city's."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when first needed

    content = BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties(
        {
            "title": legible(title),
            "author": legible(author),
            "created": city_time(made_at).replace(tzinfo=None),
        }
    )
    formats = _Formats(book)
    for table in tables:
        _write_table(book, table, formats)
    book.close()
    return content.getvalue()


def _write_table(book: "Workbook", table: Table, formats: "_Formats") -> None:
    for number, rows in enumerate(_sheetfuls(table.rows), 1):
        sheet = book.add_worksheet(table.name if number == 1 else f"{table.name}{number}")
        header = last = _write_head(sheet, table, formats)
        for last, row in enumerate(rows, header + 1):
            _write_row(sheet, last, row, table=table, formats=formats)
        if table.filtered:
            sheet.autofilter(header, 0, last, len(table.columns) - 1)
        _set_print(sheet, table, header=header)


def _sheetfuls(rows: Iterable[Sequence[Value | Cell]]) -> Iterator[Iterable[Sequence[Value | Cell]]]:
    """As many rows as a sheet holds, to be used up before the next; one without any for an empty table."""
    left = iter(rows)
    yield islice(left, ROWS_ON_A_SHEET)
    for first in left:
        yield chain((first,), islice(left, ROWS_ON_A_SHEET - 1))


def _write_head(sheet: "Worksheet", table: Table, formats: "_Formats") -> int:
    """Write what stands above the rows; the index of the header's row."""
    header = 1 if table.note else 0
    if table.note:
        sheet.write_string(0, 0, legible(table.note), formats.note)
        sheet.set_row(0, 22)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(header, place, legible(column.title), formats.header)
    sheet.set_row(header, 30)
    sheet.freeze_panes(header + 1, table.fixed)
    return header


def _write_row(
    sheet: "Worksheet", at: int, row: Sequence[Value | Cell], *, table: Table, formats: "_Formats"
) -> None:
    for place, (column, entry) in enumerate(zip(table.columns, row, strict=True)):
        cell = entry if isinstance(entry, Cell) else Cell(entry)
        _write_value(sheet, (at, place), cell.value, look=_Look(column, cell.tint), formats=formats)


def _write_value(
    sheet: "Worksheet", at: tuple[int, int], value: Value, *, look: "_Look", formats: "_Formats"
) -> None:
    match value:
        case None | "":
            sheet.write_blank(*at, None, formats.of(look))
        case datetime():
            sheet.write_datetime(*at, city_time(value).replace(tzinfo=None), formats.of(look, number=_TIME))
        case date():
            sheet.write_datetime(*at, datetime.combine(value, time()), formats.of(look, number=_DAY))
        case int() | Decimal() if _is_exact(value):
            sheet.write_number(*at, float(value), formats.of(look))
        case _:
            text = _cut(legible(str(value)))
            sheet.write_string(*at, text, formats.of(look, quoted=text.startswith(RISKY_STARTS)))


def _is_exact(value: int | Decimal) -> bool:
    """Whether a cell, which holds 15 digits, can hold the number; what it cannot is written as text."""
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _set_print(sheet: "Worksheet", table: Table, *, header: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(table.pages_wide, 0)
    sheet.repeat_rows(header)
    if table.fixed:
        sheet.repeat_columns(0, table.fixed - 1)
    sheet.set_footer(f"&L&A&R{PAGE_OF_PAGES}")


@dataclass(frozen=True, slots=True)
class _Look:
    column: Column
    tint: Tint | None


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        face = {"font_name": "宋体", "font_size": 10}
        self.note = book.add_format({**face, "font_color": "#555555", "valign": "vcenter"})
        self.header = book.add_format(
            {**face, "bold": True, "border": 1, "bg_color": "#DCE6F1", "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        )

    def of(self, look: _Look, *, number: str = "General", quoted: bool = False) -> "Format":
        """The format of a cell; `quoted` keeps its text from becoming a formula when it is edited."""
        column = look.column
        background = _TINTS[look.tint] if look.tint else _TO_FILL if column.to_fill else None
        key = (column.wrap, column.centred, column.to_fill, background, number, quoted)
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(_format(column, background, number, quoted=quoted)))
        return self._made[key]


def _format(
    column: Column, background: str | None, number: str, *, quoted: bool
) -> Iterator[tuple[str, object]]:
    yield from {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}.items()
    yield "num_format", number
    yield "text_wrap", column.wrap
    yield "quote_prefix", quoted
    yield "locked", not column.to_fill
    if column.centred:
        yield "align", "center"
    if background:
        yield "bg_color", background
