"""The tick: what is cut off by the stop of the bot is no error."""

import asyncio
from datetime import UTC, datetime

from handlers.service import Service
from qbot.clock import FixedClock


async def test_a_tick_that_is_cut_off_by_the_stop_ends_quietly() -> None:
    """The scheduler cancels it, and logged a traceback for what is rolled back and done at the next start."""
    began, never = asyncio.Event(), asyncio.Event()

    async def job(_now: datetime) -> int:
        began.set()
        await never.wait()
        return 1

    service = Service.__new__(Service)
    service._clock = FixedClock(datetime(2018, 4, 4, 1, tzinfo=UTC))
    service._jobs = (("nudge", job),)
    tick = asyncio.create_task(service.tick())
    await began.wait()
    tick.cancel()
    assert await tick is None
