"""Reports through the whole bot on loopback, beside a stock PTB echo bot in the same run.

The whole bot reads each message, writes it to the ledger and sends a receipt through the outbox, at the pace
that Telegram allows (30 a second). The echo bot stores nothing and keeps no pace. So the two are compared by
CPU; messages a second are told for the ledger, which waits for no pace.
"""

import asyncio
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.fake_telegram import TOKEN, FakeTelegram
from bench.processes import running
from storage.store import SqlStore

PEOPLE = 200
REPORTS = 600
WARM_UP = 20
LATENCIES = (0.0, 0.03)
_NOW = "2018-04-03T09:00:00+08:00"
_FIRST_USER = 1_000
_PATIENCE_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run showed; rates per second, CPU in milliseconds a message, memory in MB."""

    bot: str
    latency_ms: float
    handled_rate: float
    answered_rate: float
    cpu_ms: float
    started_in: float
    idle_mb: float
    loaded_mb: float
    handled: int

    def line(self) -> str:
        """One row of the table."""
        return (
            f"{self.bot:5} {self.latency_ms:5.0f} ms  handled {self.handled_rate:7.1f}/s  "
            f"answered {self.answered_rate:6.1f}/s  CPU {self.cpu_ms:6.2f} ms/message  "
            f"start {self.started_in:4.2f} s  memory {self.idle_mb:4.0f} -> {self.loaded_mb:4.0f} MB  "
            f"({self.handled} of {REPORTS})"
        )


def main() -> None:
    """Print a line for each bot and latency, then the ratios."""
    for latency in LATENCIES:
        echo = asyncio.run(_echo(latency))
        print(echo.line(), flush=True)
        whole = asyncio.run(_whole(latency))
        print(whole.line(), flush=True)
        print(
            f"      at {latency * 1000:.0f} ms: CPU a message {whole.cpu_ms / echo.cpu_ms:.2f} of the echo "
            f"bot's, handled {whole.handled_rate / echo.handled_rate:.2f} of its rate",
            flush=True,
        )


def reports(count: int, *, first: int = 0) -> list[tuple[int, str]]:
    """Reports as (user id, text), from people in turn, over two indicators and three months; most correct an
    earlier one, which is the dearer case."""
    found = []
    for number in range(first, first + count):
        name = ("食品抽检", "药品抽检")[number % 2]
        text = f"{number // 2 % 3 + 1}月{name}{500 + number}批次,合格{490 + number}"
        found.append((_FIRST_USER + number % PEOPLE, text))
    return found


async def _echo(latency: float) -> Figures:
    telegram = FakeTelegram(latency=latency)
    root = await telegram.start()
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-m", "bench.echo_bot", root, TOKEN]
        async with running(arguments, telegram=telegram, settings={}, log=Path(folder) / "log") as bot:
            await telegram.write(reports(WARM_UP))
            await telegram.until_sent(WARM_UP, seconds=_PATIENCE_SECONDS)
            idle, cpu, began = bot.resident_mb(), bot.cpu_seconds(), time.perf_counter()
            await telegram.write(reports(REPORTS, first=WARM_UP))
            await telegram.until_sent(WARM_UP + REPORTS, seconds=_PATIENCE_SECONDS)
            handled = len(telegram.sent) - WARM_UP
            rate = handled / (telegram.sent[-1][0] - began)
            figures = Figures(
                bot="echo",
                latency_ms=latency * 1000,
                handled_rate=rate,
                answered_rate=rate,
                cpu_ms=(bot.cpu_seconds() - cpu) / REPORTS * 1000,
                started_in=bot.started_in,
                idle_mb=idle,
                loaded_mb=bot.resident_mb(),
                handled=handled,
            )
    await telegram.stop()
    return figures


async def _whole(latency: float) -> Figures:
    telegram = FakeTelegram(latency=latency)
    root = await telegram.start()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        await _enrol(data / "qbot.db")
        settings = {
            "QBOT_TOKEN": TOKEN,
            "QBOT_API_URL": root,
            "QBOT_DATA": str(data),
            "QBOT_NOW": _NOW,
            "QBOT_LOG": "WARNING",
        }
        async with running(["bot.py"], telegram=telegram, settings=settings, log=data / "log") as bot:
            await telegram.write(reports(WARM_UP))
            await telegram.until_sent(WARM_UP, seconds=_PATIENCE_SECONDS)
            before, idle = len(telegram.sent), bot.resident_mb()
            cpu, began = bot.cpu_seconds(), time.perf_counter()
            await telegram.write(reports(REPORTS, first=WARM_UP))
            handled, stored_after = await _until_stored(data / "qbot.db", WARM_UP + REPORTS, began=began)
            await telegram.until_sent(before + REPORTS, seconds=_PATIENCE_SECONDS)
            answered = len(telegram.sent) - before
            figures = Figures(
                bot="qbot",
                latency_ms=latency * 1000,
                handled_rate=(handled - WARM_UP) / stored_after,
                answered_rate=answered / (telegram.sent[-1][0] - began),
                cpu_ms=(bot.cpu_seconds() - cpu) / REPORTS * 1000,
                started_in=bot.started_in,
                idle_mb=idle,
                loaded_mb=bot.resident_mb(),
                handled=handled - WARM_UP,
            )
    await telegram.stop()
    return figures


async def _enrol(database: Path) -> None:
    """Make everyone a contact of the bureau that both indicators belong to."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    async with store.writing() as tx:
        for number in range(PEOPLE):
            await tx.people.enrol(
                telegram_user_id=_FIRST_USER + number,
                name=f"联络员{number}",
                role="contact",
                units=["food-drug-bureau"],
                origin="invitation",
                started=True,
                at=datetime(2018, 4, 1, tzinfo=UTC),
            )
    await store.close()


async def _until_stored(database: Path, count: int, *, began: float) -> tuple[int, float]:
    """Look at the ledger until it holds so many: how many it holds, and seconds since `began`."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    stored, since = 0, time.perf_counter() - began
    while stored < count and since < _PATIENCE_SECONDS:
        await asyncio.sleep(0.02)
        (stored,) = connection.execute("SELECT count(*) FROM report_versions").fetchone()
        since = time.perf_counter() - began
    connection.close()
    return stored, since
