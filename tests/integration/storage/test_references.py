"""Reference values on record: added, never changed."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from qbot.periods import Period
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT

EXPORT, QUARTER = "export-notification", Period.of_quarter(2018, 1)


async def enter(store: SqlStore, value: str | None, *, withdraws: int | None = None) -> int:
    async with store.writing() as tx:
        person = await tx.people.enrol(
            telegram_user_id=7, name="陈思雨", role="office", units=(), origin="settings", started=True, at=AT
        )
        stored = await tx.references.enter(
            EXPORT,
            QUARTER,
            value=Decimal(value) if value else None,
            withdraws=withdraws,
            text="原文",
            by=person.id,
            at=AT + timedelta(days=1),
        )
        assert await tx.references.get(stored.id) == stored
    return stored.id


async def test_an_entry_comes_back_as_it_was_stored_and_the_newest_stands(store: SqlStore) -> None:
    first, second = await enter(store, "0.350"), await enter(store, "0.30")
    async with store.reading() as tx:
        entries, stands = await tx.references.all(), await tx.references.standing(since=QUARTER)
        assert await tx.references.get(99) is None
    assert [(each.id, str(each.value), each.period) for each in entries] == [
        (first, "0.35", QUARTER),
        (second, "0.3", QUARTER),
    ]
    assert [(each.entry, str(each.value)) for each in stands[EXPORT]] == [(second, "0.3")]
    await enter(store, None, withdraws=second)
    async with store.reading() as tx:
        assert [each.entry for each in (await tx.references.standing(since=QUARTER))[EXPORT]] == [first]


@pytest.mark.parametrize(
    "change", ["update reference_values set value = '1'", "delete from reference_values"]
)
async def test_an_entry_cannot_be_changed(store: SqlStore, database: Path, change: str) -> None:
    await enter(store, "0.35")
    with closing(sqlite3.connect(database)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(change)


async def test_the_cards_look_again_after_an_entry(store: SqlStore) -> None:
    async with store.reading() as tx:
        before = await tx.cards.ledger_mark()
    await enter(store, "0.35")
    async with store.reading() as tx:
        assert await tx.cards.ledger_mark() != before
