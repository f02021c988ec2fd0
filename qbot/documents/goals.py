"""One of the plan's figures as a document tells it: what it is, how it stands and how far it is checked.

0, 不适用, 暂无 and 未报 are four things: a figure that does not apply or is promised is not called missing,
and a figure whose successor is overdue is shown apart, never as the current one.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qbot.ledger.current import Current
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator

Situation = Literal["met", "near", "unmet", "unknown", "not-applicable", "deferred", "missing"]
Standing = Literal["unreviewed", "reviewed", "returned", "sample"]

SITUATIONS: tuple[Situation, ...] = (
    "met",
    "near",
    "unmet",
    "unknown",
    "not-applicable",
    "deferred",
    "missing",
)


@dataclass(frozen=True, slots=True)
class Goal:
    """How one indicator stands on a day; `evidence` counts the files kept with its figure."""

    current: Current
    evidence: int = 0

    @property
    def indicator(self) -> Indicator:
        return self.current.indicator

    @property
    def version(self) -> Version | None:
        """What was said last: a promise in place of the awaited figure, else the last known figure."""
        return self.current.promise or self.current.version

    @property
    def period(self) -> Period | None:
        """The period of `version`."""
        version = self.version
        return Period.parse(version.series.period) if version else None

    @property
    def value(self) -> Decimal | None:
        return self.version.value if self.version else None

    @property
    def is_current(self) -> bool:
        """Whether the last known figure may be shown as today's."""
        return self.version is not None and (self.current.promise is not None or not self.current.overdue)

    @property
    def situation(self) -> Situation:
        version = self.version
        if self.current.promise is not None:
            return "deferred"
        if version is None or self.current.overdue:
            return "missing"
        if version.draft.state == "not-applicable":
            return "not-applicable"
        return self.current.assessment.light

    @property
    def standing(self) -> Standing | None:
        """How far the last known figure is checked; None where there is none."""
        return standing_of(self.version) if self.version else None


def standing_of(version: Version) -> Standing:
    """已审, 退回 or 未审; figures made up for rehearsal are never more than samples."""
    if version.draft.source == "sample":
        return "sample"
    if version.verdict is None:
        return "unreviewed"
    return "reviewed" if version.verdict == "passed" else "returned"
