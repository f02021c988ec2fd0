"""Distance from a target in what people count: so many more passes, so many failures still to spare.

A rate says 差0.4个百分点; its counts say what must happen. All of it is exact arithmetic on whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from qbot.ledger.versions import Version
from qbot.plan.models import Target

WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True)
class Way:
    """What separates counts from the target of their rate.

    Not reached: `more` is the least number of further passes, without a failure, that reaches it; None when
    no number does, since a target of 100 % bears no failure. Reached: `spare` is the number of further
    failures that it would still bear. `failed` counts the failures so far, `mended` how many of them would
    have to be made good, where they can be.
    """

    reached: bool
    failed: int
    more: int | None = None
    spare: int | None = None
    mended: int | None = None


def way(target: Target, numerator: int | None, denominator: int | None) -> Way | None:
    """The way from counts to a target rate in per cent; None where there are no counts or no such target."""
    if numerator is None or not denominator or not 0 <= numerator <= denominator:
        return None
    if target.kind not in ("at-least", "exactly") or target.better != "higher" or not target.value:
        return None
    rate = Fraction(target.value)
    failed = denominator - numerator
    if WHOLE * numerator >= rate * denominator:
        return Way(reached=True, failed=failed, spare=floor(WHOLE * numerator / rate) - denominator)
    short = rate * denominator - WHOLE * numerator
    more = None if rate >= WHOLE else ceil(short / (WHOLE - rate))
    return Way(reached=False, failed=failed, more=more, mended=ceil(short / WHOLE))


def way_of(target: Target, measure: str, version: Version) -> Way | None:
    """The way of a stored figure; None for what is no rate or came without both its counts."""
    if measure != "%":
        return None
    return way(target, version.draft.numerator, version.draft.denominator)
