"""Weighing a figure against what stands: stored at once, or held until its sender has answered for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from qbot.ledger.assessment import values_by_period
from qbot.ledger.doubt import Doubt, doubt, is_exchanged
from qbot.ledger.obligations import Granted, obligation
from qbot.ledger.versions import Draft, Series, Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that is not stored yet: it is odd (`doubt`), or it changes a settled one and does not say why
    (`needs_reason`). `replaced` is what stands."""

    draft: Draft
    doubt: Doubt | None
    needs_reason: bool
    replaced: Version | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a draft is weighed by: what stands, what has overtaken its message, and the days granted."""

    plan: Plan
    before: Mapping[Series, Version]
    overtaken: Collection[Series]
    granted: Granted
    leaving: Series | None
    on: date


def weigh(draft: Draft, by: Weighing) -> Held | None:
    """Why a draft cannot be stored as it is; None when it can."""
    replaced = by.before.get(draft.series)
    is_answered_for = bool(draft.reason) and not is_exchanged(draft.numerator, draft.denominator)
    if draft.state != "value" or draft.value is None or is_answered_for or same_figure(replaced, draft):
        return None
    if replaced is not None and draft.series in by.overtaken:
        return Held(draft, Doubt("superseded", replaced.value), needs_reason=False, replaced=replaced)
    indicator = by.plan.indicator[draft.series.indicator]
    period = Period.parse(draft.series.period)
    others = {
        Period.parse(series.period): version
        for series, version in by.before.items()
        if (series.indicator, series.unit) == (draft.series.indicator, draft.series.unit)
        and series != by.leaving
    }
    odd = doubt(
        indicator,
        draft.value,
        period=period,
        others=values_by_period(others),
        counts=(draft.numerator, draft.denominator),
    )
    must_explain = is_settled(by.plan, indicator, replaced, on=by.on, granted=by.granted)
    return Held(draft, odd, must_explain, replaced) if odd or must_explain else None


def is_settled(
    plan: Plan, indicator: Indicator, version: Version | None, *, on: date, granted: Granted
) -> bool:
    """Whether a figure stands that may only be changed with a reason: reviewed, or past its due date, which
    is the later one where the office has granted one."""
    if version is None or version.value is None or version.verdict == "returned":
        return False
    if version.verdict == "passed":
        return True
    period = Period.parse(version.series.period)
    if period.frequency != indicator.frequency:
        return False
    return obligation(plan, indicator, period, unit=version.series.unit, granted=granted).due_on < on


def same_figure(version: Version | None, draft: Draft) -> bool:
    """Whether the draft says what stands already, or less of it: a rate alone does not blot out the counts
    behind it. A figure that was given back and comes again is new."""
    if version is None or version.verdict == "returned":
        return False
    kept = version.draft
    counts = (draft.numerator, kept.numerator), (draft.denominator, kept.denominator)
    adds_nothing = all(said is None or said == known for said, known in counts)
    return (kept.state, kept.value) == (draft.state, draft.value) and adds_nothing
