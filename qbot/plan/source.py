"""Read a plan file's YAML into plain text values, with the line of every place.

Everything stays text: pydantic reads dates and figures, so that none of YAML's own guesses (no = false,
3.10 = 3.1) gets in between. Anchors, deep nesting and large files are refused before anything is built.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml

from qbot.errors import Fault, PlanFaults

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_PARTS = 20_000  # values, lists and field names


class _Mark(Protocol):
    """A place in the text, counted from 0; libyaml's and PyYAML's marks are two classes."""

    line: int
    column: int


Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Source:
    """The file's content, the 1-based line of each place, and what is wrong with it as YAML."""

    data: dict[str, Value]
    lines: dict[str, int]
    faults: tuple[Fault, ...]


def read_source(path: Path) -> Source:
    """Read a plan file; PlanFaults when it cannot be read as one mapping of YAML."""
    text = _text(path)
    try:
        _refuse_tricks(path, text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise PlanFaults(str(path), [_syntax_fault(error)]) from error
    if root is None:
        raise PlanFaults(str(path), [Fault("文件", "是空的")])
    if not isinstance(root, yaml.MappingNode):
        raise PlanFaults(str(path), [Fault("文件", "最外层应为一组字段（字段名: 内容）")])
    builder = _Builder()
    data = builder.mapping(root, "")
    return Source(data=data, lines=builder.lines, faults=tuple(builder.faults))


def _text(path: Path) -> str:
    try:
        if not path.exists():
            raise PlanFaults(str(path), [Fault("文件", "不存在")])
        if not path.is_file():
            raise PlanFaults(str(path), [Fault("文件", "不是普通文件")])
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlanFaults(str(path), [Fault("文件", f"无法读取（{reason}）")]) from error
    if len(raw) > MAX_BYTES:
        raise PlanFaults(str(path), [Fault("文件", f"太大，最多 {MAX_BYTES} 字节")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanFaults(str(path), [Fault("文件", "不是 UTF-8 文本")]) from error
    if "\0" in text:
        raise PlanFaults(str(path), [Fault("文件", "不是文本文件")])
    return text


def _refuse_tricks(path: Path, text: str) -> None:
    """Walk the events, which costs no memory: the tree is built only from what is shallow and alias-free."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if count > MAX_PARTS:
            raise PlanFaults(str(path), [Fault(_mark(event.start_mark), f"内容太多，最多 {MAX_PARTS} 项")])
        if isinstance(event, yaml.AliasEvent):
            raise PlanFaults(str(path), [Fault(_mark(event.start_mark), "不支持 YAML 引用（*）")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise PlanFaults(str(path), [Fault(_mark(event.start_mark), "嵌套太深")])


def _mark(mark: _Mark | None) -> str:
    return f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "文件"


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "无法解析"
    return Fault(_mark(mark), f"YAML 语法有误（{' '.join(str(reason).split())}）")


@dataclass(slots=True)
class _Builder:
    """Turns nodes into plain values; recursion is bounded by MAX_DEPTH."""

    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def mapping(self, node: yaml.MappingNode, place: str) -> dict[str, Value]:
        data: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Fault(_mark(key_node.start_mark), "字段名应为文字"))
                continue
            key = key_node.value
            here = f"{place}.{key}" if place else key
            if key in data:
                self.faults.append(Fault(here, f"重复的字段（第 {key_node.start_mark.line + 1} 行）"))
                continue
            self.lines[here] = key_node.start_mark.line + 1
            data[key] = self.value(value_node, here)
        return data

    def value(self, node: yaml.Node, place: str) -> Value:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return list(self._entries(node, place))
        return str(node.value)

    def _entries(self, node: yaml.SequenceNode, place: str) -> Iterator[Value]:
        for index, entry in enumerate(node.value):
            here = f"{place}[{index}]"
            self.lines[here] = entry.start_mark.line + 1
            yield self.value(entry, here)
