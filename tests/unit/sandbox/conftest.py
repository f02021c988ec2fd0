"""A sandbox on a free port with a small cast, a client for its people and a bare Bot API caller."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from qbot.clock import FixedClock
from qbot.sandbox import Group, Sandbox, User, World
from qbot.sandbox.client import SandboxClient

TOKEN = "123:secret"
WANG, LI, NEW = 1001, 1002, 1003
GROUP, BASIC = -1_001_000_000_001, -77
START = datetime(2018, 4, 3, 1, tzinfo=UTC)

Call = Callable[..., Awaitable[dict[str, Any]]]


def cast() -> World:
    return World(
        users=(User(WANG, "王芳", "联络员"), User(LI, "李强"), User(NEW, "新人", started=False)),
        groups=(
            Group(GROUP, "工作群", (WANG, LI)),
            Group(BASIC, "小群", (WANG, LI), supergroup=False),
        ),
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def root(clock: FixedClock) -> AsyncIterator[str]:
    sandbox = Sandbox(world=cast(), token=TOKEN, clock=clock)
    yield await sandbox.start(port=0)
    await sandbox.stop()


@pytest.fixture
async def people(root: str) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(root) as client:
        yield client


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(root: str, http: aiohttp.ClientSession) -> Call:
    """Call a Bot API method with JSON parameters; returns the whole answer."""

    async def request(method: str, **params: Any) -> dict[str, Any]:
        async with http.post(f"{root}/bot{TOKEN}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] == (response.status == 200)
            return answer

    return request


@pytest.fixture
def refused(call: Call) -> Callable[..., Awaitable[str]]:
    """Call a method that must be refused; returns the description."""

    async def request(method: str, **params: Any) -> str:
        answer = await call(method, **params)
        assert answer["ok"] is False
        return str(answer["description"])

    return request
