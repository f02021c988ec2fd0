"""The self-check file (自查表) of the phase 自查申报: each goal with what is there and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from qbot.clock import city_day
from qbot.documents.brief import COLOURS
from qbot.documents.goals import Goal
from qbot.documents.words import self_check as words
from qbot.documents.words.common import NONE, day_words, known_words, light_words, period_text
from qbot.plan.models import Item, Phase, Plan
from qbot.plan.words import periods_words, promise_words

if TYPE_CHECKING:
    from qbot.documents.paper import Row

_GOAL_WIDTHS = (1.2, 4.9, 1.9, 3.1, 2.9, 2.9, 2.2, 1.2, 5.3)
_ITEM_WIDTHS = (1.2, 9.0, 1.9, 7.2, 1.4, 4.9)


@dataclass(frozen=True, slots=True)
class ItemState:
    """How a qualitative goal stands, in the words that were reported last."""

    words: str
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What is looked at: every indicator in the plan's order, and the qualitative goals by item id."""

    phase: Phase
    goals: tuple[Goal, ...]
    items: Mapping[str, ItemState]
    made_at: datetime


def write_self_check(plan: Plan, check: SelfCheck, *, office: str) -> bytes:
    """The file (.docx), A4 across."""
    from qbot.documents.paper import Paper  # noqa: PLC0415 - python-docx is loaded when first needed

    on = city_day(check.made_at)
    overall, figures, qualities = words.HEADINGS
    paper = Paper(title=words.TITLE, author=office, made_at=check.made_at, landscape=True)
    paper.title(words.TITLE)
    paper.subtitle(words.subtitle(plan, check.phase, on=on))
    paper.heading(f"一、{overall}")
    for text in _overall(plan, check):
        paper.paragraph(text)
    paper.heading(f"二、{figures}")
    paper.table(words.GOAL_COLUMNS, list(_goal_rows(plan, check.goals)), widths=_GOAL_WIDTHS)
    if _items(plan):
        paper.heading(f"三、{qualities}")
        paper.table(words.ITEM_COLUMNS, list(_item_rows(plan, check.items)), widths=_ITEM_WIDTHS)
    paper.signature(office, day=day_words(on))
    return paper.to_bytes()


def _items(plan: Plan) -> list[tuple[str, Item]]:
    """The qualitative goals, each with its group's name."""
    return [(group.name, item) for group in plan.groups if group.kind == "goal" for item in group.items]


def _overall(plan: Plan, check: SelfCheck) -> Iterator[str]:
    yield words.overall(check.goals)
    if items := [item.id for _, item in _items(plan)]:
        told = [check.items[each] for each in items if each in check.items]
        yield words.told_items(told=len(told), of=len(items), proven=sum(each.evidence > 0 for each in told))
    yield words.duties(check.phase)


def _goal_rows(plan: Plan, goals: Sequence[Goal]) -> Iterator["Row"]:
    from qbot.documents.paper import Band, Lit  # noqa: PLC0415 - python-docx is loaded when first needed

    place = 0
    for area in plan.areas:
        of_area = [goal for goal in goals if goal.indicator.area == area.id]
        if of_area:
            yield Band(area.name)
        for goal in of_area:
            place += 1
            light = Lit(light_words(goal.situation), COLOURS[goal.situation])
            lacking = "；".join(words.lacks(goal)) or words.COMPLETE
            yield (str(place), *_told(goal), light, words.files(goal.evidence), lacking)


def _told(goal: Goal) -> tuple[str, ...]:
    """Name, clause, target, period and figure; a figure whose successor is overdue is not told as current."""
    indicator, period = goal.indicator, goal.period
    shown = goal.is_current
    return (
        indicator.name,
        indicator.clause,
        promise_words(indicator),
        period_text(str(period)) if shown and period else periods_words(goal.current.unreported),
        known_words(goal).replace("（", "\n（") if shown else NONE,
    )


def _item_rows(plan: Plan, states: Mapping[str, ItemState]) -> Iterator["Row"]:
    from qbot.documents.paper import Band  # noqa: PLC0415 - python-docx is loaded when first needed

    group_before = ""
    for place, (group, item) in enumerate(_items(plan), 1):
        if group != group_before:
            yield Band(group)
        group_before = group
        state = states.get(item.id)
        evidence = state.evidence if state else 0
        lacking = words.NOT_TOLD if state is None else words.COMPLETE if evidence else words.NO_EVIDENCE
        yield (
            str(place),
            item.text,
            item.clause,
            state.words if state else NONE,
            words.files(evidence),
            lacking,
        )
