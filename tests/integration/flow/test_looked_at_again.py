"""A row is looked at once more in the second before its call: it may wait, change, or not go at all."""

from dataclasses import replace
from datetime import timedelta

from handlers.delivery import LookAgain
from handlers.outcomes import GivenUp, Held, Outcome
from qbot.errors import StorageUnavailable
from qbot.messages import OutboxRow
from tests.integration.flow.flow_stage import LI, Flow, message

LUNCH_SECONDS = 5400.0


def deciding(outcome: Outcome | dict[str, object], *, about: str) -> LookAgain:
    """Decides so about the rows with one text, and leaves the others as they are."""

    async def look(row: OutboxRow) -> OutboxRow | Outcome:
        if row.outgoing.payload["text"] != about:
            return row
        if isinstance(outcome, dict):
            return replace(row, outgoing=replace(row.outgoing, payload={**row.outgoing.payload, **outcome}))
        return outcome

    return look


async def test_a_row_that_must_wait_keeps_nothing_else_of_its_chat_waiting(flow: Flow) -> None:
    held = Held(LUNCH_SECONDS, "out of hours")
    await flow.put(message(LI, "提醒"), message(LI, "回执"))
    await flow.start_delivery(look_again=deciding(held, about="提醒"))
    await flow.said(LI, "回执")
    await flow.delivery.stop()
    assert flow.rows("select state, claimed_at, tries from outbox order by id")[0] == ("waiting", None, 0)
    assert await flow.texts(LI) == ["回执"]


async def test_a_row_that_has_been_overtaken_does_not_go_and_nobody_is_told(flow: Flow) -> None:
    overtaken = GivenUp("failed", "nothing of it is owed any more", quiet=True)
    await flow.put(message(LI, "提醒"), message(LI, "回执"))
    await flow.start_delivery(look_again=deciding(overtaken, about="提醒"))
    await flow.said(LI, "回执")
    await flow.delivery.stop()
    assert flow.rows("select state from outbox order by id") == [("failed",), ("sent",)]
    assert not flow.told.lost


async def test_a_row_goes_with_the_words_that_hold_by_then(flow: Flow) -> None:
    await flow.put(message(LI, "两项待报"))
    await flow.start_delivery(look_again=deciding({"text": "一项待报"}, about="两项待报"))
    await flow.said(LI, "一项待报")


async def test_while_the_tables_cannot_be_asked_nothing_goes_and_later_it_goes_once(flow: Flow) -> None:
    asked = 0

    async def look(row: OutboxRow) -> OutboxRow | Outcome:
        nonlocal asked
        asked += 1
        if asked < 3:
            raise StorageUnavailable("locked")
        return row

    await flow.put(message(LI, "提醒"))
    await flow.start_delivery(turned=True, look_again=look)
    await flow.time.pass_until(lambda: flow.rows("select state from outbox") == [("sent",)])
    assert asked == 3
    assert await flow.texts(LI) == ["提醒"]


async def test_what_was_held_over_days_off_is_not_too_old_to_be_tried_again(flow: Flow) -> None:
    """Its age counts from the moment at which it might go, else one 500 on Monday would end it."""
    days_off = 3 * 24 * 3600.0
    await flow.put(message(LI, "通知"))
    await flow.telegram.fault("sendMessage", 500, times=1)
    looks = iter([Held(days_off, "out of hours")])

    async def look(row: OutboxRow) -> OutboxRow | Outcome:
        return next(looks, row)

    await flow.start_delivery(turned=True, look_again=look)
    await flow.time.until_asleep(15.0)
    flow.clock.move_to(flow.clock.now() + timedelta(seconds=days_off))
    flow.delivery.wake()
    await flow.time.pass_until(lambda: flow.rows("select state from outbox") == [("sent",)])
    assert await flow.texts(LI) == ["通知"]
