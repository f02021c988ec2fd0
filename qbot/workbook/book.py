"""A table as it was sent: sheets of rows of cells, with what a spreadsheet does to what people type.

A cell keeps what was entered and not what was computed: a formula's cached value is never looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CellKind = Literal["empty", "text", "number", "percent", "date", "formula", "fault"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is what the person sees, more or less; `number` and `day` are there for their kinds,
    and a percentage's `number` is in per cent. `is_covered`: it lies under a merged cell, not first in it.
    """

    kind: CellKind = "empty"
    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    is_covered: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; `number` counts from 1 as the person sees it."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int | None) -> Cell:
        """The cell of a column, counted from 0; an empty one where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that a person sees, and the names of those that are hidden, which are not read."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def row_of(number: int, cells: Sequence[Cell], covered: Mapping[int, frozenset[int]]) -> Row | None:
    """A row without its empty end, merged cells marked; None when nothing is in it."""
    width = max((place for place, cell in enumerate(cells, 1) if cell.kind != "empty"), default=0)
    if width == 0:
        return None
    under = covered.get(number, frozenset())
    marked = (
        Cell(is_covered=True) if place in under and cell.kind == "empty" else cell
        for place, cell in enumerate(cells[: max(width, *under, 0) if under else width])
    )
    return Row(number, tuple(marked))
