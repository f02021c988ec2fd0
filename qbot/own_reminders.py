"""The office's own reminders: when they fall due. A day off moves them to the next workday, never before."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from qbot.audiences import Audience
from qbot.calendar import add_workdays, is_workday
from qbot.clock import CITY_TIME, city_day
from qbot.periods import Period

RuleKind = Literal["once", "workdays", "weekly", "monthly", "monthly-workday", "yearly"]
_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 14 * _DAY
_FAR = 800 * _DAY


@dataclass(frozen=True, slots=True)
class Rule:
    """When to remind, in the city's time.

    `once`: on `day`. `workdays`: on each. `weekly`: on `numbers`, Monday 0. `monthly`: on days `numbers` of
    the month, -1 the last, and the last where the month is shorter. `monthly-workday`: on the n-th workday of
    the month, -1 the last. `yearly`: on `numbers`, month times 100 and day.
    """

    kind: RuleKind
    at: time
    numbers: tuple[int, ...] = ()
    day: date | None = None

    def times(self, *, after: datetime, until: datetime) -> Iterator[datetime]:
        """The moments after `after` up to and including `until` (aware), in UTC, each once and in order."""
        seen: datetime | None = None
        day, last = city_day(after) - _LONGEST_CLOSURE, city_day(until)
        while day <= last:
            if self._names(day):
                due_at = self._moment(day)
                if after < due_at <= until and due_at != seen:
                    yield due_at
                    seen = due_at
            day += _DAY

    def next_times(self, after: datetime, *, most: int = 3) -> tuple[datetime, ...]:
        """The first moments after one; fewer where there are no more."""
        until = after + _FAR
        if self.day is not None:
            until = max(until, self._moment(self.day))
        found: list[datetime] = []
        for due_at in self.times(after=after, until=until):
            found.append(due_at)
            if len(found) == most:
                break
        return tuple(found)

    def is_moved(self, due_at: datetime) -> bool:
        """Whether a moment stands for a day off before it."""
        return not self._names(city_day(due_at))

    def _names(self, day: date) -> bool:
        match self.kind:
            case "once":
                return day == self.day
            case "workdays":
                return is_workday(day)
            case "weekly":
                return day.weekday() in self.numbers
            case "monthly":
                return self._is_day_of_month(day)
            case "monthly-workday":
                return is_workday(day) and any(day == _nth_workday(day, n) for n in self.numbers)
            case "yearly":
                return self._is_day_of_year(day)

    def _is_day_of_year(self, day: date) -> bool:
        said = {day.month * 100 + day.day}
        if (day.month, day.day) == (2, 28) and not isleap(day.year):
            said.add(229)
        return not said.isdisjoint(self.numbers)

    def _is_day_of_month(self, day: date) -> bool:
        last = Period.containing(day, "month").ends_on.day
        return day.day in {last if number == -1 else min(number, last) for number in self.numbers}

    def _moment(self, day: date) -> datetime:
        workday = day if is_workday(day) else add_workdays(day, 1)
        return datetime.combine(workday, self.at, CITY_TIME).astimezone(UTC)

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "kind": self.kind,
            "at": self.at.isoformat(),
            "numbers": list(self.numbers),
            "day": self.day.isoformat() if self.day else None,
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Rule":
        """The same again."""
        day = payload["day"]
        return cls(
            payload["kind"],
            time.fromisoformat(payload["at"]),
            tuple(payload["numbers"]),
            date.fromisoformat(day) if day else None,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder as the office said it."""

    text: str
    rule: Rule
    audience: Audience = field(default_factory=Audience)

    def doubles(self, other: "Wanted") -> bool:
        """Whether somebody would hear the same twice at the same times."""
        same = (self.text, self.rule) == (other.text, other.rule)
        return same and self.audience.meets(other.audience)

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "text": self.text,
            "rule": self.rule.to_payload(),
            "audience": self.audience.to_payload(),
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Wanted":
        """The same again."""
        return cls(
            payload["text"],
            Rule.from_payload(payload["rule"]),
            Audience.from_payload(payload["audience"]),
        )


@dataclass(frozen=True, slots=True)
class OwnReminder:
    """A reminder that was saved; `runs_from` is when it was saved or last taken up again."""

    id: int
    wanted: Wanted
    created_by: int
    runs_from: datetime
    paused_at: datetime | None = None

    @property
    def name(self) -> str:
        """What its occurrences are kept under."""
        return f"own:{self.id}"


def _nth_workday(day: date, number: int) -> date:
    month = Period.containing(day, "month")
    if number > 0:
        return add_workdays(month.starts_on - _DAY, number)
    return add_workdays(month.ends_on + _DAY, number)
