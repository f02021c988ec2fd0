"""Orders and the record of what was said of each."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from qbot.ledger.versions import Series
from qbot.orders import EntryKind, Light, Order, OrderEntry, Step


class Orders(Protocol):
    """All orders; serial numbers run without gaps within a step and a year."""

    async def issue(
        self,
        series: Series,
        *,
        step: Step,
        light: Light,
        text: str,
        answer_by_on: date | None,
        by: int,
        year: int,
        at: datetime,
    ) -> Order: ...

    async def get(self, order_id: int) -> Order | None: ...

    async def by_serials(self, serials: Collection[str]) -> Sequence[Order]:
        """The orders that have one of these serial numbers, oldest first."""
        ...

    async def about(self, series: Series) -> Sequence[Order]:
        """All orders about a figure, oldest first."""
        ...

    async def of_step(self, step: Step) -> Sequence[Order]:
        """All orders of a step, open or closed, oldest first."""
        ...

    async def open_ones(self, *, limit: int, after: int = 0) -> Sequence[Order]:
        """Open orders with ids above `after`, oldest first."""
        ...

    async def open_of(self, unit: str) -> Sequence[Order]: ...

    async def open_for(self, person_id: int, *, limit: int) -> Sequence[Order]:
        """Open orders that were sent to a person, oldest first."""
        ...

    async def open_turning(self) -> Sequence[Order]:
        """Open orders whose light is red or yellow, which turns with their figure; oldest first."""
        ...

    async def turn(self, order_id: int, light: Light) -> None:
        """Change the light."""
        ...

    async def close(self, order_id: int, *, by: int, outcome: str, at: datetime) -> bool:
        """False when it was not open any more."""
        ...

    async def add_entry(
        self,
        order_id: int,
        *,
        person_id: int | None,
        kind: EntryKind,
        text: str,
        chat_id: int | None = None,
        message_id: int | None = None,
        at: datetime,
    ) -> OrderEntry: ...

    async def entries(self, order_id: int) -> Sequence[OrderEntry]:
        """The record, oldest first."""
        ...
