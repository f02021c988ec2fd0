"""One transaction's statements, with the driver's errors turned into the program's.

A cancelled task never leaves a statement half way: each one is waited for, then the cancellation goes on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from qbot.errors import StorageError

T = TypeVar("T")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Wrap = Callable[[BaseException], StorageError]


class ReadOnlyView(RuntimeError):
    """A method that writes was called inside reading(); it needs writing()."""


async def settled(work: Awaitable[T]) -> T:
    """Wait for `work` to end even if this task is cancelled; the cancellation is raised after it."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # the caller hears of the cancellation, not of this
        raise


class Transaction:
    """What the repositories speak to. After a failed statement nothing of the transaction can be kept."""

    def __init__(self, connection: AsyncConnection, *, writable: bool, wrap: Wrap) -> None:
        self._connection = connection
        self._writable = writable
        self._wrap = wrap
        self.failure: StorageError | None = None

    async def rows(self, query: sa.Select[Any], parameters: Parameters | None = None) -> Sequence[Any]:
        """All rows of a query."""
        result = await self._run(query, parameters)
        return result.all()

    async def row(self, query: sa.Select[Any], parameters: Parameters | None = None) -> Any | None:
        """The first row of a query."""
        result = await self._run(query, parameters)
        return result.first()

    async def write(self, statement: sa.UpdateBase, parameters: Parameters | None = None) -> int:
        """Run a statement that changes rows; how many it changed (one parameter set only)."""
        result = await self._change(statement, parameters)
        return result.rowcount

    async def write_returning(
        self, statement: sa.UpdateBase, parameters: Parameters | None = None
    ) -> Sequence[Any]:
        """Run a statement with RETURNING."""
        result = await self._change(statement, parameters)
        return result.all()

    async def commit(self) -> None:
        """Keep what was written; StorageError when a statement failed before, and then nothing is kept."""
        if self.failure is not None:
            raise self.failure
        await self._guarded(self._connection.commit())

    async def rollback(self) -> None:
        """Drop what was written. A connection that is gone has nothing left to drop."""
        with suppress(StorageError):
            await self._guarded(self._connection.rollback())

    async def _change(self, statement: sa.UpdateBase, parameters: Parameters | None) -> sa.CursorResult[Any]:
        if not self._writable:
            raise ReadOnlyView("a method that writes needs writing(), not reading()")
        return await self._run(statement, parameters)

    async def _run(self, statement: sa.Executable, parameters: Parameters | None) -> sa.CursorResult[Any]:
        return await self._guarded(self._connection.execute(statement, parameters))

    async def _guarded(self, work: Awaitable[T]) -> T:
        try:
            return await settled(work)
        except (DBAPIError, OverflowError, UnicodeError) as error:
            self.failure = self._wrap(error)
            raise self.failure from error
