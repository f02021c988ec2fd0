"""What goes wrong on the way in, and what becomes of the update then."""

import asyncio
import logging

import pytest
from telegram import Update

from handlers.turns import current_turn
from qbot.errors import AlreadyRunning, ConfigurationError, StorageError, StorageUnavailable
from qbot.sandbox import Sandbox
from tests.integration.flow.flow_stage import GROUP, LI, WANG, Flow, full, message, until, updates_waiting
from tests.integration.flow.test_way_in import Worker


async def test_an_update_that_fails_three_times_is_dead_and_told_once(flow: Flow) -> None:
    worker, tries = Worker(), 0

    async def fail_on_poison(update: Update) -> None:
        nonlocal tries
        assert update.message is not None
        if update.message.text == "毒":
            tries += 1
            raise ZeroDivisionError
        await worker(update)

    await flow.telegram.send(LI, "毒")
    await flow.telegram.send(LI, "后面的")
    await flow.start_intake(fail_on_poison, turned=True)
    await until(lambda: flow.rows("select tries from inbox order by id") == [(1,), (0,)])
    assert (tries, worker.texts) == (1, [])
    began = flow.time.monotonic()
    await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert tries == 3
    assert flow.time.monotonic() - began >= 6
    assert flow.rows("select state, tries, error from inbox order by id")[0] == (
        "dead",
        2,
        "ZeroDivisionError",
    )
    assert [(row.chat_id, type(error)) for row, error in flow.told.dead] == [(LI, ZeroDivisionError)]


async def test_an_update_that_ptb_cannot_read_is_dead_at_once_and_blocks_nobody(flow: Flow) -> None:
    worker = Worker()
    await flow.telegram.inject({"message": {"message_id": 1, "date": "never", "chat": {"id": LI}}})
    await flow.telegram.inject({"message": "nonsense"})
    await flow.telegram.send(LI, "后面的")
    await flow.start_intake(worker)
    await worker.until(1)
    assert flow.rows("select state, tries from inbox order by id") == [("dead", 0), ("dead", 0), ("done", 0)]
    assert len(flow.told.dead) == 2


async def test_an_error_after_the_commit_undoes_nothing_and_repeats_nothing(
    flow: Flow, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0
    over = asyncio.Event()

    async def commit_then_fail(update: Update) -> None:
        nonlocal tries
        tries += 1
        async with current_turn().writing() as tx:
            await tx.outbox.add([message(LI, "已记录")], at=flow.clock.now())
        over.set()
        raise ZeroDivisionError

    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(commit_then_fail)
    await asyncio.wait_for(over.wait(), 5)
    await flow.intake.stop()
    assert tries == 1
    assert flow.rows("select state from inbox") == [("done",)]
    assert flow.rows("select count(*) from outbox") == [(1,)]
    assert "action=intake.after_commit" in caplog.text


async def test_an_error_told_to_the_person_is_no_failure(flow: Flow) -> None:
    over = asyncio.Event()

    async def refuse(update: Update) -> None:
        raise PermissionError

    await flow.build_intake(refuse)

    async def tell(_update: object, _context: object) -> None:
        current_turn().excuse()
        over.set()

    flow.application.add_error_handler(tell)
    await flow.application.initialize()
    flow.tasks.append(asyncio.create_task(flow.intake.run()))
    await flow.telegram.send(LI, "别人的指标")
    await asyncio.wait_for(over.wait(), 5)
    await flow.intake.stop()
    assert flow.rows("select state, tries from inbox") == [("done", 0)]


async def test_a_full_disk_keeps_the_update_with_telegram_and_tells_the_sender_once(
    flow: Flow, sandbox: Sandbox
) -> None:
    worker = Worker()
    flow.store.trouble = full()
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.telegram.send(WANG, "@qbot 在群里", chat_id=GROUP)
    await flow.start_intake(worker, turned=True)
    await flow.time.pass_until(lambda: flow.store.refused > 3)
    assert updates_waiting(sandbox) == 2
    assert flow.rows("select count(*) from inbox") == [(0,)]
    [(updates, _)] = flow.told.unsaved
    assert [update["message"]["text"] for update in updates] == ["食品抽检96.5"]
    flow.store.trouble = None
    await flow.time.pass_until(lambda: len(worker.texts) == 2)
    assert len(flow.told.unsaved) == 1


async def test_a_full_disk_under_a_handler_counts_no_try(flow: Flow) -> None:
    worker = Worker()

    async def run_out_of_room(update: Update) -> None:
        if len(worker.begun) == 0:
            flow.store.trouble = full()
        await worker(update)

    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(run_out_of_room, turned=True)
    await flow.time.pass_until(lambda: len(worker.begun) > 5)
    assert flow.rows("select state, tries from inbox") == [("new", 0)]
    flow.store.trouble = None
    await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert len(flow.told.unsaved) == 1
    assert not flow.told.dead


async def test_what_the_storage_refuses_for_its_content_is_no_outage_and_holds_nobody_up(flow: Flow) -> None:
    worker = Worker()

    async def write_nonsense(update: Update) -> None:
        assert update.message is not None
        if update.message.text == "毒":
            raise StorageError("audit is append-only")
        await worker(update)

    await flow.telegram.send(LI, "毒")
    await flow.telegram.send(LI, "后面的")
    await flow.start_intake(write_nonsense, turned=True)
    await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert [(row.chat_id, type(error)) for row, error in flow.told.dead] == [(LI, StorageError)]
    assert not flow.told.unsaved


async def test_a_lock_that_passes_is_not_told(flow: Flow) -> None:
    worker = Worker()
    flow.store.trouble = StorageUnavailable("locked")
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(worker, turned=True)
    await until(lambda: flow.store.refused == 1)
    flow.store.trouble = None
    await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert not flow.told.unsaved


async def test_an_outage_of_telegram_is_waited_out_and_logged_once(
    flow: Flow, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker()
    await flow.telegram.fault("getUpdates", 500, times=4)
    await flow.telegram.send(LI, "食品抽检96.5")
    with caplog.at_level(logging.INFO, logger="handlers"):
        await flow.start_intake(worker, turned=True)
        await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert flow.time.monotonic() >= 0.75 * (1 + 2 + 4 + 8)
    lines = [record.getMessage() for record in caplog.records if "intake.poll" in record.getMessage()]
    assert lines == [
        "action=intake.poll state=broken because=ServerFailed",
        "action=intake.poll state=well",
    ]


async def test_a_poll_that_hangs_is_given_up_and_made_again(
    flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.poller._ANSWER_MARGIN_SECONDS", 0.05)
    worker = Worker()
    await flow.telegram.fault("getUpdates", "hang", times=2)
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(worker, long_poll=0.05)
    await worker.until(1)


async def test_the_wait_that_telegram_asks_for_is_kept(flow: Flow) -> None:
    worker = Worker()
    await flow.telegram.fault("getUpdates", 429, retry_after=40)
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(worker, turned=True)
    await flow.time.pass_until(lambda: len(worker.texts) == 1)
    assert flow.time.monotonic() >= 40


async def test_another_poller_at_the_start_is_refused_in_words_after_several_tries(flow: Flow) -> None:
    await flow.telegram.fault("getUpdates", 409, times=0)
    await flow.start_intake(Worker(), turned=True)
    await flow.time.pass_until(flow.tasks[0].done)
    with pytest.raises(AlreadyRunning, match="409"):
        await flow.tasks[0]
    assert len(await flow.telegram.calls("getUpdates")) == 5


async def test_a_predecessor_that_is_just_ending_is_waited_out(flow: Flow) -> None:
    worker = Worker()
    await flow.telegram.fault("getUpdates", 409, times=3)
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(worker, turned=True)
    await flow.time.pass_until(lambda: len(worker.texts) == 1)


async def test_a_conflict_while_running_does_not_end_the_bot(flow: Flow) -> None:
    worker = Worker()
    await flow.telegram.send(LI, "一")
    await flow.start_intake(worker, turned=True, long_poll=0)
    await worker.until(1)
    await flow.telegram.fault("getUpdates", 409, times=9)
    await flow.telegram.send(LI, "二")
    await flow.time.pass_until(lambda: len(worker.texts) == 2)
    assert not flow.tasks[0].done()


async def test_a_forgotten_webhook_is_removed(flow: Flow) -> None:
    worker = Worker()
    words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
    await flow.telegram.fault("getUpdates", 409, description=words)
    await flow.telegram.send(LI, "食品抽检96.5")
    await flow.start_intake(worker)
    await worker.until(1)
    [call] = await flow.telegram.calls("deleteWebhook")
    assert call["params"]["drop_pending_updates"] in ("false", False)


async def test_a_refused_token_is_told_in_words(flow: Flow) -> None:
    await flow.telegram.fault("getMe", 401)
    await flow.build_intake(Worker())
    with pytest.raises(ConfigurationError, match="QBOT_TOKEN"):
        await flow.intake.introduce()


async def test_the_introduction_waits_for_telegram(flow: Flow) -> None:
    await flow.telegram.fault("getMe", 502, times=2)
    await flow.build_intake(Worker(), turned=True)
    waiting = asyncio.create_task(flow.intake.introduce())
    await flow.time.pass_until(waiting.done)
    assert (await waiting)["username"] == "qbot"
