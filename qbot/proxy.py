"""代报: the office reports for a unit, in the office's name and marked so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reading.meaning import Item
from qbot.reading.normal import normalise
from qbot.reporting import unit_for

_FOR = re.compile(r"^\s*(?:请|帮忙|我)?代(?:表|替|为)?")
_SAYS = re.compile(
    r"(?:的?联络员)?(?P<verb>上报|填报|报送|补报|报数|报)?\s*(?P<mark>[:,])?\s*(?P<words>.*)$", re.DOTALL
)
_SOMEBODY = re.compile(r"(?P<name>[^\s:]{2,20}?)(?:上报|填报|报送|补报|报数|报)\s*:(?P<words>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """A report in another's name: `unit` is None where the plan knows no unit called `name`."""

    unit: str | None
    name: str
    words: str


def on_behalf(plan: Plan, text: str) -> OnBehalf | None:
    """Whose report a text claims to be, when it begins as 代…报; None when it does not."""
    text = normalise(text).text
    begins = _FOR.match(text)
    if begins is None:
        return None
    rest = text[begins.end() :].lstrip()
    named = unit_at_start(plan, rest)
    if named is not None:
        unit, name = named
        said = _SAYS.match(rest[len(name) :])
        if said is not None and (said["verb"] or said["mark"]) and said["words"].strip():
            return OnBehalf(unit, name, said["words"].strip())
        return None
    somebody = _SOMEBODY.match(rest)
    return OnBehalf(None, somebody["name"], somebody["words"].strip()) if somebody else None


def split(plan: Plan, text: str) -> tuple[str, str] | None:
    """The unit named at the start of a text, and the rest of it; None where none is."""
    text = normalise(text).text.strip()
    named = unit_at_start(plan, text)
    if named is None:
        return None
    unit, name = named
    return unit, text[len(name) :].lstrip(" :,")


def unit_at_start(plan: Plan, text: str) -> tuple[str, str] | None:
    """The unit whose name, the longest that fits, begins a text, and that name."""
    names = ((name, unit.id) for unit in plan.units for name in (unit.name, *unit.aliases, unit.id))
    fitting = [(name, unit) for name, unit in names if text.startswith(name)]
    if not fitting:
        return None
    name, unit = max(fitting, key=lambda pair: len(pair[0]))
    return unit, name


def standing_in(person: Person, unit: str) -> Person:
    """The member of the office, speaking as a contact of this unit would."""
    return replace(person, role="contact", units=(unit,))


def of_unit(plan: Plan, unit: str, items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The items that are the unit's to report, and the indicators of those that are not."""
    speaker = Person(0, 0, "", "contact", (unit,))
    mine = [
        each for each in items if unit_for(plan, speaker, indicator=each.indicator, named=each.unit) == unit
    ]
    others = tuple(dict.fromkeys(each.indicator for each in items if each not in mine))
    return tuple(mine), others
