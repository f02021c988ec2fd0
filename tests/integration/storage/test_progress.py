"""Notes of progress: the newest of each item and unit stands, a withdrawn one no longer."""

from qbot.people import Person
from qbot.tasks.progress import Progress, Stated
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later


async def note(
    store: SqlStore, person: Person, item: str, *, unit: str = "food-drug-bureau", message: int | None = None
) -> Progress:
    async with store.writing() as tx:
        return await tx.progress.add(
            item=item,
            unit=unit,
            person_id=person.id,
            stated=Stated("running", 80),
            text="推进到80%",
            chat_id=501,
            message_id=message,
            at=AT,
        )


async def test_the_newest_note_of_each_item_and_unit_stands(store: SqlStore, contact: Person) -> None:
    _old, other, new = [await note(store, contact, item) for item in ("recall", "fund", "recall")]
    elsewhere = await note(store, contact, "recall", unit="commerce-bureau")
    async with store.reading() as view:
        assert await view.progress.newest() == [other, new, elsewhere]
        assert await view.progress.newest(units=["commerce-bureau"]) == [elsewhere]


async def test_a_withdrawn_note_lets_the_one_before_stand_and_stays_on_record(
    store: SqlStore, contact: Person
) -> None:
    old, new = [await note(store, contact, "recall", message=number) for number in (1, 2)]
    async with store.writing() as tx:
        assert await tx.progress.by_message(501, 2) == new
        assert await tx.progress.withdraw(new.id, at=later(hours=1))
        assert not await tx.progress.withdraw(new.id, at=later(hours=2))
        assert await tx.progress.newest() == [old]
        assert await tx.progress.by_message(501, 2) is None
        kept = await tx.progress.get(new.id)
    assert kept is not None and kept.withdrawn_at == later(hours=1)


async def test_help_is_asked_for_once(store: SqlStore, contact: Person) -> None:
    told = await note(store, contact, "recall")
    async with store.writing() as tx:
        assert await tx.progress.ask_for_help(told.id)
        assert not await tx.progress.ask_for_help(told.id)


async def test_when_units_told_is_read_since_a_moment_without_withdrawn_notes(
    store: SqlStore, contact: Person
) -> None:
    await note(store, contact, "recall", unit="yanji-zhen")
    withdrawn = await note(store, contact, "fund", unit="yanji-zhen")
    await note(store, contact, "fund", unit="commerce-bureau")
    async with store.writing() as tx:
        await tx.progress.withdraw(withdrawn.id, at=later(hours=1))
        assert await tx.progress.told(["yanji-zhen"], since=AT) == [("yanji-zhen", AT)]
        assert await tx.progress.told(["yanji-zhen"], since=later(hours=1)) == []
