"""Names that leave out what was just said: 标杆企业2家、项目3个; 国家级试点1个，省级4个.

Two short names of a small family that begin or end alike differ in a rest; behind one of them the other's
rest is its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from qbot.plan.models import Plan
from qbot.reading.names import Name, Names
from qbot.reading.tokens import QUANTITY, Token

_SHARED = 2  # characters that two names must have in common
_LONGEST = 10
_LARGEST = 3  # members of a family; in a larger one a rest says too little
_JOINING = ("和", "与", "及", "以及", "、")
_BETWEEN = frozenset(("filler", "is", "to", "now", "done", "odd"))


class Ellipses:
    """For each indicator the rests by which its siblings may be called behind it."""

    def __init__(self, plan: Plan, names: Names) -> None:
        self._rests: dict[str, dict[str, Name]] = {}
        words = {
            i.id: [w.lower() for w in (i.short, *i.aliases) if len(w) <= _LONGEST and w[0] > "\u2e80"]
            for i in plan.indicators
        }
        for family in plan.families:
            if len(family.indicators) > _LARGEST:
                continue
            for one, other in permutations(family.indicators, 2):
                rests = self._rests.setdefault(one, {})
                for mine in words[one]:
                    for theirs in words[other]:
                        for rest in _rests(mine, theirs):
                            if rest not in names.words or names.words[rest][0] != "name":
                                rests.setdefault(rest, names.words[theirs][1])

        self._starts = {one: frozenset(rest[0] for rest in rests) for one, rests in self._rests.items()}

    def filled(self, tokens: list[Token]) -> list[Token]:
        """The tokens with every rest before a number turned into the name it stands for."""
        if not any(token.kind == "name" for token in tokens):
            return tokens
        rests: dict[str, Name] = {}
        starts: frozenset[str] = frozenset()
        result = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind == "name" and not token.data.family:
                rests = self._rests.get(token.data.indicators[0], {})
                starts = self._starts.get(token.data.indicators[0], frozenset())
            elif token.kind == "strong" and token.text != ";":
                rests = {}
            rest = _rest_at(tokens, at, rests) if rests and token.text[:1] in starts else None
            result.append(rest or token)
            at += 1 if rest is None or rest.end == token.end else 2
        return result


def _rest_at(tokens: Sequence[Token], at: int, rests: Mapping[str, Name]) -> Token | None:
    """The name that one token, or two written together, stand for."""
    for last in (at + 1, at):
        if last >= len(tokens) or (last > at and tokens[last].start != tokens[at].end):
            continue
        text = "".join(token.text for token in tokens[at : last + 1])
        if text in rests and (_is_joined(tokens, at) or _stands_before_number(tokens, last)):
            return Token("name", tokens[at].start, tokens[last].end, text, rests[text])
    return None


def _rests(mine: str, theirs: str) -> Iterator[str]:
    """What is left of the other word without what both begin or end with."""
    for a, b, cut in ((mine, theirs, 1), (mine[::-1], theirs[::-1], -1)):
        shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        rest = b[shared:][::cut]
        if shared >= _SHARED and len(rest) >= 2 and len(a) - shared >= 2:
            yield rest


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    """企业和项目: right behind the name, by a joining word."""
    return at > 1 and tokens[at - 1].text in _JOINING and tokens[at - 2].kind == "name"


def _stands_before_number(tokens: Sequence[Token], at: int) -> bool:
    for token in tokens[at + 1 :]:
        if token.kind in QUANTITY or (token.kind == "ask" and token.text.startswith(("几", "多少"))):
            return True
        if token.kind not in _BETWEEN and token.text not in (":", " "):
            return False
    return False
