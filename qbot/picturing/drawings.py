"""Drawings: what a picture shows, loaded in one snapshot, ready to be composed elsewhere than on the loop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from qbot import answering
from qbot.ledger.current import Current
from qbot.ledger.versions import Series
from qbot.pictures import grid, lines, overview, timeline, trend
from qbot.pictures.series import Point
from qbot.pictures.sheet import Sheet
from qbot.pictures.standing import Grid
from qbot.picturing.attendance import departments, townships
from qbot.picturing.wishes import Rows
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads


@dataclass(frozen=True, slots=True)
class Drawing:
    """`compose` makes the picture's marks, which takes some milliseconds and the font; `lines` are the same
    in plain text."""

    compose: Callable[[], Sheet]
    lines: tuple[str, ...]


async def trend_of(tx: Reads, plan: Plan, indicator: Indicator, *, on: date) -> Drawing:
    """The course of an indicator, the city's figures of the last years."""
    (now,) = await answering.now_of(tx, plan, [indicator], on=on)
    history = await answering.history_of(tx, indicator)
    points = [Point.of(version) for version in history.values()]
    granted = await tx.extensions.granted()
    return Drawing(
        partial(trend.compose, plan, now, points, on=on, granted=granted),
        lines.trend_text(plan, now, points, on=on, granted=granted),
    )


async def overview_of(tx: Reads, plan: Plan, *, on: date) -> Drawing:
    """Every indicator with its light."""
    rows = await answering.status(tx, plan, on=on)
    promises = await _promises(tx, rows)
    return Drawing(
        partial(overview.compose, plan, rows, on=on, promises=promises),
        lines.overview_text(plan, rows, on=on, promises=promises),
    )


async def _promises(tx: Reads, rows: tuple[Current, ...]) -> dict[str, date]:
    """The days by which awaited figures are promised, by indicator."""
    awaited = [Series(each.indicator.id, each.indicator.lead_unit, str(each.awaited)) for each in rows]
    return {
        version.series.indicator: version.draft.promised_on
        for version in await tx.reports.of_series(awaited)
        if version.draft.state == "deferred" and version.draft.promised_on is not None
    }


async def grid_of(tx: Reads, plan: Plan, rows: Rows, *, on: date) -> Drawing | None:
    """Who reported what on time; None while nothing has been owed."""
    found: Grid | None = await (townships if rows == "township" else departments)(tx, plan, on=on)
    if found is None:
        return None
    return Drawing(partial(grid.compose, found, on=on), lines.grid_text(found, on=on))


def timeline_of(plan: Plan, *, on: date) -> Drawing:
    """The plan's phases with today."""
    return Drawing(partial(timeline.compose, plan, on=on), lines.timeline_text(plan, on=on))
