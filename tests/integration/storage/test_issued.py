"""Papers that the office issued: numbered, frozen, and what units object to a draft."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.issued import Issued, IssuedKind
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT

CONTENT: Mapping[str, object] = {"number": 1, "figures": {"A1": {"value": "96.6"}}, "plan": "永政〔2018〕7号"}


@pytest.fixture
async def office(store: SqlStore) -> Person:
    async with store.writing() as tx:
        return await tx.people.enrol(
            telegram_user_id=7, name="陈思雨", role="office", units=(), origin="settings", started=True, at=AT
        )


async def issue(store: SqlStore, by: Person, kind: IssuedKind, number: int) -> Issued | None:
    async with store.writing() as tx:
        return await tx.issued.add(
            kind, number, snapshot=CONTENT, checksum="ab", file="ab/abc", by=by.id, at=AT
        )


async def test_a_paper_comes_back_as_it_was_issued(store: SqlStore, office: Person) -> None:
    paper = await issue(store, office, "brief", 1)
    async with store.reading() as tx:
        assert await tx.issued.get("brief", 1) == paper
        assert await tx.issued.get("brief", 2) is None
        assert await tx.issued.newest("assessment") is None


async def test_each_kind_has_its_own_numbers_and_none_is_given_twice(store: SqlStore, office: Person) -> None:
    for number in (1, 2, 10):
        assert await issue(store, office, "brief", number) is not None
    assert await issue(store, office, "brief", 2) is None
    assert await issue(store, office, "assessment-draft", 2) is not None
    async with store.reading() as tx:
        newest = await tx.issued.newest("brief")
    assert newest is not None
    assert newest.number == 10


async def test_an_issued_paper_cannot_be_changed(store: SqlStore, office: Person, database: Path) -> None:
    await issue(store, office, "brief", 1)
    with closing(sqlite3.connect(database)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("update issued set checksum = 'cd'")


async def test_an_objection_is_answered_once(store: SqlStore, office: Person) -> None:
    draft = await issue(store, office, "assessment-draft", 1)
    assert draft is not None
    async with store.writing() as tx:
        first = await tx.issued.object(
            draft.id, unit="food-drug-bureau", person_id=office.id, text="3月已按时报", at=AT
        )
        second = await tx.issued.object(
            draft.id, unit="food-drug-bureau", person_id=office.id, text="还有", at=AT
        )
    later = AT + timedelta(hours=1)
    async with store.writing() as tx:
        assert await tx.issued.answer(first.id, text="已核对", by=office.id, at=later)
        assert not await tx.issued.answer(first.id, text="又一次", by=office.id, at=later)
        assert not await tx.issued.answer(99, text="没有这条", by=office.id, at=later)
    async with store.reading() as tx:
        answered, open_ = await tx.issued.objections(draft.id)
        assert await tx.issued.objection(first.id) == answered
        assert await tx.issued.open_objections() == [open_]
    assert (answered.answer, answered.answered_at, answered.is_open) == ("已核对", later, False)
    assert open_ == second
    assert open_.is_open
