"""One update's turn: what a handler knows about the inbox row it works on, and how it closes that row.

A handler stores its effects and closes the row in the same transaction, so a crash leaves both or neither.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime

from telegram.ext import CallbackContext

from qbot.clock import Clock
from qbot.messages import InboxRow, Outcome
from qbot.ports import Store, Writes

_current: ContextVar["Turn"] = ContextVar("turn")


class Turn:
    """The processing of one inbox row; `closed` once the row is done for good."""

    def __init__(
        self, row: InboxRow, *, store: Store, clock: Clock, committed: Callable[[], None] = lambda: None
    ) -> None:
        self.row = row
        self.closed = False
        self.error: BaseException | None = None
        self.outcome: Outcome | None = None
        self._store, self._clock, self._committed = store, clock, committed

    @property
    def row_id(self) -> int:
        """The inbox row's number."""
        return self.row.id

    @property
    def received_at(self) -> datetime:
        """When the update came in, in UTC."""
        return self.row.received_at

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writes]:
        """The one write transaction of this turn; the row is done when it commits.

        What the handler raises after it is logged and does not undo it. Further transactions may follow,
        yet a crash between them leaves the later ones undone. Raises StorageError.
        """
        async with self._store.writing() as tx:
            yield tx
            if not self.closed:
                await tx.inbox.done(self.row.id, outcome=self.outcome, at=self._clock.now())
        self.closed = True
        self._committed()

    def mark(self, outcome: Outcome) -> None:
        """Note what became of the update; a figure that was recorded outweighs what else was said."""
        if self.outcome != "recorded":
            self.outcome = outcome

    async def close(self) -> None:
        """Close the row of a turn in which nothing was written."""
        if not self.closed:
            async with self.writing():
                pass

    def excuse(self) -> None:
        """The error has been told to the person and is no failure: the row need not be tried again."""
        self.error = None


def current_turn() -> Turn:
    """The turn of the update being handled; RuntimeError outside of one."""
    turn = _current.get(None)
    if turn is None:
        raise RuntimeError("no update is being handled here")
    return turn


def begin(turn: Turn) -> None:
    """Make this the current turn of the running task."""
    _current.set(turn)


async def record_error(_update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """The Application's error handler: keeps the error, because process_update swallows it."""
    turn = _current.get(None)
    if turn is not None:
        turn.error = context.error
