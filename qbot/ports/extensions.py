"""Leave to report late: what was asked for, and what the office granted."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from qbot.extensions import Extension
from qbot.ledger.obligations import Granted
from qbot.ledger.versions import Series


class Extensions(Protocol):
    """All extensions; a decision is made once."""

    async def ask(
        self, series: Series, *, by: int, until_on: date, reason: str, at: datetime
    ) -> Extension: ...

    async def get(self, extension_id: int) -> Extension | None: ...

    async def waiting(self, series: Series) -> Extension | None:
        """The one about this figure that the office has not decided."""
        ...

    async def of_units(self, units: Collection[str], *, limit: int) -> Sequence[Extension]:
        """What these units asked for, the newest first."""
        ...

    async def of_series(self, series: Series) -> Sequence[Extension]:
        """All that was asked for about this figure, the oldest first."""
        ...

    async def decide(self, extension_id: int, *, granted: bool, by: int, at: datetime) -> bool:
        """False when it was decided before."""
        ...

    async def granted_by(self, at: datetime) -> Granted:
        """The latest day that had been granted by a moment, for each figure that had one."""
        ...

    async def granted(self, periods: Collection[str] | None = None) -> Granted:
        """The latest day granted for each figure that has one; of these periods alone when some are named."""
        ...
