"""Audiences: whom the office means: roles, units or all units of a kind by their contacts, working groups."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from qbot.people import Person, Role
from qbot.plan.models import Plan, UnitKind

_EACH = ("全体", "所有", "全部", "各位", "每位", "各")
_NAMES: tuple[tuple[str, Role], ...] = (
    ("联络员", "contact"), ("领导同志", "official"), ("市领导", "official"), ("领导", "official"),
    ("办公室同志", "office"), ("办公室人员", "office"), ("办公室", "office"),
)  # fmt: skip
_OF_UNITS = ("单位联络员", "责任单位", "成员单位", "单位")
_ROLES: Mapping[str, Role] = {
    **{f"{each}{word}": role for each in ("", *_EACH) for word, role in _NAMES},
    **dict.fromkeys((f"{each}{word}" for each in _EACH for word in _OF_UNITS), "contact"),
}
_GROUPS = ("各工作群", "所有工作群", "工作群里", "工作群", "各群", "群里", "群")
_ALL = ("", "各", "各个", "所有", "所有的", "全部", "全体", "全市", "全市各", "全市所有")
_KINDS: Mapping[str, tuple[UnitKind, ...]] = {
    **{f"{all_}乡镇{office}": ("township",) for all_ in _ALL for office in ("", "政府")},
    **{f"{all_}{name}": ("office", "department") for all_ in _ALL[1:] for name in ("部门", "市直部门")},
    "市直各部门": ("office", "department"),
}
_CONTACTS = re.compile(r"的?联络员们?")  # whoever writes to a unit writes to its contacts
_MYSELF = ("我自己", "我本人", "自己", "本人", "我")
_OURS = frozenset("们市县区局镇乡办委厅")  # 我市, 我们: not the speaker alone
_TITLE = re.compile(r"^(?:局长|主任|科长|书记|市长|镇长|股长|处长|同志|老师)")
NO_NAMES: Mapping[str, tuple[int, str]] = MappingProxyType({})
_BETWEEN = "、和及与,, "


@dataclass(frozen=True, slots=True)
class Audience:
    """People by role, the contacts of units, groups by chat id, or `all_groups` that are working groups;
    `persons` are people by their ids, each with the name that was said."""

    roles: tuple[Role, ...] = ()
    units: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    all_groups: bool = False
    persons: tuple[tuple[int, str], ...] = ()

    @property
    def is_nobody(self) -> bool:
        return self == Audience()

    def people(self, everyone: Iterable[Person]) -> tuple[Person, ...]:
        """The people meant who are with the office now, whether they can hear or not."""
        named = {id_ for id_, _ in self.persons}
        return tuple(
            each
            for each in everyone
            if each.state != "removed"
            and (
                each.role in self.roles
                or each.id in named
                or (each.role == "contact" and not set(self.units).isdisjoint(each.units))
            )
        )

    def with_other(self, other: "Audience") -> "Audience":
        """Both together."""
        return Audience(
            tuple(dict.fromkeys((*self.roles, *other.roles))),
            tuple(dict.fromkeys((*self.units, *other.units))),
            tuple(dict.fromkeys((*self.groups, *other.groups))),
            self.all_groups or other.all_groups,
            tuple(dict.fromkeys((*self.persons, *other.persons))),
        )

    def meets(self, other: "Audience") -> bool:
        """Whether somebody is named in both."""
        pairs = (
            (self.roles, other.roles),
            (self.units, other.units),
            (self.groups, other.groups),
            (self.persons, other.persons),
        )
        both_groups = self.all_groups and other.all_groups
        return both_groups or any(not set(mine).isdisjoint(theirs) for mine, theirs in pairs)

    def toggled(self, whom: str) -> "Audience":
        """With a role or a group (its chat id) that was not meant before, without one that was."""
        if whom.lstrip("-").isdigit():
            group = int(whom)
            left = tuple(each for each in self.groups if each != group)
            return replace(self, groups=left if group in self.groups else (*self.groups, group))
        roles: tuple[Role, ...] = ("contact", "official", "office")
        return replace(self, roles=tuple(each for each in roles if (each in self.roles) != (each == whom)))

    def to_payload(self) -> dict[str, Any]:
        """JSON."""
        return {
            "roles": list(self.roles),
            "units": list(self.units),
            "groups": list(self.groups),
            "all_groups": self.all_groups,
            "persons": [list(each) for each in self.persons],
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Audience":
        """The same again."""
        return cls(
            tuple(payload["roles"]),
            tuple(payload["units"]),
            tuple(payload["groups"]),
            bool(payload["all_groups"]),
            tuple((id_, name) for id_, name in payload.get("persons", ())),
        )


def names_of(everyone: Iterable[Person], speaker: Person) -> Mapping[str, tuple[int, str]]:
    """By what is said, the person who is meant: 我, and whoever alone bears a name."""
    present = [each for each in everyone if each.state != "removed"]
    bearers = Counter(each.name for each in present)
    found = {each.name: (each.id, each.name) for each in present if bearers[each.name] == 1}
    found = {name: each for name, each in found.items() if len(name) > 1}
    return found | dict.fromkeys(_MYSELF, (speaker.id, speaker.name))


def read_audience(
    plan: Plan, text: str, *, names: Mapping[str, tuple[int, str]] = NO_NAMES
) -> tuple[Audience, str]:
    """The audience that a text begins with, and the words behind it; nobody where it begins otherwise.
    `names` are those by which a person can be meant."""
    meant, rest = Audience(), text.lstrip(_BETWEEN)
    words = sorted((*_units(plan), *_ROLES, *_KINDS, *_GROUPS, *names), key=len, reverse=True)
    while True:
        word = next((word for word in words if rest.startswith(word)), None)
        if word is None or (word == "我" and rest[1:2] in _OURS):
            return meant, rest
        named = _named(plan, word, names)
        meant = meant.with_other(named)
        behind = rest.removeprefix(word)
        if word in names:
            behind = _TITLE.sub("", behind)
        elif named.units:
            behind = behind[contacts.end() :] if (contacts := _CONTACTS.match(behind)) else behind
        rest = behind.lstrip(_BETWEEN)
        if rest == behind:
            return meant, rest


@lru_cache(maxsize=4)
def _unit_names(units: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(units)


def _units(plan: Plan) -> Mapping[str, str]:
    return _unit_names(tuple((name, unit.id) for unit in plan.units for name in (unit.name, *unit.aliases)))


def of_kinds(plan: Plan, *kinds: UnitKind) -> tuple[str, ...]:
    """All units of these kinds, in the plan's order."""
    return tuple(unit.id for unit in plan.units if unit.kind in kinds)


def _named(plan: Plan, word: str, names: Mapping[str, tuple[int, str]]) -> Audience:
    if word in _ROLES:
        return Audience(roles=(_ROLES[word],))
    if word in _KINDS:
        return Audience(units=of_kinds(plan, *_KINDS[word]))
    if word in _GROUPS:
        return Audience(all_groups=True)
    return Audience(units=(_units(plan)[word],)) if word in _units(plan) else Audience(persons=(names[word],))
