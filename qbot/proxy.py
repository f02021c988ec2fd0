"""代报: the office reports for a unit, in the office's name and marked so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.reading.meaning import Item
from qbot.reading.normal import normalise
from qbot.reporting import unit_for

_FOR = re.compile(
    r"^\s*(?:请|帮忙|我)?(?:(?P<said>代(?:上报|填报|报送|补报|报数|报))[\s:,]*|代(?:表|替|为)?|[替帮])\s*"
)
_FIGURE_COMES = re.compile(
    r"[\s,]*(?:(?:去年|今年|上年)?\d|上个?月|本月|本季度|上个?季度|[一二三四]季度|上半年|下半年)"
)
TOLD_WITHIN = timedelta(days=3)
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
        behind = rest[len(name) :]
        said = _SAYS.match(behind)
        is_report = bool(begins["said"]) or _FIGURE_COMES.match(behind) is not None
        if said is not None and (is_report or said["verb"] or said["mark"]) and said["words"].strip():
            return OnBehalf(unit, name, said["words"].strip())
        return None
    somebody = _SOMEBODY.match(rest)
    return OnBehalf(None, somebody["name"], somebody["words"].strip()) if somebody else None


async def told_last(tx: Reads, person: Person, *, at: datetime) -> Sequence[Version]:
    """The figures of a contact's units that the office reported last in one go, a short while ago, and that
    still stand; none where the contact has reported since."""
    if person.role != "contact" or not person.units:
        return ()
    standing = await tx.reports.standing(units=person.units)
    told = [
        each for each in standing if each.draft.source == "proxy" and at - each.reported_at <= TOLD_WITHIN
    ]
    own = await tx.reports.last_of(person.id, limit=1)
    newest = max(told, key=lambda each: each.number, default=None)
    if newest is None or (own and own[0].number > newest.number):
        return ()
    return [each for each in told if each.reported_at == newest.reported_at]


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
