"""The counts behind a rate: total, passed and failed from what is said, and whether they agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from qbot.reading.tokens import QUANTITY, Token, is_stop

SAMPLES = frozenset(("批次", "个批次", "批", "批次样品", "批样品", "组", "样", "个样品", "份样品"))
_BODIES = frozenset(("家", "户", "人", "人次", "名", "台", "辆", "处", "场", "条", "张", "所", "栋", "座"))
_OCCASIONS = frozenset(("次", "场", "期"))  # 大检查3次 beside a rate
_COUNTING = ("value", "pass", "fail", "total")


@dataclass(slots=True)
class Counts:
    """Numbers sorted by what they count; `unknown` are counts that no word explains.

    `every` says that all passed; `impossible` that a count is no whole number.
    """

    rates: list[Decimal] = field(default_factory=list)
    fail_rates: list[Decimal] = field(default_factory=list)
    total: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    unknown: list[int] = field(default_factory=list)
    every: bool = False
    impossible: bool = False

    @property
    def some_failed(self) -> bool:
        return bool(self.failed - {0})

    @property
    def any_said(self) -> bool:
        return bool(self.total or self.passed or self.failed or self.unknown)

    @property
    def contradict(self) -> bool:
        """Whether one thing was counted twice with different results."""
        return any(len(known) > 1 for known in (self.total, self.passed, self.failed, self.unknown))


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator and its denominator."""

    passed: int
    total: int


def counts_in(tokens: Sequence[Token]) -> Counts:
    """The numbers of a frame by what they count."""
    numbers = _of_one_kind([t for t in tokens if t.kind in QUANTITY and t.role in _COUNTING])
    counting = any(
        t.kind == "number" and t.role in ("pass", "fail") and t.data.form == "plain" for t in numbers
    )
    counts = Counts(every=_all_passed(tokens))
    plain: list[Token] = []
    for token in numbers:
        if token.kind == "fraction":
            numerator, denominator = token.data
            counts.passed.add(denominator - numerator if token.role == "fail" else numerator)
            counts.total.add(denominator)
        elif token.data.form != "plain":
            (counts.fail_rates if token.role == "fail" else counts.rates).append(token.data.value)
        elif token.measure or token.role != "value" or (counting and "." not in token.data.digits):
            plain.append(token)
        else:
            counts.rates.append(token.data.value)
    _place(counts, plain)
    return counts


def _of_one_kind(numbers: Sequence[Token]) -> list[Token]:
    """The numbers without those that count bodies where samples are counted: 64批次，检查诊所31家."""
    sampled = any(t.measure in SAMPLES for t in numbers)
    rated = any(t.kind == "number" and t.data.form != "plain" for t in numbers)
    return [
        t
        for t in numbers
        if not (sampled and t.measure in _BODIES) and not (rated and t.measure in _OCCASIONS)
    ]


def completed(counts: Counts) -> Share | None:
    """Numerator and denominator where the counts say both; None where they do not.

    Raises ValueError when they contradict each other.
    """
    _all_of_them(counts)
    _take_remainder(counts)
    if counts.contradict or (counts.unknown and counts.total and (counts.passed or counts.failed)):
        raise ValueError
    if counts.unknown and (counts.total or counts.passed or counts.failed):
        (counts.passed if counts.total else counts.total).add(counts.unknown.pop())
    return _share(
        next(iter(counts.total), None), next(iter(counts.passed), None), next(iter(counts.failed), None)
    )


def _all_passed(tokens: Sequence[Token]) -> bool:
    if not any(t.kind == "every" for t in tokens):
        return False
    return any(_all_passed_in(clause) for clause in _with_every(tokens))


def _with_every(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The clauses that say 全部 or 都: 12个乡镇都齐了 says nothing of a rate in another one."""
    start = 0
    for i, token in enumerate(tokens):
        if is_stop(token):
            start = i + 1
        elif token.kind == "every":
            end = next((j for j in range(i, len(tokens)) if is_stop(tokens[j])), len(tokens))
            yield tokens[start:end]


def _all_passed_in(tokens: Sequence[Token]) -> bool:
    return any(
        t.kind == "pass" or (t.kind == "name" and before.kind == "every") for before, t in pairwise(tokens)
    )


def _place(counts: Counts, numbers: Sequence[Token]) -> None:
    """Put plain numbers where their role says; one without a measure may be a rate: 合格96.5."""
    several = len(numbers) > 1 or bool(counts.total) or counts.every
    known = {"pass": counts.passed, "fail": counts.failed, "total": counts.total}
    for token in numbers:
        value = token.data.value
        is_whole = value >= 0 and value == value.to_integral_value()
        if not token.measure and (
            (token.role == "pass" and not several) or (token.role in ("pass", "total") and not is_whole)
        ):
            counts.rates.append(value)
        elif not is_whole:
            counts.impossible = True
        elif token.role != "value":
            known[token.role].add(int(value))
        elif int(value) not in counts.unknown:
            counts.unknown.append(int(value))


def _take_remainder(counts: Counts) -> None:
    """A third count that is just what is left: 64个，通过63个，另1个正在返工."""
    if counts.unknown and len(counts.total) == len(counts.passed) == 1 and not counts.failed:
        rest = next(iter(counts.total)) - next(iter(counts.passed))
        if counts.unknown == [rest]:
            counts.failed, counts.unknown = {rest}, []


def _all_of_them(counts: Counts) -> None:
    """全部合格 makes one count the total and the passed."""
    if not counts.every or counts.some_failed:
        return
    if not counts.passed and len(counts.total) + len(counts.unknown) == 1:
        counts.passed = set(counts.total) or set(counts.unknown)
        counts.total, counts.unknown = set(counts.passed), []
    elif not counts.total and not counts.unknown:
        counts.total = set(counts.passed)


def _share(total: int | None, passed: int | None, failed: int | None) -> Share | None:
    if total is None and passed is not None and failed is not None:
        total = passed + failed
    if total is None:
        return None
    if passed is None and failed is not None:
        passed = total - failed
    if passed is None:
        return None
    if total == 0 or not 0 <= passed <= total or (failed is not None and passed + failed != total):
        raise ValueError
    return Share(passed, total)
