"""Punctuality: who reports completely and on time, while no assessment has been published (方案 五(五))."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from qbot.clock import city_day
from qbot.ledger.obligations import Obligation, expected, has_fallen_due, with_extensions
from qbot.ledger.versions import Series
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.tasks.quarterly import words_expected, words_told


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of one unit: what fell due, a township's quarterly words or figures, how much of it is there, and how
    much came by the due day."""

    unit: str
    due: int
    reported: int
    on_time: int

    @property
    def completeness(self) -> Fraction:
        return Fraction(self.reported, self.due)

    @property
    def timeliness(self) -> Fraction:
        return Fraction(self.on_time, self.due)


async def punctuality(
    tx: Reads, plan: Plan, *, on: date, period: Period | None = None
) -> tuple[Punctuality, ...]:
    """Every unit to which something fell due, the best first; of the whole plan so far, or of what lies
    within a period. What is not yet due counts neither way, and a day that the office has granted is the due
    day. Each figure owed counts once, so that sending it again pushes no share over 100 %."""
    everything = (*expected(plan, on=on), *words_expected(plan, on=on))
    owed = with_extensions(everything, await tx.extensions.granted())
    due = [each for each in owed if has_fallen_due(each.due_on, on) and _lies_within(each, period)]
    telling = {each.unit for each in due if each.is_progress}
    first_at = await tx.reports.first_reported(
        plan.phases[0].starts_on.year,
        plan.phases[-1].ends_on.year,
        series=[(each.id, each.lead_unit) for each in plan.indicators],
    )
    came_on = {
        **{series: city_day(at) for series, at in first_at.items()},
        **await words_told(tx, plan, on=on, units=telling),
    }
    of_unit: defaultdict[str, list[Obligation]] = defaultdict(list)
    for each in due:
        of_unit[each.unit].append(each)
    found = [_of(unit, mine, came_on) for unit, mine in of_unit.items()]
    return tuple(sorted(found, key=lambda each: (-each.completeness, -each.timeliness, each.unit)))


def places(ranked: tuple[Punctuality, ...]) -> dict[str, int]:
    """Each unit's place; equals share one."""
    keys = [(each.completeness, each.timeliness) for each in ranked]
    return {each.unit: keys.index(key) + 1 for each, key in zip(ranked, keys, strict=True)}


def _lies_within(each: Obligation, whole: Period | None) -> bool:
    return whole is None or (whole.first <= each.period.first and each.period.last <= whole.last)


def _of(unit: str, owed: list[Obligation], came_on: dict[Series, date]) -> Punctuality:
    came = [(each, came_on[each.series]) for each in owed if each.series in came_on]
    return Punctuality(
        unit=unit,
        due=len(owed),
        reported=len(came),
        on_time=sum(day <= each.due_on for each, day in came),
    )
