"""Stores the results of many calls in one transaction: as many as gathered while the last was written."""

import asyncio
from collections.abc import Awaitable, Callable

from handlers.timing import Backoff, Condition, Timer, cancel_and_wait
from qbot.errors import StorageError
from qbot.ports import Store, Writes

Write = Callable[[Writes], Awaitable[None]]


class Recorder:
    """Runs small writes together. Each `record` returns when its write is committed."""

    def __init__(self, store: Store, *, timer: Timer) -> None:
        self._store, self._timer = store, timer
        self._waiting: list[tuple[Write, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._storage = Condition("delivery.record")
        self._backoff = Backoff(most=30.0)

    async def record(self, write: Write) -> None:
        """Commit this write. It waits for as long as the storage is full or away, because a result that is
        not on record could be sent again."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._flush(), name="delivery record")
        await done

    async def stop(self) -> None:
        """Give what is being written a second to commit, and let go of the rest."""
        if self._task is not None and not self._task.done():
            await asyncio.wait((self._task,), timeout=1.0)
            await cancel_and_wait(self._task)

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                async with self._store.writing() as tx:
                    for write, _ in batch:
                        await write(tx)
            except StorageError as error:
                self._storage.broken(type(error).__name__)
                self._waiting = batch + self._waiting
                await self._timer.sleep(self._backoff.next())
            except Exception as error:  # noqa: BLE001 - a fault of ours: those who wait must hear of it
                _refuse(batch, error)
            else:
                self._storage.well()
                self._backoff.reset()
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)


def _refuse(batch: list[tuple[Write, "asyncio.Future[None]"]], error: Exception) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(error)
