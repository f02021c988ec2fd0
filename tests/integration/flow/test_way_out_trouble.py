"""What goes wrong on the way out: waits, detours, and what is never sent twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from qbot.sandbox import Sandbox
from tests.integration.flow.flow_stage import BASIC_GROUP, CHEN, GROUP, LI, WANG, Flow, message, until

_FLOODED = "select count(*) from outbox where error = 'flood limit'"
_CLAIMED = "select count(*) from outbox where claimed_at is not null"


async def test_a_flood_limit_of_thirty_seconds_is_kept_to_the_second_and_in_order(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", 429, retry_after=30, chat_id=LI)
    await flow.put(message(LI, "一"), message(LI, "二"), message(WANG, "别人"))
    await flow.start_delivery(turned=True)
    await flow.said(WANG, "别人")
    await until(lambda: flow.rows(_FLOODED) == [(1,)])
    calls = len(await flow.telegram.calls("sendMessage"))
    await flow.time.turn(29.9)
    assert len(await flow.telegram.calls("sendMessage")) == calls
    await flow.time.pass_until(lambda: flow.rows("select distinct state from outbox") == [("sent",)])
    assert await flow.texts(LI) == ["一", "二"]


async def test_flood_limits_in_two_private_chats_pause_everything(flow: Flow) -> None:
    for chat in (LI, WANG):
        await flow.telegram.fault("sendMessage", 429, retry_after=20, chat_id=chat)
    await flow.put(message(LI, "一"), message(WANG, "二"))
    await flow.start_delivery(turned=True)
    await until(lambda: flow.rows(_FLOODED) == [(2,)])
    await flow.put(message(GROUP, "三"))
    await flow.time.turn(19)
    assert await flow.texts(GROUP) == []
    await flow.time.pass_until(lambda: flow.rows("select distinct state from outbox") == [("sent",)])


async def test_who_blocked_the_bot_is_off_until_heard_from_again(flow: Flow) -> None:
    await flow.telegram.block(LI)
    async with flow.store.writing() as tx:
        await tx.chats.see(LI, kind="private", title="李强", at=flow.clock.now())
    await flow.put(message(LI, "一"), message(LI, "二"), message(WANG, "别人"))
    await flow.start_delivery()
    await asyncio.wait_for(flow.told.heard.wait(), 5)
    await flow.said(WANG, "别人")
    [(chat_id, reason)] = flow.told.unreachable
    assert chat_id == LI
    assert "blocked" in reason
    assert flow.rows("select state from outbox order by id")[:2] == [("unreachable",), ("waiting",)]
    await flow.telegram.block(LI, blocked=False)
    async with flow.store.writing() as tx:
        await tx.chats.set_state(LI, "active", reason=None, at=flow.clock.now())
    flow.delivery.wake()
    await flow.said(LI, "二")
    assert not flow.told.lost


@pytest.mark.parametrize("chat_id", [CHEN, 404404])
async def test_a_chat_that_cannot_be_opened_is_unreachable(flow: Flow, chat_id: int) -> None:
    await flow.put(message(chat_id, "提醒"))
    await flow.start_delivery()
    await asyncio.wait_for(flow.told.heard.wait(), 5)
    await flow.delivery.stop()
    assert flow.rows("select state from outbox") == [("unreachable",)]
    assert flow.told.unreachable[0][0] == chat_id


async def test_a_migrated_group_gets_its_message_once_under_its_new_id(flow: Flow) -> None:
    async with flow.store.writing() as tx:
        await tx.chats.see(BASIC_GROUP, kind="group", title="旧群", at=flow.clock.now())
    new_id = await flow.telegram.migrate(BASIC_GROUP)
    await flow.put(message(BASIC_GROUP, "一"), message(BASIC_GROUP, "二"))
    await flow.start_delivery()
    await flow.said(new_id, "二")
    await flow.delivery.stop()
    assert await flow.texts(new_id) == ["一", "二"]
    assert flow.rows("select distinct state, chat_id from outbox") == [("sent", new_id)]


async def test_what_waits_for_a_topic_that_is_gone_goes_to_the_group_once(flow: Flow) -> None:
    async with flow.store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="工作群", at=flow.clock.now())
    words = [message(GROUP, text) for text in ("一", "二")]
    await flow.put(*(replace(each, payload={**each.payload, "message_thread_id": 77}) for each in words))
    await flow.start_delivery()
    await flow.said(GROUP, "二")
    await flow.delivery.stop()
    assert await flow.texts(GROUP) == ["一", "二"]
    assert flow.rows("select distinct state from outbox") == [("sent",)]


async def test_a_message_telegram_refuses_fails_and_is_told(flow: Flow) -> None:
    await flow.put(message(LI, ""), message(LI, "后面的"))
    await flow.start_delivery()
    await flow.said(LI, "后面的")
    await flow.delivery.stop()
    assert flow.rows("select state from outbox order by id") == [("failed",), ("sent",)]
    [(row, outcome)] = flow.told.lost
    assert row.outgoing.chat_id == LI
    assert "empty" in outcome.reason


async def test_a_call_accepted_and_never_answered_is_not_made_again(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", "drop_after_accept")
    await flow.put(message(LI, "只此一次"), message(LI, "后面的"))
    await flow.start_delivery()
    await flow.said(LI, "后面的")
    await flow.delivery.stop()
    assert await flow.texts(LI) == ["只此一次", "后面的"]
    assert flow.rows("select state from outbox order by id") == [("uncertain",), ("sent",)]
    assert [outcome.state for _, outcome in flow.told.lost] == ["uncertain"]


async def test_a_receipt_never_answered_is_sent_again(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", "hang")
    await flow.put(message(LI, "已记录", resend=True))
    await flow.start_delivery(turned=True, read_timeout=0.1)
    await flow.time.pass_until(lambda: flow.rows("select state, tries from outbox") == [("sent", 1)])
    assert await flow.texts(LI) == ["已记录"]


async def test_a_5xx_may_mean_delivered(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", 502, chat_id=LI)
    await flow.telegram.fault("sendMessage", 503, chat_id=WANG)
    await flow.put(message(LI, "提问"), message(WANG, "提问"))
    await flow.start_delivery(turned=True)
    await asyncio.wait_for(flow.told.heard.wait(), 5)
    ended = [("uncertain",), ("sent",)]
    await flow.time.pass_until(lambda: flow.rows("select state from outbox order by id") == ended)


async def test_a_500_was_not_carried_out_and_is_tried_again_until_it_is(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", 500, chat_id=LI, times=3)
    await flow.put(message(LI, "提醒"), message(LI, "后面的"), message(WANG, "别人"))
    await flow.start_delivery(turned=True)
    await flow.said(WANG, "别人")
    await flow.time.pass_until(lambda: flow.rows("select distinct state from outbox") == [("sent",)])
    assert await flow.texts(LI) == ["提醒", "后面的"]
    assert flow.rows("select tries from outbox order by id") == [(3,), (0,), (0,)]
    assert not flow.told.lost


async def test_what_cannot_be_delivered_for_a_day_is_given_up_and_told(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", 500, chat_id=LI, times=999)
    await flow.put(message(LI, "提醒"))
    await flow.start_delivery(turned=True)
    flow.clock.move_to(flow.clock.now() + timedelta(hours=24, minutes=1))
    await flow.time.pass_until(lambda: flow.rows("select state from outbox") == [("failed",)])
    await asyncio.wait_for(flow.told.heard.wait(), 5)
    [(_, outcome)] = flow.told.lost
    assert "not deliverable for a day" in outcome.reason


async def test_an_outage_loses_nothing_and_counts_no_tries(flow: Flow, sandbox: Sandbox) -> None:
    port = int(flow.root.rpartition(":")[2])
    await flow.telegram.close()
    await sandbox.stop()
    await flow.put(message(LI, "一"), message(LI, "二"), message(WANG, "三"))
    await flow.start_delivery(turned=True)
    await flow.time.pass_until(lambda: flow.time.monotonic() > 300)
    assert flow.rows("select distinct tries, finished_at from outbox") == [(0, None)]
    await sandbox.start(port=port)
    await flow.time.pass_until(lambda: flow.rows("select distinct state from outbox") == [("sent",)])
    await flow.delivery.stop()
    assert await flow.texts(LI) == ["一", "二"]


async def test_a_crash_in_the_middle_of_a_call_sends_nothing_twice(flow: Flow, sandbox: Sandbox) -> None:
    await flow.telegram.fault("sendMessage", "hang", times=2)
    await flow.put(message(LI, "提问"), message(WANG, "已记录", resend=True))
    await flow.start_delivery()
    await until(lambda: len(sandbox._calls.calls(method="sendMessage", after=0)) == 2)
    await flow.crash()
    await flow.start_delivery()
    await flow.said(WANG, "已记录")
    await flow.delivery.stop()
    assert await flow.texts(LI) == []
    assert flow.rows("select state from outbox order by id") == [("uncertain",), ("sent",)]


async def test_a_stop_finishes_the_call_in_hand(flow: Flow) -> None:
    await flow.telegram.settings(latency_ms=100)
    await flow.put(message(LI, "在途"), message(LI, "之后"))
    await flow.start_delivery()
    await until(lambda: flow.rows(_CLAIMED) == [(1,)])
    await asyncio.wait_for(flow.delivery.stop(), 5)
    assert flow.rows("select state from outbox order by id") == [("sent",), ("waiting",)]
