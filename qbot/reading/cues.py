"""The word that says what a number is: the nearest steering word, to the left first, then to the right.

To the left it is looked for as far as the last number or comma, to the right as far as the next name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from qbot.reading.tokens import QUANTITY, Token, is_stop

COUNTS = {"pass": "pass", "fail": "fail", "total": "total", "due": "total"}
_OVER = {
    "rise": "difference", "base": "earlier", "from": "earlier", "past": "earlier", "peer": "earlier",
    "target": "target", "old": "old", "not": "old", "rank": "noise", "share": "noise", "hedge": "vague",
    "fix": "fixed",
}  # fmt: skip
_BEHIND = {"above": "target", "about": "vague", "void": "old", "fix": "old"}
_CALLING = ("是", "为", "就是", "系")
_CLOSING = frozenset(("base", "rise", "to", "is", "not", "old"))
_MEASURING = frozenset(("rise", "from", "base"))  # what 到 or 至 outweighs: 从95.8%升到96.5%
_DEMANDS = ("没", "没有", "未", "要", "须", "需", "必须", "务必", "应当", "务求")
_ENDING = QUANTITY | {"name", "fix"}
_MUST = re.compile(r"(?<![主重需想只])(?:要(?![求是么报])|须(?!知))|得(?=[到做有达])")
_ABSENT = ("没", "没有", "并没有", "无")
_TESTED = ("抽检", "抽查", "验收", "检测", "检验", "监测")


@dataclass(frozen=True, slots=True)
class Cue:
    """The role that a word gives; `place` is its index, -1 for none."""

    role: str = ""
    place: int = -1


@dataclass(slots=True)
class _Seen:
    """What was passed by on the way to the left: 到, a name, and a period before that name."""

    reached: bool = False
    named: bool = False
    dated: bool = False

    def pass_by(self, kind: str) -> None:
        """Note one more token."""
        if kind == "to":
            self.reached = True
        elif kind == "name":
            self.named, self.dated = True, False
        elif kind == "period":
            self.dated = self.named


def before(tokens: Sequence[Token], at: int, consumed: set[int]) -> Cue:
    """The cue to the left; a count's word only where the number before did not take it."""
    found, seen = Cue(), _Seen()
    right_before = _right_before(tokens, at)
    if right_before.role:
        return right_before
    for i in range(at - 1, -1, -1):
        token = tokens[i]
        kind = token.kind
        if kind in QUANTITY or is_stop(token):
            break
        if kind == "applied" and not seen.named:
            return Cue("target", i)
        if kind == "name":
            if _is_denied(tokens, i, tokens[at]):
                return Cue("vague", i - 1)
            found = found if found.role else _counted_by_name(tokens[at], token, i)
        elif kind in COUNTS:
            if not found.role and not seen.reached and i not in consumed:
                consumed.add(i)
                found = Cue(COUNTS[kind], i)
        elif kind == "fix" and (counted := found if found.role else _count_before(tokens, i)).role:
            return counted
        elif kind in _OVER and not _is_outweighed(token, found, seen, tokens[at + 1 :]):
            return Cue("target", i) if kind == "from" and _is_of_target(tokens, i) else Cue(_OVER[kind], i)
        seen.pass_by(kind)
    return found


def _right_before(tokens: Sequence[Token], at: int) -> Cue:
    """What the word next to the number says: something else's, or a demand."""
    if _is_something_else(tokens, at - 1):
        return Cue("noise", at - 1)
    return Cue("target", at - 1) if _is_demanded(tokens, at) else Cue()


def behind(tokens: Sequence[Token], at: int) -> Cue:
    """The cue to the right."""
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        kind = token.kind
        if kind in QUANTITY or is_stop(token) or kind == "name":
            break
        if kind in _BEHIND and (kind != "above" or _is_attached(tokens, at, i)):
            return Cue(_BEHIND[kind], i)
        if kind == "target":
            belongs = _is_close(tokens, at, i) and not precedes_number(tokens, i)
            return Cue("target", i) if belongs else Cue()
        if kind in COUNTS and (kind != "due" or i + 1 == len(tokens) or is_stop(tokens[i + 1])):
            return Cue(COUNTS[kind], i)
        if token.text in _CALLING and _is_called_target(tokens, i):
            return Cue("target", i)
        if kind in _CLOSING:
            break
    return Cue()


def precedes_number(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands right before a number, which it then may belong to."""
    for token in tokens[place + 1 :]:
        if token.kind in QUANTITY:
            return True
        if token.kind != "filler" and token.text not in ("是", "为", ":", " ", "、"):
            return False
    return False


def _is_something_else(tokens: Sequence[Token], at: int) -> bool:
    """抽查企业85家, 药品98.9%、保健品97.5%: whose number it is is told right before; not 应认证企业45家."""
    if at < 0:
        return False
    if tokens[at].kind == "odd":
        strange = sum(ch > "\u2e80" for ch in tokens[at].text) >= 2
        return strange and at > 0 and (tokens[at - 1].kind in QUANTITY or tokens[at - 1].text == "、")
    return tokens[at].kind in ("ruin", "task") and not _is_of_what_is_due(tokens, at)


def _is_of_what_is_due(tokens: Sequence[Token], at: int) -> bool:
    """应认证企业45家, 应取得3C认证证书的企业39家."""
    return any(t.kind == "due" for t in takewhile(lambda t: not is_stop(t), reversed(tokens[:at])))


def _is_demanded(tokens: Sequence[Token], at: int) -> bool:
    """执行率要百分之百, 合格率须97%: what must be is not what is, nor what is denied."""
    place = at - 1
    while place > 0 and tokens[place].text.isspace():
        place -= 1
    if place < 0:
        return False
    word = tokens[place].text
    if word in _DEMANDS or (word == "得" and place > 0 and tokens[place - 1].kind == "name"):
        return True
    between = takewhile(lambda t: t.kind not in _ENDING and not is_stop(t), reversed(tokens[:at]))
    return bool(_MUST.search("".join(reversed([t.text for t in between]))))


def _is_denied(tokens: Sequence[Token], name: int, number: Token) -> bool:
    """没有食品抽检96%: a rate of what is said not to be."""
    rate = number.kind == "number" and number.data.form != "plain"
    return rate and name > 0 and tokens[name - 1].text in _ABSENT


def _counted_by_name(number: Token, name: Token, place: int) -> Cue:
    """食品抽检300批次 is a total, 优良天数19天 what passed."""
    if number.measure and name.text.endswith(_TESTED):
        return Cue("total", place)
    if number.measure == "天" and name.text.endswith("天数"):
        return Cue("pass", place)
    return Cue()


def _is_outweighed(token: Token, found: Cue, seen: _Seen, behind: Sequence[Token]) -> bool:
    """A rank before the name, 减排工作汇报:污染物排放总量1865吨, says nothing of the number behind it.

    Nor do a change before the period of a name, 降温多穿点 4月药品99.2%, and a start from which nothing leads
    on, 刚从乡下回来 4月农产品97.7%.
    """
    kind = token.kind
    if kind == "rank":
        return seen.named
    if (kind == "rise" and seen.dated) or (token.text == "从" and seen.named and not _has_number(behind)):
        return True
    return kind in _MEASURING and (seen.reached or (found.role == "fail" and kind == "base"))


def _has_number(tokens: Sequence[Token]) -> bool:
    return any(t.kind in QUANTITY for t in tokens)


def _is_of_target(tokens: Sequence[Token], at: int) -> bool:
    """目标从95%调到96%: it is the target that changes."""
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("filler", "period")), None)
    return before is not None and before.kind == "target"


def _is_called_target(tokens: Sequence[Token], at: int) -> bool:
    """95是及格线, 98%是我们的目标, 98是药品的底线."""
    after = next((t for t in tokens[at + 1 :] if t.kind not in ("filler", "name")), None)
    return after is not None and after.kind == "target"


def _count_before(tokens: Sequence[Token], at: int) -> Cue:
    """达标应为11个, 考核值调整为90%: what is put right is what is named right before the word for it."""
    before = tokens[at - 1] if at else None
    if before is not None and before.kind == "target":
        return Cue("target", at - 1)
    return Cue(COUNTS[before.kind], at - 1) if before is not None and before.kind in COUNTS else Cue()


def _is_attached(tokens: Sequence[Token], at: int, to: int) -> bool:
    """95%以上, 95% 以上; not 96.6% ——以上为5月数."""
    return not any(t.text.strip() for t in tokens[at + 1 : to])


def _is_close(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Only 的 and blanks stand between: 95%的目标."""
    return all(t.text in ("的", " ", "这个", "是") for t in tokens[at + 1 : to])
