"""Answers over ten years of figures, and over ten times as much: the bot's own time for each question.

A question is read, answered over the stored ledger and put into the outbox with its commit; only Telegram is
left out. The larger ledger reaches back a hundred years, which is where an answer that reads a whole history
would show.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.grown_ledger import TODAY, grow
from handlers.delivery import Delivery
from handlers.files import Files
from handlers.painter import Painter
from handlers.talk import talk
from handlers.turns import Turn, begin
from handlers.visit import Desk, Visit
from qbot.clock import FixedClock
from qbot.messages import InboxRow
from qbot.people import Person
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reading.reader import Reader
from storage.store import SqlStore

YEARS = (10, 100)
TEXT_LIMIT_MS, OVERVIEW_LIMIT_MS, GROWTH_LIMIT = 50.0, 100.0, 1.5
TIMES = 200
WARM_UP = 20
QUESTIONS = {
    "value": "现在食品抽检合格率多少",
    "value, two": "食品和药品合格率各多少",
    "value, period": "食品抽检合格率2018年3月多少",
    "value, in parts": "2018年食品抽检合格率多少",
    "value, by reference": "出口通报比率多少",
    "value, a unit's own": "薛湖镇食品抽检合格率多少",
    "history": "食品合格率走势",
    "compare": "食品合格率比上月高还是低",
    "target": "食品合格率目标多少",
    "target, by reference": "出口通报比率目标多少",
    "owner": "食品合格率谁负责",
    "source": "食品抽检的数谁报的",
    "unmet": "哪些没达标",
    "unmet, period": "上季度哪些没达标",
    "missing": "谁还没报",
    "mine": "我还差啥没报",
    "overview": "总体情况怎么样",
    "phase": "现在到哪一步了",
    "ranking": "考核排名",
    "plan-text": "方案里首席质量官怎么要求",
    "hotline": "投诉打哪个电话",
    "follow-up": "2018年2月呢",
    "changes": "上次以来有什么变化",
    "meeting": "开会用",
    "R-number": "R-1000",
}


@dataclass(frozen=True, slots=True)
class Times:
    """What one question took, in milliseconds: CPU of the process with its threads, and by the clock."""

    cpu_median: float
    cpu_p99: float
    wall_p99: float

    def line(self) -> str:
        return f"{self.cpu_median:12.1f}{self.cpu_p99:10.1f}{self.wall_p99:10.1f}"


def main() -> None:
    """Print a line for each kind of question: both ledgers side by side."""
    asyncio.run(_measure())


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        askers = [await _asker(Path(folder) / f"{years}.db", years=years) for years in YEARS]
        try:
            print(f"{'':22}" + f"{'CPU median':>12}{'CPU p99':>10}{'p99':>10}" * 2 + f"{'times':>8}   (ms)")
            beyond = [await _line(askers, name, text) for name, text in QUESTIONS.items()]
            print("beyond a limit: " + ("; ".join(filter(None, beyond)) or "nothing"))
        finally:
            for asker in askers:
                await asker.store.close()


async def _line(askers: Sequence["_Asker"], name: str, text: str) -> str:
    """Print what a question took; what of it is beyond a limit."""
    small, large = await _side_by_side(askers, text)
    ratio = large.cpu_median / small.cpu_median
    print(f"{name:22}{small.line()}{large.line()}{ratio:8.2f}", flush=True)
    limit = OVERVIEW_LIMIT_MS if name == "overview" else TEXT_LIMIT_MS
    found = {"CPU p99": small.cpu_p99 > limit, "p99": small.wall_p99 > limit, "growth": ratio > GROWTH_LIMIT}
    return f"{name} ({', '.join(what for what, is_beyond in found.items() if is_beyond)})" * any(
        found.values()
    )


async def _asker(path: Path, *, years: int) -> "_Asker":
    """Who asks of a ledger of so many years, made anew."""
    plan = load_plan()
    store = await SqlStore.open(f"sqlite+aiosqlite:///{path}")
    person = await _contact(store)
    started = time.perf_counter()
    count = await grow(store, plan, person, years=years)
    print(f"{years} years: {count:,} versions, made in {time.perf_counter() - started:.0f} s", flush=True)
    return _Asker(store, plan, person)


async def _side_by_side(askers: Sequence["_Asker"], text: str) -> list[Times]:
    """The times of a question, asked of each ledger in turn, so that a busy moment slows both."""
    for asker in askers:
        for _ in range(WARM_UP):
            await asker.ask(text)
    rounds = [[await asker.ask(text) for asker in askers] for _ in range(TIMES)]
    return [_times([each[at] for each in rounds]) for at in range(len(askers))]


def _times(asked: Sequence[tuple[float, float]]) -> Times:
    cpu, wall = (sorted(column) for column in zip(*asked, strict=True))
    last = int(len(asked) * 0.99) - 1
    return Times(cpu_median=cpu[len(cpu) // 2], cpu_p99=cpu[last], wall_p99=wall[last])


async def _contact(store: SqlStore) -> Person:
    async with store.writing() as tx:
        return await tx.people.enrol(
            telegram_user_id=7, name="王秀兰", role="contact", units=("food-drug-bureau",),
            origin="invitation", started=True, at=TODAY,
        )  # fmt: skip


class _Asker:
    """Asks the same question many times."""

    def __init__(self, store: SqlStore, plan: Plan, person: Person) -> None:
        self.store, self._person = store, person
        self._clock = FixedClock(TODAY)
        self._desk = Desk(
            plan=plan,
            reader=Reader(plan),
            store=store,
            clock=self._clock,
            delivery=cast(Delivery, None),  # answers go into the outbox
            files=cast(Files, None),
            painter=cast(Painter, None),  # nothing here is painted
            bot_id=9,
            bot_username="qbot",
        )
        self._count = 0

    async def ask(self, text: str) -> tuple[float, float]:
        """CPU and wall time of one question, in milliseconds."""
        if text.endswith("呢"):
            await self._talk("现在食品抽检合格率多少")
        cpu, wall = time.process_time(), time.perf_counter()
        await self._talk(text)
        return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000

    async def _talk(self, text: str) -> None:
        self._count += 1
        row = InboxRow(self._count, self._count, 7, "{}", 0, TODAY)
        turn = Turn(row, store=self.store, clock=self._clock)
        begin(turn)
        here = Visit(
            desk=self._desk, turn=turn, user_id=7, user_name="王秀兰", chat_id=7, chat_kind="private",
            chat_title="王秀兰", said_at=TODAY, message_id=self._count, thread_id=None, text=text,
            reply_text="", reply_subject=None, person=self._person, chat=None,
        )  # fmt: skip
        await talk(here, addressed=True)


if __name__ == "__main__":
    main()
