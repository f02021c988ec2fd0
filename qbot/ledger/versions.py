"""Versions of figures: a correction adds one, nothing is overwritten.

`(indicator, unit, period)` names a series; its newest version that has not been withdrawn stands.
A withdrawal is a version too: it names the one it takes back, and the one before stands again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

State = Literal["value", "not-applicable", "deferred", "withdrawn"]
Source = Literal["message", "button", "file", "proxy", "sample"]
Flag = Literal[
    "fall", "jump", "swapped", "point", "exchanged", "carried-over", "late", "inapplicable", "stood-in"
]
Verdict = Literal["passed", "returned"]


@dataclass(frozen=True, slots=True)
class Series:
    """What a figure is about; `period` is canonical text."""

    indicator: str
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A version before it is stored.

    `value` is in the indicator's unit; `text` is the message that brought it, word for word; `withdraws` is
    the number of the version taken back (state `withdrawn` only); `promised_on` goes with state `deferred`.
    `reason` says why a figure was changed or is unusual; `flags` say what about it deserves a second look.
    """

    series: Series
    state: State
    reporter_id: int
    source: Source
    text: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    withdraws: int | None = None
    promised_on: date | None = None
    reason: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version: `number` is what people see as R-number; hashes are hex SHA-256.

    `verdict` is what the office said of it last; None while it is not reviewed (未审).
    """

    number: int
    draft: Draft
    reported_at: datetime
    previous_hash: str
    hash: str
    verdict: Verdict | None = None

    @property
    def series(self) -> Series:
        return self.draft.series

    @property
    def value(self) -> Decimal | None:
        return self.draft.value

    @property
    def is_carried_over(self) -> bool:
        """Whether its reporter took the figure of the period before for this one (沿用上期)."""
        return "carried-over" in self.draft.flags

    @property
    def settles(self) -> bool:
        """Whether nothing is owed any more: a figure or 不适用, unless the office gave it back."""
        return self.draft.state in ("value", "not-applicable") and self.verdict != "returned"


def stood_before(history: Iterable[Version], number: int) -> Version | None:
    """The version of a series that version `number` took the place of; None where nothing stood then."""
    return standing(each for each in history if each.number < number)


def standing(history: Iterable[Version]) -> Version | None:
    """The version that counts among all of one series, in any order; None when all are withdrawn."""
    versions = sorted(history, key=lambda version: version.number, reverse=True)
    withdrawn = {version.draft.withdraws for version in versions if version.draft.state == "withdrawn"}
    return next(
        (each for each in versions if each.draft.state != "withdrawn" and each.number not in withdrawn), None
    )
