"""The outbox: in order, when due, never twice where it may have arrived."""

from collections.abc import Collection
from datetime import datetime

from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later, message


async def next_ids(store: SqlStore, *, busy: Collection[int] = (), at: datetime = AT) -> list[int]:
    async with store.reading() as view:
        return [row.id for row in await view.outbox.next_rows(busy=busy, limit=30, at=at)]


async def test_calls_are_numbered_in_order_and_come_back_as_they_went_in(store: SqlStore) -> None:
    calls = [message(chat, subject=f"R-{chat}", resend=True, not_before=AT) for chat in (3, 1, 2)]
    async with store.writing() as tx:
        ids = await tx.outbox.add(calls, at=AT)
        rows = await tx.outbox.next_rows(busy=[], limit=9, at=AT)
        assert await tx.outbox.add([], at=AT) == []
    assert ids == sorted(ids)
    assert [(row.id, row.outgoing, row.tries, row.created_at) for row in rows] == [
        (row_id, call, 0, AT) for row_id, call in zip(ids, calls, strict=True)
    ]


async def test_each_idle_chat_gives_its_oldest_row(store: SqlStore) -> None:
    async with store.writing() as tx:
        first, second, third = await tx.outbox.add([message(1), message(2), message(1)], at=AT)
        assert [row.id for row in await tx.outbox.next_rows(busy=[], limit=1, at=AT)] == [first]
    assert await next_ids(store) == [first, second]
    assert await next_ids(store, busy=[2]) == [first]
    async with store.writing() as tx:
        await tx.outbox.sent(first, message_id=8, at=AT)
    assert await next_ids(store) == [second, third]


async def test_a_row_not_yet_due_lets_a_later_one_pass(store: SqlStore) -> None:
    tomorrow = later(days=1)
    async with store.writing() as tx:
        waiting, due = await tx.outbox.add([message(not_before=tomorrow), message()], at=AT)
        assert await tx.outbox.next_due_at() == AT
        await tx.outbox.sent(due, message_id=1, at=AT)
        assert await tx.outbox.next_due_at() == tomorrow
    assert await next_ids(store) == []
    assert await next_ids(store, at=tomorrow) == [waiting]


async def test_an_unreachable_chat_gives_nothing_until_it_is_seen_again(store: SqlStore) -> None:
    async with store.writing() as tx:
        [row_id] = await tx.outbox.add([message(501)], at=AT)
        await tx.chats.set_state(501, "unreachable", reason="blocked", at=AT)
        assert await tx.outbox.next_due_at() is None
    assert await next_ids(store) == []
    async with store.writing() as tx:
        await tx.chats.see(501, kind="private", title="李强", at=AT)
    assert await next_ids(store) == [row_id]


async def test_a_claimed_row_is_not_handed_out(store: SqlStore) -> None:
    async with store.writing() as tx:
        ids = await tx.outbox.add([message(1), message(2)], at=AT)
        await tx.outbox.claim(ids, at=AT)
        assert await tx.outbox.next_due_at() is None
    assert await next_ids(store) == []


async def test_a_row_put_back_waits_and_counts_the_try_where_told(store: SqlStore) -> None:
    soon = later(seconds=30)
    async with store.writing() as tx:
        ids = await tx.outbox.add([message(1), message(2)], at=AT)
        await tx.outbox.claim(ids, at=AT)
        await tx.outbox.wait(ids[0], not_before=soon, error="429", count_try=False)
        await tx.outbox.wait(ids[1], not_before=soon, error="500", count_try=True)
        assert await tx.outbox.next_rows(busy=[], limit=9, at=AT) == []
        assert [row.tries for row in await tx.outbox.next_rows(busy=[], limit=9, at=soon)] == [0, 1]


async def test_a_row_given_up_never_comes_back(store: SqlStore) -> None:
    async with store.writing() as tx:
        one, two, three = await tx.outbox.add([message(), message(), message()], at=AT)
        await tx.outbox.give_up(one, state="failed", error="bad", at=AT)
        await tx.outbox.give_up(two, state="unreachable", error="blocked", at=AT)
        await tx.outbox.give_up(three, state="uncertain", error="timeout", at=AT)
        assert await tx.outbox.count_uncertain() == 1
        assert await tx.outbox.recover(at=AT) == 0
    assert await next_ids(store, at=later(days=99)) == []


async def test_after_a_crash_only_what_may_be_resent_is_sent_again(store: SqlStore) -> None:
    async with store.writing() as tx:
        calls = [message(1, resend=True), message(2), message(3)]
        receipt, answer, untouched = await tx.outbox.add(calls, at=AT)
        await tx.outbox.claim([receipt, answer], at=AT)
    async with store.writing() as tx:
        assert await tx.outbox.recover(at=later(minutes=1)) == 1
        assert await tx.outbox.recover(at=later(minutes=2)) == 0
    assert await next_ids(store) == [receipt, untouched]


async def test_a_sent_message_is_known_by_its_subject_even_after_an_edit(store: SqlStore) -> None:
    async with store.writing() as tx:
        first, edit = await tx.outbox.add([message(subject="R-1"), message()], at=AT)
        await tx.outbox.sent(first, message_id=77, at=AT)
        await tx.outbox.sent(edit, message_id=77, at=AT)
        assert await tx.outbox.subject_of(501, 77) == "R-1"
        assert await tx.outbox.subject_of(501, 78) is None
        assert await tx.outbox.subject_of(502, 77) is None


async def test_the_first_message_about_a_subject_is_known_for_each_chat(store: SqlStore) -> None:
    async with store.writing() as tx:
        about = [message(chat, subject="incident:7") for chat in (501, 502, 501, 503)]
        rows = await tx.outbox.add(about, at=AT)
        for row, sent_as in zip(rows[:3], (11, 5, 12), strict=True):
            await tx.outbox.sent(row, message_id=sent_as, at=AT)
        assert await tx.outbox.first_about("incident:7") == [(501, 11), (502, 5)]
        assert await tx.outbox.first_about("incident:8") == []
