"""The brief (工作简报) as offices exchange it: red head, six sections, imprint.

Its figures are read from the snapshot that is issued with it, so that pages and snapshot cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qbot.documents.goals import Goal, Situation
from qbot.documents.issue import Before, Issue, snapshot_of
from qbot.documents.milestones import Milestone, milestones
from qbot.documents.snapshot import Quoted, Snapshot
from qbot.documents.words import brief as words
from qbot.documents.words.common import (
    NOT_REPORTED,
    day_words,
    issue_number,
    known_words,
    light_words,
    period_text,
    period_words,
    unit_name,
)
from qbot.ledger.obligations import Obligation
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.plan.words import periods_words, promise_words

if TYPE_CHECKING:
    from qbot.documents.paper import Row

AHEAD_DAYS = 45
COLOURS: dict[Situation, str] = {
    "met": "1E8E3E",
    "near": "C77700",
    "unmet": "D01010",
    "unknown": "5F6368",
    "not-applicable": "5F6368",
    "deferred": "5F6368",
    "missing": "5F6368",
}
_WIDTHS = (1.2, 3.45, 2.9, 1.9, 2.85, 2.15, 1.15)
_HEAD_NUMBERS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose brief it is and to whom it goes."""

    office: str
    distribution: tuple[str, ...] = words.DISTRIBUTION


@dataclass(frozen=True, slots=True)
class IssuedBrief:
    """The file (.docx) and the figures it is made of; both are kept for good."""

    document: bytes
    snapshot: Snapshot


def write_brief(plan: Plan, issue: Issue, *, head: Letterhead) -> IssuedBrief:
    """Lay out an issue; its snapshot holds every figure on its pages."""
    from qbot.documents.paper import Paper  # noqa: PLC0415 - python-docx is loaded when first needed

    snapshot = snapshot_of(plan, issue)
    number = issue_number(issue.number)
    paper = Paper(title=f"{words.BRIEF_TITLE} {number}", author=head.office, made_at=issue.issued_at)
    paper.red_head(words.BRIEF_TITLE, number=number, office=head.office, day=day_words(issue.issued_on))
    sections = (
        _overall(plan, issue, snapshot),
        None,
        _unmet(plan, issue, snapshot),
        _silent(plan, issue, snapshot),
        _changes(issue, snapshot),
        _ahead(plan, issue),
    )
    for place, (name, section) in enumerate(zip(words.BRIEF_HEADINGS, sections, strict=True)):
        paper.heading(f"{_HEAD_NUMBERS[place]}、{name}")
        if section is None:
            paper.table(words.BRIEF_COLUMNS, list(_rows(plan, issue, snapshot)), widths=_WIDTHS)
        for text in section or ():
            paper.paragraph(text)
    for text in words.tracing_notes(issue.number, snapshot):
        paper.note(text)
    paper.imprint(head.distribution)
    return IssuedBrief(paper.to_bytes(), snapshot)


def _overall(plan: Plan, issue: Issue, snapshot: Snapshot) -> Iterator[str]:
    yield words.overall(snapshot, on=issue.issued_on)
    yield words.reporting(snapshot)
    if phase := plan.phase_on(issue.issued_on):
        yield words.present_phase(phase)


def _rows(plan: Plan, issue: Issue, snapshot: Snapshot) -> Iterator["Row"]:
    from qbot.documents.paper import Band, Lit  # noqa: PLC0415 - python-docx is loaded when first needed

    for area in plan.areas:
        of_area = [goal for goal in issue.goals if goal.indicator.area == area.id]
        if of_area:
            yield Band(area.name)
        for goal in of_area:
            light = Lit(light_words(goal.situation), COLOURS[goal.situation])
            yield (*_cells(goal, snapshot), light, words.standing_words(goal))


def _cells(goal: Goal, snapshot: Snapshot) -> tuple[str, ...]:
    indicator, current = goal.indicator, goal.current
    period = period_text(str(goal.period)) if goal.is_current else periods_words(current.unreported)
    cited = f"（{indicator.target.clause}）"
    return (
        snapshot.code("figure", indicator.id) or "",
        indicator.name,
        "\n".join(filter(None, (promise_words(indicator), words.beside(goal, snapshot), cited))),
        period,
        known_words(goal).replace("（", "\n（") if goal.is_current else NOT_REPORTED,
    )


def _unmet(plan: Plan, issue: Issue, snapshot: Snapshot) -> Iterator[str]:
    red = [goal for goal in issue.goals if goal.situation == "unmet"]
    near = [goal for goal in issue.goals if goal.situation == "near"]
    if not red:
        yield words.NOTHING_UNMET
    for place, goal in enumerate(red, 1):
        yield f"{place}．{words.shortfall(plan, goal, snapshot)}"
    if near:
        yield words.NEAR_LEAD
    for place, goal in enumerate(near, 1):
        yield f"{place}．{words.shortfall(plan, goal, snapshot)}"


def _silent(plan: Plan, issue: Issue, snapshot: Snapshot) -> Iterator[str]:
    if not issue.owed:
        yield words.NOTHING_OWED
    goals = {goal.indicator.id: goal for goal in issue.goals}
    by_unit = sorted(issue.owed, key=lambda each: (each.unit, each.indicator, each.period))
    order = {indicator: place for place, indicator in enumerate(goals)}
    for unit, owed in groupby(by_unit, key=lambda each: each.unit):
        entries = sorted(_by_indicator(owed), key=lambda each: order.get(each[0].indicator, len(order)))
        lines = (
            words.owed(plan, mine, goals.get(mine[0].indicator), snapshot, on=issue.issued_on)
            for mine in entries
        )
        yield f"{unit_name(plan, unit)}：{'；'.join(lines)}。"


def _by_indicator(owed: Iterator[Obligation]) -> Iterator[tuple[Obligation, ...]]:
    for _, mine in groupby(owed, key=lambda each: each.indicator):
        yield tuple(mine)


def _changes(issue: Issue, snapshot: Snapshot) -> Iterator[str]:
    """A paragraph for each light that turned, one for what came where nothing was, one for what is newer."""
    if issue.previous is None:
        yield words.FIRST_ISSUE
        return
    told: dict[str, list[str]] = {"turned": [], "arrived": [], "renewed": []}
    for goal in issue.goals:
        before = issue.before(goal)
        if before and _differs(goal, before.stands):
            told[_kind(goal, before)].append(words.change(goal, before, snapshot, issue.previous))
    yield from (f"{place}．{change}。" for place, change in enumerate(told["turned"], 1))
    for kind, lead in (("arrived", words.ARRIVED_LEAD), ("renewed", words.RENEWED_LEAD)):
        if told[kind]:
            yield f"{lead}{'；'.join(told[kind])}。"
    if not any(told.values()):
        yield words.NOTHING_CHANGED


def _kind(goal: Goal, before: Before) -> str:
    if goal.situation == before.stands.situation:
        return "renewed"
    return "arrived" if before.issued.situation == "missing" else "turned"


def _differs(goal: Goal, before: Quoted) -> bool:
    number = goal.version.number if goal.version else None
    return (number, goal.situation) != (before.version, before.situation)


def _ahead(plan: Plan, issue: Issue) -> Iterator[str]:
    ahead = milestones(plan, after=issue.issued_on, days=AHEAD_DAYS)
    if not ahead:
        yield words.NOTHING_AHEAD
    for on, same_day in groupby(ahead, key=lambda each: each.on):
        yield words.milestone_day(on, tuple(_merged(same_day)))


def _merged(same_day: Iterator[Milestone]) -> Iterator[str]:
    for each in same_day:
        name = period_words(Period.parse(each.name)) if each.kind == "due" else each.name
        yield words.milestone(each, name)
