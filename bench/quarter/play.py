"""Plays the quarter and draws up the account."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.quarter.account import Account, draw_up
from bench.quarter.acts import Act, afterwards, contacts, month_of
from bench.quarter.stage import FIRST_CONTACT, Stage, staged
from qbot.plan.loading import load_plan

DAYS = {4: "2018-05-03", 5: "2018-06-05", 6: "2018-07-05"}  # when the figures of April, May and June are told
LATER = {4: "2018-05-07", 5: "2018-06-08", 6: "2018-07-10"}


def main() -> None:
    """Print the account; exit code 1 when it does not balance."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qbot-quarter-") as folder:
        account = asyncio.run(_play(Path(folder)))
    print("\n".join(account.lines()))
    print(f"a quarter of 40 units in {time.monotonic() - began:.0f} s")
    if not account.balances:
        sys.exit(1)


async def _play(folder: Path) -> Account:
    plan = load_plan()
    users = contacts(plan, FIRST_CONTACT)
    async with staged(plan, folder, starts_at="2018-05-02T09:00:00+08:00") as stage:
        for month, day in DAYS.items():
            await stage.move(day)
            for acts in (month_of(plan, users, month), afterwards(users, month)):
                await _at_once(stage, acts)
            await stage.move(LATER[month])
            await stage.quiet()
        await stage.quiet()
        return await draw_up(stage.store, folder / "qbot.db", sent=stage.sent)


async def _at_once(stage: Stage, acts: Sequence[Act]) -> None:
    """All acts side by side; who heard something else than expected is told at the end of the scene."""
    results = await asyncio.gather(*(act(stage) for act in acts), return_exceptions=True)
    problems = [result for result in results if isinstance(result, BaseException)]
    for problem in problems:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
    if problems:
        raise SystemExit(1)
