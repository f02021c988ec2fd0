"""Answering: what is asked, loaded from the ledger in one snapshot and judged by the domain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qbot.ledger.assessment import Assessment
from qbot.ledger.current import Current, assess_version, current, overview
from qbot.ledger.obligations import Obligation, obligation, owed
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's figure for a period that was asked for; `version` is None when nothing came."""

    indicator: Indicator
    period: Period
    version: Version | None
    before: Version | None
    assessment: Assessment


async def now_of(tx: Reads, plan: Plan, indicators: Sequence[Indicator], *, on: date) -> tuple[Current, ...]:
    """How these indicators stand today."""
    versions = await _standing(tx, indicators)
    return tuple(current(plan, each, [v for v in versions if _is_of(v, each)], on=on) for each in indicators)


async def figure_of(
    tx: Reads, indicator: Indicator, period: Period | None, *, unit: str | None = None
) -> Figure | None:
    """A unit's figure of one indicator for one period, the newest one when none is named; None when that unit
    has never reported one. `unit` None: the lead unit's, which is the city's."""
    by_period = await series_of(tx, indicator, unit=unit)
    period = period or newest(by_period)
    if period is None:
        return None
    return Figure(
        indicator=indicator,
        period=period,
        version=by_period.get(period),
        before=by_period.get(period.shifted(-1)),
        assessment=assess_version(indicator, period, by_period),
    )


async def series_of(tx: Reads, indicator: Indicator, *, unit: str | None = None) -> dict[Period, Version]:
    """All standing figures of an indicator, by period: a unit's own, or the city's when none is named."""
    versions = await tx.reports.standing(indicators={indicator.id}, units={unit or indicator.lead_unit})
    return {Period.parse(each.series.period): each for each in versions}


def newest(by_period: Mapping[Period, Version]) -> Period | None:
    """The latest period; of those that end together the shortest."""
    return max(by_period, key=lambda period: (period.last, -period.length), default=None)


async def status(tx: Reads, plan: Plan, *, on: date) -> tuple[Current, ...]:
    """Every indicator with its light."""
    return overview(plan, await _standing(tx, plan.indicators), on=on)


async def missing(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None, period: Period | None = None
) -> tuple[Obligation, ...]:
    """What of `awaited` has not been reported, by due day."""
    due = awaited(plan, on=on, units=units, period=period)
    stored = await tx.reports.standing(
        indicators={each.indicator for each in due}, periods={str(each.period) for each in due}
    )
    there = {version.series for version in stored if version.settles}
    left = [each for each in due if each.series not in there]
    return tuple(sorted(left, key=lambda each: (each.due_on, each.unit)))


async def arrears(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """What has been owed since before the periods of `awaited`, the longest first."""
    recent = {each.series for each in awaited(plan, on=on, units=units)}
    led = [each for each in plan.indicators if units is None or each.lead_unit in units]
    there = {version.series for version in await _standing(tx, led) if version.settles}
    open_ = owed(plan, there, on=on)
    return tuple(
        each for each in open_ if each.series not in recent and (units is None or each.unit in units)
    )


def awaited(
    plan: Plan, *, on: date, units: Collection[str] | None = None, period: Period | None = None
) -> tuple[Obligation, ...]:
    """What the lead units should have reported by now.

    Nothing said: the last completed period of each indicator. A period said: that one, for the indicators
    that are reported at its frequency.
    """
    starts_on = plan.phases[0].starts_on
    wanted = (
        obligation(plan, indicator, period or Period.last_completed(on, indicator.frequency))
        for indicator in plan.indicators
        if (units is None or indicator.lead_unit in units)
        and (period is None or period.frequency == indicator.frequency)
    )
    return tuple(each for each in wanted if each.period.starts_on >= starts_on)


async def still_due(tx: Reads, plan: Plan, *, unit: str, period: str) -> tuple[Indicator, ...]:
    """The unit's indicators of this period's frequency that are not reported for it."""
    frequency = Period.parse(period).frequency
    led = [each for each in plan.led_by(unit) if each.frequency == frequency]
    stored = await tx.reports.standing(indicators={each.id for each in led}, units={unit}, periods={period})
    there = {version.series.indicator for version in stored if version.settles}
    return tuple(each for each in led if each.id not in there)


async def _standing(tx: Reads, indicators: Sequence[Indicator]) -> Sequence[Version]:
    return await tx.reports.standing(
        indicators={each.id for each in indicators}, units={each.lead_unit for each in indicators}
    )


def _is_of(version: Version, indicator: Indicator) -> bool:
    return version.series.indicator == indicator.id and version.series.unit == indicator.lead_unit
