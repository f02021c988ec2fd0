"""getUpdates: offsets confirm, a second poller ends the first, kinds are chosen, a restart loses nothing."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from qbot.clock import FixedClock
from qbot.sandbox import Sandbox, StateError, stored_time
from qbot.sandbox.client import SandboxClient
from tests.unit.sandbox.conftest import GROUP, START, TOKEN, WANG, Call, cast


async def texts(call: Call, **params: Any) -> list[str]:
    return [u["message"]["text"] for u in (await call("getUpdates", **params))["result"]]


async def test_updates_come_again_until_an_offset_confirms_them(people: SandboxClient, call: Call) -> None:
    for text in "abc":
        await people.send(WANG, text)
    first = (await call("getUpdates"))["result"][0]["update_id"]
    assert await texts(call, limit=2) == ["a", "b"]
    assert await texts(call, offset=first + 1) == ["b", "c"]
    assert await texts(call, offset=-1) == ["c"]
    assert await texts(call) == ["c"]
    assert await texts(call, offset=first + 3) == []


async def test_a_long_poll_ends_when_something_comes(people: SandboxClient, call: Call) -> None:
    polling = asyncio.create_task(texts(call, timeout=30))
    await people.send(WANG, "x")
    assert await asyncio.wait_for(polling, 5) == ["x"]


async def test_a_second_poller_ends_the_first_with_409(people: SandboxClient, call: Call) -> None:
    polls = {asyncio.create_task(call("getUpdates", timeout=30)) for _ in range(2)}
    done, rest = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED, timeout=5)
    assert [task.result()["error_code"] for task in done] == [409]
    await people.send(WANG, "x")
    assert (await asyncio.wait_for(rest.pop(), 5))["ok"]


async def test_allowed_updates_are_remembered(people: SandboxClient, call: Call) -> None:
    await call("getUpdates", allowed_updates=["message"])
    sent = await people.send(WANG, "x")
    await people.edit(WANG, sent["message_id"], "y")
    assert [set(u) - {"update_id"} for u in (await call("getUpdates"))["result"]] == [{"message"}]
    await call("getUpdates", allowed_updates=[])
    await people.edit(WANG, sent["message_id"], "z")
    assert (await call("getUpdates"))["result"][-1]["edited_message"]["text"] == "z"


async def test_privacy_hides_group_talk_that_is_not_meant_for_the_bot(
    people: SandboxClient, call: Call
) -> None:
    own = (await call("sendMessage", chat_id=GROUP, text="卡片"))["result"]["message_id"]
    for text in ("闲聊", "/missing", "/missing@other_bot", "@qbot 谁没报"):
        await people.send(WANG, text, GROUP)
    await people.send(WANG, "回复", GROUP, reply_to=own)
    assert await texts(call) == ["/missing", "@qbot 谁没报", "回复"]
    await people.settings(privacy=False)
    await people.send(WANG, "又闲聊", GROUP)
    assert (await texts(call))[-1] == "又闲聊"


async def _call(root: str, method: str, **params: Any) -> Any:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{root}/bot{TOKEN}/{method}", json=params) as response,
    ):
        return (await response.json())["result"]


async def test_a_restart_keeps_messages_ids_and_waiting_updates(tmp_path: Path) -> None:
    state, clock = tmp_path / "state.db", FixedClock(START)
    sandbox = Sandbox(world=cast(), token=TOKEN, clock=clock, state=state)
    root = await sandbox.start(port=0)
    async with SandboxClient(root) as people:
        await people.send(WANG, "确认过")
        confirmed = (await _call(root, "getUpdates"))[-1]["update_id"]
        sent = await people.document(WANG, "三月.txt", b"abc")
        await _call(root, "getUpdates", offset=confirmed + 2)
        await people.send(WANG, "等待")
        await people.move_clock(days=2)
    await sandbox.stop()
    assert stored_time(state) == clock.now()

    again = Sandbox(world=cast(), token=TOKEN, clock=clock, state=state)
    root = await again.start(port=0)
    async with SandboxClient(root) as people:
        waiting = await _call(root, "getUpdates")
        assert [(u["update_id"], u["message"]["text"]) for u in waiting] == [(confirmed + 2, "等待")]
        await _call(root, "getUpdates", offset=confirmed + 3)
        new = await people.send(WANG, "新")
        assert new["message_id"] > sent["message_id"] + 1
        assert (await _call(root, "getUpdates"))[0]["update_id"] == confirmed + 3
        assert len(await people.messages(WANG)) == 4
        file = await _call(root, "getFile", file_id=sent["document"]["file_id"])
        assert file["file_size"] == 3
    await again.stop()


async def test_what_was_answered_is_on_disk_at_once(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    sandbox = Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START), state=state)
    root = await sandbox.start(port=0)
    async with SandboxClient(root) as people:
        sent = await people.send(WANG, "x")
    copy = tmp_path / "copy.db"
    for suffix in ("", "-wal"):
        copy.with_name(copy.name + suffix).write_bytes(state.with_name(state.name + suffix).read_bytes())
    await sandbox.stop()
    revived = Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START), state=copy)
    root = await revived.start(port=0)
    async with SandboxClient(root) as people:
        assert [m["message_id"] for m in await people.messages(WANG)] == [sent["message_id"]]
        assert (await people.state())["pending_updates"] == 1
    await revived.stop()


async def test_a_state_file_serves_one_sandbox_and_must_be_one(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("no database " * 100)
    with pytest.raises(StateError, match=r"broken\.db"):
        await Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START), state=broken).start(port=0)
    assert stored_time(tmp_path / "none.db") is None
    first, second = (
        Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START), state=tmp_path / "one.db")
        for _ in range(2)
    )
    await first.start(port=0)
    with pytest.raises(StateError, match=r"one\.db: database is locked"):
        await second.start(port=0)
    await first.stop()
