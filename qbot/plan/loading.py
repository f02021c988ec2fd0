"""Load a plan file, or say everything that is wrong with it.

A file is read entry by entry, so that one faulty entry hides neither the faults of the others nor those
between them; every fault carries its place and its line.
"""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qbot.errors import Fault, PlanFaults
from qbot.plan.checks import faults_between
from qbot.plan.models import Entry, Plan
from qbot.plan.parts import Parts
from qbot.plan.source import Source, Value, read_source

SHIPPED = Path(__file__).with_name("yongcheng-2018.yaml")

_E = TypeVar("_E", bound=Entry)

_PROBLEMS = {
    "missing": "缺少此项",
    "extra_forbidden": "没有这样的字段",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "太长，最多 {max_length} 个字符",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "literal_error": "应为 {expected} 之一",
    "date_type": "应为日期，如 2018-01-31",
    "value_error": "应为存在的日期，如 2018-01-31",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字太大",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表",
    "model_type": "应为一组字段（字段名: 内容）",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "应大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "decimal_max_places": "最多 {decimal_places} 位小数",
}


def load_plan(path: Path | None = None) -> Plan:
    """The plan in a file, the shipped one for None; PlanFaults with every fault found."""
    path = path or SHIPPED
    source = read_source(path)
    faults = list(source.faults)
    plan: Plan | None = None
    try:
        plan = Plan.model_validate(source.data)
    except ValidationError as error:
        faults += [_fault(details) for details in error.errors()]
    faults += faults_between(_Sections(source.data))
    if plan is None or faults:
        raise PlanFaults(str(path), [_with_line(fault, source) for fault in faults])
    return plan


class _Sections(Parts):
    """The entries of each section that are sound in themselves, and the ids of all of them."""

    def __init__(self, data: dict[str, Value]) -> None:
        self._data = data

    def of(self, section: str, kind: type[_E]) -> list[tuple[str, _E]]:
        sound = []
        for index, raw in enumerate(self._raw(section)):
            try:
                sound.append((f"{section}[{index}]", kind.model_validate(raw)))
            except ValidationError:  # its own faults are reported by the plan as a whole
                continue
        return sound

    def sole(self, section: str, kind: type[_E]) -> _E | None:
        try:
            return kind.model_validate(self._data[section]) if section in self._data else None
        except ValidationError:  # its own faults are reported by the plan as a whole
            return None

    def named(self, section: str, key: str = "id") -> set[str]:
        return {
            name
            for raw in self._raw(section)
            if isinstance(raw, dict) and isinstance(name := raw.get(key), str)
        }

    def texts(self, section: str) -> list[tuple[str, str]]:
        entry = self._data.get(section)
        if isinstance(entry, str):
            return [(section, entry)]
        return [
            (f"{section}[{index}]", raw)
            for index, raw in enumerate(self._raw(section))
            if isinstance(raw, str)
        ]

    def is_empty(self, section: str) -> bool:
        return self._data.get(section) == []

    def _raw(self, section: str) -> list[Value]:
        entries = self._data.get(section)
        return entries if isinstance(entries, list) else []


def _fault(details: ErrorDetails) -> Fault:
    place = ""
    for step in details["loc"]:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else str(step)
    words = _PROBLEMS.get(details["type"])
    problem = words.format(**details.get("ctx", {})) if words else f"不合要求（{details['msg']}）"
    return Fault(place or "文件", problem)


def _with_line(fault: Fault, source: Source) -> Fault:
    """Add the line of the place, or of what encloses it where the place itself is missing."""
    place = fault.place
    while place and place not in source.lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return Fault(fault.place, f"{fault.problem}（第 {source.lines[place]} 行）") if place else fault
