"""What a button carries: a typed action in at most 64 bytes, read back with suspicion.

Old messages keep old buttons and anyone can forge one, so `decode` accepts only what `encode` could have
made, and whoever presses is checked against the database by the handler of the action.
"""

from dataclasses import dataclass, fields
from typing import ClassVar

from qbot.errors import Gone

MAX_BYTES = 64
MAX_NUMBER = 2**63 - 1  # what a database column holds


_ACTIONS: dict[str, type["Action"]] = {}


@dataclass(frozen=True, slots=True)
class Action:
    """The base of all actions; a field is an int or a text without colons. A prefix belongs to one action."""

    prefix: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        other = _ACTIONS.setdefault(cls.prefix, cls)
        if other.__qualname__ != cls.__qualname__:
            raise TypeError(f"the prefix {cls.prefix!r} belongs to {other.__qualname__}")
        _ACTIONS[cls.prefix] = cls


@dataclass(frozen=True, slots=True)
class Ask(Action):
    """Ask about an indicator, or in general when `indicator` is empty."""

    prefix: ClassVar[str] = "ask"
    about: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Bind(Action):
    """Make a group a working group, or (`bound` 0) no longer."""

    prefix: ClassVar[str] = "bind"
    chat: int
    bound: int


@dataclass(frozen=True, slots=True)
class Remove(Action):
    """Remove a person; `sure` 0 asks first."""

    prefix: ClassVar[str] = "drop"
    person: int
    sure: int


@dataclass(frozen=True, slots=True)
class ShowPeople(Action):
    """Show a page of the list of people, the first one as 0."""

    prefix: ClassVar[str] = "people"
    page: int


@dataclass(frozen=True, slots=True)
class Invite(Action):
    """Make an invitation for a role and a unit; an empty unit asks for it where the role needs one."""

    prefix: ClassVar[str] = "inv"
    role: str
    unit: str


def encode(action: Action) -> str:
    """The callback data; ValueError when it does not fit into Telegram's 64 bytes."""
    parts = [action.prefix, *(str(getattr(action, field.name)) for field in fields(action))]
    data = ":".join(parts)
    if len(data.encode()) > MAX_BYTES or any(":" in part for part in parts):
        raise ValueError(f"no callback data: {data!r}")
    return data


def decode(data: str | None) -> Action:
    """The action behind callback data; Gone when it is none of ours."""
    prefix, *values = (data or "").split(":")
    kind = _ACTIONS.get(prefix)
    if kind is None or len(values) != len(fields(kind)):
        raise Gone("unknown button")
    try:
        action = kind(
            *(
                _number(text) if field.type is int else text
                for field, text in zip(fields(kind), values, strict=True)
            )
        )
        is_ours = encode(action) == data
    except ValueError as error:
        raise Gone("tampered button") from error
    if not is_ours:
        raise Gone("tampered button")
    return action


def _number(text: str) -> int:
    number = int(text)
    if abs(number) > MAX_NUMBER:
        raise ValueError("no id is so large")
    return number
