"""What is said of figures in review; entries are only ever added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from qbot.ledger.reviews import Review, Step, Waiting


class Reviews(Protocol):
    """The reviews of all figures."""

    async def add(
        self, number: int, *, step: Step, words: str | None, person_id: int, at: datetime
    ) -> Review: ...

    async def add_all(self, numbers: Sequence[int], *, step: Step, person_id: int, at: datetime) -> None:
        """The same entry, without words, for many versions."""
        ...

    async def of(self, number: int) -> Sequence[Review]:
        """What was said of a version, oldest first."""
        ...

    async def all(self) -> Sequence[Review]:
        """What was said of all versions, oldest first."""
        ...

    async def waiting(self) -> Sequence[Waiting]:
        """The standing figures and 不适用 without a verdict, samples left out, by number."""
        ...

    async def count_waiting(self) -> int:
        """How many there are."""
        ...
