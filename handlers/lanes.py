"""Rows worked off one at a time for each chat, many chats at once: the engine of intake and of delivery.

Which row comes next is asked of the tables each time, as the oldest of each chat that is idle. So a chat that
sends much waits for itself alone, and nothing but the tables has to survive a crash.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Generic, Protocol, TypeVar

from handlers.timing import Backoff, Condition, Timer, cancel_and_wait
from qbot.errors import StorageError

_log = logging.getLogger(__name__)

LANES = 32
RECHECK_SECONDS = 15.0
_AFTER_A_FAULT_SECONDS = 60.0


class Row(Protocol):
    """A stored row."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Row)
Pick = Callable[[Collection[int], int], Awaitable[Sequence[R]]]


class Lanes(Generic[R]):
    """`pick(busy chats, how many)` gives rows of other chats, one a chat; `work` does one to its end.

    Whoever adds rows calls `wake`. `next_due` is asked when `pick` gave nothing, for the seconds until a row
    that waits in the tables is due.
    """

    def __init__(
        self,
        *,
        name: str,
        pick: Pick[R],
        work: Callable[[R], Awaitable[None]],
        chat_of: Callable[[R], int],
        timer: Timer,
        next_due: Callable[[], float | None] = lambda: None,
        limit: int = LANES,
    ) -> None:
        self._name, self._pick, self._work, self._chat_of = name, pick, work, chat_of
        self._timer, self._next_due, self._limit = timer, next_due, limit
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._held: dict[int, float] = {}
        self._paused_until = -math.inf
        self._woken = asyncio.Event()
        self._starting = asyncio.Lock()
        self._stopping = False
        self._storage = Condition(f"{name}.storage")
        self._storage_backoff = Backoff(most=30.0)

    def wake(self) -> None:
        """There may be new rows."""
        self._woken.set()

    def hold(self, chat_id: int, seconds: float) -> None:
        """Leave this chat's rows alone for so long."""
        self._held[chat_id] = max(self._held.get(chat_id, -math.inf), self._timer.monotonic() + seconds)

    def pause(self, seconds: float) -> None:
        """Start nothing for so long."""
        self._paused_until = max(self._paused_until, self._timer.monotonic() + seconds)

    def back_off(self, backoff: Backoff) -> None:
        """Pause for a trouble that is not the row's own. Many rows meet it at once and count as one."""
        if self._timer.monotonic() >= self._paused_until:
            self.pause(backoff.next())

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopping:
            self._woken.clear()
            try:
                idle = await self._start_what_is_ready()
                wait = self._seconds_to_wait(idle)
            except StorageError as error:
                self._storage.broken(type(error).__name__)
                self.back_off(self._storage_backoff)
                wait = self._paused_until - self._timer.monotonic()
            else:
                self._storage.well()
                self._storage_backoff.reset()
            if not self._stopping:
                await self._timer.wait(self._woken, wait)

    async def stop(self, grace: float) -> None:
        """Start nothing more, let what is in hand end within `grace` seconds, then cancel it."""
        self._stopping = True
        self._woken.set()
        async with self._starting:  # what has been picked is in hand
            pass
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace)
        await cancel_and_wait(*self._tasks.values())

    async def _start_what_is_ready(self) -> bool:
        """Start rows in free lanes; whether there was none to start."""
        now = self._timer.monotonic()
        free = self._limit - len(self._tasks)
        if free <= 0 or now < self._paused_until:
            return False
        self._held = {chat: until for chat, until in self._held.items() if now < until}
        async with self._starting:
            rows = await self._pick([*self._tasks, *self._held], free) if not self._stopping else ()
            for row in rows:
                chat = self._chat_of(row)
                self._tasks[chat] = asyncio.create_task(self._run(row, chat), name=f"{self._name} {row.id}")
        return not rows

    def _seconds_to_wait(self, idle: bool) -> float:
        now = self._timer.monotonic()
        if now < self._paused_until:
            return self._paused_until - now
        waits = [RECHECK_SECONDS, *(until - now for until in self._held.values())]
        due = self._next_due() if idle else None
        # A row already due belongs to a chat that is busy or held, and that chat wakes us itself.
        if due is not None and due > 0:
            waits.append(due)
        return max(0.0, min(waits))

    async def _run(self, row: R, chat: int) -> None:
        try:
            await self._work(row)
        except StorageError as error:
            self._storage.broken(type(error).__name__)
            self.back_off(self._storage_backoff)
        except Exception:  # noqa: BLE001 - a fault of ours in one row must not stop the others
            _log.exception("action=%s.fault row=%d", self._name, row.id)
            self.hold(chat, _AFTER_A_FAULT_SECONDS)
        finally:
            del self._tasks[chat]
            self._woken.set()
