"""What is current: for each indicator the newest figure, how it stands, and what is owed next.

A figure is never dressed as current when a later one is overdue: then the light is `missing` and the last
known figure is shown apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qbot.ledger.assessment import Assessment, assess, values_by_period
from qbot.ledger.obligations import obligation
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Current:
    """One indicator today.

    `version` is the newest standing figure and `period` what it is about; `before` the figure of the period
    before. `awaited` is the oldest period not reported after it, due on `awaited_due_on`; `overdue` says that
    this day has passed.
    """

    indicator: Indicator
    version: Version | None
    period: Period | None
    before: Version | None
    assessment: Assessment
    awaited: Period
    awaited_due_on: date
    overdue: bool

    @property
    def light(self) -> str:
        return "missing" if self.version is None or self.overdue else self.assessment.light


def current(plan: Plan, indicator: Indicator, versions: Iterable[Version], *, on: date) -> Current:
    """How one indicator stands on a day, from its standing versions of the lead unit."""
    by_period = {Period.parse(each.series.period): each for each in versions}
    newest = max(by_period, key=lambda period: (period.last, -period.length), default=None)
    version = by_period.get(newest) if newest else None
    awaited = _awaited(indicator, newest, plan.phases[0].starts_on)
    due_on = obligation(plan, indicator, awaited).due_on
    return Current(
        indicator=indicator,
        version=version,
        period=newest,
        before=by_period.get(newest.shifted(-1)) if newest else None,
        assessment=assess_version(indicator, newest, by_period),
        awaited=awaited,
        awaited_due_on=due_on,
        overdue=due_on < on,
    )


def assess_version(
    indicator: Indicator, period: Period | None, by_period: Mapping[Period, Version]
) -> Assessment:
    """Measure the figure of one period against the target, with the others for comparison."""
    version = by_period.get(period) if period else None
    return assess(
        indicator, version.value if version else None, period=period, earlier=values_by_period(by_period)
    )


def _awaited(indicator: Indicator, newest: Period | None, since: date) -> Period:
    if newest is None:
        return Period.containing(since, indicator.frequency)
    following = Period.containing(newest.ends_on, indicator.frequency)
    return following if following.last > newest.last else following.shifted(1)


def overview(plan: Plan, versions: Sequence[Version], *, on: date) -> tuple[Current, ...]:
    """Every indicator of the plan, in the plan's order."""
    mine: dict[str, list[Version]] = {}
    for version in versions:
        indicator = plan.indicator.get(version.series.indicator)
        if indicator and version.series.unit == indicator.lead_unit:
            mine.setdefault(indicator.id, []).append(version)
    return tuple(current(plan, indicator, mine.get(indicator.id, ()), on=on) for indicator in plan.indicators)
