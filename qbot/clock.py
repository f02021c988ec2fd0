"""Time comes from here alone, so that a rehearsal can move it and a test can hold it."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")
REHEARSAL_TIME = "rehearsal.time"  # the fact in which a running rehearsal notes its time


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


class RealClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class RehearsalClock:
    """Starts at a chosen time, runs on from there, and can be moved forward."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            start = start.replace(tzinfo=CITY_TIME)
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def move_to(self, when: datetime) -> None:
        """Jump forward; ValueError when `when` lies in the past."""
        if when < self.now():
            raise ValueError("the rehearsal clock only moves forward")
        self._start, self._began = when.astimezone(UTC), time.monotonic()


class FixedClock:
    """Stands still until told; for tests and for bounded simulations."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def move_to(self, when: datetime) -> None:
        self.at = when.astimezone(UTC)


def city_time(at: datetime) -> datetime:
    """The wall time in the city."""
    return at.astimezone(CITY_TIME)


def city_day(at: datetime) -> date:
    """The day it is in the city."""
    return city_time(at).date()
