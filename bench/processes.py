"""A bot as a process of its own, so that its CPU and memory are its own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from bench.fake_telegram import FakeTelegram

_ROOT = Path(__file__).parents[1]
_START_SECONDS = 30.0


class BotProcess:
    """A running bot; `started_in` seconds passed until its first getUpdates."""

    def __init__(self, process: subprocess.Popen[bytes], started_in: float) -> None:
        self._process = psutil.Process(process.pid)
        self.started_in = started_in

    def cpu_seconds(self) -> float:
        """CPU used so far, in user and system mode."""
        times = self._process.cpu_times()
        return times.user + times.system

    def resident_mb(self) -> float:
        """Memory held now."""
        return float(self._process.memory_info().rss) / 1e6


@asynccontextmanager
async def running(
    arguments: Sequence[str], *, telegram: FakeTelegram, settings: Mapping[str, str], log: Path
) -> AsyncIterator[BotProcess]:
    """Start `python ARGUMENTS`, wait until it polls, and end it with SIGTERM.

    Raises RuntimeError, with the end of its output, when it does not get so far.
    """
    began = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QBOT_")}
    process = await asyncio.to_thread(_start, arguments, environment={**environment, **settings}, log=log)
    try:
        try:
            await asyncio.wait_for(telegram.first_poll.wait(), _START_SECONDS)
        except TimeoutError:
            raise RuntimeError(f"the bot did not start: {_end_of(log)}") from None
        yield BotProcess(process, time.perf_counter() - began)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 20)


def _start(arguments: Sequence[str], *, environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=_ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-500:]
