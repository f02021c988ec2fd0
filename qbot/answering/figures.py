"""Figures: how indicators stand now, what they were in a period, and how they got there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qbot.answering.yardsticks import oldest_of, references_for
from qbot.ledger.assessment import Assessment, Light
from qbot.ledger.current import Current, assess_version, current, light_of, overview
from qbot.ledger.versions import Version
from qbot.periods import MONTHS_IN, Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads

YEARS_BEFORE = 2  # so that a figure of last year still finds the year before it
HISTORY_YEARS = 4  # twelve quarters, and the year before them

ByPeriod = dict[Period, Version]


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's figure for a period that was asked for; `version` is None when nothing came."""

    indicator: Indicator
    period: Period
    version: Version | None
    before: Version | None
    assessment: Assessment

    @property
    def light(self) -> Light:
        return light_of(self.version, self.assessment)


async def now_of(tx: Reads, plan: Plan, indicators: Sequence[Indicator], *, on: date) -> tuple[Current, ...]:
    """How these indicators stand today."""
    versions, granted = await _recent(tx, indicators, on=on), await tx.extensions.granted()
    references = await references_for(tx, indicators, oldest_of(versions))
    return tuple(
        current(
            plan,
            each,
            [v for v in versions if _is_of(v, each)],
            on=on,
            granted=granted,
            references=references,
        )
        for each in indicators
    )


async def status(tx: Reads, plan: Plan, *, on: date) -> tuple[Current, ...]:
    """Every indicator with its light."""
    versions = await _recent(tx, plan.indicators, on=on)
    references = await references_for(tx, plan.indicators, oldest_of(versions))
    granted = await tx.extensions.granted()
    return overview(plan, versions, on=on, granted=granted, references=references)


async def figure_of(
    tx: Reads, indicator: Indicator, period: Period | None, *, unit: str | None = None
) -> Figure | None:
    """A unit's figure of one indicator for one period, the newest one when none is named; None when that unit
    has never reported one. `unit` None: the lead unit's, which is the city's."""
    by_period = await history_of(tx, indicator, unit=unit, whole=period)
    period = period or newest(by_period)
    if period is None:
        return None
    return Figure(
        indicator=indicator,
        period=period,
        version=by_period.get(period),
        before=by_period.get(period.shifted(-1)),
        assessment=assess_version(
            indicator, period, by_period, await references_for(tx, [indicator], [period])
        ),
    )


async def history_of(
    tx: Reads, indicator: Indicator, *, unit: str | None = None, whole: Period | None = None
) -> ByPeriod:
    """The standing figures of the last HISTORY_YEARS on record, or of a period named with the year before it.

    They are a unit's own, or the city's when none is named."""
    key = (indicator.id, unit or indicator.lead_unit)
    if whole is not None:
        first, last = whole.first // 12 - 1, whole.last // 12
    else:
        years = await tx.reports.newest_years([key])
        if key not in years:
            return {}
        first, last = years[key] - HISTORY_YEARS, years[key]
    return _by_period(await tx.reports.of_years(first, last, series=[key]))


async def histories_of(tx: Reads, indicators: Collection[Indicator], *, on: date) -> Mapping[str, ByPeriod]:
    """The city's standing figures of these indicators in the last HISTORY_YEARS, by indicator."""
    found = await _of_years(tx, indicators, first=on.year - HISTORY_YEARS, last=on.year)
    return {
        indicator.id: _by_period(each for each in found if _is_of(each, indicator))
        for indicator in indicators
    }


async def figures_in(tx: Reads, indicators: Sequence[Indicator], period: Period) -> tuple[Figure, ...]:
    """The figures of those indicators that are reported for periods such as this one, and of those that are
    reported for its parts the newest that came for one of them."""
    reported = [each for each in indicators if _is_told_within(each, period)]
    found = await _of_years(tx, reported, first=period.first // 12 - 1, last=period.last // 12)
    references, figures = await references_for(tx, reported, [period]), []
    for indicator in reported:
        by_period = _by_period(each for each in found if _is_of(each, indicator))
        own = _own_period(indicator, period, by_period)
        version, before = by_period.get(own), by_period.get(own.shifted(-1))
        judged = assess_version(indicator, own, by_period, references)
        figures.append(Figure(indicator, own, version, before, judged))
    return tuple(figures)


def _is_told_within(indicator: Indicator, period: Period) -> bool:
    return period.length >= MONTHS_IN[indicator.frequency] and (
        period.frequency == indicator.frequency or period.length > MONTHS_IN[indicator.frequency]
    )


def _own_period(indicator: Indicator, period: Period, by_period: ByPeriod) -> Period:
    """The period itself where it was reported as such or is one of the indicator's; else its newest part that
    was reported, the last one where none was."""
    if period in by_period or period.frequency == indicator.frequency:
        return period
    last = Period.containing(period.ends_on, indicator.frequency)
    return newest(within(period, by_period)) or (last if last.last == period.last else last.shifted(-1))


def within(whole: Period, by_period: Mapping[Period, Version]) -> ByPeriod:
    """The figures whose periods lie within another."""
    return {p: v for p, v in by_period.items() if whole.first <= p.first and p.last <= whole.last}


def newest(by_period: Collection[Period]) -> Period | None:
    """The latest period; of those that end together the shortest."""
    return max(by_period, key=lambda period: (period.last, -period.length), default=None)


async def _recent(tx: Reads, indicators: Sequence[Indicator], *, on: date) -> Sequence[Version]:
    """The lead units' figures of the last years; of series that were silent since, their last known years."""
    found = list(await _of_years(tx, indicators, first=on.year - YEARS_BEFORE, last=on.year))
    told = {(each.series.indicator, each.series.unit) for each in found}
    silent = {each.id: each for each in indicators if (each.id, each.lead_unit) not in told}
    years = await tx.reports.newest_years([(each.id, each.lead_unit) for each in silent.values()])
    if years:
        old = [silent[indicator] for indicator, _ in years]
        found += await _of_years(tx, old, first=min(years.values()) - 1, last=max(years.values()))
    return found


async def _of_years(
    tx: Reads, indicators: Iterable[Indicator], *, first: int, last: int
) -> Sequence[Version]:
    return await tx.reports.of_years(first, last, series=[(each.id, each.lead_unit) for each in indicators])


def _by_period(versions: Iterable[Version]) -> ByPeriod:
    return {Period.parse(each.series.period): each for each in versions}


def _is_of(version: Version, indicator: Indicator) -> bool:
    return version.series.indicator == indicator.id and version.series.unit == indicator.lead_unit
