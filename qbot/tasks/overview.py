"""How the plan's items stand: the last word on each, and what nobody has spoken of for long."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qbot.plan.models import Item, TaskGroup
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress, State

STALE_AFTER = timedelta(days=92)  # a quarter: townships tell of their own plan once in each


@dataclass(frozen=True, slots=True)
class Line:
    """An item with the last word on it; `told_by` counts the units that have spoken of it."""

    item: Item
    note: Progress | None
    told_by: int
    is_stale: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with how many of its items stand how; `stale` counts those of which nothing is known or
    nothing for long."""

    group: TaskGroup
    states: Mapping[State, int]
    untold: int
    stale: int


def lines(tasks: Tasks, items: Iterable[str], notes: Sequence[Progress], *, at: datetime) -> Sequence[Line]:
    """What was never told of first, then the longest silent; what is done comes last."""
    by_item: dict[str, list[Progress]] = {}
    for note in notes:
        by_item.setdefault(note.item, []).append(note)
    told = [_line(tasks, id_, by_item.get(id_, []), at) for id_ in items]
    return sorted(told, key=_urgency)


def group_lines(tasks: Tasks, notes: Sequence[Progress], *, at: datetime) -> Sequence[GroupLine]:
    """Every group, the one with the most silent items first."""
    groups = {group.id: group for group in tasks.group_of.values()}
    found = [
        _group_line(group, lines(tasks, [item.id for item in group.items], notes, at=at))
        for group in groups.values()
    ]
    return sorted(found, key=lambda each: -each.stale)


def owned_items(tasks: Tasks, units: Sequence[str], notes: Sequence[Progress]) -> Sequence[str]:
    """The items of some units: those they lead, those of everybody, and those they have told of."""
    told = {note.item for note in notes if note.unit in units}
    return [id_ for id_ in tasks.item if id_ in told or any(tasks.owned(id_, unit) for unit in units)]


def _line(tasks: Tasks, item: str, notes: Sequence[Progress], at: datetime) -> Line:
    lead = tasks.group_of[item].lead_unit
    of_lead = [note for note in notes if note.unit == lead]
    note = of_lead[-1] if of_lead else notes[-1] if notes else None
    stale = note is None or (note.state != "done" and note.told_at < at - STALE_AFTER)
    return Line(tasks.item[item], note, len({each.unit for each in notes}), stale)


def _urgency(line: Line) -> tuple[bool, bool, float]:
    note = line.note
    if note is None:
        return (False, False, 0.0)
    return (note.state == "done", True, note.told_at.timestamp())


def _group_line(group: TaskGroup, of_group: Sequence[Line]) -> GroupLine:
    states = Counter(line.note.state for line in of_group if line.note)
    return GroupLine(
        group,
        states,
        untold=sum(line.note is None for line in of_group),
        stale=sum(line.is_stale for line in of_group),
    )
