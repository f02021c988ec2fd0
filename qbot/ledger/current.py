"""What is current: for each indicator the newest figure, how it stands, and what is owed next.

A figure is never dressed as current when a later one is overdue: then the light is `missing` and the last
known figure is shown apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qbot.clock import city_day
from qbot.ledger.assessment import Assessment, Light, assess, values_by_period
from qbot.ledger.obligations import NONE_GRANTED, Granted, obligation
from qbot.ledger.references import NONE, References
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Current:
    """One indicator today.

    `version` is the newest standing figure and `period` what it is about; `before` the figure of the period
    before. `awaited` is the oldest period not reported after it, due on `awaited_due_on`; `overdue` says that
    this day has passed, and `unreported` are all the periods from it on whose days have; `awaited` alone
    while its own has not. `promise` is what was said in place of a later figure (暂无).
    """

    indicator: Indicator
    version: Version | None
    period: Period | None
    before: Version | None
    assessment: Assessment
    awaited: Period
    awaited_due_on: date
    overdue: bool
    unreported: tuple[Period, ...]
    promise: Version | None = None

    @property
    def light(self) -> Light:
        return "missing" if self.overdue else light_of(self.version, self.assessment)

    @property
    def is_returned(self) -> bool:
        """Whether the office gave the newest figure back, so that it is owed again."""
        return self.version is not None and self.version.verdict == "returned"


def light_of(version: Version | None, assessment: Assessment) -> Light:
    """The light of a figure: none for what was given back, and nothing to judge where it does not apply."""
    if version is None or version.verdict == "returned":
        return "missing"
    return "unknown" if version.draft.state == "not-applicable" else assessment.light


def current(
    plan: Plan,
    indicator: Indicator,
    versions: Iterable[Version],
    *,
    on: date,
    granted: Granted = NONE_GRANTED,
    references: References = NONE,
) -> Current:
    """How one indicator stands on a day, from its standing versions of the lead unit, the later days that the
    office has granted, and the reference values that it has entered."""
    told = {Period.parse(each.series.period): each for each in versions}
    by_period = {period: each for period, each in told.items() if each.draft.state != "deferred"}
    told_until = {period: _told_until(indicator, period, version) for period, version in by_period.items()}
    newest = max(by_period, key=lambda period: (told_until[period], -period.length), default=None)
    version = by_period.get(newest) if newest else None
    awaited = _awaited(indicator, told_until[newest]) if newest else _first(plan, indicator)
    due_on = obligation(plan, indicator, awaited, granted=granted).due_on
    unreported = _unreported(plan, indicator, awaited, on=on, granted=granted) if due_on < on else (awaited,)
    return Current(
        indicator=indicator,
        version=version,
        period=newest,
        before=by_period.get(newest.shifted(-1)) if newest else None,
        assessment=assess_version(indicator, newest, by_period, references),
        awaited=awaited,
        awaited_due_on=due_on,
        overdue=due_on < on,
        unreported=tuple(unreported),
        promise=_promise(told, after=newest),
    )


def assess_version(
    indicator: Indicator,
    period: Period | None,
    by_period: Mapping[Period, Version],
    references: References = NONE,
) -> Assessment:
    """Measure the figure of one period against the target, with the others for comparison."""
    version = by_period.get(period) if period else None
    return assess(
        indicator,
        version.value if version else None,
        period=period,
        earlier=values_by_period(by_period),
        references=references,
    )


def _told_until(indicator: Indicator, period: Period, version: Version) -> Period:
    """The last month a figure tells of: one for a running year settles no months to come."""
    last = Period(period.last, period.last)
    if period.frequency == indicator.frequency:
        return last
    return min(last, Period.last_completed(city_day(version.reported_at), "month"))


def _promise(told: Mapping[Period, Version], *, after: Period | None) -> Version | None:
    """The latest period's 暂无, where no figure of that period or a later one stands."""
    promised = [
        period
        for period, version in told.items()
        if version.draft.state == "deferred" and (after is None or period.last > after.last)
    ]
    return told[max(promised)] if promised else None


def _awaited(indicator: Indicator, told_until: Period) -> Period:
    holding = Period.containing(told_until.ends_on, indicator.frequency)
    return holding if holding.last > told_until.last else holding.shifted(1)


def _unreported(
    plan: Plan, indicator: Indicator, awaited: Period, *, on: date, granted: Granted
) -> Iterator[Period]:
    """From an awaited period on those of the plan that are overdue."""
    period = awaited
    while period.ends_on < on and (period == awaited or period.starts_on <= plan.phases[-1].ends_on):
        if obligation(plan, indicator, period, granted=granted).due_on < on:
            yield period
        period = period.shifted(1)


def _first(plan: Plan, indicator: Indicator) -> Period:
    """The first period that lies wholly within the plan."""
    starts_on = plan.phases[0].starts_on
    period = Period.containing(starts_on, indicator.frequency)
    return period if period.starts_on >= starts_on else period.shifted(1)


def overview(
    plan: Plan,
    versions: Sequence[Version],
    *,
    on: date,
    granted: Granted = NONE_GRANTED,
    references: References = NONE,
) -> tuple[Current, ...]:
    """Every indicator of the plan, in the plan's order."""
    mine: dict[str, list[Version]] = {}
    for version in versions:
        indicator = plan.indicator.get(version.series.indicator)
        if indicator and version.series.unit == indicator.lead_unit:
            mine.setdefault(indicator.id, []).append(version)
    return tuple(
        current(plan, indicator, mine.get(indicator.id, ()), on=on, granted=granted, references=references)
        for indicator in plan.indicators
    )
