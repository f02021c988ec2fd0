"""What each number beside a name is: the value, a target, an earlier figure, a difference, a count.

The nearest steering word decides, to the left as far as the last number or comma, then to the right.
"""

import itertools
from collections.abc import Sequence

from qbot.reading.tokens import QUANTITY, Token, countable, is_stop

_CUES = frozenset(
    (
        "pass",
        "fail",
        "total",
        "due",
        "rise",
        "base",
        "from",
        "to",
        "target",
        "past",
        "peer",
        "hedge",
        "old",
        "not",
        "fix",
        "rank",
        "share",
        "nothing",
    )
)
_COUNT_CUES = {"pass": "pass", "fail": "fail", "total": "total", "due": "total"}
_TESTED = ("抽检", "抽查", "验收", "检测", "检验", "监测")
_OVER = {
    "rise": "difference",
    "base": "earlier",
    "from": "earlier",
    "past": "earlier",
    "peer": "earlier",
    "target": "target",
    "old": "old",
    "not": "old",
    "rank": "noise",
    "share": "noise",
    "hedge": "vague",
}


def assign(tokens: Sequence[Token]) -> None:
    """Give every number its role, and correct the roles that only the whole row of numbers shows."""
    places = [i for i, token in enumerate(tokens) if token.kind in QUANTITY]
    consumed: set[int] = set()
    for i in places:
        tokens[i].role = _role(tokens, i, consumed)
    _parted(tokens, places)
    _taken_back(tokens, places)
    _denied(tokens, places)
    _replaced(tokens, places)


def _taken_back(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """97%，不对，打错了，97.7%: a number that is called wrong before the next is told."""
    for earlier, later in itertools.pairwise(places):
        if tokens[earlier].role == tokens[later].role == "value" and any(
            t.kind == "void" for t in tokens[earlier + 1 : later]
        ):
            tokens[earlier].role = "old"


def _denied(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """不合格的不是24批，是21批: the number put right counts what the denied one counted."""
    for earlier, later in itertools.pairwise(places):
        if tokens[earlier].role == "old" and tokens[later].role == "value":
            for token in reversed(tokens[:earlier]):
                if token.kind in QUANTITY or is_stop(token):
                    break
                if token.kind in _COUNT_CUES:
                    tokens[later].role = _COUNT_CUES[token.kind]
                    break


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


def _role(tokens: Sequence[Token], at: int, consumed: set[int]) -> str:
    number = tokens[at]
    if (
        number.kind == "number"
        and number.measure
        and not countable(number.measure)
        and number.measure not in ("分", "吨", "t", "万吨")
    ):
        return "noise"
    left = _left(tokens, at, consumed)
    right, place = _right(tokens, at)
    if right in ("target", "vague", "old", "earlier"):
        return right
    if left in _OVER.values() or left in _COUNT_CUES:
        return left
    if (
        right in _COUNT_CUES
        and place not in consumed
        and (not _precedes_number(tokens, place) or _is_postfix(tokens, place))
    ):
        consumed.add(place)
        return right
    return "fixed" if left == "fixed" else "value"


def _precedes_number(tokens: Sequence[Token], place: int) -> bool:
    """Whether a count's word stands right before a number, which it then may belong to."""
    for token in tokens[place + 1 :]:
        if token.kind in QUANTITY:
            return True
        if token.kind != "filler" and token.text not in ("是", "为", ":", " ", "、"):
            return False
    return False


def _is_postfix(tokens: Sequence[Token], place: int) -> bool:
    """Whether the last number of the clause has its word behind it: 58批次合格2批次不合格."""
    behind = False
    for token in tokens[place + 1 :]:
        if is_stop(token) or token.kind == "name":
            break
        if token.kind in QUANTITY:
            behind = False
        elif token.kind in _COUNT_CUES:
            behind = True
    return behind


def _left(tokens: Sequence[Token], at: int, consumed: set[int]) -> str:
    """The role that the words to the left give; a count's word only where the number before did not
    take it.
    """
    found = ""
    reached = named = False
    for i in range(at - 1, -1, -1):
        token = tokens[i]
        kind = token.kind
        named = named or kind == "name"
        if kind == "applied" and not named:
            return "target"
        if kind in QUANTITY or is_stop(token):
            break
        if kind == "name" and not found and tokens[at].measure and token.text.endswith(_TESTED):
            found = "total"
        if kind == "name" and not found and tokens[at].measure == "天" and token.text.endswith("天数"):
            found = "pass"
        if kind not in _CUES:
            continue
        if kind in _COUNT_CUES:
            if not found and not reached and i not in consumed:
                consumed.add(i)
                found = _COUNT_CUES[kind]
        elif kind == "to":
            reached = True
        elif kind == "fix":
            return "fixed"
        elif (
            kind in ("rise", "from", "base") and (reached or (found == "fail" and kind == "base"))
        ) or kind == "nothing":
            continue
        elif kind in _OVER:
            return _OVER[kind]
    return found


def _right(tokens: Sequence[Token], at: int) -> tuple[str, int]:  # noqa: PLR0911 - one branch for each form
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        kind = token.kind
        if kind in QUANTITY or is_stop(token) or kind == "name":
            return "", -1
        if kind == "above":
            return "target", i
        if kind == "about":
            return "vague", i
        if kind == "void":
            return "old", i
        if kind == "target":
            return ("target", i) if _close(tokens, at, i) and not _precedes_number(tokens, i) else ("", -1)
        if kind == "fix":
            return "old", i
        if kind in _COUNT_CUES and kind != "due":
            return kind, i
        if kind == "is" and _is_called_target(tokens, i):
            return "target", i
        if kind in ("base", "rise", "to", "is", "not", "old"):
            return "", -1
    return "", -1


def _is_called_target(tokens: Sequence[Token], at: int) -> bool:
    """95是及格线, 98%是我们的目标."""
    after = next((t for t in tokens[at + 1 :] if t.kind != "filler"), None)
    return after is not None and after.kind == "target"


def _close(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Only 的 and blanks stand between: 95%的目标."""
    return all(t.text in ("的", " ", "这个", "是") for t in tokens[at + 1 : to])


def _replaced(tokens: Sequence[Token], places: Sequence[int]) -> None:
    """A value said to be a correction outweighs the others of its kind."""
    if any(tokens[i].role == "fixed" for i in places):
        for i in places:
            token = tokens[i]
            if token.role == "value" and i < max(j for j in places if tokens[j].role == "fixed"):
                token.role = "old"
            elif token.role == "fixed":
                token.role = "value"
        for i in places:
            if tokens[i].role == "fixed":
                tokens[i].role = "value"
