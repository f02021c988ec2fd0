"""What townships owe instead of figures: a word on their own plan of action once a quarter (方案 四(一))."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from qbot.calendar import add_workdays
from qbot.clock import CITY_TIME, city_day
from qbot.periods import Period
from qbot.pictures.standing import Standing
from qbot.picturing.attendance import quarters_begun, told
from qbot.plan.models import Plan
from qbot.ports import Reads

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """How one quarter stands, by township; a word was or is due by `due_on`."""

    period: Period
    due_on: date
    standings: Mapping[str, Standing]

    @property
    def silent(self) -> tuple[str, ...]:
        """The townships that have not told yet, due or not."""
        return tuple(unit for unit, each in self.standings.items() if each in ("missing", "not-due"))


async def quarters_told(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None
) -> tuple[Quarter, ...]:
    """The last quarters that are over, the newest first; of these townships alone where some are named. None
    where no township is meant or none is over."""
    townships = [each.id for each in plan.units if each.kind == "township"]
    asked = [unit for unit in townships if units is None or unit in units]
    quarters = sorted(quarters_begun(plan, on=on))
    if not asked or not quarters or "quarter" not in plan.due_rule:
        return ()
    days = await _days(tx, asked, since=quarters[0])
    stands = {unit: told(plan, quarters, days[unit], on=on) for unit in asked}
    over = [each for each in reversed(quarters) if each.ends_on < on][:SHOWN]
    return tuple(
        Quarter(
            each,
            add_workdays(each.ends_on, plan.due_rule["quarter"].due),
            {unit: stands[unit][each] for unit in asked},
        )
        for each in over
    )


async def _days(tx: Reads, units: Sequence[str], *, since: Period) -> Mapping[str, Sequence[date]]:
    """The days on which each of them told of a task."""
    start = datetime.combine(since.starts_on, time(), CITY_TIME).astimezone(UTC)
    found: defaultdict[str, list[date]] = defaultdict(list)
    for unit, told_at in await tx.progress.told(units, since=start):
        found[unit].append(city_day(told_at))
    return found
