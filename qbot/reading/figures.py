"""From the numbers beside one name to one figure: rates and counts must agree, nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qbot.plan.models import Indicator
from qbot.reading.numerals import agrees, share
from qbot.reading.tokens import QUANTITY, Token, is_stop


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the counts behind it, or why there is none: `fault` is empty, missing or value."""

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    fault: str = ""


_COUNTED = frozenset(["个", "家", "项", "起", "件", "次", "例", "宗", "户"])
MISSING = Figure(fault="missing")
WRONG = Figure(fault="value")


@dataclass(slots=True)
class _Counts:
    rates: list[Decimal]
    fail_rates: list[Decimal]
    total: set[int]
    passed: set[int]
    failed: set[int]
    unknown: list[int]
    every: bool


def figure(indicator: Indicator | None, tokens: Sequence[Token]) -> Figure:
    """The figure that the numbers of a frame state; `indicator` None stands for an unnamed rate."""
    numbers = [t for t in tokens if t.kind in QUANTITY]
    if any(
        t.role == "vague"
        or (t.kind == "number" and t.role in ("value", "pass", "fail", "total") and not t.data.exact)
        for t in numbers
    ):
        return WRONG
    if numbers and _is_hedged_after(tokens):
        return WRONG
    if indicator is None or indicator.measure == "%":
        found = _rate(indicator, tokens, numbers)
    else:
        found = _amount(indicator, tokens, numbers)
    if found.value is not None and _is_of_a_part_told_after(tokens):
        return WRONG
    return WRONG if found is MISSING and _is_told_by_change(tokens, numbers) else found


def _is_told_by_change(tokens: Sequence[Token], numbers: Sequence[Token]) -> bool:
    """Whether only a change is told of which a value would follow: 由98.5%提高了1.5个百分点, 新增1家."""
    changes = any(t.role == "difference" for t in numbers)
    return changes and any(t.kind == "from" or t.text == "新增" for t in tokens)


def _is_hedged_after(tokens: Sequence[Token]) -> bool:
    """Whether a clause behind the last number takes it back in part: 96.5%，暂定; not 不足之处."""
    for token in reversed(tokens):
        if token.kind in QUANTITY or token.kind == "odd":
            return False
        if token.kind == "hedge" and len(token.text) > 1:
            return True
    return False


def _amount(indicator: Indicator, tokens: Sequence[Token], numbers: Sequence[Token]) -> Figure:
    if indicator.accident and any(t.kind == "nothing" and t.text[0] in "都也" for t in tokens):
        return Figure(Decimal(0))  # 一起……都没有
    values: list[Decimal] = []
    summed: set[Decimal] = set()
    for token in numbers:
        if token.kind == "fraction" and token.role == "value":
            return WRONG
        if token.role not in ("value", "total", "pass"):
            continue
        if token.data.form != "plain":
            return WRONG
        if _measures(indicator, token.measure):
            values.append(token.data.value * (10_000 if token.measure == "万吨" else 1))
            if _is_summed_up(tokens, token):
                summed.add(values[-1])
    distinct = set(values)
    if len(distinct) > 1 and len(summed) == 1:
        values, distinct = list(summed), summed
    if not distinct:
        return _nothing(indicator, tokens)
    value = values[0]
    odd = indicator.whole and value != value.to_integral_value()
    if len(distinct) > 1 or odd or value < 0 or (indicator.measure == "分" and value > 100) or _comma(tokens):
        return WRONG
    return Figure(value)


def _is_summed_up(tokens: Sequence[Token], number: Token) -> bool:
    """Whether a number is told as the sum: 又批了1个，累计5个."""
    at = tokens.index(number)
    return at > 0 and tokens[at - 1].text in (
        "累计",
        "共",
        "总共",
        "一共",
        "共有",
        "总数",
        "现有",
        "累计达到",
    )


def _measures(indicator: Indicator, measure: str) -> bool:
    if not measure or measure == indicator.measure:
        return True
    if indicator.measure == "吨":
        return measure in ("t", "万吨")
    if indicator.measure == "分":
        return False
    return measure in _COUNTED


def _nothing(indicator: Indicator, tokens: Sequence[Token]) -> Figure:
    if any(t.kind == "zero" for t in tokens) or (
        indicator.accident and any(t.kind == "nothing" for t in tokens)
    ):
        return Figure(Decimal(0))
    return WRONG if _says_none(tokens) else MISSING


def _says_none(tokens: Sequence[Token]) -> bool:
    """老字号：无 may be 0 or not yet; it is asked."""
    for i, token in enumerate(tokens):
        if token.kind == "nothing" and (i + 1 == len(tokens) or is_stop(tokens[i + 1])):
            return i > 0 and (tokens[i - 1].kind == "name" or tokens[i - 1].text == ":")
    return False


def _rate(indicator: Indicator | None, tokens: Sequence[Token], numbers: Sequence[Token]) -> Figure:  # noqa: PLR0911 - one branch for each form
    counts = _sorted(tokens, numbers)
    if counts is None:
        return WRONG
    rates = set(counts.rates)
    if not (indicator and indicator.adverse):
        rates |= {100 - rate for rate in counts.fail_rates}
    else:
        rates |= set(counts.fail_rates)
    if any(t.kind == "zero" for t in tokens) and not rates:
        rates.add(Decimal(0))
    counted = _counted(counts)
    if counted is WRONG or len(counts.total) > 1:
        return WRONG
    if counted.value is not None:
        ok = all(agrees(rate, counted.value) or agrees(rate, share_exact(counted)) for rate in rates)
        return counted if ok else WRONG
    if any(t.kind == "score" for t in tokens):
        return WRONG
    if len(rates) > 1 or (100 in rates and counts.failed - {0}) or _is_of_a_part(tokens):
        return WRONG
    if not rates:
        return WRONG if counts.total or counts.passed or counts.failed or counts.unknown else MISSING
    rate = rates.pop()
    if not 0 <= rate <= 100 or _fraction_like(indicator, tokens) or _comma(tokens):
        return WRONG
    total = next(iter(counts.total), None)
    if total is None and len(counts.unknown) == 1 and _may_be_share_of(rate, counts.unknown[0]):
        total = counts.unknown[0]
    return Figure(rate, None, total)


def _may_be_share_of(rate: Decimal, total: int) -> bool:
    """Whether some whole part of a total makes the rate at the precision stated."""
    part = int(rate * total / 100)
    return total > 0 and any(agrees(rate, Decimal(100) * n / total) for n in (part, part + 1))


def share_exact(counted: Figure) -> Decimal:
    """The computed share before rounding, for comparing at coarse precision."""
    return Decimal(100) * (counted.numerator or 0) / (counted.denominator or 1)


def _sorted(tokens: Sequence[Token], numbers: Sequence[Token]) -> _Counts | None:
    """The numbers by what they count; None when one is impossible."""
    every = any(t.kind == "every" for t in tokens) and any(
        t.kind == "pass" or (t.kind == "name" and t.text.endswith("合格率")) for t in tokens
    )
    counts = _Counts([], [], set(), set(), set(), [], every)
    rest: list[Token] = []
    counting = any(
        t.kind == "number" and t.role in ("pass", "fail") and t.data.form == "plain" for t in numbers
    )
    for token in numbers:
        if token.role not in ("value", "pass", "fail", "total"):
            continue
        if token.kind == "fraction":
            numerator, denominator = token.data
            counts.passed.add(denominator - numerator if token.role == "fail" else numerator)
            counts.total.add(denominator)
        elif token.data.form != "plain":
            (counts.fail_rates if token.role == "fail" else counts.rates).append(token.data.value)
        elif token.measure or token.role != "value" or (counting and "." not in token.data.digits):
            rest.append(token)
        else:
            counts.rates.append(token.data.value)
    return counts if _placed(counts, rest) else None


def _placed(counts: _Counts, rest: Sequence[Token]) -> bool:
    several = len(rest) > 1 or bool(counts.total) or counts.every
    for token in rest:
        value = token.data.value
        if not token.measure and token.role == "pass" and not several:
            counts.rates.append(value)
            continue
        if value != value.to_integral_value() or value < 0:
            if not token.measure and token.role in ("pass", "total"):
                counts.rates.append(value)
                continue
            return False
        if token.role == "value":
            if int(value) not in counts.unknown:
                counts.unknown.append(int(value))
        else:
            {"pass": counts.passed, "fail": counts.failed, "total": counts.total}[token.role].add(int(value))
    return True


def _counted(counts: _Counts) -> Figure:  # noqa: PLR0911, PLR0912 - one branch for each form
    """Numerator and denominator where the counts are complete and agree."""
    if (
        counts.every
        and not counts.passed
        and len(counts.total) + len(counts.unknown) == 1
        and not counts.failed - {0}
    ):
        counts.passed = set(counts.total) or set(counts.unknown)
        counts.total = set(counts.passed)
        counts.unknown = []
    if counts.every and not counts.total and not counts.unknown and not counts.failed - {0}:
        counts.total = set(counts.passed)
    for known in (counts.total, counts.passed, counts.failed):
        if len(known) > 1:
            return WRONG
    if len(counts.unknown) > 1:
        return WRONG
    if counts.unknown:
        if counts.total and not counts.passed and not counts.failed:
            counts.passed.add(counts.unknown.pop())
        elif not counts.total and (counts.passed or counts.failed):
            counts.total.add(counts.unknown.pop())
        elif counts.total and (counts.passed or counts.failed):
            return WRONG
    total, passed, failed = (
        next(iter(known), None) for known in (counts.total, counts.passed, counts.failed)
    )
    if total is None and passed is not None and failed is not None:
        total = passed + failed
    if total is None:
        return (
            WRONG
            if (passed is not None or failed is not None) and not counts.rates and not counts.fail_rates
            else MISSING
        )
    if passed is None and failed is not None:
        passed = total - failed
    if passed is None:
        return MISSING
    if total == 0 or not 0 <= passed <= total or (failed is not None and passed + failed != total):
        return WRONG
    return Figure(share(passed, total), passed, total)


def _fraction_like(indicator: Indicator | None, tokens: Sequence[Token]) -> bool:
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


_NEARER = QUANTITY | {"name", "is", "to", "strong", "fix", "now", "total"}


def _is_of_a_part(tokens: Sequence[Token]) -> bool:
    """Whether an unexplained word stands between the name and the value: 餐饮环节95.1%."""
    for at, token in enumerate(tokens):
        if token.kind == "number" and token.role in ("value", "fail", "pass") and not token.measure:
            for before in reversed(tokens[:at]):
                if before.kind in _NEARER or is_stop(before):
                    break
                if before.kind == "odd" and sum(ch > "\u2e80" for ch in before.text) >= 2:
                    return True
    return False


def _is_of_a_part_told_after(tokens: Sequence[Token]) -> bool:
    """Whether an unexplained word follows the value without a break: 2家在城区."""
    at = next((i for i, t in enumerate(tokens) if t.kind in QUANTITY and t.role == "value"), None)
    if at is None:
        return False
    for token in tokens[at + 1 :]:
        if token.kind == "odd":
            return sum(ch > "\u2e80" for ch in token.text) >= 2
        if token.kind not in ("filler", "unit", "elsewhere"):
            return False
    return False


def _comma(tokens: Sequence[Token]) -> bool:
    """96,5: a comma that may be meant for a point."""
    for left, middle, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            left.kind == right.kind == "number"
            and middle.text == ","
            and left.end == middle.start
            and middle.end == right.start
            and left.role == "value"
            and not left.measure
            and left.data.form == "plain"
            and left.data.digits[0].isascii()
            and "." not in left.data.digits
            and len(right.data.digits) <= 2
            and right.data.digits[0].isascii()
            and not right.measure
        ):
            return True
    return False
