"""Who reported what on time: the grid of departments by their figures, of townships by their progress.

A department owes figures; a township a word on how its own plan of action goes, once a quarter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from qbot.answering.townships import quarters_told
from qbot.clock import city_day
from qbot.ledger.obligations import Obligation, expected, with_extensions
from qbot.ledger.versions import Series, Version
from qbot.periods import Period
from qbot.pictures.standing import MOST_PERIODS, Grid, Row, Standing, standing_of
from qbot.plan.models import Plan, UnitKind
from qbot.ports import Reads

Cells = Mapping[tuple[str, Period], Sequence[Standing]]


async def departments(tx: Reads, plan: Plan, *, on: date) -> Grid | None:
    """How the figures of the last periods came in; None while nothing has been owed."""
    owed = with_extensions(expected(plan, on=on), await tx.extensions.granted())
    periods = _last_periods({each.period for each in owed})
    shown = [each for each in owed if each.period in periods]
    if not shown:
        return None
    first, last = periods[0].first // 12, periods[-1].last // 12
    series = {(each.indicator, each.unit) for each in shown}
    came = await tx.reports.first_reported(first, last, series=series)
    counting = {each.series: each for each in await tx.reports.of_years(first, last, series=series)}
    cells: defaultdict[tuple[str, Period], list[Standing]] = defaultdict(list)
    for each in shown:
        cells[each.unit, each.period].append(_stands(each, counting.get(each.series), came, on=on))
    units = [unit.id for unit in plan.units if unit.id in {each.unit for each in shown}]
    return _grid(plan, units, periods, cells)


def _stands(
    owed: Obligation, counts: Version | None, came: Mapping[Series, datetime], *, on: date
) -> Standing:
    came_at = came.get(owed.series) if counts is not None and counts.settles else None
    return standing_of(
        owed.due_on,
        reported_on=city_day(came_at) if came_at else None,
        is_returned=counts is not None and counts.verdict == "returned",
        on=on,
    )


async def townships(tx: Reads, plan: Plan, *, on: date) -> Grid | None:
    """In which quarters each township told how its plan goes; None before the first one."""
    told = {each.period: each.standings for each in await quarters_told(tx, plan, on=on, running=True)}
    if not told:
        return None
    quarters = _last_periods(told)
    cells = {(unit, quarter): (standing,) for quarter in quarters for unit, standing in told[quarter].items()}
    return _grid(plan, list(told[quarters[0]]), quarters, cells)


def _last_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """As many as a grid has room for, the oldest first; of those that end together the shortest first."""
    return tuple(sorted(periods, key=lambda each: (each.last, each.length))[-MOST_PERIODS:])


def _grid(plan: Plan, units: Sequence[str], periods: tuple[Period, ...], cells: Cells) -> Grid:
    rows = tuple(
        Row(plan.unit[unit].name, tuple(tuple(cells.get((unit, period), ())) for period in periods))
        for unit in units
    )
    kind: UnitKind = "township" if all(plan.unit[unit].kind == "township" for unit in units) else "department"
    return Grid(kind, periods, rows)
