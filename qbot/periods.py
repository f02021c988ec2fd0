"""Reporting periods: what a figure is about, as text in every row and as dates in every rule.

A period is written `2018-03` (month), `2018-Q1` (quarter), `2018-H1` (half-year), `2018` (year) or
`2018-01..2018-09` (any other run of whole months); the text is canonical, so equal periods are equal texts.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

Frequency = Literal["month", "quarter"]

MONTHS_IN: dict[Frequency, int] = {"month": 1, "quarter": 3}
_TEXT = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:\.\.(?P<to_year>\d{4})-(?P<to_month>\d{2}))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months, both ends included; months are counted as `year * 12 + month - 1`."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the canonical text; ValueError when it is none."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ValueError(f"no period: {text!r}")
        year = int(match["year"])
        if match["quarter"]:
            return cls.of_quarter(year, int(match["quarter"]))
        if match["half"]:
            start = year * 12 + 6 * (int(match["half"]) - 1)
            return cls(start, start + 5)
        if not match["month"]:
            return cls(year * 12, year * 12 + 11)
        first = _month_index(year, int(match["month"]))
        if not match["to_month"]:
            return cls(first, first)
        return cls(first, _month_index(int(match["to_year"]), int(match["to_month"])))

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        index = _month_index(year, month)
        return cls(index, index)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Self:
        start = year * 12 + 3 * (quarter - 1)
        return cls(start, start + 2)

    @classmethod
    def containing(cls, day: date, frequency: Frequency) -> Self:
        """The period of this frequency in which the day lies."""
        length = MONTHS_IN[frequency]
        index = day.year * 12 + day.month - 1
        start = index - index % length
        return cls(start, start + length - 1)

    @classmethod
    def last_completed(cls, day: date, frequency: Frequency) -> Self:
        """The most recent period of this frequency that ended before the day."""
        return cls.containing(day, frequency).shifted(-1)

    @property
    def length(self) -> int:
        """How many months it runs."""
        return self.last - self.first + 1

    @property
    def frequency(self) -> Frequency | None:
        """`month` or `quarter` when it is exactly one of these, else None."""
        if self.length == 1:
            return "month"
        return "quarter" if self.length == 3 and self.first % 3 == 0 else None

    @property
    def starts_on(self) -> date:
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        after = self.last + 1
        return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)

    def shifted(self, by: int) -> Self:
        """The period of the same length, `by` lengths later (earlier when negative)."""
        return type(self)(self.first + by * self.length, self.last + by * self.length)

    def year_earlier(self) -> Self:
        """The same period of the year before."""
        return type(self)(self.first - 12, self.last - 12)

    def __str__(self) -> str:
        year, month = divmod(self.first, 12)
        if self.length == 1:
            return f"{year}-{month + 1:02}"
        if self.length == 3 and month % 3 == 0:
            return f"{year}-Q{month // 3 + 1}"
        if self.length == 6 and month % 6 == 0:
            return f"{year}-H{month // 6 + 1}"
        if self.length == 12 and month == 0:
            return str(year)
        to_year, to_month = divmod(self.last, 12)
        return f"{year}-{month + 1:02}..{to_year}-{to_month + 1:02}"


def _month_index(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"no month: {month}")
    return year * 12 + month - 1
