"""What changed since somebody last looked: an overview is kept as it was seen, and laid beside today's.

A snapshot is small plain data, so it can be stored as a fact: the moment, and for each indicator its light,
the version that counted and the period it was about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qbot.ledger.current import Current


@dataclass(frozen=True, slots=True)
class Seen:
    """How one indicator stood; `number` is the version that counted, `value` its figure in digits."""

    light: str
    number: int | None
    value: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An overview as it was seen."""

    seen_at: datetime
    lights: Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one indicator: `light` or `figure` says in what way it is."""

    before: Seen
    now: Current

    @property
    def is_light(self) -> bool:
        return self.before.light != self.now.light

    @property
    def is_worse(self) -> bool:
        return self.is_light and _RANK[self.now.light] > _RANK[self.before.light]


_RANK = {"met": 0, "near": 1, "unknown": 2, "missing": 3, "unmet": 4}


def snapshot(everything: Sequence[Current], *, at: datetime) -> Snapshot:
    """What is to be remembered of an overview."""
    return Snapshot(at, {each.indicator.id: _seen(each) for each in everything})


def _seen(each: Current) -> Seen:
    version = each.version
    return Seen(
        light=each.light,
        number=version.number if version else None,
        value=str(version.value) if version and version.value is not None else None,
        period=str(each.period) if each.period else None,
    )


def changes(earlier: Snapshot, everything: Sequence[Current]) -> tuple[Change, ...]:
    """The indicators that stand otherwise than they were seen, the worsened ones first."""
    found = [
        Change(earlier.lights[each.indicator.id], each)
        for each in everything
        if each.indicator.id in earlier.lights and earlier.lights[each.indicator.id] != _seen(each)
    ]
    return tuple(sorted(found, key=lambda change: (not change.is_worse, not change.is_light)))


def to_plain(kept: Snapshot) -> dict[str, Any]:
    """For storing as JSON."""
    lights = {id_: [each.light, each.number, each.value, each.period] for id_, each in kept.lights.items()}
    return {"seen_at": kept.seen_at.isoformat(), "lights": lights}


def from_plain(content: Mapping[str, Any]) -> Snapshot:
    """What `to_plain` made."""
    lights = {id_: Seen(*fields) for id_, fields in content["lights"].items()}
    return Snapshot(datetime.fromisoformat(content["seen_at"]), lights)
