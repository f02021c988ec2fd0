"""A process killed in the middle of a transaction leaves what it had committed, and nothing else."""

import asyncio
import subprocess
import sys
from pathlib import Path

from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, update

_CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from qbot.messages import NewUpdate
from storage.store import SqlStore

AT = datetime(2018, 4, 3, tzinfo=UTC)

async def main(url):
    store = await SqlStore.open(url)
    for number in (1, 2):
        async with store.writing() as tx:
            await tx.inbox.add([NewUpdate(number, 5, "message", "{}")], at=AT)
    async with store.writing() as tx:
        await tx.inbox.add([NewUpdate(3, 5, "message", "{}")], at=AT)
        print("in the middle", flush=True)
        await asyncio.Event().wait()

asyncio.run(main(sys.argv[1]))
"""


def kill_in_the_middle(url: str) -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", _CHILD, url]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in the middle\n"
        child.kill()


async def test_a_kill_keeps_the_committed_and_drops_the_rest(url: str) -> None:
    await asyncio.to_thread(kill_in_the_middle, url)
    store = await SqlStore.open(url)
    async with store.writing() as tx:
        assert await tx.inbox.highest_update_id() == 2
        assert await tx.inbox.add([update(2), update(3)], at=AT) == 1
    await store.close()
