"""The grid of who × period: what came on time, late, was sent back or is missing, with its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from qbot.pictures import typeface, words
from qbot.pictures.heading import put_heading
from qbot.pictures.sheet import Sheet
from qbot.pictures.standing import SETTLED, Grid, Standing, count_by_period, worst
from qbot.pictures.style import (
    BODY,
    CARD,
    FLOOR,
    INK,
    MARGIN,
    MUTED,
    RIGHT,
    RULE,
    SMALL,
    SMALLEST,
    STANDING_FILLS,
    STANDING_INKS,
    STRIPE,
    TINY,
)

_LEFT, _ENDS = MARGIN + 18, RIGHT - 14
_TOTAL = 108
_ROW, _TALL_ROW = 54, 76
_WIDEST_CELL = 200


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns lie: names, then a cell for each period, then the totals."""

    cells_at: float
    cell: float

    def middle(self, place: int) -> float:
        return self.cells_at + (place + 0.5) * self.cell


def grid_png(grid: Grid, *, on: date) -> bytes:
    """The grid as PNG."""
    return compose(grid, on=on).png()


def compose(grid: Grid, *, on: date) -> Sheet:
    """The grid's marks."""
    sheet = Sheet()
    beneath = f"{words.as_of(on)} · {words.range_words(grid.periods)} · {words.units_counted(len(grid.rows))}"
    y = put_heading(sheet, words.GRID_TITLES[grid.kind], beneath)
    y = _put_legend(sheet, y + 4, with_counts=grid.has_counts)
    row = _TALL_ROW if grid.has_counts else _ROW
    height = 116 + row * len(grid.rows) + 12 + 50 * len(SETTLED) + 20
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=CARD, radius=18)
    columns = _columns(grid)
    bottom = _put_rows(sheet, grid, columns, y=_put_periods(sheet, grid, columns, y), height=row)
    _put_totals(sheet, grid, columns, bottom + 12)
    sheet.height = round(y + height + MARGIN)
    return sheet


def _columns(grid: Grid) -> _Columns:
    """Names get what they need, up to a third of the width; cells share the rest."""
    longest = max((typeface.width(row.unit, SMALL) for row in grid.rows), default=0)
    names = min(max(longest, 120) + 20, 310)
    cell = min(_WIDEST_CELL, (_ENDS - _TOTAL - _LEFT - names) / len(grid.periods))
    return _Columns(cells_at=_ENDS - _TOTAL - cell * len(grid.periods), cell=cell)


def _put_legend(sheet: Sheet, y: float, *, with_counts: bool) -> float:
    x: float = MARGIN
    for standing in get_args(Standing):
        _put_sign(sheet, standing, x + 24, y + 24, width=48, height=44)
        x += 58 + sheet.words(words.STANDING_WORDS[standing], x + 58, y + 25, size=SMALL) + 34
    if with_counts:
        sheet.words(words.GRID_NOTE, MARGIN, y + 76, size=SMALLEST, colour=MUTED)
        y += 40
    return y + 66


def _put_sign(sheet: Sheet, standing: Standing, x: float, y: float, *, width: float, height: float) -> None:
    fill = STANDING_FILLS[standing]
    sheet.block(x - width / 2, y - height / 2, width=width, height=height, colour=fill, radius=8)
    sign = words.STANDING_SIGNS[standing]
    sheet.words(sign, x, y, size=SMALL, colour=STANDING_INKS[standing], align="center")


def _put_periods(sheet: Sheet, grid: Grid, columns: _Columns, y: float) -> float:
    """The periods' names below their years."""
    for year in dict.fromkeys(each.starts_on.year for each in grid.periods):
        mine = [place for place, each in enumerate(grid.periods) if each.starts_on.year == year]
        left, right = columns.middle(mine[0]) - columns.cell / 2, columns.middle(mine[-1]) + columns.cell / 2
        sheet.words(
            words.year_words(year)[0],
            (left + right) / 2,
            y + 34,
            size=SMALL,
            smallest=TINY - 2,
            to=right - left - 4,
            colour=MUTED,
            align="center",
        )
        sheet.stroke([(left + 6, y + 58), (right - 6, y + 58)], colour=RULE, width=2)
    names = _period_names(grid, columns.cell - 8)
    size = min(typeface.fit(name, size=SMALLEST, smallest=TINY - 4, to=columns.cell - 8)[1] for name in names)
    for place, name in enumerate(names):
        sheet.words(name, columns.middle(place), y + 86, size=size, align="center")
    sheet.words(words.UNIT, _LEFT, y + 86, size=SMALLEST, colour=MUTED)
    share, room = words.ON_TIME_SHARE, _TOTAL - 12
    sheet.words(
        share, _ENDS - 8, y + 86, size=SMALLEST, smallest=TINY - 4, to=room, colour=MUTED, align="right"
    )
    return y + 116


def _period_names(grid: Grid, width: float) -> list[str]:
    """The periods' names without their years, all of them short where one is too wide."""
    names = [words.column_names(period) for period in grid.periods]
    is_wide = any(typeface.width(long, SMALLEST) > width for long, _ in names)
    return [short if is_wide else long for long, short in names]


def _put_rows(sheet: Sheet, grid: Grid, columns: _Columns, *, y: float, height: float) -> float:
    for place, row in enumerate(grid.rows):
        if place % 2 == 0:
            sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=STRIPE)
        middle = y + height / 2
        sheet.words(row.unit, _LEFT, middle, size=SMALL, smallest=TINY, to=columns.cells_at - _LEFT - 12)
        for at, cell in enumerate(row.cells):
            _put_cell(sheet, cell, columns.middle(at), middle, width=columns.cell, height=height)
        share = words.share_words(row)
        sheet.words(share, _ENDS - 8, middle, size=SMALL, smallest=FLOOR, to=_TOTAL - 12, align="right")
        y += height
    return y


def _put_cell(
    sheet: Sheet, cell: Sequence[Standing], x: float, y: float, *, width: float, height: float
) -> None:
    standing = worst(cell)
    if standing is None:
        return
    fill, ink = STANDING_FILLS[standing], STANDING_INKS[standing]
    inset = 3
    sheet.block(
        x - width / 2 + inset,
        y - height / 2 + inset,
        width=width - 2 * inset,
        height=height - 2 * inset,
        colour=fill,
        radius=8,
    )
    counts = words.cell_words(cell)
    up = 13 if counts else 0
    sheet.words(words.STANDING_SIGNS[standing], x, y - up, size=SMALL, colour=ink, align="center")
    if counts:
        sheet.words(
            counts, x, y + 19, size=SMALLEST - 2, smallest=FLOOR, to=width - 6, colour=ink, align="center"
        )


def _put_totals(sheet: Sheet, grid: Grid, columns: _Columns, y: float) -> None:
    """For each standing that is settled, how often it occurs in each period and in all."""
    sheet.stroke([(_LEFT, y - 4), (_ENDS, y - 4)], colour=MUTED, width=2)
    for place, standing in enumerate(SETTLED):
        middle = y + 26 + place * 50
        _put_sign(sheet, standing, _LEFT + 22, middle, width=44, height=40)
        sheet.words(words.STANDING_WORDS[standing], _LEFT + 56, middle, size=SMALLEST + 2)
        counts = count_by_period(grid, standing)
        for at, count in enumerate(counts):
            x, ink, room = columns.middle(at), INK if count else MUTED, columns.cell - 6
            sheet.words(
                str(count), x, middle, size=SMALL, smallest=FLOOR, to=room, colour=ink, align="center"
            )
        sheet.words(str(sum(counts)), _ENDS - 8, middle, size=BODY - 4, align="right", is_bold=True)
