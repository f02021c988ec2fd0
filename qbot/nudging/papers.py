"""Papers that want the office's hand: an issued brief that was overtaken, a self-check that runs out."""

from dataclasses import dataclass
from datetime import datetime

from qbot.bookkeeping import self_check_of, self_check_phase
from qbot.briefing import has_changed, issue_again, issued_snapshot
from qbot.clock import city_day
from qbot.documents.correction import corrections
from qbot.documents.issue import snapshot_of
from qbot.documents.words.self_check import lacks
from qbot.errors import SnapshotAltered
from qbot.plan.models import Phase, Plan
from qbot.ports import Reads

SELF_CHECK_DAYS = 14  # before its phase ends


@dataclass(frozen=True, slots=True)
class SelfCheckDue:
    """The phase of the self-check is about to end: `lacking` of its goals are not complete."""

    phase: Phase
    days_left: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Papers:
    """`to_correct` is the brief whose figures were corrected since, without a note that says so; `altered`
    one whose stored figures are not those that were issued."""

    to_correct: int | None = None
    altered: int | None = None
    self_check: SelfCheckDue | None = None

    @property
    def is_quiet(self) -> bool:
        return self.to_correct is None and self.altered is None and self.self_check is None


async def papers(tx: Reads, plan: Plan, *, now: datetime) -> Papers:
    """What the papers want at a moment."""
    newest = await tx.issued.newest("brief")
    to_correct, altered = None, None
    if newest is not None:
        try:
            to_correct = newest.number if await _is_overtaken(tx, plan, newest.number) else None
        except SnapshotAltered:
            altered = newest.number
    return Papers(to_correct, altered, await _self_check(tx, plan, now=now))


async def _is_overtaken(tx: Reads, plan: Plan, number: int) -> bool:
    issued = await issued_snapshot(tx, number)
    if issued is None or not await has_changed(tx, issued):
        return False
    rebuilt = snapshot_of(plan, await issue_again(tx, plan, issued))
    note = await tx.issued.newest("correction")
    is_noted = note is not None and note.checksum == rebuilt.checksum
    return bool(corrections(issued, rebuilt)) and not is_noted


async def _self_check(tx: Reads, plan: Plan, *, now: datetime) -> SelfCheckDue | None:
    phase, on = self_check_phase(plan), city_day(now)
    left = (phase.ends_on - on).days
    if not (phase.starts_on <= on and 0 <= left <= SELF_CHECK_DAYS):
        return None
    check = await self_check_of(tx, plan, at=now)
    lacking = sum(bool(list(lacks(goal))) for goal in check.goals)
    return SelfCheckDue(phase, left, lacking) if lacking else None
