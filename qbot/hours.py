"""Office hours: when the bot may speak of its own accord. What falls outside waits for the next opening.

Workdays follow the calendar with its moved days (调休), both ways; the office may have lunch left free.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from qbot.calendar import is_workday
from qbot.clock import CITY_TIME, city_time
from qbot.ports import Reads, Writes

OPENS, CLOSES = time(9, 0), time(17, 30)
LUNCH_BEGINS, LUNCH_ENDS = time(12, 0), time(14, 0)
_LUNCH_FREE = "hours.lunch-free"
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """9:00-17:30 on workdays, both included; without 12:00-14:00 when lunch is left free."""

    lunch_free: bool = False

    def are_open(self, at: datetime) -> bool:
        """Whether the office works at this moment (aware)."""
        local = city_time(at)
        return is_workday(local.date()) and self._is_open_time(local.time())

    def next_open(self, at: datetime) -> datetime:
        """The moment itself while the office works, else when it opens next; in UTC."""
        local = city_time(at)
        if self.are_open(at):
            return at.astimezone(UTC)
        if is_workday(local.date()) and local.time() < OPENS:
            return _moment(local.date(), OPENS)
        if is_workday(local.date()) and local.time() < LUNCH_ENDS:
            return _moment(local.date(), LUNCH_ENDS)
        day = local.date() + _DAY
        while not is_workday(day):
            day += _DAY
        return _moment(day, OPENS)

    def leaves_at(self, said: datetime) -> datetime:
        """When what was said for a moment can go: then, or when the office opens next; a minute early where
        it closes at that moment, since nothing goes in no time."""
        opens_at = self.next_open(said)
        return opens_at if self.are_open(opens_at + _MINUTE) else opens_at - _MINUTE

    def _is_open_time(self, local: time) -> bool:
        at_lunch = self.lunch_free and LUNCH_BEGINS <= local < LUNCH_ENDS
        return OPENS <= local <= CLOSES and not at_lunch


async def office_hours(tx: Reads) -> OfficeHours:
    """The hours that hold now."""
    return OfficeHours(lunch_free=await tx.facts.get(_LUNCH_FREE) == "yes")


async def leave_lunch_free(tx: Writes, *, free: bool) -> None:
    """The office's word on lunch."""
    await tx.facts.set(_LUNCH_FREE, "yes" if free else "no")


def _moment(day: date, local: time) -> datetime:
    return datetime.combine(day, local, CITY_TIME).astimezone(UTC)
