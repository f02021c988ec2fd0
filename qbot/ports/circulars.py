"""Circulars and who has read them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from qbot.circulars import Circular, Draft, Reading


class Circulars(Protocol):
    """What the office has let go round."""

    async def add(self, draft: Draft, *, readers: Collection[int], by: int, at: datetime) -> Circular:
        """Keep a circular and the people who are to read it."""
        ...

    async def get(self, circular_id: int) -> Circular | None: ...

    async def open_ones(self, *, before: int | None, limit: int) -> Sequence[Circular]:
        """Those not closed, newest first, with ids below `before`."""
        ...

    async def readings(self, circular_id: int) -> Sequence[Reading]:
        """By person."""
        ...

    async def has_read(self, circular_id: int, person_id: int) -> bool: ...

    async def read(self, circular_id: int, person_id: int, *, at: datetime) -> bool:
        """Note a reader, also one who was not to read it; False when that was noted before."""
        ...

    async def remind(self, circular_id: int, *, at: datetime) -> None: ...

    async def close(self, circular_id: int, *, at: datetime) -> bool:
        """False when it was closed before."""
        ...

    async def miscounted(self) -> Sequence[tuple[Circular, int]]:
        """Those that were read by another number of people than their groups were shown, with that number."""
        ...

    async def count(self, circular_id: int, readers: int) -> None:
        """The groups were shown this number."""
        ...
