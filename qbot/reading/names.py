"""What things are called: one trie over the plan's names and the language's steering words, longest
match first.
"""

from dataclasses import dataclass
from typing import Any

from qbot.plan.models import Plan
from qbot.reading.lexicon import words


@dataclass(frozen=True, slots=True)
class Name:
    """Which indicators a word may mean; `family` says that it is no name of its own, `adverse` that its ratio
    counts what went wrong.
    """

    indicators: tuple[str, ...]
    family: bool
    word: str
    together: bool = False
    adverse: bool = False
    excluded: tuple[str, ...] = ()
    kin: str = ""  # all words the plan has for these indicators, in one text


class Names:
    """Immutable tables built once from a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.words: dict[str, tuple[str, Any]] = {}
        for word, kind in words().items():
            self.words[word] = (kind, None)
        self._add_plan(plan)
        self._root = _trie(self.words)
        self.starts = frozenset(self._root)

    def _add_plan(self, plan: Plan) -> None:
        self._add("elsewhere", "", plan.elsewhere, shortest=2)
        self._add("head", "", tuple(_title_words(plan)))
        self._add("filler", "", (plan.city, plan.city.rstrip("市县区")), shortest=2)
        for unit in plan.units:
            self._add(
                "unit", unit.id, (unit.name, *unit.aliases), shortest=2 if unit.kind == "township" else 3
            )
        for phase in plan.phases:
            self._add("phase", phase.id, (phase.name, *phase.aliases))
        for item in (item for group in plan.groups for item in group.items):
            self._add("task", item.id, item.words)
        kin = {i.id: "|".join(map(_key, (i.name, i.short, *i.aliases))) for i in plan.indicators}
        for family in plan.families:
            for word in family.words:
                kind = self.words.get(_key(word), ("name", None))[0]
                name = Name(
                    family.indicators,
                    family=True,
                    word=word,
                    together=family.together,
                    kin="|".join((*map(_key, family.words), *(kin[each] for each in family.indicators))),
                )
                self.words[_key(word)] = (kind if kind in ("pass", "total") else "name", name)
        for indicator in plan.indicators:
            for word in (indicator.name, indicator.short, *indicator.aliases):
                name = Name(
                    (indicator.id,),
                    family=False,
                    word=word,
                    adverse=indicator.adverse,
                    excluded=indicator.excluded_by,
                    kin=kin[indicator.id],
                )
                self.words[_key(word)] = ("name", name)

    def _add(self, kind: str, data: str, words: tuple[str, ...], shortest: int = 3) -> None:
        for word in words:
            if len(word) >= shortest:
                self.words[_key(word)] = (kind, data)

    def match(self, text: str, at: int) -> tuple[str, Any, int] | None:
        """Class, data and end of the longest known word that begins at `at`.

        A line break or a blank may stand inside a name.
        """
        node = self._root.get(text[at])
        if node is None:
            return None
        found, end = node.get(""), at + 1
        i, size = at + 1, len(text)
        while i < size:
            ch = text[i]
            child = node.get(ch)
            if child is None and ch in " \n" and "" not in node and i + 1 < size:
                i += 1
                child = node.get(text[i])
            if child is None:
                break
            node = child
            i += 1
            if "" in node:
                found, end = node[""], i
        if found is None or (text[at].isascii() and text[at].isalnum() and not _whole_word(text, at, end)):
            return None
        return found[0], found[1], end


def _title_words(plan: Plan) -> list[str]:
    """What the plan is called, with and without its first words: 质量强市示范城市."""
    title = plan.title.removeprefix(plan.city).removesuffix("实施方案")
    return [title[start:] for start in range(max(1, len(title) - 3))] if title else []


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
