"""Reference values that the office entered; entries are only ever added."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from qbot.ledger.references import Reference, References
from qbot.periods import Period


class ReferenceValues(Protocol):
    """The dated figures that indicators are measured against."""

    async def enter(
        self,
        indicator: str,
        period: Period,
        *,
        value: Decimal | None,
        withdraws: int | None = None,
        text: str,
        by: int,
        at: datetime,
    ) -> Reference:
        """Add an entry and give it back as it was stored; one that withdraws another has no value."""
        ...

    async def get(self, entry: int) -> Reference | None: ...

    async def all(self, *, since: Period | None = None) -> Sequence[Reference]:
        """Every entry, oldest first; `since` leaves out those about periods of earlier years."""
        ...

    async def standing(self, *, since: Period) -> References:
        """What counts now, as far back as figures of a period and of later ones are measured by it."""
        ...
