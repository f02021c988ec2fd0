"""kill -9 in the middle of the work: every report is in the ledger once, and every sender has the receipt."""

import asyncio
import random
from collections import Counter
from pathlib import Path

from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.sandbox import User
from tests.e2e.bot_process import READY
from tests.e2e.town import OFFICE, Message, Town, by_bot, numbers, words

SEED = 20180403
REPORTERS, REPORTS_EACH, KILLS = range(2001, 2031), 10, 5
NAMES = ("主要农产品抽检合格率", "重点食品监督抽查合格率", "药品质量安全抽查合格率")
MONTH = "3月"  # not yet due: a correction needs no reason, and no month before it makes a value odd


class Work:
    """How many receipts the senders hold, for whoever waits for a moment in the middle of it."""

    def __init__(self) -> None:
        self._receipted: Counter[int] = Counter()
        self._changed = asyncio.Condition()

    async def note(self, user: int, receipts: int) -> None:
        async with self._changed:
            self._receipted[user] = receipts
            self._changed.notify_all()

    async def until(self, receipts: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._receipted.total() >= receipts)


def chance_from(seed: int) -> random.Random:
    return random.Random(seed)


def reports(chance: random.Random) -> list[str]:
    """One sender's reports: ten values, of which some correct each other."""
    values = chance.sample(range(9000, 10000), REPORTS_EACH)
    return [f"{MONTH}{chance.choice(NAMES)}{value // 100}.{value % 100:02}%" for value in values]


async def send_all(town: Town, user: int, said: list[str], work: Work, chance: random.Random) -> None:
    """Report in bursts, waiting for the receipts of one before the next."""
    held: set[int] = set()
    sent = 0

    def complete(message: Message) -> bool:
        if by_bot(message):
            held.update(numbers(words(message)))
        return len(held) >= sent

    while sent < len(said):
        burst = said[sent : sent + chance.randint(2, 5)]
        for text in burst:
            await town.people.send(user, text)
        sent += len(burst)
        await town.people.wait_for(user, complete, 90)
        await work.note(user, len(held))


async def kill_now_and_then(town: Town, work: Work, chance: random.Random) -> None:
    """SIGKILL at moments that chance chose, and start again at once."""
    total = len(REPORTERS) * REPORTS_EACH
    for moment in sorted(chance.sample(range(10, total - 40), KILLS)):
        await work.until(moment)
        await town.bot.kill()
        await town.bot.start()


def roster(plan: Plan) -> dict[int, str]:
    """A township for each; there are more senders than townships, so some share one."""
    townships = [unit.id for unit in plan.units if unit.kind == "township"]
    return {user: townships[index % len(townships)] for index, user in enumerate(REPORTERS)}


async def test_no_report_is_lost_or_doubled_by_five_kills(tmp_path: Path) -> None:
    town = Town(tmp_path, extra_users=[User(user, f"联络员{user}") for user in REPORTERS])
    await town.open()
    try:
        units = roster(load_plan(None))
        await town.enrol({user: ("contact", (unit,)) for user, unit in units.items()})
        await town.bot.start()
        work, chance = Work(), chance_from(SEED)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(kill_now_and_then(town, work, chance))
            for user in REPORTERS:
                tasks.create_task(send_all(town, user, reports(chance), work, chance_from(user)))
        await assert_all_is_recorded(town)
        assert sum(READY in line for line in town.bot.lines) == KILLS + 1
    finally:
        code = await town.close()
    assert code == 0, town.bot.last_words()


async def assert_all_is_recorded(town: Town) -> None:
    """One version a message, a receipt a version in its sender's chat, and a sound chain."""
    rows = town.rows("select chat_id, message_id, number, text from report_versions")
    assert Counter((chat, message) for chat, message, *_ in rows).most_common(1)[0][1] == 1
    for user in REPORTERS:
        messages = await town.people.messages(user)
        said = Counter(words(m) for m in messages if not by_bot(m))
        assert said.total() == REPORTS_EACH
        assert said == Counter(text for chat, *_, text in rows if chat == user)
        receipted = set().union(*(numbers(words(m)) for m in messages if by_bot(m)))
        assert {number for chat, _, number, _ in rows if chat == user} == receipted
    assert len(rows) == len(REPORTERS) * REPORTS_EACH
    assert not [m for m in await town.people.messages(OFFICE) if by_bot(m)]
    verified = await town.command("verify")
    assert verified.code == 0, verified.err
