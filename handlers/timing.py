"""Waiting, backing off and stopping: what intake and delivery share about time.

Stored times come from qbot's clock; waits are measured on a monotonic one, and both are injected.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from typing import Any, Protocol

_log = logging.getLogger(__name__)


class Timer(Protocol):
    """What measures and spends waiting time, in seconds."""

    def monotonic(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        """Return when the event is set or the time is up, whichever comes first."""
        ...


class RealTimer:
    """The machine's own."""

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return


class Backoff:
    """Waits that double from `first` to `most` seconds, each shortened by up to a quarter at random."""

    def __init__(
        self, *, first: float = 1.0, most: float = 60.0, chance: Callable[[], float] = random.random
    ) -> None:
        self._first, self._most, self._chance = first, most, chance
        self.failures = 0

    def next(self) -> float:
        """The wait after one more failure."""
        full = min(self._most, self._first * 2.0 ** min(self.failures, 30))
        self.failures += 1
        return full * (1 - self._chance() / 4)

    def reset(self) -> None:
        """All is well again."""
        self.failures = 0


class Condition:
    """Whether something works, logged when that changes and not at every try."""

    def __init__(self, action: str) -> None:
        self._action = action
        self._trouble: str | None = None

    def broken(self, trouble: str) -> None:
        """It does not work, because of `trouble`."""
        if trouble != self._trouble:
            _log.warning("action=%s state=broken because=%s", self._action, trouble)
        self._trouble = trouble

    def well(self) -> None:
        """It works."""
        if self._trouble is not None:
            _log.info("action=%s state=well", self._action)
        self._trouble = None


async def cancel_and_wait(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks and wait until they are gone; what they raise on the way out is theirs to have logged."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
