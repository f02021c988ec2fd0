"""The inbox: every update once, the oldest of each chat first."""

from collections.abc import Collection
from datetime import datetime

from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later, update


async def next_updates(store: SqlStore, *, busy: Collection[int] = (), at: datetime = AT) -> list[int]:
    async with store.reading() as view:
        return [row.update_id for row in await view.inbox.next_rows(busy=busy, limit=32, at=at)]


async def test_an_update_that_arrives_again_is_stored_once(store: SqlStore) -> None:
    async with store.writing() as tx:
        assert await tx.inbox.add([update(1), update(2), update(2)], at=AT) == 2
        assert await tx.inbox.add([update(2), update(3)], at=AT) == 1
        assert await tx.inbox.add([update(3)], at=AT) == 0
        assert await tx.inbox.add([], at=AT) == 0
        assert await tx.inbox.highest_update_id() == 3


async def test_an_empty_inbox_has_no_highest_update(store: SqlStore) -> None:
    async with store.reading() as view:
        assert await view.inbox.highest_update_id() is None
    assert await next_updates(store) == []


async def test_a_row_comes_back_as_it_went_in(store: SqlStore) -> None:
    raw = '{"message":{"text":"食品抽检🙂\\u0000"}}'
    async with store.writing() as tx:
        await tx.inbox.add([update(11, 77, raw)], at=AT)
        [row] = await tx.inbox.next_rows(busy=[], limit=1, at=AT)
    assert (row.update_id, row.chat_id, row.raw, row.tries, row.received_at) == (11, 77, raw, 0, AT)


async def test_half_a_character_does_not_block_the_inbox(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([update(1, raw='{"text":"\ud83d"}')], at=AT)
        [row] = await tx.inbox.next_rows(busy=[], limit=1, at=AT)
    assert row.raw == '{"text":"\\ud83d"}'


async def test_the_oldest_row_of_each_idle_chat_comes_first_by_arrival_not_by_update_id(
    store: SqlStore,
) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([update(90, 1), update(5, 2), update(91, 1), update(6, 3)], at=AT)
    assert await next_updates(store) == [90, 5, 6]
    assert await next_updates(store, busy=[2, 3]) == [90]
    async with store.reading() as view:
        assert len(await view.inbox.next_rows(busy=[], limit=2, at=AT)) == 2


async def test_a_chat_goes_on_when_its_oldest_row_is_done(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([update(1), update(2)], at=AT)
        [row] = await tx.inbox.next_rows(busy=[], limit=9, at=AT)
        await tx.inbox.done(row.id, at=AT)
    assert await next_updates(store) == [2]


async def test_a_chat_waits_with_its_oldest_row_for_the_next_try(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([update(1), update(2)], at=AT)
        [row] = await tx.inbox.next_rows(busy=[], limit=9, at=AT)
        await tx.inbox.failed(row.id, error="boom", next_try_at=later(seconds=5))
    assert await next_updates(store) == []
    async with store.reading() as view:
        [again] = await view.inbox.next_rows(busy=[], limit=9, at=later(seconds=5))
    assert (again.update_id, again.tries) == (1, 1)


async def test_a_dead_row_is_counted_and_lets_its_chat_go_on(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([update(1), update(2)], at=AT)
        [row] = await tx.inbox.next_rows(busy=[], limit=9, at=AT)
        await tx.inbox.dead(row.id, error="no JSON", at=AT)
        assert await tx.inbox.count_dead() == 1
    assert await next_updates(store) == [2]
