"""One writer at a time, snapshots for readers, all or nothing, also when a task is cancelled."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qbot.errors import StorageError
from qbot.ledger.chain import ChainCheck
from qbot.people import Person
from storage.store import READERS, SqlStore
from storage.transaction import ReadOnlyView
from tests.integration.storage.store_samples import AT, figure, message, update


async def fact(store: SqlStore, key: str = "count") -> str | None:
    async with store.reading() as view:
        return await view.facts.get(key)


async def count_up(store: SqlStore) -> None:
    async with store.writing() as tx:
        before = await tx.facts.get("count")
        await tx.facts.set("count", str(int(before or 0) + 1))


async def test_fifty_tasks_that_read_and_write_all_count(store: SqlStore) -> None:
    await asyncio.gather(*(count_up(store) for _ in range(50)))
    assert await fact(store) == "50"


async def test_two_stores_on_one_file_count_together(store: SqlStore, url: str) -> None:
    other = await SqlStore.open(url)
    await asyncio.gather(*(count_up(each) for each in (store, other) for _ in range(20)))
    assert await fact(store) == "40"
    await other.close()


async def test_reports_that_arrive_at_once_form_one_chain(store: SqlStore, contact: Person) -> None:
    async def report() -> None:
        async with store.writing() as tx:
            await tx.reports.append([figure(contact)], at=AT)

    await asyncio.gather(*(report() for _ in range(50)))
    check = ChainCheck()
    async with store.reading() as view:
        async for version in view.reports.all():
            check.add(version)
    assert check.last_number == 50


async def test_a_block_that_raises_leaves_nothing(store: SqlStore) -> None:
    with pytest.raises(LookupError):
        async with store.writing() as tx:
            await tx.facts.set("count", "1")
            await tx.inbox.add([update(1)], at=AT)
            raise LookupError
    assert await fact(store) is None
    await count_up(store)
    assert await fact(store) == "1"


async def test_a_transaction_sees_its_own_writes(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.facts.set("count", "1")
        assert await tx.facts.get("count") == "1"
        assert await fact(store) is None


async def test_a_reader_sees_one_moment_only(store: SqlStore) -> None:
    await count_up(store)
    async with store.reading() as view:
        assert await view.facts.get("count") == "1"
        await count_up(store)
        assert await view.facts.get("count") == "1"
    assert await fact(store) == "2"


async def test_more_readers_than_connections_take_turns(store: SqlStore) -> None:
    await count_up(store)
    assert await asyncio.gather(*(fact(store) for _ in range(READERS * 10))) == ["1"] * READERS * 10


async def test_a_view_for_reading_refuses_to_write(store: SqlStore) -> None:
    with pytest.raises(ReadOnlyView):
        async with store.reading() as view:
            await view.outbox.add([message()], at=AT)
    async with store.reading() as view:
        assert await view.outbox.next_due_at() is None


async def test_writing_inside_writing_is_refused_instead_of_waiting_for_ever(store: SqlStore) -> None:
    async with store.writing() as tx:
        await tx.facts.set("outer", "kept")
        with pytest.raises(RuntimeError, match="inside"):
            async with store.writing():
                pass
    assert await fact(store, "outer") == "kept"


async def test_an_error_swallowed_inside_the_block_keeps_nothing(store: SqlStore, contact: Person) -> None:
    async def swallow() -> None:
        async with store.writing() as tx:
            await tx.facts.set("count", "1")
            with pytest.raises(StorageError):
                await tx.audit.add(actor_id=contact.id + 1, action="x", subject="y", at=AT)

    with pytest.raises(StorageError):
        await swallow()
    assert await fact(store) is None


async def test_a_value_the_database_cannot_hold_is_a_storage_error(store: SqlStore, contact: Person) -> None:
    with pytest.raises(StorageError):
        async with store.writing() as tx:
            await tx.reports.append([figure(contact, numerator=10**30)], at=AT)
    await count_up(store)


async def write_until_told(store: SqlStore, started: asyncio.Event) -> None:
    async with store.writing() as tx:
        await tx.facts.set("count", "1")
        started.set()
        await asyncio.Event().wait()


async def test_a_task_cancelled_inside_the_block_leaves_nothing(store: SqlStore) -> None:
    started = asyncio.Event()
    task = asyncio.create_task(write_until_told(store, started))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await fact(store) is None
    await count_up(store)


async def test_a_task_cancelled_anywhere_has_written_all_or_nothing(store: SqlStore) -> None:
    async def write_two(name: str) -> None:
        async with store.writing() as tx:
            await tx.facts.set(f"{name}-a", "1")
            await tx.facts.set(f"{name}-b", "1")

    outcomes = set()
    for turns in range(60):
        task = asyncio.create_task(write_two(str(turns)))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        outcomes.add(await fact(store, f"{turns}-a"))
        assert await fact(store, f"{turns}-a") == await fact(store, f"{turns}-b")
    assert None in outcomes
    await count_up(store)


async def test_a_statement_under_way_ends_before_the_cancellation_goes_on(
    store: SqlStore, database: Path
) -> None:
    """Another process holds the write lock; the task that waits for it is cancelled meanwhile."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(database, isolation_level=None)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            held.set()
            let_go.wait(timeout=5)

    holder = asyncio.create_task(asyncio.to_thread(hold))
    await asyncio.to_thread(held.wait, 5)
    task = asyncio.create_task(count_up(store))
    for _ in range(10):
        await asyncio.sleep(0)
    task.cancel()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not task.done()
    let_go.set()
    await asyncio.wait([task, holder])
    assert task.cancelled()
    assert await fact(store) is None
    await count_up(store)


async def test_closing_waits_for_the_transaction_in_hand(url: str) -> None:
    store = await SqlStore.open(url)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(count_up(store))
        await asyncio.sleep(0)
        tasks.create_task(store.close())
    again = await SqlStore.open(url)
    assert await fact(again) == "1"
    await again.close()
    for thread in threading.enumerate():
        if "_connection_worker" in thread.name:
            thread.join(timeout=5)
            assert not thread.is_alive()
