"""Deferring: putting 暂无 and 不适用 into the ledger, which hold a series open or closed without a figure.

A blank never replaces a figure that stands; a figure replaces a blank. Each function works inside a
transaction that the caller holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from qbot import calendar
from qbot.answering.owing import settled
from qbot.ledger.obligations import NONE_GRANTED, Granted, Obligation, obligation
from qbot.ledger.versions import Draft, Flag, Series, Version
from qbot.nudging.standing import open_entries
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.promises import Absence, Blank, period_for
from qbot.reading.naming import Named
from qbot.reporting import Origin, marks_of, oldest_owed, speaking_units, unit_for

LONG_WAIT = 15  # workdays from which on a promise is said to be far off


@dataclass(frozen=True, slots=True)
class Located:
    """Whose figures a blank is about: `series` for certain, or `choices` to be asked about.

    `foreign` are indicators of others, `unfit` those that have no such period.
    """

    series: tuple[Series, ...] = ()
    choices: tuple[Series, ...] = ()
    foreign: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        return bool(self.series) and not (self.choices or self.foreign or self.unfit)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is owed that could be meant."""
        return not (self.series or self.choices or self.foreign or self.unfit)


@dataclass(frozen=True, slots=True)
class Pending:
    """A blank that waits for its day, or for which figures it is about."""

    state: Absence
    text: str
    message_id: int | None
    series: tuple[Series, ...]
    promised_on: date | None = None
    reason: str | None = None

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "state": self.state,
            "text": self.text,
            "message_id": self.message_id,
            "series": [[each.indicator, each.unit, each.period] for each in self.series],
            "promised_on": self.promised_on.isoformat() if self.promised_on else None,
            "reason": self.reason,
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Pending":
        """The same again."""
        promised_on = payload["promised_on"]
        return cls(
            state=payload["state"],
            text=payload["text"],
            message_id=payload["message_id"],
            series=tuple(Series(*each) for each in payload["series"]),
            promised_on=date.fromisoformat(promised_on) if promised_on else None,
            reason=payload["reason"],
        )


@dataclass(frozen=True, slots=True)
class Deferred:
    """What became of a blank: stored, there already, or refused because a figure stands."""

    recorded: tuple[Version, ...] = ()
    unchanged: tuple[Version, ...] = ()
    kept: tuple[Version, ...] = ()
    granted: Granted = field(default_factory=dict)


async def locate(
    tx: Reads, plan: Plan, person: Person, blank: Blank, *, on: date, words: bool = False
) -> Located:
    """The series a blank is about: of the names said, else of what the person owes; `words` says whether a
    township's word may be meant, of which there is no 暂无."""
    if blank.named.indicators:
        return await _by_name(tx, plan, person, blank.named, on=on)
    open_ = [each for each in await still_open(tx, plan, person, on=on) if words or not each.is_progress]
    own = {each.indicator for each in open_}
    if blank.named.candidates:
        fitting = [each for each in blank.named.candidates if each in own]
        if not fitting:
            return Located(foreign=_foreign(plan, person, blank.named))
        if len(fitting) == 1:
            named = replace(blank.named, indicators=tuple(fitting), candidates=())
            return await _by_name(tx, plan, person, named, on=on)
        open_ = [each for each in open_ if each.indicator in fitting]
    if blank.named.periods:
        open_ = [each for each in open_ if each.period in blank.named.periods]
    unpromised = [each for each in open_ if not each.is_promised(on)]
    choices = tuple(each.series for each in unpromised or open_)
    return Located(series=choices) if len(choices) == 1 else Located(choices=choices)


def _foreign(plan: Plan, person: Person, named: Named) -> tuple[str, ...]:
    """The first of several possible indicators, where none of them is the person's."""
    own = [each for each in named.candidates if unit_for(plan, person, indicator=each, named=None)]
    return () if own else named.candidates[:1]


async def _by_name(tx: Reads, plan: Plan, person: Person, named: Named, *, on: date) -> Located:
    series: list[Series] = []
    foreign: list[str] = []
    unfit: list[str] = []
    for id_ in named.indicators:
        unit = unit_for(plan, person, indicator=id_, named=named.unit)
        if unit is None:
            foreign.append(id_)
            continue
        period = await _period(tx, plan, Series(id_, unit, ""), named, on=on)
        if period is None:
            unfit.append(id_)
        else:
            series.append(Series(id_, unit, str(period)))
    return Located(tuple(series), foreign=tuple(foreign), unfit=tuple(unfit))


async def _period(tx: Reads, plan: Plan, series: Series, named: Named, *, on: date) -> Period | None:
    """The period said, if the indicator has it and it has begun; else the oldest owed, or the last one."""
    indicator = plan.indicator[series.indicator]
    if named.periods:
        said = period_for(named, indicator.frequency)
        return said if said is not None and said.starts_on <= on else None
    if series.unit != indicator.lead_unit:
        return Period.last_completed(on, indicator.frequency)
    there = await settled(tx, plan, [indicator])
    oldest = oldest_owed(plan, indicator, there, on=on, granted=await tx.extensions.granted())
    return oldest or Period.last_completed(on, indicator.frequency)


async def still_open(tx: Reads, plan: Plan, person: Person, *, on: date) -> list[Obligation]:
    """What the person's units owe and can make up without leave, figures and townships' words, the oldest
    period first, with promises."""
    return [each for each in await all_owed(tx, plan, person, on=on) if each.stage(on) != "needs-leave"]


async def all_owed(tx: Reads, plan: Plan, person: Person, *, on: date) -> list[Obligation]:
    """The same with what needs the office's leave."""
    found = await open_entries(tx, plan, units=speaking_units(plan, person), on=on)
    order = {each.id: n for n, each in enumerate(plan.indicators)}
    return sorted(
        found, key=lambda each: (each.period.last, each.due_on, order.get(each.indicator, len(order)))
    )


async def figures_there(tx: Reads, pending: Pending) -> tuple[Version, ...]:
    """The figures that stand where the blank would be, and that no blank replaces."""
    return tuple(each for each in await tx.reports.of_series(pending.series) if _stands(each))


async def file_blank(
    tx: Writes, person: Person, pending: Pending, *, origin: Origin, at: datetime
) -> Deferred:
    """Store the blank for each of its series where no figure stands."""
    standing = await tx.reports.standing(
        indicators={each.indicator for each in pending.series},
        units={each.unit for each in pending.series},
        periods={each.period for each in pending.series},
    )
    before = {version.series: version for version in standing}
    drafts = [_draft(person, pending, series, origin=origin) for series in pending.series]
    kept = tuple(
        version for draft in drafts if (version := before.get(draft.series)) is not None and _stands(version)
    )
    same = tuple(
        version
        for draft in drafts
        if (version := before.get(draft.series)) is not None and _says_the_same(version, draft)
    )
    done = {version.series for version in (*kept, *same)}
    stored = await tx.reports.append([draft for draft in drafts if draft.series not in done], at=at)
    granted = await tx.extensions.granted({each.period for each in pending.series})
    return Deferred(tuple(stored), same, kept, granted)


def _stands(version: Version) -> bool:
    """Whether a figure is there that the office has not given back."""
    return version.value is not None and version.verdict != "returned"


def _says_the_same(version: Version, draft: Draft) -> bool:
    kept = version.draft
    return version.verdict != "returned" and (kept.state, kept.promised_on, kept.reason) == (
        draft.state, draft.promised_on, draft.reason,
    )  # fmt: skip


def _draft(person: Person, pending: Pending, series: Series, *, origin: Origin) -> Draft:
    return Draft(
        series=series,
        state=pending.state,
        reporter_id=person.id,
        source=origin.source,
        text=origin.text,
        promised_on=pending.promised_on,
        reason=pending.reason,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
        flags=(*marks_of(person, series.unit), *_marks(pending.state)),
    )


def _marks(state: Absence) -> tuple[Flag, ...]:
    """不适用 settles what is owed, so the office looks at it first."""
    return ("inapplicable",) if state == "not-applicable" else ()


def is_far(plan: Plan, version: Version, *, on: date, granted: Granted = NONE_GRANTED) -> bool:
    """Whether a promised day lies beyond what may be made up without leave, or many workdays away."""
    promised_on = version.draft.promised_on
    if promised_on is None:
        return False
    indicator, period = plan.indicator[version.series.indicator], Period.parse(version.series.period)
    owed = obligation(plan, indicator, period, unit=version.series.unit, granted=granted)
    late = promised_on > owed.late_until
    return late or calendar.workdays_between(on, promised_on) > LONG_WAIT


def days_to_offer(on: date) -> tuple[date, ...]:
    """The next workday, the last of this week, the first and the last of the next."""
    friday = calendar.add_workdays(_monday_after(on), -1)
    days = (
        calendar.add_workdays(on, 1),
        friday,
        calendar.add_workdays(friday, 1),
        calendar.add_workdays(_monday_after(_monday_after(on)), -1),
    )
    return tuple(dict.fromkeys(day for day in days if day > on))


def _monday_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 7 - day.weekday())


def pending_of(blank: Blank, series: Sequence[Series], *, text: str, message_id: int | None) -> Pending:
    """A blank with the series it is about."""
    return Pending(blank.state, text, message_id, tuple(series), blank.promised_on, blank.reason)
