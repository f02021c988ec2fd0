"""Who reported what on time: the grid of departments by their figures, of townships by their progress.

A department owes figures; a township a word on how its own plan of action goes, once a quarter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from qbot.calendar import add_workdays
from qbot.clock import CITY_TIME, city_day
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
    quarters = _last_periods(quarters_begun(plan, on=on))
    units = [unit.id for unit in plan.units if unit.kind == "township"]
    if not quarters or not units or "quarter" not in plan.due_rule:
        return None
    since = datetime.combine(quarters[0].starts_on, time(), CITY_TIME).astimezone(UTC)
    days: defaultdict[str, list[date]] = defaultdict(list)
    for unit, told_at in await tx.progress.told(units, since=since):
        days[unit].append(city_day(told_at))
    cells = {
        (unit, quarter): (standing,)
        for unit in units
        for quarter, standing in told(plan, quarters, days[unit], on=on).items()
    }
    return _grid(plan, units, quarters, cells)


def told(plan: Plan, quarters: Sequence[Period], days: Iterable[date], *, on: date) -> dict[Period, Standing]:
    """How each quarter stands by the days on which a township told of its plan, the oldest first.

    Words said after a quarter's end, while it may still be made up, are for it where it has none yet;
    otherwise they are for the quarter in which they were said.
    """
    rule = plan.due_rule["quarter"]
    by_quarter: dict[Period, date] = {}
    for day in days:
        own = Period.containing(day, "quarter")
        before = own.shifted(-1)
        makes_up = before in quarters and before not in by_quarter
        is_for = before if makes_up and day <= add_workdays(before.ends_on, rule.late) else own
        by_quarter.setdefault(is_for, day)
    return {
        each: standing_of(
            add_workdays(each.ends_on, rule.due), reported_on=by_quarter.get(each), is_returned=False, on=on
        )
        for each in quarters
    }


def quarters_begun(plan: Plan, *, on: date) -> set[Period]:
    """The quarters that lie wholly within the plan and have begun."""
    quarter = Period.containing(plan.phases[0].starts_on, "quarter")
    if quarter.starts_on < plan.phases[0].starts_on:
        quarter = quarter.shifted(1)
    found = set()
    while quarter.starts_on <= on and quarter.ends_on <= plan.phases[-1].ends_on:
        found.add(quarter)
        quarter = quarter.shifted(1)
    return found


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
