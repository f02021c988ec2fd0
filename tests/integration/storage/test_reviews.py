"""Reviews are added and never changed; what waits is what stands without a verdict."""

import pytest

from qbot.errors import StorageError
from qbot.ledger.versions import Series, stood_before
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, MARCH, figure, later, withdrawal

FEBRUARY = Series(MARCH.indicator, MARCH.unit, "2018-02")


async def test_the_newest_verdict_counts_and_remarks_are_none(store: SqlStore, contact: Person) -> None:
    async with store.writing() as tx:
        await tx.reports.append([figure(contact)], at=AT)
        for step in ("asked", "passed", "answered", "returned", "disputed"):
            await tx.reviews.add(1, step=step, words=step, person_id=contact.id, at=later(minutes=1))
    async with store.reading() as view:
        version = await view.reports.get(1)
        entries = await view.reviews.of(1)
        assert await view.reviews.all() == entries
    assert version is not None
    assert version.verdict == "returned"
    assert [each.step for each in entries] == ["asked", "passed", "answered", "returned", "disputed"]
    assert (entries[0].words, entries[0].person_id, entries[0].said_at) == (
        "asked",
        contact.id,
        later(minutes=1),
    )


async def test_what_waits_is_what_stands_without_a_verdict_and_is_no_sample(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        drafts = [
            figure(contact, series=FEBRUARY, flags=("jump",)),
            figure(contact),
            figure(contact, value="97"),
            figure(contact, series=Series(MARCH.indicator, MARCH.unit, "2018-01")),
        ]
        await tx.reports.append(drafts, at=AT)
        await tx.reviews.add(3, step="disputed", words=None, person_id=contact.id, at=AT)
        await tx.reviews.add_all([4], step="passed", person_id=contact.id, at=AT)
    async with store.reading() as view:
        waiting = await view.reviews.waiting()
        assert await view.reviews.count_waiting() == 2
    assert [(each.number, each.flags, each.replaces, each.disputed) for each in waiting] == [
        (1, ("jump",), False, False),
        (3, (), True, True),
    ]
    assert (waiting[0].period, waiting[0].reported_at) == ("2018-02", AT)


async def test_a_figure_replaces_what_stood_before_it_and_nothing_that_was_withdrawn(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        await tx.reports.append([figure(contact), figure(contact, value="97.5")], at=AT)
        await tx.reports.append([withdrawal(contact, 2)], at=AT)
        await tx.reports.append([figure(contact, value="97.5")], at=AT)
        (replacing,) = await tx.reviews.waiting()
        history = await tx.reports.history(MARCH)
        await tx.reports.append([withdrawal(contact, 4), withdrawal(contact, 1)], at=AT)
        await tx.reports.append([figure(contact)], at=AT)
        (anew,) = await tx.reviews.waiting()
        after = await tx.reports.history(MARCH)
    stood = stood_before(history, replacing.number)
    assert (replacing.number, replacing.replaces, stood and stood.number) == (4, True, 1)
    assert (anew.number, anew.replaces, stood_before(after, anew.number)) == (7, False, None)


async def test_the_verdict_of_a_version_comes_back_when_the_one_after_it_is_withdrawn(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        await tx.reports.append([figure(contact)], at=AT)
        await tx.reviews.add(1, step="passed", words=None, person_id=contact.id, at=AT)
        await tx.reports.append([figure(contact, value="97")], at=AT)
        (changed,) = await tx.reports.standing()
        await tx.reports.append([withdrawal(contact, 2)], at=AT)
        (again,) = await tx.reports.standing()
        waiting = await tx.reviews.waiting()
    assert (changed.number, changed.verdict) == (2, None)
    assert (again.number, again.verdict) == (1, "passed")
    assert waiting == []


async def test_a_review_of_no_version_is_refused(store: SqlStore, contact: Person) -> None:
    with pytest.raises(StorageError):
        async with store.writing() as tx:
            await tx.reviews.add(99, step="passed", words=None, person_id=contact.id, at=AT)
