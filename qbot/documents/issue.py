"""An issue of the brief before it is laid out: what it is made of, and the figures it will quote.

The figures are numbered here and nowhere else; the pages are written from the snapshot, so that no figure can
stand on a page without its code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qbot.clock import city_day
from qbot.documents.goals import SITUATIONS, Goal
from qbot.documents.snapshot import PEERS, Quoted, Snapshot
from qbot.documents.words.common import COUNTED, points
from qbot.ledger.obligations import Obligation
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.plan.words import number_words


@dataclass(frozen=True, slots=True)
class Before:
    """What the change of a figure is measured from: what the issue before `issued` under `code`, and what
    `stands` in its place, the same where nothing of it was corrected."""

    code: str
    issued: Quoted
    stands: Quoted

    @property
    def is_corrected(self) -> bool:
        return self.stands.period == self.issued.period and self.stands.value != self.issued.value

    @property
    def is_taken_back(self) -> bool:
        """Whether there is nothing left to measure from."""
        return self.stands.period != self.issued.period


@dataclass(frozen=True, slots=True)
class Issue:
    """What an issue tells: every indicator in the plan's order, what is owed, and the issue before.

    `expected` counts what fell due in the time the issue looks at, `owed` is the part of it still open;
    ValueError when more is owed than was expected. `rebuilt` is the issue before, built again from what
    stands now; where it is None, what it said is what stands.
    """

    number: int
    issued_at: datetime
    goals: tuple[Goal, ...]
    owed: tuple[Obligation, ...]
    expected: int
    previous: Snapshot | None = None
    rebuilt: Snapshot | None = None

    def __post_init__(self) -> None:
        if self.expected < len(self.owed):
            raise ValueError("more is owed than was expected")

    @property
    def issued_on(self) -> date:
        return city_day(self.issued_at)

    def before(self, goal: Goal) -> Before | None:
        """What the issue before told of a goal. A figure about another time is measured from what stands;
        a correction of the very figure from what was issued, so that it is told."""
        code = self.previous.code("figure", goal.indicator.id) if self.previous else None
        if self.previous is None or code is None:
            return None
        issued = self.previous.figures[code]
        stands = self.rebuilt.quoted("figure", issued.of) if self.rebuilt else None
        is_same = goal.version is None or goal.version.series.period == issued.period
        return Before(code, issued, issued if is_same else stands or issued)


def snapshot_of(plan: Plan, issue: Issue) -> Snapshot:
    """Every figure of the issue under its code."""
    figures = {f"A{place}": _figure(goal) for place, goal in enumerate(issue.goals, 1)}
    codes = {each.of: code for code, each in figures.items()}
    others = (
        *_counts(issue, codes),
        *_reporting(issue),
        *_distances(issue, codes),
        *_references(issue),
        *_changes(issue, codes),
    )
    figures |= {f"B{place}": quoted for place, quoted in enumerate(others, 1)}
    return Snapshot(number=issue.number, issued_at=issue.issued_at, plan=plan.document, figures=figures)


def _figure(goal: Goal) -> Quoted:
    current, version = goal.current, goal.version
    return Quoted(
        about="figure",
        of=goal.indicator.id,
        value=None if goal.value is None else number_words(goal.value),
        measure=goal.indicator.measure,
        indicator=goal.indicator.id,
        unit=version.series.unit if version else goal.indicator.lead_unit,
        period=version.series.period if version else None,
        version=version.number if version else None,
        numerator=version.draft.numerator if version else None,
        denominator=version.draft.denominator if version else None,
        standing=goal.standing,
        situation=goal.situation,
        awaited=str(current.awaited) if current.overdue else None,
    )


def _counts(issue: Issue, codes: dict[str, str]) -> Iterator[Quoted]:
    yield _count("indicators", tuple(codes.values()))
    for situation in SITUATIONS:
        of_them = (codes[goal.indicator.id] for goal in issue.goals if goal.situation == situation)
        yield _count(situation, tuple(of_them))


def _count(of: str, sources: tuple[str, ...]) -> Quoted:
    return Quoted(about="count", of=of, value=str(len(sources)), measure=COUNTED, sources=sources)


def _reporting(issue: Issue) -> Iterator[Quoted]:
    def owed(of: str, value: int, sources: tuple[str, ...] = ()) -> Quoted:
        return Quoted(about="owed", of=of, value=str(value), measure=COUNTED, sources=sources)

    still_open = tuple(map(_series, issue.owed))
    overdue = tuple(_series(each) for each in issue.owed if each.stage(issue.issued_on) != "open")
    yield owed("expected", issue.expected)
    yield owed("reported", issue.expected - len(still_open))
    yield owed("open", len(still_open), still_open)
    yield owed("overdue", len(overdue), overdue)


def _series(each: Obligation) -> str:
    return f"{each.indicator}/{each.unit}/{each.period}"


def _distances(issue: Issue, codes: dict[str, str]) -> Iterator[Quoted]:
    for goal in issue.goals:
        if goal.situation not in ("unmet", "near"):
            continue
        found, peers = goal.current.assessment.distance, goal.current.assessment.peers
        for of, distance in (("", found), (PEERS, peers.distance if peers else None)):
            if distance is not None and distance < 0:
                yield Quoted(
                    about="distance",
                    of=goal.indicator.id + of,
                    value=number_words(-distance),
                    measure=points(goal.indicator),
                    sources=(codes[goal.indicator.id],),
                )


def _references(issue: Issue) -> Iterator[Quoted]:
    """What others have, where a light of the issue comes from it."""
    for goal in issue.goals:
        reference = goal.current.assessment.reference
        if reference is not None and goal.is_current:
            yield Quoted(
                about="reference",
                of=goal.indicator.id,
                value=number_words(reference.value),
                measure=goal.indicator.measure,
                indicator=goal.indicator.id,
                period=str(reference.period),
                entry=reference.entry,
            )


def _changes(issue: Issue, codes: dict[str, str]) -> Iterator[Quoted]:
    for goal in issue.goals:
        before = issue.before(goal)
        if issue.previous and before and goal.value is not None and _comparable(goal, before):
            corrected = (f"R-{before.stands.version}",) if before.is_corrected else ()
            yield Quoted(
                about="change",
                of=goal.indicator.id,
                value=number_words(goal.value - Decimal(before.stands.value or 0)),
                measure=points(goal.indicator),
                sources=(codes[goal.indicator.id], f"{issue.previous.number}:{before.code}", *corrected),
            )


def _comparable(goal: Goal, before: Before) -> bool:
    """Another version about a time of the same length: a month is not compared with a quarter."""
    then = before.stands
    if goal.version is None or then.value is None or before.is_taken_back:
        return False
    if then.version == goal.version.number:
        return False
    return Period.parse(goal.version.series.period).length == Period.parse(then.period or "").length
