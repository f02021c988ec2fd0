"""Papers on record: found by figure, message, album, content and owner, tied to a figure once."""

from dataclasses import replace
from typing import Any

import pytest

from qbot.evidence import Evidence, Paper
from qbot.ledger.versions import Version
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol, figure

PAPER = Paper("document", "file-1", "报告.pdf", 9, "ab" * 32, "ab/ab", chat_id=7, message_id=5)


async def add(store: SqlStore, person: Person, *, number: int | None = None, **changed: Any) -> Evidence:
    async with store.writing() as tx:
        return await tx.evidence.add(person.id, replace(PAPER, **changed), number=number, at=AT)


@pytest.fixture
async def person(store: SqlStore) -> Person:
    return await enrol(store, 7)


@pytest.fixture
async def version(store: SqlStore, person: Person) -> Version:
    async with store.writing() as tx:
        (stored,) = await tx.reports.append([figure(person, chat_id=7, message_id=4)], at=AT)
    return stored


async def test_a_paper_comes_back_as_it_was_put_in(store: SqlStore, person: Person, version: Version) -> None:
    evidence = await add(store, person, number=version.number)
    async with store.reading() as tx:
        assert await tx.evidence.get(evidence.id) == evidence
        assert await tx.evidence.of_numbers([version.number]) == [evidence]
        assert await tx.evidence.with_content(PAPER.sha256) == [evidence]
        assert await tx.evidence.of_numbers([]) == []
        assert await tx.evidence.get(99) is None


async def test_a_paper_that_is_tied_to_a_figure_is_loose_no_more(
    store: SqlStore, person: Person, version: Version
) -> None:
    loose = await add(store, person)
    tied = await add(store, person, number=version.number)
    other = await add(store, person, message_id=6)
    async with store.reading() as tx:
        assert await tx.evidence.of_messages([(7, 5), (7, 6)]) == [other]
        assert await tx.evidence.page(person_id=None, units=(), before=None, limit=9) == [other, tied]
    assert loose.id < tied.id


async def test_papers_that_go_with_their_message_are_found_by_it_and_their_album(
    store: SqlStore, person: Person, version: Version
) -> None:
    with_message = await add(store, person)
    await add(store, person, number=version.number, message_id=9)
    other = await add(store, person, message_id=6, album="a")
    part = await add(store, person, message_id=8, album="a")
    async with store.reading() as tx:
        assert await tx.evidence.of_messages([(7, 5)]) == [with_message]
        assert await tx.evidence.of_album(7, "a") == [other, part]
        assert await tx.evidence.of_album(8, "a") == []


async def test_a_page_holds_ones_own_papers_and_those_of_ones_units_figures_newest_first(
    store: SqlStore, person: Person, version: Version
) -> None:
    colleague = await enrol(store, 8)
    farmer = await enrol(store, 9, units=("agriculture-bureau",))
    tied = await add(store, person, number=version.number)
    with_figure = await add(store, person, message_id=4)
    loose = await add(store, person, message_id=9)
    async with store.reading() as tx:

        async def page(of: Person | None, before: int | None = None, limit: int = 9) -> list[int]:
            units = of.units if of else ()
            found = await tx.evidence.page(
                person_id=of.id if of else None, units=units, before=before, limit=limit
            )
            return [each.id for each in found]

        assert await page(person) == [loose.id, with_figure.id, tied.id]
        assert await page(colleague) == [with_figure.id, tied.id]
        assert await page(farmer) == []
        assert await page(None) == [loose.id, with_figure.id, tied.id]
        assert await page(None, before=loose.id, limit=1) == [with_figure.id]
