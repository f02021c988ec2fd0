"""Search over the plan's clauses: bears slips of the keyboard, and words that people use for what is meant.

An inverted index over pairs of characters finds passages that share what is rare in the plan; where the
characters lead nowhere, the same is done with how they sound. Measures of the plan bring the words that
people use for them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from qbot.plan.models import Clause, Plan, cited
from qbot.sounds import sound

ENOUGH = 0.4  # of what a question says, weighed by how rare it is
SURE = 0.75
HEARD = 0.9  # what only sounds alike counts a little less
HEARD_ENOUGH = 0.6  # and proves less

_SENTENCE = re.compile(r"[^。;；]+[。;；]?")
_ASKING = re.compile(
    r"(?:哪个|哪家|什么)(?:单位|部门|局)|实施方案|方案|永政|文件|文中|里面?|当?中(?:关于|的)?|关于|对于?|怎么|怎样|如何|要求|规定|写着?|提到|"
    r"讲|说|的|是|了|吗|呢|啥|什么|哪里?|哪些|哪个|有没有|请问?|摘录|表述|原文|条款|内容|(?:查|看|问)一下|查查|看看|我想?问?|"
    r"多少|几|从|出|有|[和与及、,，。?？!！:：“”\"'《》()\s]"
)
_PART = re.compile(r"第?(?P<part>[一二三四五]|[1-5])(?:大?部分|章|、|[((])")
_POINT = re.compile(
    r"第?(?P<part>[一二三四五]|[1-5])(?:大?部分|章|、)?[^第((]{0,3}"
    r"(?:第|[((])(?P<section>十?[一二三四五六七八九十]|1?\d)(?:条|项|节|款|[))])"
    r"(?:的?第?(?P<point>[一二三四五六]|[1-6])(?:点|条|款|项|小点|$|[^\d%]))?"
)
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a clause, or a measure with the words that people use for it."""

    clause: str
    text: str
    is_quote: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A clause that speaks of what was asked; `sentence` is the one that does, `share` how much of the
    question it covers, 0 to 1."""

    clause: Clause
    sentence: str
    share: float


class PlanSearch:
    """Immutable tables built once from a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._passages = tuple(_passages(plan))
        self._written = _Index(self._passages, _pairs)
        self._spoken: _Index | None = None

    def find(self, question: str, *, limit: int = 4) -> list[Found]:
        """The clauses that speak of what a question names, the best first; none when nothing does."""
        named = clause_named(self._plan, question)
        if named is not None:
            return [Found(named, "", 1.0)]
        topics = _topics(question)
        found = self._best(self._written.shares(topics), 1.0, ENOUGH)
        if not found or found[0].share < SURE:
            found = sorted([*found, *self._heard(topics)], key=lambda each: -each.share)
        by_clause: dict[str, Found] = {}
        for each in found:
            by_clause.setdefault(each.clause.number, each)
        return list(by_clause.values())[:limit]

    def _heard(self, topics: Sequence[str]) -> list[Found]:
        if self._spoken is None:
            self._spoken = _Index(self._passages, _sounding_pairs)
        return self._best(self._spoken.shares(topics), HEARD, HEARD_ENOUGH)

    def _best(self, shares: Iterable[tuple[int, float]], weight: float, least: float) -> list[Found]:
        """The passages that cover enough, quotes before measures where they cover as much."""
        enough = [(share * weight, self._passages[at]) for at, share in shares if share * weight >= least]
        ordered = sorted(enough, key=lambda each: (-round(each[0], 3), not each[1].is_quote))
        return [
            Found(self._plan.clause[passage.clause], passage.text if passage.is_quote else "", share)
            for share, passage in ordered
        ]


class _Index:
    """Which passages hold which pairs, and how rare each pair is."""

    def __init__(self, passages: Sequence[Passage], pairs: Callable[[str], Iterable[str]]) -> None:
        self._pairs = pairs
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        self._size = len(passages)
        for at, passage in enumerate(passages):
            for pair in pairs(passage.text):
                self._holders[pair].add(at)

    def shares(self, topics: Sequence[str]) -> Iterator[tuple[int, float]]:
        """For each passage that shares anything with the topics, how much of their weight it holds."""
        wanted = {pair for topic in topics for pair in self._pairs(topic)}
        weight = {pair: self._rarity(pair) for pair in wanted}
        total = sum(weight.values())
        held: defaultdict[int, float] = defaultdict(float)
        for pair in wanted:
            for at in self._holders.get(pair, ()):
                held[at] += weight[pair]
        return ((at, amount / total) for at, amount in held.items())

    def _rarity(self, pair: str) -> float:
        return log(1 + self._size / (1 + len(self._holders.get(pair, ()))))


@lru_cache(maxsize=4)
def search_of(plan: Plan) -> PlanSearch:
    """The search over a plan, built for the first question."""
    return PlanSearch(plan)


def clause_named(plan: Plan, text: str) -> Clause | None:
    """The clause that a text names by number: 第三部分第四条, 三(四), 二(一)2."""
    text = unicodedata.normalize("NFKC", text)
    if match := _POINT.search(text):
        section = f"{_chinese(match['part'])}({_chinese(match['section'])})"
        point = f"{section}{_number(match['point'])}" if match["point"] else section
        found = plan.clause.get(point) or plan.clause.get(section)
        if found is not None:
            return found
    if match := _PART.search(text):
        return plan.clause.get(_chinese(match["part"])) if "部分" in text else None
    return plan.clause.get(text.strip())


def _chinese(text: str) -> str:
    if not text.isdigit():
        return text
    number = int(text)
    return _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"


def _number(text: str) -> str:
    return text if text.isdigit() else str(_DIGITS.index(text))


def _passages(plan: Plan) -> Iterator[Passage]:
    for clause in plan.clauses:
        yield Passage(clause.number, clause.title, is_quote=False)
        for sentence in _SENTENCE.findall(clause.text):
            yield Passage(clause.number, sentence, is_quote=True)
    for group in plan.groups:
        for item in group.items:
            for clause_number in cited(item.clause):
                if clause_number in plan.clause:
                    yield Passage(clause_number, "。".join((item.text, *item.words)), is_quote=False)


def _topics(question: str) -> list[str]:
    """What a question is about, without the words that merely ask."""
    plain = unicodedata.normalize("NFKC", question).lower()
    return [part for part in _ASKING.sub(" ", plain).split() if len(part) > 1]


def _pairs(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).lower()
    return (one + other for one, other in pairwise(plain) if one.isalnum() and other.isalnum())


def _sounding_pairs(text: str) -> Iterator[str]:
    plain = [each for each in unicodedata.normalize("NFKC", text).lower() if each.isalnum()]
    return (f"{sound(one) or one} {sound(other) or other}" for one, other in pairwise(plain))
