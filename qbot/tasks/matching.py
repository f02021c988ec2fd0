"""Which of the plan's items a note of progress is about, by its words alone.

Rare words weigh more than those that many items share, what people call an item weighs more than what the
document says of it, and the groups that the sender's own unit leads come first. When two items are as likely
as each other, nothing is chosen: the sender is asked.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qbot.plan.models import Item, Plan, TaskGroup

MOST_LIKELY = 4
_RUN = 4  # so many characters of the document's own words name an item as well
_READ = 200  # characters of a message; what a note is about stands at its beginning
_OWN = 1.35  # how much more likely a group is that the sender's unit leads
_NAMED = 1.5  # how much more a word counts that people use for the item
_QUOTED = 0.5  # and the document's own words
_SURE, _POSSIBLE = 7, 3.5  # scores that make an item certain, or worth asking about
_AHEAD = 1.5  # how far the best must be ahead of the next
_WORTH_ASKING = 0.45  # of the best score
_EVERYBODY = "各乡镇"  # how the document begins what every unit must do
_OTHER = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Ids of items: `certain` is one or None, `likely` are at most four, the best first."""

    certain: str | None
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    pairs: frozenset[str]
    words: tuple[str, ...]
    runs: tuple[str, ...]


class Tasks:
    """The plan's items by their words; built once from the plan."""

    def __init__(self, plan: Plan) -> None:
        self.item: Mapping[str, Item] = {item.id: item for group in plan.groups for item in group.items}
        self.group_of: Mapping[str, TaskGroup] = {
            item.id: group for group in plan.groups for item in group.items
        }
        self._entries = [_entry(item) for item in self.item.values()]
        shared = Counter(pair for entry in self._entries for pair in entry.pairs)
        self._weight = {pair: math.log((len(self._entries) + 1) / count) for pair, count in shared.items()}

    def match(self, text: str, *, units: Collection[str] = ()) -> Match:
        """The items a text may be about; `units` are the sender's. Nothing is certain that is not named."""
        said = _plain(text[:_READ])
        pairs = _pairs(said)
        scored = sorted((self._scored(each, said, pairs, units) for each in self._entries), reverse=True)
        (best, is_named, id_), (next_best, _, _) = scored[0], scored[1]
        if best < _POSSIBLE:
            return Match(None)
        enough = max(_POSSIBLE, _WORTH_ASKING * best)
        likely = tuple(other for score, _, other in scored[:MOST_LIKELY] if score >= enough)
        is_certain = is_named and best >= _SURE and best >= _AHEAD * next_best
        return Match(id_ if is_certain else None, likely)

    def owned(self, item: str, unit: str) -> bool:
        """Whether an item is this unit's to tell about: its group's lead, or everybody's (方案 五(二))."""
        known = self.item.get(item)
        if known is None:
            return False
        return self.group_of[item].lead_unit == unit or known.text.startswith(_EVERYBODY)

    def _scored(
        self, entry: _Entry, said: str, pairs: set[str], units: Collection[str]
    ) -> tuple[float, bool, str]:
        id_ = entry.item.id
        words = [word for word in entry.words if word in said]
        runs = [run for run in entry.runs if run in said]
        score = sum(self._weight[pair] for pair in entry.pairs & pairs)
        score += _NAMED * sum(self._weight[pair] for word in words for pair in _pairs(word))
        score += _QUOTED * sum(self._weight[pair] for pair in {p for run in runs for p in _pairs(run)})
        own = any(self.owned(id_, unit) for unit in units)
        return score * (_OWN if own else 1.0), bool(words or runs), id_


def _entry(item: Item) -> _Entry:
    words = tuple(dict.fromkeys(_plain(word) for word in item.words))
    text = _plain(item.text)
    pairs = frozenset(_pairs(text).union(*map(_pairs, words)))
    runs = tuple(text[i : i + _RUN] for i in range(len(text) - _RUN + 1))
    return _Entry(item, pairs, words, runs)


def _plain(text: str) -> str:
    """Letters, digits and Han characters alone."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).lower())


def _pairs(text: str) -> set[str]:
    """Every two characters that stand beside each other."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
