"""The papers behind the figures; the files themselves lie in the files folder."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from qbot.evidence import Evidence, Paper


class EvidenceOnRecord(Protocol):
    """What was sent to prove figures. All lists are oldest first unless it says otherwise."""

    async def add(self, person_id: int, paper: "Paper", *, number: int | None, at: datetime) -> "Evidence":
        """Put a paper on record; with a `number` also where it was loose before."""
        ...

    async def files_in_use(self) -> frozenset[str]:
        """The paths in the files folder that are on record, are still to be sent, or are asked about."""
        ...

    async def get(self, evidence_id: int) -> "Evidence | None": ...

    async def of_numbers(self, numbers: Collection[int]) -> "Sequence[Evidence]": ...

    async def of_messages(self, messages: Collection[tuple[int, int]]) -> "Sequence[Evidence]":
        """The papers that lie in these (chat_id, message_id) and are loose: tied to no figure by number."""
        ...

    async def of_album(self, chat_id: int, album: str) -> "Sequence[Evidence]":
        """All papers of an album."""
        ...

    async def with_content(self, sha256: str) -> "Sequence[Evidence]":
        """All papers with the same content."""
        ...

    async def page(
        self, *, person_id: int | None, units: Collection[str], before: int | None, limit: int
    ) -> "Sequence[Evidence]":
        """Newest first, ids below `before`: a person's own papers and those of these units' figures, or all
        papers when `person_id` is None."""
        ...
