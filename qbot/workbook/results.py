"""The same table again with a 结果 column: what became of each row, beside what was written in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from qbot.documents.sheets import Cell as Written
from qbot.documents.sheets import Column, Table, Tint, Value, write_workbook
from qbot.workbook.book import Book, Cell, Row, Sheet
from qbot.workbook.titles import RESULT, header_of

Verdicts = Mapping[tuple[int, int], tuple[str, Tint]]  # by place of the sheet and number of the row
_WIDEST, _NARROWEST, _RESULT_WIDTH = 44, 8, 60


def write_results(book: Book, verdicts: Verdicts, *, made_at: datetime) -> bytes:
    """The .xlsx, all of it plain values; call it in a thread."""
    tables = [_table(place, sheet, verdicts) for place, sheet in enumerate(book.sheets) if sheet.rows]
    return write_workbook(tables, title="填报结果", author="qbot", made_at=made_at)


def _table(place: int, sheet: Sheet, verdicts: Verdicts) -> Table:
    header = header_of(sheet)
    rows = [row for row in sheet.rows if header is None or row.number != header.row.number]
    width = max(len(row.cells) for row in sheet.rows)
    before = header.places.get("result") if header else None
    kept = [column for column in range(width) if column != before]
    titles = [header.row.at(column).text if header else f"列{column + 1}" for column in kept]
    columns = [
        Column(title, _width(title, [row.at(column) for row in rows]), wrap=True)
        for title, column in zip(titles, kept, strict=True)
    ]
    return Table(
        name=sheet.name,
        columns=[*columns, Column(RESULT, _RESULT_WIDTH, wrap=True)],
        rows=_rows(rows, kept, place, verdicts),
        filtered=False,
    )


def _rows(
    rows: Sequence[Row], kept: Sequence[int], place: int, verdicts: Verdicts
) -> Iterator[Sequence[Value | Written]]:
    for row in rows:
        words, tint = verdicts.get((place, row.number), ("", None))
        yield [*(_value(row.at(column)) for column in kept), Written(words, tint)]


def _value(cell: Cell) -> Value:
    if cell.kind == "number" and cell.number is not None:
        return cell.number
    if cell.kind == "date":
        return cell.day
    return cell.text or None


def _width(title: str, cells: Sequence[Cell]) -> int:
    longest = max((len(cell.text.encode("gb18030", "replace")) for cell in cells), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, 2 * len(title)) + 2))
