"""Bytes in, a book out: .xlsx through openpyxl, .csv in the encodings that offices write.

This takes a second for the largest table allowed, so call it in a thread.
"""

import codecs
import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from qbot.plan.words import number_words
from qbot.workbook.book import EMPTY, Book, Cell, Row, Sheet, row_of
from qbot.workbook.formats import COLUMN_LIMIT, ROW_LIMIT, SHEET_LIMIT, TableRefused, kind_of

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MERGED_ROWS = 5_000
_DIGITS = 15  # that a number in a cell can be trusted with
_CELL_TEXT = 500
_ENCODINGS = ("utf-8-sig", "gb18030")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read_table(name: str, data: bytes) -> Book:
    """The table in a file. Raises TableRefused."""
    book = _read_xlsx(data) if kind_of(name, data) == "xlsx" else _read_csv(data)
    if not any(sheet.rows for sheet in book.sheets):
        raise TableRefused("empty")
    return book


def _read_xlsx(data: bytes) -> Book:
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded when first needed

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            return _book(workbook, data)
        finally:
            workbook.close()
    except TableRefused:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise TableRefused("broken") from error


def _book(workbook: Any, data: bytes) -> Book:
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if len(visible) > SHEET_LIMIT:
        raise TableRefused("too-many-sheets", len(visible))
    sheets: list[Sheet] = []
    for sheet in visible:
        left = ROW_LIMIT - sum(len(each.rows) for each in sheets)
        covered = _covered(data, sheet._worksheet_path)  # a streamed sheet does not tell its merged cells
        sheets.append(Sheet(sheet.title, tuple(_up_to(left, _rows(sheet, covered)))))
    hidden = tuple(sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible")
    return Book(tuple(sheets), hidden)


def _rows(sheet: Any, covered: Mapping[int, frozenset[int]]) -> Iterator[Row]:
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = row_of(number, [_cell(cell) for cell in cells[: COLUMN_LIMIT + 1]], covered)
        if row is not None:
            yield row


def _up_to(limit: int, rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, 1):
        if count > limit:
            raise TableRefused("too-many-rows")
        if len(row.cells) > COLUMN_LIMIT:
            raise TableRefused("too-many-columns")
        yield row


def _covered(data: bytes, path: str) -> dict[int, frozenset[int]]:
    """Columns, counted from 0, that merged cells cover in each row."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(path.lstrip("/"))
    columns: dict[int, set[int]] = defaultdict(set)
    for first, top, last, bottom in _MERGED.findall(content):
        if int(bottom) - int(top) > _MERGED_ROWS:
            raise TableRefused("broken")
        for row in range(int(top), int(bottom) + 1):
            columns[row] |= set(range(_place(first), min(_place(last), COLUMN_LIMIT) + 1))
        columns[int(top)].discard(_place(first))
    return {row: frozenset(places) for row, places in columns.items()}


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _cell(cell: Any) -> Cell:
    """A cell of openpyxl's; a streamed sheet gives empty ones without a type."""
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return Cell("formula", value[:_CELL_TEXT] if isinstance(value, str) else "=…")
    if cell.data_type == "e":
        return Cell("fault", str(value))
    return _entered(value, cell.number_format or "")


def _entered(value: object, form: str) -> Cell:
    """What was typed: `form` is the cell's number format."""
    match value:
        case bool():
            return _text("TRUE" if value else "FALSE")
        case date():
            return _day(value.date() if isinstance(value, datetime) else value)
        case time():
            return Cell("fault", str(value))
        case int() | float():
            return _number(value, form)
    return _text(str(value))


def _day(day: date) -> Cell:
    return Cell("date", day.isoformat(), day=day)


def _number(value: float, form: str) -> Cell:
    exact = Decimal(format(value, f".{_DIGITS}g")) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return Cell("fault", str(value))
    number = exact * 100 if "%" in form else exact
    words = number_words(number)
    if "%" in form:
        return Cell("percent", f"{words}%", number=number)
    return Cell("number", words, number=number)


def _text(text: str) -> Cell:
    plain = " ".join(text.split())
    return Cell("text", plain[:_CELL_TEXT]) if plain else EMPTY


def _read_csv(data: bytes) -> Book:
    text = _decoded(data)
    try:
        lines = csv.reader(io.StringIO(text), dialect=_dialect(text))
        return Book((Sheet("数据", tuple(_up_to(ROW_LIMIT, _csv_rows(lines)))),))
    except csv.Error as error:
        raise TableRefused("broken") from error


def _csv_rows(lines: Iterable[list[str]]) -> Iterator[Row]:
    for number, fields in enumerate(lines, 1):
        row = row_of(number, [_field(field) for field in fields[: COLUMN_LIMIT + 1]], {})
        if row is not None:
            yield row


def _field(field: str) -> Cell:
    cell = _text(field)
    return Cell("formula", cell.text) if cell.text.startswith("=") else cell


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    texts = [text for encoding in _ENCODINGS if (text := _try(data, encoding)) is not None]
    if not texts:
        raise TableRefused("encoding")
    # short words in gb18030 are often valid UTF-8 too, of letters that nobody writes here
    return next((text for text in texts if _CHINESE.search(text)), texts[0])


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas unless the first line has more of another separator."""
    head = text.lstrip("\r\n").partition("\n")[0]

    class Separated(csv.excel):
        delimiter = max(",\t;", key=head.count)

    return Separated
