"""What each number beside a name is: the value, a target, an earlier figure, a difference, a count.

A cue beside it decides; what only the whole row of numbers shows is put right afterwards.
"""

from collections.abc import Sequence
from itertools import pairwise

from qbot.reading.cues import COUNTS, Cue, before, behind, precedes_number
from qbot.reading.tokens import QUANTITY, Token, countable, is_stop

_STRONG = frozenset(("target", "vague", "old", "earlier"))
_AMOUNTS = frozenset(("分", "吨", "t", "万吨"))


def assign(tokens: Sequence[Token]) -> None:
    """Give every number its role and the word that decided it."""
    places = [i for i, token in enumerate(tokens) if token.kind in QUANTITY]
    consumed: set[int] = set()
    for i in places:
        cue = _cue(tokens, i, consumed)
        tokens[i].role = cue.role
        tokens[i].cue = tokens[cue.place].text if cue.place >= 0 else ""
    for correct in (_aimed, _parted, _taken_back, _denied, _replaced):
        correct(tokens, places)


def _cue(tokens: Sequence[Token], at: int, consumed: set[int]) -> Cue:
    number = tokens[at]
    measured = number.kind == "number" and number.measure
    if measured and not countable(number.measure) and number.measure not in _AMOUNTS:
        return Cue("noise")
    left, right = before(tokens, at, consumed), behind(tokens, at)
    if right.role in _STRONG:
        return right
    if left.role and left.role != "fixed":
        return left
    if right.role in COUNTS and right.place not in consumed and _is_its_own(tokens, right.place):
        consumed.add(right.place)
        return right
    return left if left.role else Cue("value")


def _is_its_own(tokens: Sequence[Token], place: int) -> bool:
    """Whether a count's word belongs to the number before it, not to the one behind."""
    return not precedes_number(tokens, place) or _is_postfix(tokens, place)


def _is_postfix(tokens: Sequence[Token], place: int) -> bool:
    """Whether the last number of the clause has its word behind it: 58批次合格2批次不合格."""
    postfix = False
    for token in tokens[place + 1 :]:
        if is_stop(token) or token.kind == "name":
            break
        if token.kind in QUANTITY:
            postfix = False
        elif token.kind in COUNTS:
            postfix = True
    return postfix


def _aimed(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """目标从95%调到96%: what a target is changed to is a target."""
    for earlier, later in pairwise(places):
        between = tokens[earlier + 1 : later]
        reached = any(t.kind == "to" for t in between) and not any(is_stop(t) for t in between)
        if reached and tokens[earlier].role == "target" and tokens[later].role == "value":
            tokens[later].role = "target"


def _parted(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """新开工26个，纳入受监26个: of two bare counts the second is a part of the first, if a word says so."""
    bare = [i for i in places if tokens[i].role == "value" and countable(tokens[i].measure)]
    if len(bare) != 2 or any(tokens[i].role in ("pass", "fail", "total") for i in places):
        return
    whole, part = bare
    if tokens[whole].measure == tokens[part].measure and any(
        t.kind == "done" for t in tokens[whole + 1 : part]
    ):
        tokens[whole].role, tokens[part].role = "total", "pass"


def _taken_back(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """97%，不对，打错了，97.7%: a number that is called wrong before the next is told."""
    for earlier, later in pairwise(places):
        if tokens[earlier].role == tokens[later].role == "value" and any(
            t.kind == "void" for t in tokens[earlier + 1 : later]
        ):
            tokens[earlier].role = "old"


def _denied(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """不合格的不是24批，是21批: the number put right counts what the denied one counted."""
    for earlier, later in pairwise(places):
        if tokens[earlier].role == "old" and tokens[later].role == "value":
            for token in reversed(tokens[:earlier]):
                if token.kind in QUANTITY or is_stop(token):
                    break
                if token.kind in COUNTS:
                    tokens[later].role = COUNTS[token.kind]
                    break


def _replaced(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """A value said to be a correction outweighs the values before it."""
    fixed = [i for i in places if tokens[i].role == "fixed"]
    for i in places:
        if tokens[i].role == "value" and fixed and i < fixed[-1]:
            tokens[i].role = "old"
    for i in fixed:
        tokens[i].role = "value"
