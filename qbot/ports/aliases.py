"""The wordings that the office has added, and all that was said before, which they must not change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from qbot.aliases import AddedAlias, Said


class Aliases(Protocol):
    """Added wordings."""

    async def add(self, word: str, indicator: str, *, by: int, at: datetime) -> AddedAlias: ...

    async def remove(self, alias_id: int, *, at: datetime) -> bool:
        """False when it was not in use any more."""
        ...

    async def get(self, alias_id: int) -> AddedAlias | None:
        """A wording in use."""
        ...

    async def all(self) -> Sequence[AddedAlias]:
        """The wordings in use, oldest first."""
        ...

    async def reported(self, *, after: int, limit: int) -> Sequence[Said]:
        """The messages behind the ledger's versions, by number, above `after`."""
        ...

    async def heard(self, *, after: int, limit: int) -> Sequence[Said]:
        """The texts in the inbox, by row, above `after`; rows without a text have an empty one."""
        ...
