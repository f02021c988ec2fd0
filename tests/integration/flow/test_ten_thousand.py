"""Ten thousand people are written to as fast as Telegram allows, in memory that does not grow with them."""

import asyncio
import resource
from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

from handlers.bot_api import BotApi
from handlers.delivery import Delivery
from handlers.nudging import gate
from handlers.outcomes import GivenUp
from handlers.pace import IN_ALL_SECOND
from qbot.clock import FixedClock
from qbot.messages import OutboxRow
from qbot.plan.loading import load_plan
from storage.store import SqlStore
from tests.integration.flow.flow_stage import START, message

RECIPIENTS = 10_000
SETTLED_IN = 2_000  # by then every cache has its size
MOST_GROWTH_KB = 8 * 1024


class IdleTime:
    """A timer for which time passes only while nothing else is to be done."""

    def __init__(self, clock: FixedClock) -> None:
        self._clock, self._now = clock, 0.0
        self.is_busy: Callable[[], bool] = bool

    def monotonic(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._pass(seconds)
        await asyncio.sleep(0)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        if self.is_busy() or seconds is None:
            await event.wait()
        elif not event.is_set():
            self._pass(seconds)
            await asyncio.sleep(0)

    def _pass(self, seconds: float) -> None:
        self._now += seconds
        self._clock.move_to(self._clock.now() + timedelta(seconds=seconds))


class StrictTelegram:
    """Takes every message, and notes by its own clock whether more came than it allows."""

    def __init__(self, time: IdleTime) -> None:
        self._time = time
        self._last: deque[float] = deque(maxlen=IN_ALL_SECOND)
        self.got: Counter[int] = Counter()
        self.too_fast = 0
        self.memory_kb = 0
        self.all_there = asyncio.Event()

    async def call(self, _method: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        now = self._time.monotonic()
        self.too_fast += len(self._last) == IN_ALL_SECOND and now - self._last[0] < 1 - 1e-9
        self._last.append(now)
        self.got[parameters["chat_id"]] += 1
        if len(self.got) == SETTLED_IN:
            self.memory_kb = memory_kb()
        if len(self.got) == RECIPIENTS:
            self.all_there.set()
        return {"message_id": len(self.got)}


def memory_kb() -> int:
    """The most memory that the process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def nobody_hears(_what: int | OutboxRow, _why: str | GivenUp) -> None:
    raise AssertionError("everything arrives")


async def test_ten_thousand_are_written_to_within_five_per_cent_of_the_limit(store: SqlStore) -> None:
    clock = FixedClock(START)
    time = IdleTime(clock)
    telegram = StrictTelegram(time)
    async with store.writing() as tx:
        await tx.outbox.add([message(1_000 + n, "通知") for n in range(RECIPIENTS)], at=START)
    delivery = Delivery(
        api=cast(BotApi, telegram),
        store=store,
        clock=clock,
        on_unreachable=nobody_hears,
        on_topic_gone=nobody_hears,
        on_lost=nobody_hears,
        look_again=gate(store, load_plan(), clock),
        timer=time,
    )
    time.is_busy = lambda: bool(delivery._lanes._tasks)
    running = asyncio.create_task(delivery.run())
    await telegram.all_there.wait()
    took, grown_kb = time.monotonic(), memory_kb() - telegram.memory_kb
    await delivery.stop()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    least = (RECIPIENTS - IN_ALL_SECOND) / IN_ALL_SECOND
    assert least <= took <= least * 1.05
    assert telegram.too_fast == 0
    assert set(telegram.got.values()) == {1}
    assert grown_kb < MOST_GROWTH_KB
