"""Why a figure that is there is still not certain: each doubt a rule with its name, none of them silent."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from qbot.plan.models import Indicator
from qbot.reading.tokens import QUANTITY, Token, countable, is_stop

BETWEEN = "名称与数之间有未识别的词"
OF_A_PART = "数后有未识别的词，可能只是其中一部分"
OF_BODIES = "数的是单位个数"
_COUNTING = ("value", "pass", "fail", "total")
_NEARER = QUANTITY | {"name", "is", "to", "strong", "fix", "now", "total"}
_TRAILING = frozenset(("filler", "unit", "elsewhere"))
_STRANGE = 2  # characters that nobody explains make another thing of a number beside them

_UNSURE = re.compile(
    r"不.{0,3}(?:准(?!时)|确定|保证|最终|作数)|(?:未|没|待|需要?|等(?![您你])).{0,4}(?:核[实对准]?|审|签字|确认|定(?!于|期))(?!无误|过|完|了)|"
    r"再(?:看看|核|确认|查|算|问)|(?:回头|稍后|等会儿?).{0,4}(?:核|查|确认)|说不定|[我瞎乱]猜|瞎[估报写]|初步|存疑|有出入|别当真|"
    r"印象|记不|大致|八九不离十|[(](?:估|预|暂)[)]|应该(?:吧|是)?\s*$"
)
_SENDING = re.compile(r"[没不](?:发|收|看)|发(?:不)?出去|系统|网络|信号")  # 好像没发出去 doubts no figure
Check = Callable[[Indicator | None, Sequence[Token]], bool]
Doubt = tuple[str, str, Check]  # name, the kind of token it needs (empty: none), the check


def of_any(indicator: Indicator | None, tokens: Sequence[Token]) -> str:
    """The doubt that any number may raise, or empty."""
    return _first(_OF_ANY, indicator, tokens)


def of_rate(indicator: Indicator | None, tokens: Sequence[Token]) -> str:
    """The doubt about a rate that no counts prove, or empty."""
    return _first(_OF_RATE, indicator, tokens)


def of_amount(indicator: Indicator | None, tokens: Sequence[Token]) -> str:
    """The doubt about a number of things, or empty."""
    return _first(_OF_AMOUNT, indicator, tokens)


def of_value(indicator: Indicator | None, tokens: Sequence[Token]) -> str:
    """The doubt about a value that seems complete, or empty."""
    return _first(_OF_VALUE, indicator, tokens)


def is_unsure(text: str) -> bool:
    """Whether words behind a figure say that it may change."""
    return bool(_UNSURE.search(text))


def _first(doubts: Sequence[Doubt], indicator: Indicator | None, tokens: Sequence[Token]) -> str:
    kinds = {token.kind for token in tokens}
    for why, needed, holds in doubts:
        if (not needed or needed in kinds) and holds(indicator, tokens):
            return why
    return ""


def _is_vague(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    del indicator
    return any(
        t.role == "vague" or (t.kind == "number" and t.role in _COUNTING and not t.data.exact)
        for t in tokens
        if t.kind in QUANTITY
    )


def _is_hedged_after(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """Whether what follows the last number takes it back in part: 96.5%，暂定; not 不足之处."""
    del indicator
    last = max((i for i, t in enumerate(tokens) if t.kind in QUANTITY), default=len(tokens))
    behind = tokens[last + 1 :]
    dated = any(token.kind == "period" for token in behind)  # 还是5月的记不清了 asks for the period
    if not dated and is_unsure("".join(token.text for token in behind)):
        return True
    return any(
        token.kind == "hedge" and len(token.text) > 1 and not _goes_on(tokens, i)
        for i, token in enumerate(behind, last + 1)
    ) and not _SENDING.search("".join(token.text for token in behind))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is only the beginning of a longer one."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.start == tokens[at].end and after.kind in ("odd", "filler", "ruin")


def _may_be_fraction(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """0.965 without a sign, for a percentage that is never that small."""
    if indicator is not None and indicator.adverse:
        return False
    return any(
        t.kind == "number"
        and t.role in ("value", "pass")
        and t.data.form == "plain"
        and 0 < t.data.value <= 1
        and "." in t.data.digits
        for t in tokens
    )


def _may_be_point(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """96,5: a comma that may be meant for a point."""
    del indicator
    return any(
        middle.text == ","
        and left.end == middle.start
        and middle.end == right.start
        and left.role == "value"
        and _is_bare_digits(left)
        and left.data.form == "plain"
        and "." not in left.data.digits
        and _is_bare_digits(right)
        and len(right.data.digits) <= 2
        for left, middle, right in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_bare_digits(token: Token) -> bool:
    return token.kind == "number" and not token.measure and bool(token.data.digits[0].isascii())


def _is_score(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    del indicator
    return any(t.kind == "score" for t in tokens)


def _is_of_something_between(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """Whether an unexplained word stands between the name and the value: 餐饮环节95.1%."""
    own = "" if indicator is None else "|".join((indicator.name, *indicator.aliases))
    for at, token in enumerate(tokens):
        counts = token.measure and (indicator is None or indicator.measure == "%")
        if token.kind == "number" and token.role in ("value", "fail", "pass") and not counts:
            for before in reversed(tokens[:at]):
                if before.kind in _NEARER or is_stop(before):
                    break
                enough = 1 if before.end == token.start else _STRANGE  # 为负3200吨
                if before.kind == "odd" and _han(before) >= enough and before.text not in own:
                    return True
    return False


def _is_of_a_part(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """Whether an unexplained word follows the value without a break: 2家在城区."""
    del indicator
    at = next((i for i, t in enumerate(tokens) if t.kind in QUANTITY and t.role == "value"), len(tokens))
    after = next((t for t in tokens[at + 1 :] if t.kind not in _TRAILING), None)
    return after is not None and after.kind == "odd" and _han(after) >= _STRANGE


def _han(token: Token) -> int:
    return sum(ch > "\u2e80" for ch in token.text)


def _counts_bodies(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """12个乡镇100%, 试点5个单位: the count is one of units, and the value is theirs.

    Of units that are told of in a clause before, 12个乡镇都齐了, nothing follows.
    """
    del indicator
    if not any(t.kind == "body" or t.text == "单位" for t in tokens):
        return False
    for one, other in pairwise(_from_the_rate(tokens)):
        number, body = (one, other) if one.kind == "number" else (other, one)
        if one.end != other.start or number.kind != "number" or not countable(number.measure):
            continue
        if body.kind == "body" or (body is other and body.text == "单位"):
            return True
    return False


def _from_the_rate(tokens: Sequence[Token]) -> Sequence[Token]:
    """The clauses from the first with a rate on; all where none is stated."""
    at = next((i for i, t in enumerate(tokens) if t.kind == "number" and t.data.form != "plain"), 0)
    start = next((i + 1 for i in range(at - 1, -1, -1) if is_stop(tokens[i])), 0)
    return tokens[start:]


def _lasts(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
    """连续三个月100%, 两个月55.9%: a value that is said of several periods; not 两个月一起补上."""
    del indicator
    lasting, periods = False, 0
    for token in tokens:
        if is_stop(token):
            lasting, periods = False, 0
        elif token.kind == "period":
            periods += len(token.data.periods)
        elif token.kind == "number" and token.measure in ("个月", "个季度") and token.role == "noise":
            lasting = periods < 2  # 7月跟8月两个月: which of them is asked
        elif lasting and token.kind in QUANTITY and token.role in _COUNTING:
            return True
    return False


_OF_ANY: tuple[Doubt, ...] = (
    ("是约数", "number", _is_vague),
    ("数后又说暂定、大概之类", "", _is_hedged_after),
    ("逗号可能是小数点", "weak", _may_be_point),
)
_OF_RATE: tuple[Doubt, ...] = (
    ("说的是得分，不是比率", "score", _is_score),
    (BETWEEN, "odd", _is_of_something_between),
    ("小数可能是没写成百分数", "number", _may_be_fraction),
)
_OF_AMOUNT: tuple[Doubt, ...] = ((BETWEEN, "odd", _is_of_something_between),)
_OF_VALUE: tuple[Doubt, ...] = (
    (OF_A_PART, "odd", _is_of_a_part),
    (OF_BODIES, "number", _counts_bodies),
    ("说的是连续几期", "number", _lasts),
)
