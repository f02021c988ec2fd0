"""Audiences: whom the office means: roles, units by their contacts, working groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from qbot.people import Person, Role
from qbot.plan.models import Plan

_ROLES: Mapping[str, Role] = {
    "全体联络员": "contact", "各单位联络员": "contact", "所有联络员": "contact", "联络员": "contact",
    "各单位": "contact", "所有单位": "contact", "全部单位": "contact", "各部门": "contact",
    "各位领导": "official", "领导": "official", "办公室": "office",
}  # fmt: skip
_GROUPS = ("各工作群", "所有工作群", "工作群里", "工作群", "各群", "群里", "群")
_BETWEEN = "、和及与,, "


@dataclass(frozen=True, slots=True)
class Audience:
    """People by role, the contacts of units, groups by chat id, or `all_groups` that are working groups."""

    roles: tuple[Role, ...] = ()
    units: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    all_groups: bool = False

    @property
    def is_nobody(self) -> bool:
        return self == Audience()

    def people(self, everyone: Iterable[Person]) -> tuple[Person, ...]:
        """The people meant who are with the office now, whether they can hear or not."""
        return tuple(
            each
            for each in everyone
            if each.state != "removed"
            and (
                each.role in self.roles
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
        )

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
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Audience":
        """The same again."""
        return cls(
            tuple(payload["roles"]),
            tuple(payload["units"]),
            tuple(payload["groups"]),
            bool(payload["all_groups"]),
        )


def read_audience(plan: Plan, text: str) -> tuple[Audience, str]:
    """The audience that a text begins with, and the words behind it; nobody where it begins otherwise."""
    meant, rest = Audience(), text.lstrip(_BETWEEN)
    while True:
        word = next((word for word in _words(plan) if rest.startswith(word)), None)
        if word is None:
            return meant, rest
        meant = meant.with_other(_named(plan, word))
        behind = rest.removeprefix(word)
        rest = behind.lstrip(_BETWEEN)
        if rest == behind:
            return meant, rest


@lru_cache(maxsize=4)
def _unit_names(units: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(units)


def _units(plan: Plan) -> Mapping[str, str]:
    return _unit_names(tuple((name, unit.id) for unit in plan.units for name in (unit.name, *unit.aliases)))


def _words(plan: Plan) -> Sequence[str]:
    return sorted((*_units(plan), *_ROLES, *_GROUPS), key=len, reverse=True)


def _named(plan: Plan, word: str) -> Audience:
    if word in _ROLES:
        return Audience(roles=(_ROLES[word],))
    return Audience(all_groups=True) if word in _GROUPS else Audience(units=(_units(plan)[word],))
