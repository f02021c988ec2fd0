"""From the numbers beside one name to one figure: rates and counts must agree, nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qbot.plan.models import Indicator
from qbot.reading import doubts
from qbot.reading.counts import Counts, Share, completed, counts_in
from qbot.reading.numerals import agrees, share
from qbot.reading.tokens import QUANTITY, Token, is_stop

_COUNTED = frozenset(("个", "家", "项", "起", "件", "次", "例", "宗", "户"))
_SUMS = frozenset(("累计", "共", "总共", "一共", "共有", "总数", "现有", "累计达到"))
_EVENTS = frozenset(("起", "次", "例", "件", "个", "宗", "项"))
_TONNES = {"t": 1, "吨": 1, "万吨": 10_000}
_HIGHEST_SCORE = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the counts behind it; or none, with `fault` why it is asked (empty: nothing said)."""

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    fault: str = ""

    @property
    def is_missing(self) -> bool:
        return self.value is None and not self.fault


_MISSING = Figure()


def figure(indicator: Indicator | None, tokens: Sequence[Token]) -> Figure:
    """The figure that the numbers of a frame state; `indicator` None stands for an unnamed rate."""
    doubt = doubts.of_any(indicator, tokens)
    if doubt:
        return Figure(fault=doubt)
    if indicator is None or indicator.measure == "%":
        found = _rate(indicator, tokens)
    else:
        found = _amount(indicator, tokens)
    if found.value is not None:
        doubt = doubts.of_value(indicator, tokens)
        return Figure(fault=doubt) if doubt else found
    if found.is_missing and _is_told_by_change(tokens):
        return Figure(fault="只说了增减，没说现值")
    return found


def _is_told_by_change(tokens: Sequence[Token]) -> bool:
    """Whether only a change is told of which a value would follow: 由98.5%提高了1.5个百分点, 新增1家."""
    changes = any(t.role == "difference" for t in tokens)
    return changes and any(t.kind == "from" or t.text == "新增" for t in tokens)


def _amount(indicator: Indicator, tokens: Sequence[Token]) -> Figure:
    if indicator.accident and any(t.kind == "nothing" and t.text[0] in "都也" for t in tokens):
        return Figure(Decimal(0))  # 一起……都没有
    stated = [t for t in tokens if t.kind in QUANTITY and t.role in ("value", "total", "pass")]
    if any(t.role == "value" if t.kind == "fraction" else t.data.form != "plain" for t in stated):
        return Figure(fault="比率不能作数量")
    values = [t for t in stated if t.kind == "number" and _measures(indicator, t.measure)]
    if not values:
        return _nothing(indicator, tokens)
    sums = [t for t in values if _is_sum(tokens, t)]
    worth = {t.data.value * _TONNES.get(t.measure, 1) for t in (sums if len(sums) == 1 else values)}
    if len(worth) > 1:
        return Figure(fault="有几个不同的数")
    value = worth.pop()
    return Figure(fault=fault) if (fault := _impossible(indicator, value, tokens)) else Figure(value)


def _impossible(indicator: Indicator, value: Decimal, tokens: Sequence[Token]) -> str:
    if indicator.whole and value != value.to_integral_value():
        return "应为整数"
    if value < 0 or (indicator.measure == "分" and value > _HIGHEST_SCORE):
        return "超出可能的范围"
    return doubts.of_amount(indicator, tokens)


def _is_sum(tokens: Sequence[Token], number: Token) -> bool:
    """Whether a number is told as the sum: 又批了1个，累计5个."""
    at = tokens.index(number)
    return at > 0 and tokens[at - 1].text in _SUMS


def _measures(indicator: Indicator, measure: str) -> bool:
    if not measure or measure == indicator.measure:
        return True
    if indicator.measure == "吨":
        return measure in _TONNES
    if indicator.accident:
        return measure in _EVENTS
    return indicator.measure != "分" and measure in _COUNTED


def _nothing(indicator: Indicator, tokens: Sequence[Token]) -> Figure:
    kinds = {t.kind for t in tokens}
    if "zero" in kinds or (indicator.accident and "nothing" in kinds):
        return Figure(Decimal(0))
    return Figure(fault="无可能是零，也可能是暂无") if _says_none(tokens) else _MISSING


def _says_none(tokens: Sequence[Token]) -> bool:
    """老字号：无 may be 0 or not yet."""
    return any(
        before.kind == "name" or before.text == ":"
        for n, (before, token) in enumerate(pairwise(tokens), 2)
        if token.kind == "nothing" and (n == len(tokens) or is_stop(tokens[n]))
    )


def _rate(indicator: Indicator | None, tokens: Sequence[Token]) -> Figure:
    counts = counts_in(tokens)
    rates = _rates(indicator, counts)
    if not rates and any(t.kind == "zero" for t in tokens):
        rates.add(Decimal(0))
    if counts.impossible:
        return Figure(fault="批次应为整数")
    try:
        counted = completed(counts)
    except ValueError:
        return Figure(fault="几个批次数互相矛盾")
    if counted is not None:
        return _proven(counted, rates)
    if not rates:
        return Figure(fault="批次数不全，也没有比率") if counts.any_said else _MISSING
    if len(rates) > 1 or (100 in rates and counts.some_failed):
        return Figure(fault="有几个不同的比率")
    return _unproven(indicator, rates.pop(), counts=counts, tokens=tokens)


def _rates(indicator: Indicator | None, counts: Counts) -> set[Decimal]:
    """The rates stated; a failure rate is turned round, an adverse one is not."""
    if indicator and indicator.adverse:
        return {*counts.rates, *counts.fail_rates}
    return {*counts.rates, *(100 - rate for rate in counts.fail_rates)}


def _proven(counted: Share, rates: set[Decimal]) -> Figure:
    """The computed share, if every stated rate agrees with it at the precision stated."""
    computed = share(counted.passed, counted.total)
    exact = Decimal(100) * counted.passed / counted.total
    if all(agrees(rate, computed) or agrees(rate, exact) for rate in rates):
        return Figure(computed, counted.passed, counted.total)
    return Figure(fault="比率与批次数不符")


def _unproven(
    indicator: Indicator | None, rate: Decimal, *, counts: Counts, tokens: Sequence[Token]
) -> Figure:
    if not 0 <= rate <= 100:
        return Figure(fault="超出可能的范围")
    doubt = doubts.of_rate(indicator, tokens)
    if doubt:
        return Figure(fault=doubt)
    total = next(iter(counts.total), None)
    if total is None and len(counts.unknown) == 1 and _may_be_share_of(rate, counts.unknown[0]):
        total = counts.unknown[0]
    return Figure(rate, None, total)


def _may_be_share_of(rate: Decimal, total: int) -> bool:
    """Whether some whole part of a total makes the rate at the precision stated."""
    part = int(rate * total / 100)
    return total > 0 and any(agrees(rate, Decimal(100) * n / total) for n in (part, part + 1))
