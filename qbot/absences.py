"""Absences: who is away from when until when, and who stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """A person away from `from_on` to `until_on`, both included; `substitute_id` None: nobody stands in."""

    id: int
    person_id: int
    substitute_id: int | None
    from_on: date
    until_on: date
    text: str
    told_at: datetime
    ended_at: datetime | None = None

    def is_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.ended_at is None and self.from_on <= day <= self.until_on


def substitutes(absences: Iterable[Absence], *, on: date) -> Mapping[int, int | None]:
    """For everybody who is away on a day, who is to be written to instead; None: nobody. The word told last
    counts, and who stands in and is away too is stood in for by that one's substitute."""
    away = {each.person_id: each.substitute_id for each in absences if each.is_on(on)}
    return {person: _last(away, person) for person in away}


def _last(away: Mapping[int, int | None], person: int) -> int | None:
    """Follow the substitutes of substitutes; None where they end with nobody or in a circle."""
    seen = {person}
    instead = away[person]
    while instead is not None and instead in away:
        if instead in seen:
            return None
        seen.add(instead)
        instead = away[instead]
    return instead
