"""What things are called: one trie over the plan's names and the language's steering words, longest
match first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qbot.plan.models import Plan
from qbot.reading.lexicon import words

if TYPE_CHECKING:
    from qbot.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Name:
    """Which indicators a word may mean; `family` says that it is no name of its own."""

    indicators: tuple[str, ...]
    family: bool
    word: str
    together: bool = False
    excluded: tuple[str, ...] = ()


class Names:
    """Immutable tables built once from a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.words: dict[str, tuple[str, Any]] = {}
        for word, kind in words().items():
            self.words[word] = (kind, None)
        self._add_plan(plan)
        self._root = _trie(self.words)

    def _add_plan(self, plan: Plan) -> None:
        for unit in plan.units:
            for word in (unit.name, *unit.aliases):
                if len(word) > 2 or unit.kind == "township":
                    self.words[_key(word)] = ("unit", unit.id)
        for phase in plan.phases:
            for word in (phase.name, *phase.aliases):
                if len(word) > 2:
                    self.words[_key(word)] = ("phase", phase.id)
        for item in (item for group in plan.groups for item in group.items):
            for word in item.words:
                if len(word) > 2:
                    self.words[_key(word)] = ("task", item.id)
        for family in plan.families:
            for word in family.words:
                name = Name(family.indicators, family=True, word=word, together=family.together)
                kind = self.words.get(_key(word), ("name", None))[0]
                self.words[_key(word)] = (kind if kind in ("pass", "total") else "name", name)
        for indicator in plan.indicators:
            for word in (indicator.name, indicator.short, *indicator.aliases):
                self.words[_key(word)] = (
                    "name",
                    Name((indicator.id,), family=False, word=word, excluded=indicator.excluded_by),
                )

    def match(self, text: str, at: int) -> Token | None:
        """The longest known word that begins at `at`; a line break or a blank may stand inside a name."""
        from qbot.reading.tokens import Token  # noqa: PLC0415

        node = self._root.get(text[at])
        if node is None:
            return None
        found, end, i, size = None, at, at + 1, len(text)
        value = node.get("")
        if value is not None:
            found, end = value, i
        while i < size:
            ch = text[i]
            child = node.get(ch)
            if child is None:
                if ch in " \n" and node.get("") is None and i + 1 < size and (child := node.get(text[i + 1])):
                    i += 1
                else:
                    break
            node = child
            i += 1
            value = node.get("")
            if value is not None:
                found, end = value, i
        if found is None:
            return None
        if text[at].isascii() and text[at].isalnum() and not _whole_word(text, at, end):
            return None
        return Token(found[0], at, end, text[at:end], found[1])


def _key(word: str) -> str:
    return word.lower()


def _whole_word(text: str, at: int, end: int) -> bool:
    """A Latin word must not be part of a longer one."""
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    last = text[end - 1]
    return not (before.isascii() and before.isalpha() and text[at].isalpha()) and not (
        last.isascii() and last.isalpha() and after.isascii() and after.isalpha()
    )


def _trie(table: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for word, value in table.items():
        node = root
        for ch in word:
            node = node.setdefault(ch, {})
        node[""] = value
    return root
