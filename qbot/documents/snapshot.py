"""What an issued brief said, frozen: every figure under its code, sealed by a checksum.

The snapshot is stored as JSON beside the file. 「简报第3期A12哪来的」 is answered from it, and a
later correction is found by comparing it with the same issue built again.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, PlainSerializer

from qbot.documents.goals import Situation, Standing
from qbot.documents.seal import Frozen, Sealed

About = Literal["figure", "count", "owed", "distance", "change", "reference"]
PEERS = "/peers"  # the distance from others is of `indicator/peers`


class Quoted(Frozen):
    """A figure of an issue. `about` and `of` say what it is, whatever its code; `of` is an indicator's id,
    a situation, or one of `indicators`, `expected`, `reported`, `open`, `overdue`. For a reference value
    `entry` names what the office entered, and `period` what that is about.

    `value` is decimal text in `measure`. For the figure of an indicator `unit`, `period` and `version` (its
    R-number) name the version, and `awaited` the oldest one overdue after it; the others name in
    `sources` what they come from: codes (`A5`, of an earlier issue `2:A5`), the version that has corrected
    what that issue said (`R-140`), series (`indicator/unit/period`).
    """

    about: About
    of: str
    value: str | None
    measure: str
    indicator: str | None = None
    unit: str | None = None
    period: str | None = None
    version: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    standing: Standing | None = None
    situation: Situation | None = None
    awaited: str | None = None
    sources: tuple[str, ...] = ()
    entry: int | None = None


class Snapshot(Sealed):
    """An issue's figures by code: A1, A2 … for the plan's indicators in its order, B1, B2 … for others."""

    number: int
    issued_at: datetime
    plan: str
    figures: Annotated[Mapping[str, Quoted], AfterValidator(MappingProxyType), PlainSerializer(dict)]

    def code(self, about: About, of: str) -> str | None:
        """The code of a figure, by what it is; None where the issue does not tell it."""
        found = (code for code, each in self.figures.items() if each.about == about and each.of == of)
        return next(found, None)

    def quoted(self, about: About, of: str) -> Quoted | None:
        """A figure, by what it is."""
        code = self.code(about, of)
        return self.figures[code] if code else None
