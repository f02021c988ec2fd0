"""What happened, in order, for the page and for tests: a bounded log that can be waited on.

Readers hold a cursor and an epoch; whoever is too far behind, or from before a restart, is told to reload.
"""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any


class Bell:
    """Wakes everybody who waits; once closed nobody waits any more."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()
        self.closed = False

    def ring(self) -> None:
        """Wake all."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def close(self) -> None:
        """Wake all, for good."""
        self.closed = True
        self.ring()

    @staticmethod
    def time() -> float:
        """The running loop's time in seconds, for deadlines."""
        return asyncio.get_running_loop().time()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring; False when the time ran out or the bell is closed."""
        if self.closed or seconds <= 0:
            return False
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return not self.closed


@dataclass(slots=True)
class ChangeLog:
    """The last changes, each numbered; `cursor` is the number of the newest."""

    bell: Bell = field(default_factory=Bell)
    epoch: str = field(default_factory=lambda: secrets.token_hex(6))
    cursor: int = 0
    _log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=4096))

    def add(self, kind: str, **what: object) -> int:
        """Note a change and wake the readers; returns its number."""
        self.cursor += 1
        self._log.append({"seq": self.cursor, "kind": kind, **what})
        self.bell.ring()
        return self.cursor

    def since(self, cursor: int) -> list[dict[str, Any]] | None:
        """The changes after a cursor, oldest first; None when some of them are no longer known."""
        if cursor > self.cursor or (self._log and cursor < self._log[0]["seq"] - 1):
            return None
        behind = self.cursor - cursor
        return [] if behind == 0 else list(self._log)[-behind:]
