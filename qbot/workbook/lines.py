"""Rows as sentences: what each row of a table says, to be read by the same rules as a message.

The header says which column is the figure; without one, rows are read only where they hold a single number.
What a spreadsheet has done to a cell (a formula, a value turned into a date, a merged cell) is told and never
guessed around.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qbot.workbook.book import Book, Cell, Row, Sheet
from qbot.workbook.titles import Header, Title, header_of

Problem = Literal["formula", "merged", "date-value", "date-number", "period", "no-value", "no-name", "fault"]

_FIGURES: tuple[Title, ...] = ("value", "total", "passed")
_READ: tuple[Title, ...] = ("indicator", "period", "unit", *_FIGURES)
_FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?\s*[%%‰]?|\d+\s*/\s*\d+")
_OFFICE = re.compile(r"[局委部办镇乡处院会]$")
_YEARS = range(1990, 2100)
_DAY_NUMBERS = range(32_874, 73_051)  # what a day of those years is without its date format


@dataclass(frozen=True, slots=True)
class Line:
    """A row that reports, or tries to: `sentence` is for the reader, `text` the row as it was written.

    `problem` says why it cannot be read; the sentence is empty then. `note` are the sender's own words.
    """

    sheet: int
    row: int
    sentence: str
    text: str
    note: str = ""
    problem: Problem | None = None


def lines_of(book: Book) -> tuple[Line, ...]:
    """The rows that say something about figures, in order; headings and empty forms give none.

    Once a sheet has a header, sheets without one are notes beside it and are not read.
    """
    headers = [header_of(sheet) for sheet in book.sheets]
    if not any(headers):
        return tuple(line for place, sheet in enumerate(book.sheets) for line in _bare_lines(place, sheet))
    return tuple(
        line
        for place, (sheet, header) in enumerate(zip(book.sheets, headers, strict=True))
        if header is not None
        for line in _lines(place, sheet, header)
    )


def _lines(place: int, sheet: Sheet, header: Header) -> Iterator[Line]:
    for row in sheet.rows:
        if row.number <= header.row.number:
            continue
        if header.periods:
            yield from _of_periods(place, row, header)
        elif (line := _line(place, row, header)) is not None:
            yield line


def _of_periods(place: int, row: Row, header: Header) -> Iterator[Line]:
    """A line for each column of a period in which the row has a figure."""
    name = header.cell(row, "indicator")
    for column, period in header.periods.items():
        cell = row.at(column)
        if cell.kind == "empty" and not cell.is_covered:
            continue
        problem = _problem((name, cell), figures=(cell,))
        sentence = "" if problem else f"{period} {name.text} {cell.text}"
        yield Line(place, row.number, sentence, f"{name.text} | {period} | {cell.text}", problem=problem)


def _bare_lines(place: int, sheet: Sheet) -> Iterator[Line]:
    """Without a header a row is read where it holds one figure alone, so that nobody need say which it is."""
    for row in sheet.rows:
        filled = [cell for cell in row.cells if cell.text]
        figures = [cell for cell in filled if cell.kind != "text" or _FIGURE.fullmatch(cell.text)]
        if len(figures) == 1 and len(filled) > 1:
            problem = _problem(filled, figures=figures)
            sentence = "" if problem else " ".join(cell.text for cell in filled)
            yield Line(place, row.number, sentence, " | ".join(cell.text for cell in filled), problem=problem)


def _line(place: int, row: Row, header: Header) -> Line | None:
    """The line of a row under a header; None where nothing was filled in."""
    note = header.cell(row, "note")
    text = " | ".join(cell.text for cell in row.cells if cell.text)
    figures = [header.cell(row, title) for title in _FIGURES]
    if all(cell.kind == "empty" and not cell.is_covered for cell in (*figures, note)):
        return None
    read = [header.cell(row, title) for title in _READ]
    problem = _problem(read, figures=figures) or _other_problem(row, header)
    sentence = "" if problem else _sentence(row, header)
    return Line(place, row.number, sentence, text, note.text if note.kind == "text" else "", problem)


def _problem(cells: Sequence[Cell], *, figures: Sequence[Cell]) -> Problem | None:
    """What a spreadsheet did to the cells of a row."""
    checks: tuple[tuple[Problem, bool], ...] = (
        ("formula", any(cell.kind == "formula" for cell in cells)),
        ("fault", any(cell.kind == "fault" for cell in cells)),
        ("merged", any(cell.is_covered for cell in cells)),
        ("date-value", any(cell.kind == "date" for cell in figures)),
    )
    return next((problem for problem, holds in checks if holds), None)


def _other_problem(row: Row, header: Header) -> Problem | None:
    """What a row lacks, or says in a way that could be two things."""
    period = header.cell(row, "period")
    if period.kind == "number" and period.number in _DAY_NUMBERS:
        return "date-number"
    if period.kind in ("number", "percent") and not _period(period):
        return "period"
    if header.cell(row, "indicator").kind == "empty":
        return "no-name"
    blank = all(header.cell(row, title).kind == "empty" for title in (*_FIGURES, "note"))
    return "no-value" if blank else None


def _sentence(row: Row, header: Header) -> str:
    indicator, period = header.cell(row, "indicator").text, _period(header.cell(row, "period"))
    unit, measure = header.cell(row, "unit").text, header.cell(row, "measure").text
    names_unit = _OFFICE.search(measure) is not None  # 单位 is a measure in one table, an office in the other
    said = _figures(row, header, measure="" if names_unit else measure)
    if not any(character.isdigit() for character in said):  # 暂无 as the value, and its day beside it
        said = ",".join(filter(None, (said, header.cell(row, "note").text)))
    return " ".join(filter(None, (unit, measure if names_unit else "", period, indicator, said)))


def _period(cell: Cell) -> str:
    """The period as people say it; empty where a number is none."""
    if cell.day is not None:
        return f"{cell.day.year}年{cell.day.month}月"
    if cell.kind != "number" or cell.number is None:
        return cell.text
    if cell.number != int(cell.number):
        return ""
    number = int(cell.number)
    if 1 <= number <= 12:
        return f"{number}月"
    if number in _YEARS:
        return f"{number}年"
    year, month = divmod(number, 100)
    return f"{year}年{month}月" if year in _YEARS and 1 <= month <= 12 else ""


def _figures(row: Row, header: Header, *, measure: str) -> str:
    value, total, passed = (header.cell(row, title) for title in _FIGURES)
    counts = [
        f"抽检{_batches(total)}" if total.text else "",
        f"合格{_batches(passed)}" if passed.text else "",
    ]
    words = _value(value, measure)
    if words and any(counts):
        words = f"合格率{words}" if words.endswith("%") else f"合格率{words}%"
    return ",".join(filter(None, (*counts, words)))


def _batches(cell: Cell) -> str:
    return f"{cell.text}批次" if cell.kind == "number" else cell.text


def _value(value: Cell, measure: str) -> str:
    """The figure with its measure, except for per cent: whether 0.97 is a rate is the reader's to ask."""
    if value.kind != "number" or "%" in measure or "%" in measure:
        return value.text
    return f"{value.text}{measure}"
