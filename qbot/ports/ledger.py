"""The ledger: versions of figures, and what people did besides reporting."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from qbot.ledger.versions import Draft, Series, Version


class Reports(Protocol):
    """The ledger."""

    async def append(self, drafts: Sequence[Draft], *, at: datetime) -> Sequence[Version]:
        """Store versions in order, extend the chain, move what stands."""
        ...

    async def get(self, number: int) -> Version | None: ...

    async def history(self, series: Series) -> Sequence[Version]:
        """All versions of a series, oldest first, withdrawn ones and withdrawals included."""
        ...

    async def histories(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Sequence[Version]:
        """All versions of these (indicator, unit) whose period begins in one of these years, by number;
        withdrawn ones and withdrawals included."""
        ...

    async def standing(
        self,
        *,
        indicators: Collection[str] | None = None,
        units: Collection[str] | None = None,
        periods: Collection[str] | None = None,
    ) -> Sequence[Version]:
        """The standing version of every series that fits, by indicator, unit, period."""
        ...

    async def of_series(self, series: Collection[Series]) -> Sequence[Version]:
        """The standing versions of these series."""
        ...

    async def of_years(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Sequence[Version]:
        """The standing versions of these (indicator, unit) whose period begins in one of these years."""
        ...

    async def newest_years(self, series: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """For each (indicator, unit) that has one, the year in which its latest standing period begins."""
        ...

    async def promised(self, *, since: date, until: date) -> Sequence[Version]:
        """The standing versions without a figure that promise one by a day from `since` to `until`."""
        ...

    async def first_reported(
        self, first: int, last: int, *, series: Collection[tuple[str, str]]
    ) -> Mapping[Series, datetime]:
        """When each series of these (indicator, unit) of which nothing is owed any more first got a figure,
        or was said not to apply; of periods that begin in these years."""
        ...

    async def by_message(self, chat_id: int, message_id: int) -> Sequence[Version]:
        """The versions that one message brought."""
        ...

    async def last_of(self, reporter_id: int, *, limit: int) -> Sequence[Version]:
        """A reporter's newest versions that still stand, newest first."""
        ...

    def all(self) -> AsyncIterator[Version]:
        """The whole ledger in order, streamed."""
        ...

    async def standing_mismatch(self) -> Series | None:
        """The first series whose standing version is not what its history says; None when all agree."""
        ...


class Audit(Protocol):
    """What people did, besides reporting."""

    async def add(
        self,
        *,
        actor_id: int | None,
        action: str,
        subject: str,
        at: datetime,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None: ...
