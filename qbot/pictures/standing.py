"""How what is owed stands, by unit and period: on time, late, sent back, missing, or not due yet, and then
whether it is there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qbot.ledger.obligations import has_fallen_due
from qbot.periods import Period
from qbot.plan.models import UnitKind

Standing = Literal["on-time", "early", "late", "missing", "returned", "not-due"]

MOST_PERIODS = 12
SETTLED: tuple[Standing, ...] = ("on-time", "late", "returned", "missing")  # what totals count
WORST_FIRST: tuple[Standing, ...] = ("missing", "returned", "late", "not-due", "early", "on-time")


def standing_of(due_on: date, *, reported_on: date | None, is_returned: bool, on: date) -> Standing:
    """One thing owed on a day; `reported_on` is the day of its first report, None while nothing came."""
    if not has_fallen_due(due_on, on):
        return "not-due" if is_returned or reported_on is None else "early"
    if is_returned:
        return "returned"
    if reported_on is None:
        return "missing"
    return "on-time" if reported_on <= due_on else "late"


def worst(standings: Sequence[Standing]) -> Standing | None:
    """What a cell of several obligations shows; None where nothing is owed."""
    return min(standings, key=WORST_FIRST.index, default=None)


def done(standings: Sequence[Standing]) -> int:
    """How many of them are there, early, on time or late."""
    return sum(each in ("early", "on-time", "late") for each in standings)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit and, for each period of the grid, how each thing it owed stands; () where it owed nothing."""

    unit: str
    cells: tuple[tuple[Standing, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Units of one kind by the periods for which they owe something, at most twelve, the oldest first."""

    kind: UnitKind
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.periods) <= MOST_PERIODS:
            raise ValueError(f"a grid has 1 to {MOST_PERIODS} periods, not {len(self.periods)}")
        if any(len(row.cells) != len(self.periods) for row in self.rows):
            raise ValueError("a grid's rows have a cell for each period")

    @property
    def has_counts(self) -> bool:
        """Whether a unit owes several things for one period."""
        return any(len(cell) > 1 for row in self.rows for cell in row.cells)


def count_by_period(grid: Grid, standing: Standing) -> list[int]:
    """How often a standing occurs in each period, over all units."""
    return [sum(row.cells[place].count(standing) for row in grid.rows) for place in range(len(grid.periods))]


def on_time_of_due(row: Row) -> tuple[int, int]:
    """How much of what has fallen due to a unit came on time, and how much that is."""
    owed = sum(each in SETTLED for cell in row.cells for each in cell)
    return sum(cell.count("on-time") for cell in row.cells), owed
