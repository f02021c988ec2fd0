"""Owing: what should have been reported by now, and what of it has not."""

from collections.abc import Collection, Sequence
from datetime import date

from qbot.ledger.obligations import Obligation, obligation, owed, with_extensions, with_promises
from qbot.ledger.versions import Series, Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads


async def missing(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None, period: Period | None = None
) -> tuple[Obligation, ...]:
    """What of `awaited` has not been reported, by due day."""
    due = awaited(plan, on=on, units=units, period=period)
    stored = await tx.reports.of_series([each.series for each in due])
    there = {version.series for version in stored if version.settles}
    open_ = with_promises((each for each in due if each.series not in there), stored)
    left = with_extensions(open_, await tx.extensions.granted({str(each.period) for each in open_}))
    return tuple(sorted(left, key=lambda each: (each.due_on, each.unit)))


async def arrears(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """What has been owed since before the periods of `awaited`, the longest first."""
    recent = {each.series for each in awaited(plan, on=on, units=units)}
    led = [each for each in plan.indicators if units is None or each.lead_unit in units]
    stored = await _within_plan(tx, plan, led)
    open_ = owed(plan, {version.series for version in stored if version.settles}, on=on)
    older = (each for each in open_ if each.series not in recent and (units is None or each.unit in units))
    return with_extensions(with_promises(older, stored), await tx.extensions.granted())


async def settled(tx: Reads, plan: Plan, indicators: Collection[Indicator]) -> frozenset[Series]:
    """The series of these indicators' lead units of which nothing is owed any more, within the plan."""
    stored = await _within_plan(tx, plan, indicators)
    return frozenset(version.series for version in stored if version.settles)


async def _within_plan(tx: Reads, plan: Plan, indicators: Collection[Indicator]) -> Sequence[Version]:
    return await tx.reports.of_years(
        plan.phases[0].starts_on.year,
        plan.phases[-1].ends_on.year,
        series=[(each.id, each.lead_unit) for each in indicators],
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
