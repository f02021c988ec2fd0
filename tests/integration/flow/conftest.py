"""The stage for the tests of intake and delivery."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qbot.clock import FixedClock
from qbot.sandbox import Group, Sandbox, User, World
from qbot.sandbox.client import SandboxClient
from storage.store import SqlStore
from tests.integration.flow.flow_stage import (
    BASIC_GROUP,
    CHEN,
    GROUP,
    LI,
    START,
    TOKEN,
    WANG,
    Flow,
    TroubledStore,
)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    world = World(
        users=(User(LI, "李强"), User(WANG, "王芳"), User(CHEN, "陈静", started=False)),
        groups=(
            Group(GROUP, "质量强市工作群", (LI, WANG)),
            Group(BASIC_GROUP, "旧群", (LI, WANG), supergroup=False),
        ),
    )
    sandbox = Sandbox(world=world, token=TOKEN, clock=FixedClock(START))
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def flow(tmp_path: Path, sandbox: Sandbox) -> AsyncIterator[Flow]:
    root = await sandbox.start(port=0)
    database = tmp_path / "qbot.db"
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    async with SandboxClient(root) as telegram:
        flow = Flow(root=root, store=TroubledStore(store), database=database, telegram=telegram)
        yield flow
        await flow.close()
    await store.close()
