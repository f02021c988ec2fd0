"""Who owes what, since when and until when.

A lead unit owes the city-wide figure of each of its indicators for every period that lies wholly within the
plan; a township owes a word on its own plan of action for every quarter (方案 四(一)). Whether a series is
settled is the caller's to say; here only what follows from it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from qbot import calendar
from qbot.ledger.versions import Series, Version
from qbot.periods import Frequency, Period
from qbot.plan.models import Indicator, Plan

Stage = Literal["open", "overdue", "needs-leave"]
Granted = Mapping[Series, date]  # the later days that the office has granted
NONE_GRANTED: Granted = MappingProxyType({})
PROGRESS = "_progress"  # in place of an indicator where a township's word is owed; no indicator is named so
QUARTER: Frequency = "quarter"  # how often it is owed


def has_fallen_due(due_on: date, on: date) -> bool:
    """Whether a due day has passed. Completeness and timeliness count nothing before that: what came early
    counts from then on, like what did not come."""
    return due_on < on


@dataclass(frozen=True, slots=True)
class Obligation:
    """A figure owed, or a township's word: on time until `due_on`, made up freely until `late_until`, then by
    leave (需申请).

    `promised_on` is the day by which its unit has promised it, where it has; `extended` says that the office
    has granted a later day than the plan's.
    """

    indicator: str
    unit: str
    period: Period
    due_on: date
    late_until: date
    promised_on: date | None = None
    extended: bool = False

    @property
    def is_progress(self) -> bool:
        """Whether a word on the unit's own plan of action is owed, and no figure."""
        return self.indicator == PROGRESS

    @property
    def since_on(self) -> date:
        """The first day on which it is owed."""
        return self.period.ends_on + timedelta(days=1)

    @property
    def series(self) -> Series:
        """What settles it, once reported."""
        return Series(indicator=self.indicator, unit=self.unit, period=str(self.period))

    def stage(self, on: date) -> Stage:
        """How it stands on a day while nothing is reported."""
        if not has_fallen_due(self.due_on, on):
            return "open"
        return "overdue" if on <= self.late_until else "needs-leave"

    def is_promised(self, on: date) -> bool:
        """Whether a promise still runs, so that nobody need be reminded."""
        return self.promised_on is not None and on <= self.promised_on

    def extended_until(self, granted_on: date) -> "Obligation":
        """The same with the day that the office has granted, where that is later than the plan's."""
        if granted_on <= self.due_on:
            return self
        late_until = max(self.late_until, granted_on)
        return replace(self, due_on=granted_on, late_until=late_until, extended=True)

    def overdue_workdays(self, on: date) -> int:
        """Workdays since it was due; 0 while it is not overdue."""
        return max(0, calendar.workdays_between(self.due_on, on))


def obligation(
    plan: Plan, indicator: Indicator, period: Period, *, unit: str = "", granted: Granted = NONE_GRANTED
) -> Obligation:
    """What a unit, the lead unit where none is named, owes for a period of the indicator's frequency, whether
    or not it has ended. A granted day holds for the unit that it was granted to."""
    due_dates = calendar.Calendar(plan)
    entry = Obligation(
        indicator=indicator.id,
        unit=unit or indicator.lead_unit,
        period=period,
        due_on=due_dates.due_on(indicator.frequency, period),
        late_until=due_dates.late_until(indicator.frequency, period),
    )
    return entry.extended_until(granted.get(entry.series, entry.due_on))


def word_owed(plan: Plan, unit: str, quarter: Period, *, granted: Granted = NONE_GRANTED) -> Obligation:
    """The word that a township owes for a quarter, whether or not it has ended. The plan has a due rule for
    quarters."""
    due_dates = calendar.Calendar(plan)
    entry = Obligation(
        indicator=PROGRESS,
        unit=unit,
        period=quarter,
        due_on=due_dates.due_on(QUARTER, quarter),
        late_until=due_dates.late_until(QUARTER, quarter),
    )
    return entry.extended_until(granted.get(entry.series, entry.due_on))


def obligation_of(plan: Plan, series: Series, *, granted: Granted = NONE_GRANTED) -> Obligation | None:
    """What a series settles; None where the plan has its unit owe no such thing. ValueError for a period that
    is none."""
    period = Period.parse(series.period)
    if series.indicator == PROGRESS:
        is_owed = series.unit in townships(plan) and period.frequency == QUARTER
        return word_owed(plan, series.unit, period, granted=granted) if is_owed else None
    indicator = plan.indicator.get(series.indicator)
    if indicator is None or series.unit != indicator.lead_unit or period.frequency != indicator.frequency:
        return None
    return obligation(plan, indicator, period, granted=granted)


def townships(plan: Plan) -> tuple[str, ...]:
    """The units that owe a word each quarter; none where the plan has no due day for one."""
    has_rule = QUARTER in plan.due_rule
    return tuple(unit.id for unit in plan.units if unit.kind == "township") if has_rule else ()


def expected(
    plan: Plan, *, on: date, since: date | None = None, of: Iterable[Indicator] | None = None
) -> Iterator[Obligation]:
    """Everything that fell to somebody up to a day, settled or not, by indicator in the plan's order.

    A period counts from the day after its end. `since` leaves out periods that begin before it; those that
    begin before the plan or after it never count. `of` names the indicators that are asked about.
    """
    starts_on, ends_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    first_day = max(starts_on, since or starts_on)
    for indicator in plan.indicators if of is None else of:
        period = Period.containing(first_day, indicator.frequency)
        if period.starts_on < first_day:
            period = period.shifted(1)
        while period.ends_on < on and period.starts_on <= ends_on:
            yield obligation(plan, indicator, period)
            period = period.shifted(1)


def owed(
    plan: Plan,
    reported: Collection[Series],
    *,
    on: date,
    since: date | None = None,
    unit: str | None = None,
    of: Iterable[Indicator] | None = None,
) -> tuple[Obligation, ...]:
    """What is open on a day, of one unit or of all, the longest due first.

    `reported` are the series that are settled; give a set, it is asked for each obligation. `of` names the
    indicators that are asked about.
    """
    still_open = (
        entry
        for entry in expected(plan, on=on, since=since, of=of)
        if (unit is None or entry.unit == unit) and entry.series not in reported
    )
    return tuple(sorted(still_open, key=lambda entry: (entry.due_on, entry.period)))


def with_promises(entries: Iterable[Obligation], standing: Iterable[Version]) -> tuple[Obligation, ...]:
    """The obligations, each with the day its unit has promised among these standing versions."""
    promised = {each.series: each.draft.promised_on for each in standing if each.draft.state == "deferred"}
    return tuple(replace(each, promised_on=promised.get(each.series)) for each in entries)


def with_extensions(entries: Iterable[Obligation], granted: Granted) -> tuple[Obligation, ...]:
    """The obligations with the days that the office has granted for some of them."""
    return tuple(
        each.extended_until(granted[each.series]) if each.series in granted else each for each in entries
    )
