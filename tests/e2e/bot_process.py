"""`python bot.py` as a process of its own: started, ended and killed by a test, its last words kept.

It runs in the test's folder, so that no developer's .env reaches it, and with no QBOT_ variable
but those given.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = "action=service.started"
START_SECONDS, STOP_SECONDS = 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The tests' environment without the developer's settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("QBOT_")}
    return {**own, "PYTHONDONTWRITEBYTECODE": "1", **settings}


async def run(*arguments: str, settings: Mapping[str, str], folder: Path) -> Ended:
    """Run `python bot.py ARGUMENTS` to its end; TimeoutError when it does not end by itself."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        *arguments,
        cwd=folder,
        env=environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), START_SECONDS)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    return Ended(process.returncode or 0, out.decode(), err.decode())


class BotProcess:
    """A bot that serves, through any number of starts; `lines` is all that it said on stderr and stdout."""

    def __init__(self, *, settings: Mapping[str, str], folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._spoken = asyncio.Condition()
        self._starts_at, self._silent = 0, True
        self.lines: list[str] = []

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self, *, until_ready: bool = True, **changed: str) -> None:
        """Start, and return when it serves; AssertionError with its last words when it ends instead."""
        self._starts_at = len(self.lines)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "bot.py"),
            cwd=self._folder,
            env=environment({**self._settings, **changed}),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert self._process.stdout is not None
        self._silent = False
        self._reader = asyncio.create_task(self._read(self._process.stdout))
        if until_ready:
            await self.says(READY)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            async with self._spoken:
                self.lines.append(line.decode(errors="replace").rstrip())
                self._spoken.notify_all()
        async with self._spoken:
            self._silent = True
            self._spoken.notify_all()

    async def says(self, words: str) -> None:
        """Wait until it says this since its last start; AssertionError with its last words when it ends instead."""

        def said() -> bool:
            return any(words in line for line in self.lines[self._starts_at :])

        async with self._spoken:
            waiting = self._spoken.wait_for(lambda: self._silent or said())
            await asyncio.wait_for(waiting, START_SECONDS)
        assert said(), self.last_words()

    async def kill(self) -> None:
        """SIGKILL: no goodbye."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._ended()

    async def stop(self) -> int:
        """SIGTERM; the exit code. TimeoutError when it takes longer than is promised."""
        if self._process is None or self._process.returncode is not None:
            return 0
        self._process.terminate()
        try:
            return await asyncio.wait_for(self._ended(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            raise

    async def _ended(self) -> int:
        assert self._process is not None
        assert self._reader is not None
        code = await self._process.wait()
        await self._reader
        return code

    def last_words(self) -> str:
        return "\n".join(self.lines[-30:])
