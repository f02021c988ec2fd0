"""Updates on their way in: stored before confirmed, one per chat at a time, none lost, none twice."""

import asyncio

import pytest
from telegram import Update

from handlers.arrivals import read_arrival
from handlers.turns import current_turn
from qbot.sandbox import Sandbox
from tests.integration.flow.flow_stage import GROUP, LI, WANG, Flow, message, updates_waiting


class Worker:
    """Handles updates by noting their texts; `held` texts wait until `go` is set."""

    def __init__(self, *held: str) -> None:
        self.texts: list[str] = []
        self.begun: list[str] = []
        self.go = asyncio.Event()
        self.changed = asyncio.Condition()
        self._held = held

    async def __call__(self, update: Update) -> None:
        assert update.effective_message is not None
        text = update.effective_message.text or ""
        await self._note(self.begun, text)
        if text in self._held:
            await self.go.wait()
        async with current_turn().writing() as tx:
            await tx.outbox.add([message(LI, f"收到 {text}")], at=current_turn().received_at)
        await self._note(self.texts, text)

    async def _note(self, where: list[str], text: str) -> None:
        where.append(text)
        async with self.changed:
            self.changed.notify_all()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(lambda: len(self.texts) >= count)

    async def until_begun(self, text: str) -> None:
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(lambda: text in self.begun)


async def test_updates_of_a_chat_are_handled_in_order(flow: Flow) -> None:
    for number in range(30):
        await flow.telegram.send(LI, str(number))
    worker = Worker()
    await flow.start_intake(worker)
    await worker.until(30)
    assert worker.texts == [str(number) for number in range(30)]
    assert flow.rows("select distinct state from inbox") == [("done",)]


async def test_a_noisy_chat_starves_no_other(flow: Flow) -> None:
    worker = Worker("0")
    for number in range(120):
        await flow.telegram.send(LI, str(number))
    await flow.telegram.send(WANG, "只问一句")
    await flow.start_intake(worker)
    await worker.until(1)
    assert worker.texts == ["只问一句"]
    assert worker.begun.count("1") == 0
    worker.go.set()
    await worker.until(121)


async def test_many_chats_are_handled_at_once(flow: Flow) -> None:
    worker = Worker(*map(str, range(40)))
    users = [await flow.telegram.add_user(f"联络员{number}", started=True) for number in range(40)]
    for number, user in enumerate(users):
        await flow.telegram.send(user, str(number))
    await flow.start_intake(worker)
    await worker.until_begun("31")
    assert len(worker.begun) == 32
    worker.go.set()
    await worker.until(40)


async def test_nothing_is_confirmed_before_it_is_stored(flow: Flow, sandbox: Sandbox) -> None:
    worker = Worker()
    flow.store.trouble = RuntimeErrorOnCommit("the process dies here")
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.build_intake(worker)
    with pytest.raises(RuntimeErrorOnCommit):
        await flow.intake.run()
    assert updates_waiting(sandbox) == 1
    flow.store.trouble = None
    await flow.start_intake(worker)
    await worker.until(1)
    assert worker.texts == ["食品抽检96.5"]


class RuntimeErrorOnCommit(RuntimeError):
    """A fault nobody expects, in the middle of storing."""


async def test_what_telegram_sends_twice_is_handled_once(flow: Flow, sandbox: Sandbox) -> None:
    worker = Worker()
    await flow.telegram.send(LI, "一")
    known = read_arrival({"update_id": sandbox.network.updates._next_id - 1, "message": {"chat": {"id": LI}}})
    assert known is not None
    async with flow.store.writing() as tx:
        await tx.inbox.add([known], at=flow.clock.now())
        rows = await tx.inbox.next_rows(busy=[], limit=1, at=flow.clock.now())
        await tx.inbox.done(rows[0].id, at=flow.clock.now())
    await flow.telegram.send(LI, "二")
    await flow.start_intake(worker)
    await worker.until(1)
    assert worker.texts == ["二"]
    assert flow.rows("select count(*) from inbox") == [(2,)]


async def test_numbers_that_start_lower_after_a_quiet_week_are_not_lost(flow: Flow, sandbox: Sandbox) -> None:
    worker = Worker()
    await flow.telegram.send(LI, "一")
    await flow.start_intake(worker, long_poll=0)
    await worker.until(1)
    await flow.crash()
    sandbox.network.updates._next_id = 17
    await flow.telegram.send(LI, "二")
    await flow.start_intake(worker)
    await worker.until(2)
    sandbox.network.updates._next_id = 5
    await flow.telegram.send(LI, "三")
    await worker.until(3)
    assert worker.texts == ["一", "二", "三"]


async def test_a_crash_before_the_commit_repeats_the_update_and_after_it_does_not(flow: Flow) -> None:
    first = Worker("未提交")
    await flow.telegram.send(LI, "已提交")
    await flow.start_intake(first)
    await first.until(1)
    await flow.telegram.send(LI, "未提交")
    await first.until_begun("未提交")
    await flow.crash()
    second = Worker()
    await flow.start_intake(second)
    await second.until(1)
    assert second.texts == ["未提交"]
    said = flow.rows("select json_extract(payload, '$.text') from outbox order by id")
    assert said == [("收到 已提交",), ("收到 未提交",)]


async def test_a_stop_lets_what_is_in_hand_finish_and_starts_nothing_more(flow: Flow) -> None:
    worker = Worker("在办")
    await flow.telegram.send(LI, "在办")
    await flow.telegram.send(LI, "之后")
    await flow.start_intake(worker)
    await worker.until_begun("在办")
    stopping = asyncio.create_task(flow.intake.stop())
    await flow.time.settle()
    worker.go.set()
    await asyncio.wait_for(stopping, 5)
    assert worker.texts == ["在办"]
    assert flow.rows("select state from inbox order by id") == [("done",), ("new",)]
    await asyncio.wait_for(flow.tasks[0], 5)


async def test_buttons_edits_and_memberships_come_in_too(flow: Flow) -> None:
    wanted = {"message", "edited_message", "my_chat_member"}
    seen: set[str] = set()
    done = asyncio.Event()

    async def note(update: Update) -> None:
        seen.update(update.to_dict().keys() & wanted)
        if seen == wanted:
            done.set()

    await flow.start_intake(note)
    sent = await flow.telegram.send(LI, "食品抽检96")
    await flow.telegram.edit(LI, sent["message_id"], "食品抽检96.5")
    await flow.telegram.set_bot_member(GROUP, "left", by=LI)
    async with asyncio.timeout(10):
        await done.wait()
