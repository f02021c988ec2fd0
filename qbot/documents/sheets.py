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
from tempfile import TemporaryDirectory
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
_FACE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a background, and a sign behind a number that says the same without colour."""

    value: Value
    tint: Tint | None = None
    sign: str = ""


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
    with TemporaryDirectory() as folder, Workbook(content, {**_OPTIONS, "tmpdir": folder}) as book:
        created = city_time(made_at).replace(tzinfo=None)
        book.set_properties({"title": legible(title), "author": legible(author), "created": created})
        formats = _Formats(book)
        for table in tables:
            _write_table(book, table, formats)
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
        if isinstance(entry, Cell):
            _write_value(sheet, (at, place), entry.value, formats.look(column, entry.tint, entry.sign))
        else:
            _write_value(sheet, (at, place), entry, formats.look(column))


def _write_value(sheet: "Worksheet", at: tuple[int, int], value: Value, look: "_Look") -> None:
    match value:
        case None | "":
            sheet.write_blank(*at, None, look.plain)
        case datetime():
            sheet.write_datetime(*at, city_time(value).replace(tzinfo=None), look.time)
        case date():
            sheet.write_datetime(*at, datetime.combine(value, time()), look.day)
        case int() | Decimal() if _is_exact(value):
            sheet.write_number(*at, float(value), look.plain)
        case _:
            text = _cut(legible(str(value)))
            sheet.write_string(*at, text, look.quoted if text.startswith(RISKY_STARTS) else look.plain)


def _is_exact(value: int | Decimal) -> bool:
    """Whether a cell, which holds 15 digits, can hold the number; what it cannot is written as text.

    The digits are counted as they stand: arithmetic would round them to the thread's decimal context.
    """
    return len("".join(map(str, Decimal(value).as_tuple().digits)).rstrip("0")) <= 15


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
    """The formats of a cell; `quoted` keeps a text from becoming a formula when it is edited."""

    plain: "Format"
    quoted: "Format"
    day: "Format"
    time: "Format"


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._looks: dict[tuple[object, ...], _Look] = {}
        self.note = book.add_format({**_FACE, "font_color": "#555555"})
        self.header = book.add_format(
            {**_FACE, "bold": True, "border": 1, "bg_color": "#DCE6F1", "text_wrap": True, "align": "center"}
        )

    def look(self, column: Column, tint: Tint | None = None, sign: str = "") -> _Look:
        key = (column.wrap, column.centred, column.to_fill, tint, sign)
        if key not in self._looks:
            base = _properties(column, tint)
            base |= {"num_format": f'General" {sign}"'} if sign else {}
            changes: tuple[dict[str, object], ...] = (
                {},
                {"quote_prefix": True},
                {"num_format": _DAY, "align": "center"},
                {"num_format": _TIME, "align": "center"},
            )
            self._looks[key] = _Look(*(self._book.add_format(base | change) for change in changes))
        return self._looks[key]


def _properties(column: Column, tint: Tint | None) -> dict[str, object]:
    properties: dict[str, object] = {**_FACE, "border": 1, "text_wrap": column.wrap}
    properties["locked"] = not column.to_fill
    if column.centred:
        properties["align"] = "center"
    if tint or column.to_fill:
        properties["bg_color"] = _TINTS[tint] if tint else _TO_FILL
    return properties
