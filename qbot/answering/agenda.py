"""For a meeting: what is red, who is responsible, since when, and what last changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qbot.answering.figures import ByPeriod, histories_of, status
from qbot.answering.yardsticks import references_for
from qbot.ledger.current import Current, assess_version
from qbot.ledger.references import References
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads


@dataclass(frozen=True, slots=True)
class Point:
    """One indicator to be spoken of: not met, overdue, or given back. `since` is the first period of the run
    of periods that it has been so."""

    now: Current
    since: Period

    @property
    def is_silent(self) -> bool:
        return self.now.light == "missing"


async def agenda(tx: Reads, plan: Plan, *, on: date) -> Mapping[str, tuple[Point, ...]]:
    """The points of each area, by area id; an area without any has an empty tuple."""
    points: dict[str, list[Point]] = {area.id: [] for area in plan.areas}
    everything = await status(tx, plan, on=on)
    red = [now.indicator for now in everything if now.light == "unmet"]
    histories = await histories_of(tx, red, on=on)
    references = await references_for(tx, red, (period for known in histories.values() for period in known))
    for now in everything:
        if now.light == "unmet" and now.period is not None:
            since = _unmet_since(now.indicator, now.period, histories[now.indicator.id], references)
            points[now.indicator.area].append(Point(now, since))
        elif now.is_returned and now.period is not None:
            points[now.indicator.area].append(Point(now, now.period))
        elif now.overdue:
            points[now.indicator.area].append(Point(now, now.awaited))
    return {area: tuple(found) for area, found in points.items()}


def _unmet_since(indicator: Indicator, newest: Period, history: ByPeriod, references: References) -> Period:
    """The first of the periods in a row, up to the newest, whose figure was not met."""
    since = newest
    while (before := since.shifted(-1)) in history and (
        assess_version(indicator, before, history, references).light == "unmet"
    ):
        since = before
    return since
