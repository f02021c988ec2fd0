"""Messages on their way out: in order, at Telegram's pace, each result on record."""

import asyncio
from datetime import timedelta
from pathlib import Path

from qbot.messages import Outgoing
from tests.integration.flow.flow_stage import GROUP, LI, START, WANG, Flow, full, message


async def test_messages_of_a_chat_arrive_in_order_with_their_ids_on_record(flow: Flow) -> None:
    await flow.put(*(message(LI, str(number)) for number in range(3)))
    await flow.start_delivery()
    last = await flow.said(LI, "2")
    await flow.delivery.stop()
    assert await flow.texts(LI) == ["0", "1", "2"]
    rows = flow.rows("select state, message_id from outbox order by id")
    assert [state for state, _ in rows] == ["sent"] * 3
    assert rows[-1][1] == last["message_id"]


async def test_a_wake_sends_what_was_just_stored(flow: Flow) -> None:
    await flow.start_delivery(turned=True)
    await flow.time.until_asleep(15)
    await flow.put(message(LI, "新的"))
    await flow.said(LI, "新的")


async def test_a_chat_gets_three_at_once_and_then_one_a_second(flow: Flow) -> None:
    await flow.put(*(message(LI, str(number)) for number in range(5)))
    await flow.start_delivery(turned=True)
    await flow.said(LI, "2")
    await flow.time.until_asleep(1)
    assert len(await flow.texts(LI)) == 3
    await flow.time.turn(1)
    await flow.said(LI, "3")
    await flow.time.until_asleep(1)
    assert len(await flow.texts(LI)) == 4


async def test_a_chat_that_must_wait_keeps_no_other_waiting(flow: Flow) -> None:
    await flow.put(*(message(LI, str(number)) for number in range(40)), message(WANG, "另一个"))
    await flow.start_delivery(turned=True)
    await flow.said(WANG, "另一个")


async def test_what_is_not_yet_due_waits_until_the_clock_is_there(flow: Flow) -> None:
    await flow.put(message(LI, "明天", not_before=START + timedelta(seconds=10)), message(LI, "现在"))
    await flow.start_delivery(turned=True)
    await flow.said(LI, "现在")
    await flow.time.until_asleep(10)
    assert await flow.texts(LI) == ["现在"]
    await flow.time.turn(10)
    await flow.said(LI, "明天")


async def test_a_clock_that_is_moved_sends_what_became_due(flow: Flow) -> None:
    await flow.put(message(LI, "下周", not_before=START + timedelta(days=7)))
    await flow.start_delivery(turned=True)
    await flow.time.until_asleep(15)
    flow.clock.move_to(START + timedelta(days=8))
    flow.delivery.wake()
    await flow.said(LI, "下周")


async def test_an_edit_changes_the_message_and_one_that_changes_nothing_counts_as_made(flow: Flow) -> None:
    await flow.put(message(LI, "旧"))
    await flow.start_delivery()
    sent = await flow.said(LI, "旧")
    edit = {"message_id": sent["message_id"], "text": "新"}
    for _ in range(2):
        await flow.put(Outgoing(chat_id=LI, method="editMessageText", payload=edit, kind="edit"))
    await flow.put(message(LI, "完"))
    await flow.said(LI, "完")
    await flow.delivery.stop()
    assert await flow.texts(LI) == ["新", "完"]
    assert flow.rows("select distinct state from outbox") == [("sent",)]


async def test_an_edit_of_a_deleted_message_fails_quietly(flow: Flow) -> None:
    edit = {"message_id": 987654, "text": "新"}
    await flow.put(
        Outgoing(chat_id=LI, method="editMessageText", payload=edit, kind="edit"), message(LI, "完")
    )
    await flow.start_delivery()
    await flow.said(LI, "完")
    await flow.delivery.stop()
    assert flow.rows("select state from outbox order by id") == [("failed",), ("sent",)]
    assert not flow.told.lost


async def test_a_reply_survives_the_message_it_answers(flow: Flow) -> None:
    payload = {"text": "已记录", "reply_parameters": {"message_id": 424242}}
    await flow.put(Outgoing(chat_id=LI, method="sendMessage", payload=payload, kind="receipt"))
    await flow.start_delivery()
    await flow.said(LI, "已记录")


async def test_a_file_is_sent_from_the_files_folder(flow: Flow, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("月报")
    payload = {"document": {"$file": "report.txt"}, "caption": "三月"}
    await flow.put(Outgoing(chat_id=LI, method="sendDocument", payload=payload, kind="answer"))
    await flow.start_delivery(files=tmp_path)
    sent = await flow.telegram.wait_for(LI, lambda one: one.get("caption") == "三月")
    assert sent["document"]["file_name"] == "report.txt"


async def test_results_wait_for_a_full_disk_and_nothing_is_sent_twice(flow: Flow) -> None:
    await flow.put(message(LI, "回执", resend=True))
    flow.store.trouble = None
    delivery = await flow.build_delivery(turned=True)
    async with flow.store.writing() as tx:
        await tx.outbox.recover(at=flow.clock.now())
    flow.store.trouble = full()
    lanes = asyncio.create_task(delivery._lanes.run())
    flow.tasks.append(lanes)
    await flow.said(LI, "回执")
    await flow.time.pass_until(lambda: flow.store.refused > 4)
    flow.store.trouble = None
    await flow.time.pass_until(lambda: flow.rows("select state from outbox") == [("sent",)])
    await delivery.stop()
    assert await flow.texts(LI) == ["回执"]
    assert flow.rows("select state from outbox") == [("sent",)]


async def test_a_direct_call_answers_and_raises_nothing(flow: Flow) -> None:
    delivery = await flow.build_delivery()
    sent = await delivery.call("sendMessage", {"chat_id": LI, "text": "未保存"})
    assert sent["text"] == "未保存"
    assert await delivery.call("answerCallbackQuery", {"callback_query_id": "0"}) is None
    assert await delivery.call("sendMessage", {"chat_id": 999, "text": "x"}) is None


async def test_a_direct_call_waits_out_a_short_flood_limit(flow: Flow) -> None:
    await flow.telegram.fault("sendMessage", 429, retry_after=3)
    delivery = await flow.build_delivery(turned=True)
    call = asyncio.create_task(delivery.call("sendMessage", {"chat_id": GROUP, "text": "未保存"}))
    await flow.time.pass_until(call.done)
    assert flow.time.monotonic() >= 3
    assert (await call)["text"] == "未保存"
