"""Who is away until when, and who stands in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from qbot.absences import Absence


class Absences(Protocol):
    """Absences that people told; none is deleted, one that ends early is closed."""

    async def add(
        self,
        *,
        person_id: int,
        substitute_id: int | None,
        from_on: date,
        until_on: date,
        text: str,
        at: datetime,
    ) -> Absence: ...

    async def get(self, absence_id: int) -> Absence | None: ...

    async def on_day(self, day: date) -> Sequence[Absence]:
        """Those in force on a day, by person, each one's oldest first."""
        ...

    async def open_ones(self, *, on: date) -> Sequence[Absence]:
        """All that have not ended by this day, those to come included, by person, each one's oldest first."""
        ...

    async def open_of(self, person_id: int, *, on: date) -> Sequence[Absence]:
        """A person's absences that have not ended by this day, those to come included, oldest first."""
        ...

    async def substituted_by(self, person_id: int, *, on: date) -> Sequence[Absence]:
        """Those in force on a day in which this person stands in."""
        ...

    async def end(self, absence_id: int, *, at: datetime) -> bool:
        """False when it had been ended before."""
        ...
