"""What must hold between the entries of a plan file: references, order, targets and words.

Each check yields faults with their place and knows nothing of files; entries that are faulty in themselves
are left out of the checks, yet their ids count as known, so that one fault is not reported as ten.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from qbot.errors import Fault
from qbot.plan.models import (
    Area,
    Clause,
    DueRule,
    Entry,
    Hotline,
    Indicator,
    Phase,
    PublicityDay,
    Scoring,
    TaskGroup,
    Unit,
    cited,
)
from qbot.plan.parts import Parts
from qbot.plan.scoringcheck import scoring_faults
from qbot.plan.wordcheck import word_faults

_WITH_VALUE = {"at-least", "exactly"}
_WITH_REFERENCE = {"below-reference", "above-reference"}
_DIRECTION = {
    "at-least": "higher",
    "rising": "higher",
    "above-reference": "higher",
    "falling": "lower",
    "below-reference": "lower",
}
_KEYS: tuple[tuple[str, type[Entry], str], ...] = (
    ("areas", Area, "id"),
    ("indicators", Indicator, "id"),
    ("phases", Phase, "id"),
    ("groups", TaskGroup, "id"),
    ("units", Unit, "id"),
    ("hotlines", Hotline, "number"),
    ("due_rules", DueRule, "frequency"),
    ("clauses", Clause, "number"),
)
_NEVER_EMPTY = ("areas", "indicators", "phases", "units", "due_rules", "clauses")
_LARGEST = Decimal(10) ** 12


def faults_between(parts: Parts) -> Iterator[Fault]:
    """Every fault between entries, section by section."""
    yield from _empty_sections(parts)
    yield from _duplicates(parts)
    yield from _unknown_references(parts)
    yield from _unknown_clauses(parts)
    yield from _phase_faults(parts)
    yield from _indicator_faults(parts)
    yield from _rule_faults(parts)
    yield from _publicity_faults(parts)
    yield from scoring_faults(parts)
    yield from word_faults(parts)


def _empty_sections(parts: Parts) -> Iterator[Fault]:
    for section in _NEVER_EMPTY:
        if parts.is_empty(section):
            yield Fault(section, "至少要有一项")


def _duplicates(parts: Parts) -> Iterator[Fault]:
    for section, kind, key in _KEYS:
        entries = parts.of(section, kind)
        yield from _repeated((f"{place}.{key}", getattr(entry, key)) for place, entry in entries)
    yield from _repeated(
        (f"{place}.items[{index}].id", item.id)
        for place, group in parts.of("groups", TaskGroup)
        for index, item in enumerate(group.items)
    )


def _repeated(names: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for place, name in names:
        if name in first:
            yield Fault(place, f"{name} 与 {first[name]} 重复")
        first.setdefault(name, place)


def _unknown_references(parts: Parts) -> Iterator[Fault]:
    units, areas = parts.named("units"), parts.named("areas")
    for place, indicator in parts.of("indicators", Indicator):
        if indicator.lead_unit not in units:
            yield Fault(f"{place}.lead_unit", f"没有编号为 {indicator.lead_unit} 的单位")
        if indicator.area not in areas:
            yield Fault(f"{place}.area", f"没有编号为 {indicator.area} 的领域")
    for place, group in parts.of("groups", TaskGroup):
        if group.lead_unit not in units:
            yield Fault(f"{place}.lead_unit", f"没有编号为 {group.lead_unit} 的单位")


def _unknown_clauses(parts: Parts) -> Iterator[Fault]:
    known = parts.named("clauses", "number")
    for place, clause in _citations(parts):
        for number in cited(clause):
            if number not in known:
                yield Fault(place, f"方案中没有条款 {number}")


def _citations(parts: Parts) -> Iterator[tuple[str, str]]:
    for place, area in parts.of("areas", Area):
        yield f"{place}.clause", area.clause
    for place, indicator in parts.of("indicators", Indicator):
        yield f"{place}.clause", indicator.clause
        yield f"{place}.target.clause", indicator.target.clause
    for place, phase in parts.of("phases", Phase):
        yield f"{place}.clause", phase.clause
    for place, group in parts.of("groups", TaskGroup):
        yield f"{place}.clause", group.clause
        for index, item in enumerate(group.items):
            yield f"{place}.items[{index}].clause", item.clause
    for place, hotline in parts.of("hotlines", Hotline):
        yield f"{place}.clause", hotline.clause
    for place, day in parts.of("publicity", PublicityDay):
        yield f"{place}.clause", day.clause
    if scoring := parts.sole("scoring", Scoring):
        yield "scoring.clause", scoring.clause


def _phase_faults(parts: Parts) -> Iterator[Fault]:
    phases = parts.of("phases", Phase)
    for place, phase in phases:
        if phase.ends_on < phase.starts_on:
            yield Fault(f"{place}.ends_on", f"{phase.ends_on} 早于开始日期 {phase.starts_on}")
    for (_, earlier), (place, later) in pairwise(phases):
        if later.starts_on <= earlier.ends_on:
            yield Fault(f"{place}.starts_on", f"与阶段 {earlier.id} 重叠（该阶段到 {earlier.ends_on}）")
        elif later.starts_on - earlier.ends_on > timedelta(days=1):
            yield Fault(f"{place}.starts_on", f"与阶段 {earlier.id} 之间有空档（该阶段到 {earlier.ends_on}）")


def _indicator_faults(parts: Parts) -> Iterator[Fault]:
    for place, indicator in parts.of("indicators", Indicator):
        yield from _target_faults(f"{place}.target", indicator)
        for index, name in enumerate(indicator.proposed):
            if not _has_field(indicator, name):
                yield Fault(f"{place}.proposed[{index}]", f"指标没有字段 {name}")
    for place, group in parts.of("groups", TaskGroup):
        for index, name in enumerate(group.proposed):
            if not _has_field(group, name):
                yield Fault(f"{place}.proposed[{index}]", f"任务组没有字段 {name}")


def _target_faults(place: str, indicator: Indicator) -> Iterator[Fault]:
    target, value = indicator.target, indicator.target.value
    if target.kind in _WITH_VALUE and value is None:
        yield Fault(f"{place}.value", f"{target.kind} 类目标要有目标值")
    if target.kind not in _WITH_VALUE and value is not None:
        yield Fault(f"{place}.value", f"{target.kind} 类目标没有目标值")
    if value is not None:
        yield from _range_faults(f"{place}.value", indicator, value)
    if target.kind in _WITH_REFERENCE and not target.reference:
        yield Fault(f"{place}.reference", f"{target.kind} 类目标要写明参照对象")
    if target.better != _DIRECTION.get(target.kind, target.better):
        yield Fault(f"{place}.better", f"{target.kind} 类目标应为 {_DIRECTION[target.kind]}")


def _range_faults(place: str, indicator: Indicator, value: Decimal) -> Iterator[Fault]:
    highest = Decimal(100) if indicator.measure == "%" else _LARGEST
    if not 0 <= value <= highest:
        yield Fault(place, f"目标值应在 0 和 {highest} 之间")
    elif indicator.whole and value != value.to_integral_value():
        yield Fault(place, "该指标只取整数")


def _has_field(entry: Entry, path: str) -> bool:
    name, _, rest = path.partition(".")
    if name not in type(entry).model_fields:
        return False
    value = getattr(entry, name)
    return not rest or (isinstance(value, Entry) and _has_field(value, rest))


def _rule_faults(parts: Parts) -> Iterator[Fault]:
    for place, rule in parts.of("due_rules", DueRule):
        if rule.late < rule.due:
            yield Fault(f"{place}.late", f"可补报期限（{rule.late}）早于报送期限（{rule.due}）")
    known = parts.named("due_rules", "frequency")
    for place, indicator in parts.of("indicators", Indicator):
        if indicator.frequency not in known:
            yield Fault(f"{place}.frequency", f"due_rules 中没有 {indicator.frequency} 的报送期限")


def _publicity_faults(parts: Parts) -> Iterator[Fault]:
    leap_year = 2000
    for place, day in parts.of("publicity", PublicityDay):
        if day.day is not None and day.day > monthrange(leap_year, day.month)[1]:
            yield Fault(f"{place}.day", f"{day.month} 月没有 {day.day} 日")
