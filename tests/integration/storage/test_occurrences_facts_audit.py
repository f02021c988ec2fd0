"""Reminders happen once, facts are remembered, the audit only grows."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later


async def test_an_occurrence_is_settled_once(store: SqlStore) -> None:
    async with store.writing() as tx:
        assert await tx.occurrences.settle(reminder="phase-1", due_at=AT, outcome="sent", at=AT)
        assert not await tx.occurrences.settle(reminder="phase-1", due_at=AT, outcome="skipped", at=AT)
        assert await tx.occurrences.settle(reminder="phase-2", due_at=AT, outcome="sent", at=AT)
        assert await tx.occurrences.settle(
            reminder="phase-1", due_at=later(days=1), outcome="skipped", at=AT, note="late"
        )


async def test_settled_occurrences_are_those_due_since(store: SqlStore) -> None:
    async with store.writing() as tx:
        for day in (0, 1, 2):
            await tx.occurrences.settle(reminder="digest", due_at=later(days=day), outcome="sent", at=AT)
    async with store.reading() as view:
        assert await view.occurrences.settled(since=later(days=1)) == {
            ("digest", later(days=1)),
            ("digest", later(days=2)),
        }


async def test_a_fact_is_remembered_and_changed(store: SqlStore) -> None:
    async with store.writing() as tx:
        assert await tx.facts.get("bot.username") is None
        await tx.facts.set("bot.username", "one")
        await tx.facts.set("bot.username", "two")
    async with store.reading() as view:
        assert await view.facts.get("bot.username") == "two"


async def test_an_act_is_kept_and_cannot_be_changed(store: SqlStore, contact: Person, database: Path) -> None:
    async with store.writing() as tx:
        await tx.audit.add(
            actor_id=contact.id,
            action="remove",
            subject="person:7",
            at=AT,
            before={"state": "active"},
            after={"state": "removed"},
        )
        await tx.audit.add(actor_id=None, action="start", subject="bot", at=AT)
    with closing(sqlite3.connect(database)) as raw:
        rows = raw.execute('SELECT actor_id, action, "before" FROM audit ORDER BY id').fetchall()
        assert rows == [(contact.id, "remove", '{"state":"active"}'), (None, "start", None)]
        for change in ("UPDATE audit SET action = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(change)
