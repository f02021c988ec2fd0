"""Papers that the office issued, and what units object to a draft assessment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from qbot.issued import Issued, IssuedKind, Objection


class IssuedPapers(Protocol):
    """Rows of papers are only ever added; an objection is answered once."""

    async def add(
        self,
        kind: IssuedKind,
        number: int,
        *,
        snapshot: Mapping[str, Any],
        checksum: str,
        file: str,
        by: int,
        at: datetime,
    ) -> Issued | None:
        """None when this number of the kind was issued before."""
        ...

    async def get(self, kind: IssuedKind, number: int) -> Issued | None: ...

    async def newest(self, kind: IssuedKind) -> Issued | None:
        """The one with the highest number; None when there is none."""
        ...

    async def object(
        self, issued_id: int, *, unit: str, person_id: int, text: str, at: datetime
    ) -> Objection: ...

    async def objection(self, objection_id: int) -> Objection | None: ...

    async def objections(self, issued_id: int) -> Sequence[Objection]:
        """All that were raised against a draft, oldest first."""
        ...

    async def open_objections(self) -> Sequence[Objection]:
        """Those that wait for an answer, whatever draft they are against, oldest first."""
        ...

    async def answer(self, objection_id: int, *, text: str, by: int, at: datetime) -> bool:
        """False when it was answered before."""
        ...
