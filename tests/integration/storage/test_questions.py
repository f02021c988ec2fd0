"""Questions: open until answered once."""

from qbot.people import Person
from qbot.ports import PendingQuestion
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, later


async def ask(store: SqlStore, person: Person, *, chat_id: int = 501, hours: float = 1) -> PendingQuestion:
    async with store.writing() as tx:
        return await tx.questions.ask(
            chat_id=chat_id,
            person_id=person.id,
            kind="which-indicator",
            payload={"value": "96.5", "选项": ["食品", "药品"]},
            at=AT,
            expires_at=later(hours=hours),
        )


async def test_an_open_question_comes_back_as_it_was_asked(store: SqlStore, contact: Person) -> None:
    asked = await ask(store, contact)
    async with store.reading() as view:
        assert await view.questions.get(asked.id) == asked
        assert await view.questions.get(asked.id + 1) is None


async def test_open_questions_of_a_person_in_a_chat_come_newest_first(
    store: SqlStore, contact: Person
) -> None:
    older, newer, _elsewhere = [await ask(store, contact, chat_id=chat) for chat in (501, 501, -9)]
    async with store.reading() as view:
        assert await view.questions.open_for(contact.id, 501) == [newer, older]


async def test_a_question_closes_once(store: SqlStore, contact: Person) -> None:
    asked = await ask(store, contact)
    async with store.writing() as tx:
        assert await tx.questions.close(asked.id, outcome="answered", at=AT)
        assert not await tx.questions.close(asked.id, outcome="cancelled", at=AT)
        assert await tx.questions.get(asked.id) is None
        assert await tx.questions.open_for(contact.id, 501) == []


async def test_expired_questions_are_the_open_ones_past_their_time(store: SqlStore, contact: Person) -> None:
    late, early, answered = [await ask(store, contact, hours=hours) for hours in (2, 1, 1)]
    await ask(store, contact, hours=3)
    async with store.writing() as tx:
        await tx.questions.close(answered.id, outcome="answered", at=AT)
        assert await tx.questions.expired(at=later(hours=2), limit=9) == [early, late]
        assert await tx.questions.expired(at=later(hours=2), limit=1) == [early]
