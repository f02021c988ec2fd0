"""The standing cards of groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from qbot.cards.card import Card, CardKind


class Cards(Protocol):
    """One card of each kind in a chat; showing another forgets the one before."""

    async def all(self) -> Sequence[Card]: ...

    async def show(
        self, *, chat_id: int, kind: CardKind, subject: str, content: str, outbox_id: int, at: datetime
    ) -> None:
        """A new message stands for the card."""
        ...

    async def change(self, *, chat_id: int, kind: CardKind, subject: str, content: str, edit_id: int) -> None:
        """The same message was given other words."""
        ...

    async def pinned(self, chat_id: int, kind: CardKind) -> None:
        """It was asked to be pinned."""
        ...

    async def drop(self, chat_id: int, kind: CardKind) -> None: ...

    async def ledger_mark(self) -> str:
        """A word that changes whenever a figure is reported or reviewed, or a reference value entered."""
        ...
