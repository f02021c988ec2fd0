"""What people have been reminded of, and what the office wants them to be reminded of."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from qbot.nudges import ChaseWish, Nudge


class Nudges(Protocol):
    """Reminders by person and figure. What Telegram did not take counts as never said."""

    async def add(self, nudges: Collection[Nudge], *, outbox_id: int) -> None:
        """Note that one message, just put into the outbox, reminds of these."""
        ...

    async def of_periods(self, periods: Collection[str]) -> Sequence[Nudge]:
        """All nudges about figures of these periods, oldest first."""
        ...

    async def told_on(self, day: date) -> frozenset[int]:
        """Who was written to on a day, whether it arrived or not."""
        ...

    async def in_message(self, outbox_id: int) -> Sequence[Nudge]:
        """What a message reminds of."""
        ...

    async def wish(self, unit: str, *, by: int, at: datetime) -> ChaseWish: ...

    async def wishes(self) -> Sequence[ChaseWish]:
        """The chases that have not been carried out, oldest first."""
        ...

    async def fulfil(self, wish_id: int, *, at: datetime) -> bool:
        """False when it was carried out before."""
        ...
