"""Walking through what is owed, one item after the other.

A walk is a value: each answer makes a new one, kept in an open question, so that it goes on after any
interruption. What was settled on the way, in whatever manner, is read from the ledger and not asked again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from qbot.ledger.doubt import Doubt
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Draft, Series, Version
from qbot.periods import Period
from qbot.ports import Reads
from qbot.weighing import Held

Outcome = Literal["recorded", "carried-over", "not-applicable", "deferred", "skipped", "held"]
_SETTLED = frozenset(("recorded", "carried-over", "not-applicable"))
MOST_CARRIED = 2  # so many periods in a row may be carried over before it is asked whether that is true


@dataclass(frozen=True, slots=True)
class Step:
    """One item and what became of it; None while it has not been answered."""

    series: Series
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """The items in order; `at` is the index of the one that is asked, their number when all are done."""

    steps: tuple[Step, ...]
    at: int = 0

    @property
    def current(self) -> Step | None:
        """The item that is asked now."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    @property
    def has_earlier(self) -> bool:
        return self.at > 0

    def answered(self, outcome: Outcome) -> "Walk":
        """The current item has this outcome, and the next open one is asked."""
        steps = (*self.steps[: self.at], replace(self.steps[self.at], outcome=outcome))
        return replace(self, steps=(*steps, *self.steps[self.at + 1 :]))._onward(self.at + 1)

    def skipped(self) -> "Walk":
        """The current item is left as it is."""
        step = self.current
        return self.answered(step.outcome or "skipped") if step else self

    def back(self) -> "Walk":
        """The item before is asked again."""
        return replace(self, at=max(0, self.at - 1))

    def brought_up(self, standing: Iterable[Version]) -> "Walk":
        """The walk as the ledger has it now: settled meanwhile, or taken back."""
        states = {version.series: version for version in standing}
        steps = tuple(_brought_up(step, states.get(step.series)) for step in self.steps)
        walk = replace(self, steps=steps)
        was_open = self.current is not None and self.current.outcome is None
        is_done = walk.current is not None and walk.current.outcome is not None
        return walk._onward(self.at) if was_open and is_done else walk

    def count(self, outcome: Outcome | None) -> int:
        """How many items have this outcome."""
        return sum(step.outcome == outcome for step in self.steps)

    def _onward(self, start: int) -> "Walk":
        """To the next item without an outcome, around the end; past the end when there is none."""
        order = [*range(start, len(self.steps)), *range(min(start, len(self.steps)))]
        at = next((n for n in order if self.steps[n].outcome is None), len(self.steps))
        return replace(self, at=at)

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "at": self.at,
            "steps": [
                [each.series.indicator, each.series.unit, each.series.period, each.outcome]
                for each in self.steps
            ],
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Walk":
        """The same again."""
        steps = tuple(Step(Series(*series), outcome) for *series, outcome in payload["steps"])
        return cls(steps, payload["at"])


def _brought_up(step: Step, version: Version | None) -> Step:
    if version is not None and version.settles:
        return replace(step, outcome=_settled_as(version))
    is_undone = step.outcome in _SETTLED or (
        step.outcome == "deferred" and (version is None or version.draft.state != "deferred")
    )
    return replace(step, outcome=None) if is_undone else step


def _settled_as(version: Version) -> Outcome:
    if version.value is None:
        return "not-applicable"
    return "carried-over" if version.is_carried_over else "recorded"


def begin(owed: Sequence[Obligation]) -> Walk:
    """A walk through these, in their order."""
    return Walk(tuple(Step(each.series) for each in owed))


async def refreshed(tx: Reads, walk: Walk) -> Walk:
    """The walk as the ledger has it now."""
    series = [step.series for step in walk.steps]
    standing = await tx.reports.standing(
        indicators={each.indicator for each in series},
        units={each.unit for each in series},
        periods={each.period for each in series},
    )
    return walk.brought_up(standing)


async def before(tx: Reads, series: Series, *, back: int = 1) -> Version | None:
    """What stands `back` periods earlier in a series."""
    period = str(Period.parse(series.period).shifted(-back))
    found = await tx.reports.standing(indicators={series.indicator}, units={series.unit}, periods={period})
    return next(iter(found), None)


def carried_over(draft: Draft, earlier: Version) -> Draft:
    """The figure of the period before, for this one, and marked so."""
    old = earlier.draft
    return replace(
        draft,
        value=old.value,
        numerator=old.numerator,
        denominator=old.denominator,
        flags=(*draft.flags, "carried-over"),
    )


async def too_often(tx: Reads, draft: Draft) -> Held | None:
    """Held, when the figure has been carried over for the periods before already."""
    former = [await before(tx, draft.series, back=n) for n in range(1, MOST_CARRIED + 1)]
    if not all(each is not None and each.is_carried_over for each in former):
        return None
    period = Period.parse(draft.series.period).shifted(-1)
    return Held(draft, Doubt("carried-over", draft.value, period), needs_reason=False)
