"""Which indicators a clause names: names side by side, families that narrow, words that change a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qbot.reading.tokens import QUANTITY, Token

_MEASURE_ENDINGS = (
    "率", "数", "比例", "比率", "指数", "量", "事故", "抽检", "抽查", "验收", "试点",
    "rate", "coverage", "执行率", "测评", "天数",
)  # fmt: skip
_ENDINGS_OF_MEASURES = ("率", "度", "比例", "比重", "占比")
_OWN_MEASURES = frozenset(("name", "pass", "head", "weak"))
_LINKING = frozenset("的是为了在把将说和与及或上下")
_BATCH = re.compile(r"第.+[批期轮次]$")
_JOINING = ("安全", "质量", "的", "工程", "项目", "管理")
_PLACE_ENDINGS = "镇乡局所办科站队报了把是将说给让"
_NAMING = frozenset(("name", "pass", "total"))
_STRANGE = frozenset(("odd", "ruin", "task"))
_HAN = "\u2e80"


@dataclass(frozen=True, slots=True)
class Mention:
    """Names without a number between them: `first` and `last` are token places in the clause.

    `names` holds a candidate set for each name said; `said` the tokens that said them.
    """

    first: int
    last: int
    names: list[tuple[str, ...]]
    said: list[Token]

    @property
    def is_specific(self) -> bool:
        return all(len(names) == 1 for names in self.names) and not self.is_family

    @property
    def is_family(self) -> bool:
        return bool(self.said[0].data.family)

    def moved(self, by: int) -> "Mention":
        """The same mention in a clause with tokens put before it."""
        return Mention(self.first + by, self.last + by, self.names, self.said)


def mentions_in(clause: Sequence[Token], *, judged: bool = False) -> list[Mention]:
    """The mentions of a clause, in order; `judged`: what follows says how many passed or failed."""
    places = [i for i, t in enumerate(clause) if t.kind in _NAMING and t.data is not None]
    if not places:
        return []
    groups: list[list[int]] = []
    for i in _unchanged(clause, places):
        if groups and not any(t.kind in QUANTITY for t in clause[groups[-1][-1] : i]):
            if _is_announced(clause, groups[-1], i):
                groups[-1].clear()
            groups[-1].append(i)
        else:
            groups.append([i])
    found = []
    for group in groups:
        names, said = _merged([clause[i] for i in group])
        at = [i for i in group if clause[i] in said]
        found.append(Mention(at[0], at[-1], names, said))
    return _without_echoes(found, judged=judged or any(t.kind == "fail" for t in clause))


def _is_announced(clause: Sequence[Token], group: Sequence[int], at: int) -> bool:
    """农产品和食品报串了：农产品应为97.5%: what is said before the colon is said again by itself."""
    name = clause[at].data
    again = not name.family and any(clause[i].data.indicators == name.indicators for i in group)
    return len(group) > 1 and again and any(t.text == ":" for t in clause[group[-1] : at])


def is_about_something_else(clause: Sequence[Token], kin: str = "", *, leniently: bool = False) -> bool:
    """Whether the numbers of a clause belong to words that nobody explains.

    `kin` holds all words of the indicator in question: what stands in them is its own; `leniently` lets a
    clause with such a word have a few others.
    """
    if not any(t.kind in QUANTITY for t in clause):
        return False
    if any(t.kind == "name" for t in clause):
        return True
    told = _outside_brackets(_up_to_its_end(clause))
    strange = sum(len(t.text) for n, t in enumerate(told) if t.kind in _STRANGE and not _is_own(told, n, kin))
    is_own = leniently and any(
        len(t.text) > 1 and t.text in kin for t in clause if t.kind in ("odd", "ruin", "filler")
    )
    return strange >= (4 if is_own else 2)


def _is_own(clause: Sequence[Token], at: int, kin: str) -> bool:
    """Whether a word stands in the indicator's own ones; 农药抽检25批次 is not of 农产品, 农药残留 is."""
    word = clause[at]
    if word.kind == "ruin" and at + 1 < len(clause) and clause[at + 1].kind == "total":
        return word.text + clause[at + 1].text in kin
    return word.text in kin


def _outside_brackets(clause: Sequence[Token]) -> Sequence[Token]:
    """A clause without what it adds in brackets behind a number: 63个(另1个正在返工)."""
    at = next((i for i, t in enumerate(clause) if t.text == "("), len(clause))
    return clause[:at] if any(t.kind in QUANTITY for t in clause[:at]) else clause


def _up_to_its_end(clause: Sequence[Token]) -> Sequence[Token]:
    """A clause without what is set apart behind its last number: a signature, a sticker."""
    last = max(i for i, t in enumerate(clause) if t.kind in QUANTITY)
    end = next((i for i in range(last + 1, len(clause)) if clause[i].kind in ("weak", "noise")), len(clause))
    return clause[:end]


def _merged(tokens: list[Token]) -> tuple[list[tuple[str, ...]], list[Token]]:
    """The candidate sets of a group: specific names each stand alone, families narrow each other."""
    specific = [t for t in tokens if not t.data.family]
    if specific:
        own = {indicator for token in specific for indicator in token.data.indicators}
        said = [
            t for t in tokens if not t.data.family or (t.data.together and not own & set(t.data.indicators))
        ]
        each: dict[tuple[str, ...], Token] = {
            (indicator,): token for token in reversed(said) for indicator in token.data.indicators
        }
        names: list[tuple[str, ...]] = list(dict.fromkeys((i,) for t in said for i in t.data.indicators))
        return names, list({id(each[name]): each[name] for name in names}.values())
    families = [t for t in tokens if t.kind == "name"] or [t for t in tokens if t.kind == "pass"] or tokens
    candidates = families[0].data.indicators
    for token in tokens:
        candidates = tuple(i for i in candidates if i in token.data.indicators) or candidates
    return [candidates], families


def _without_echoes(groups: list[Mention], *, judged: bool) -> list[Mention]:
    """Drop family words that only describe a number of a specific name of the clause
    (药品抽检120批次合格118批次).
    """
    specific = [group for group in groups if group.is_specific]
    if not specific:
        return _one_family(groups, judged=judged)
    return [
        group
        for group in groups
        if group in specific
        or (
            group.said[0].kind == "name"
            and not any(set(group.names[0]) & set(other.names[0]) for other in specific)
        )
    ]


def _one_family(groups: list[Mention], *, judged: bool) -> list[Mention]:
    """Family words alone are one mention, unless several of them are names.

    A word that only counts names nothing unless the clause says what passed or failed: 抽检不合格1批次.
    """
    if not groups:
        return []
    whole = [group for group in groups if any(t.kind == "name" for t in group.said)]
    if not whole and not judged and not any(t.kind == "pass" for group in groups for t in group.said):
        return []
    if len(whole) > 1:
        return whole
    names, said = _merged([t for group in groups for t in group.said])
    return [Mention(groups[0].first, groups[-1].last, names, said)]


def _unchanged(clause: Sequence[Token], places: Sequence[int]) -> list[int]:
    """The names that mean what they say; a changed one takes the family words behind it along."""
    valid: list[int] = []
    lost = False
    last = -1
    for i in places:
        token = clause[i]
        if lost and _is_written_on(clause, i):
            continue
        if not token.data.family or any(t.kind in ("period", "unit") for t in clause[last + 1 : i]):
            lost = False
        if lost and token.data.family:
            continue
        specific = any(not clause[j].data.family for j in valid)
        is_changed = token.kind == "name" and (
            (_is_changed_behind(clause, i) and not _is_due(clause, i)) or _is_changed_before(clause, i)
        )
        if is_changed or (token.data.family and not specific and _is_of_others(clause, i)):
            lost = True
            continue
        last = i
        valid.append(i)
    return valid


def _is_due(clause: Sequence[Token], at: int) -> bool:
    """应取得3C认证证书的企业39家: what is due is told of those who owe it."""
    return at > 0 and clause[at - 1].kind == "due"


def _is_written_on(clause: Sequence[Token], at: int) -> bool:
    """龙头企业标杆对比项目, 龙头企业标杆对比的骨干企业: the name goes on what was said before."""
    before = at - 2 if clause[at - 1].text == "的" else at - 1
    unbroken = all(one.end == other.start for one, other in pairwise(clause[max(before, 0) : at + 1]))
    return before >= 0 and unbroken and clause[before].kind == "name"


def _is_of_others(clause: Sequence[Token], at: int) -> bool:
    """Whether something unexplained stands before a family word without a break: 学生体检合格率; not
    企业的持证覆盖率, as the family is called so itself.
    """
    odd, own = 0, clause[at].data.word
    for token in reversed(clause[:at]):
        if token.kind in ("weak", "strong", "number", "fraction", "period", "unit"):
            break
        if token.kind in _STRANGE and token.text + own not in clause[at].data.kin:
            odd += sum(ch > _HAN for ch in token.text)
    return odd >= 2


def _is_changed_behind(clause: Sequence[Token], at: int) -> bool:
    """A word behind a short name that makes another thing of it: 旅客满意度, 食品标签, 食品抽检公开率."""
    own = clause[at].data
    closed = clause[at].text.endswith(_MEASURE_ENDINGS)
    near = True
    for i, token in enumerate(clause[at + 1 :], at + 1):
        if token.kind in ("name", "pass", "total") and token.data is not None:
            follows = token.kind == "name" and token.data.family and clause[i - 1].end == token.start
            alien = not set(own.indicators) & set(token.data.indicators)
            return follows and alien and not token.data.together
        if token.kind in QUANTITY or token.kind == "due" or (token.kind == "weak" and token.text.strip()):
            return False
        if token.kind in ("ruin", "task"):
            return near or not closed
        if _is_other_measure(clause, i):
            return True
        if token.kind == "odd" and token.text[0] > _HAN and near and not closed:
            return True
        near = near and (token.text in _JOINING or token.kind == "total")
    return False


def _is_other_measure(clause: Sequence[Token], at: int) -> bool:
    """Whether a rate of something unknown is named: 处置率, 信息公开率."""
    token = clause[at]
    if token.kind == "odd":
        return len(token.text) > 2 and token.text.endswith(_ENDINGS_OF_MEASURES)
    before = clause[at - 1]
    return (
        token.text in _ENDINGS_OF_MEASURES and before.end == token.start and before.kind not in _OWN_MEASURES
    )


def _is_changed_before(clause: Sequence[Token], at: int) -> bool:
    """A word right before a name that makes another thing of it: 水产品, 学生食品."""
    token = clause[at]
    before = clause[at - 1] if at else None
    if before is None or before.end != token.start:
        return False
    if token.data.excluded and before.text.endswith(token.data.excluded):
        return True
    if before.kind in ("ruin", "task") or (before.kind == "noise" and _BATCH.match(before.text)):
        return True
    if before.kind == "number" and before.measure == "期":
        return True
    is_of_things = before.kind == "fail" and not before.text.endswith("率")
    if is_of_things and any(t.kind == "number" and t.data.form != "plain" for t in clause[at:]):
        return True
    return _ends_strangely(clause, at - 1)


def _ends_strangely(clause: Sequence[Token], at: int) -> bool:
    """Whether an unexplained word ends here, even one whose last character is known: 首批, 夜市, 民办."""
    token = clause[at]
    if token.kind == "odd":
        return token.text[-1] > _HAN and token.text[-1] not in _PLACE_ENDINGS
    known = token.kind in ("filler", "total") and len(token.text) == 1
    if not known or token.text in _LINKING or token.text in _PLACE_ENDINGS or not at:
        return False
    before = clause[at - 1]
    return before.end == token.start and before.kind in ("odd", "ruin") and before.text[-1] > _HAN
