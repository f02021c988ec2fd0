"""Silence: why there is no figure for a time that was asked about, and what is known instead.

Only what is owed is 尚未报送. Before the plan, after it and before a period's end nothing is owed, nor ever
for a time that is shorter than what the indicator is reported for: then the period around it is meant.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qbot.answering.figures import history_of, newest
from qbot.ledger.obligations import NONE_GRANTED, Granted, Obligation, obligation
from qbot.ledger.versions import Version
from qbot.periods import MONTHS_IN, Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads

Why = Literal["owed", "running", "ahead", "before-plan", "after-plan", "never-owed"]


@dataclass(frozen=True, slots=True)
class Silence:
    """An indicator without a figure for `period`. `open` are the obligations that lie in it, oldest first:
    those that have ended where it is `owed`, the running one where it is `running`. `last` is the newest
    figure on record, of any other period. `never-owed` is what a unit reports for itself alone."""

    indicator: Indicator
    period: Period
    why: Why
    open: tuple[Obligation, ...] = ()
    last: Version | None = None


def reported_as(indicator: Indicator, period: Period) -> Period:
    """The period for which a figure of that time is reported: the quarter around a month of a quarterly one,
    else the time itself."""
    if _parts(indicator, period):
        return period
    return Period.containing(period.ends_on, indicator.frequency)


async def silence_of(
    tx: Reads, plan: Plan, indicator: Indicator, period: Period, *, on: date, unit: str | None = None
) -> Silence:
    """Why nothing came for a time; `unit` is the one whose own figure was asked for, None for the city's."""
    known = await history_of(tx, indicator, unit=unit)
    last = newest([each for each, version in known.items() if version.draft.state != "deferred"])
    version = known[last] if last else None
    if unit is not None:
        return Silence(indicator, period, "never-owed", last=version)
    granted = await tx.extensions.granted()
    why, open_ = why_silent(plan, indicator, period, known, on=on, granted=granted)
    return Silence(indicator, period, why, open_, version)


def why_silent(
    plan: Plan,
    indicator: Indicator,
    period: Period,
    known: Collection[Period] = (),
    *,
    on: date,
    granted: Granted = NONE_GRANTED,
) -> tuple[Why, tuple[Obligation, ...]]:
    """Why a time is silent, with what of it is open; `known` are the periods that have come."""
    if period.starts_on > on:
        return "ahead", ()
    starts_on, ends_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    parts = _parts(indicator, period)
    due = [each for each in parts if starts_on <= each.starts_on <= ends_on and each not in known]
    if not due:
        return ("before-plan" if period.starts_on < starts_on else "after-plan"), ()
    over = [each for each in due if each.ends_on < on]
    told: Why = "owed" if over else "running"
    return told, tuple(obligation(plan, indicator, each, granted=granted) for each in over or due[:1])


def _parts(indicator: Indicator, period: Period) -> list[Period]:
    """The periods of the indicator's frequency within a time, the time itself where it is one."""
    first = Period.containing(period.starts_on, indicator.frequency)
    first = first if first.first >= period.first else first.shifted(1)
    count = (period.last - first.first + 1) // MONTHS_IN[indicator.frequency]
    return [first.shifted(by) for by in range(count)]
