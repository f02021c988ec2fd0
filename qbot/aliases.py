"""Words that the office teaches the reader while the bot runs: further names of an indicator.

They are kept beside the plan file and laid over it; a plan with them is checked like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from qbot.plan.models import Plan


@dataclass(frozen=True, slots=True)
class AddedAlias:
    """A wording that means an indicator, until somebody removes it."""

    id: int
    word: str
    indicator: str
    added_by: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """Something said before: `row` is its place in its table, `indicators` what was recorded from it."""

    row: int
    text: str
    on: date
    chat: str = "private"
    indicators: frozenset[str] = frozenset()


def with_aliases(plan: Plan, added: Iterable[tuple[str, str]]) -> Plan:
    """The plan with further aliases, given as (word, indicator); those of unknown indicators are left out."""
    words: dict[str, list[str]] = {}
    for word, indicator in added:
        words.setdefault(indicator, []).append(word)
    indicators = tuple(
        each.model_copy(update={"aliases": (*each.aliases, *words.get(each.id, ()))})
        for each in plan.indicators
    )
    parts = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan(**{**parts, "indicators": indicators})
