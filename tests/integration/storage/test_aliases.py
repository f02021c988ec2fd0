"""Added wordings, and what was said before."""

import json

from qbot.clock import city_day
from qbot.messages import NewUpdate
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, MARCH, figure, later


async def test_a_wording_is_in_use_until_it_is_removed_once(store: SqlStore, contact: Person) -> None:
    async with store.writing() as tx:
        first = await tx.aliases.add("食安率", "food-spot-check", by=contact.id, at=AT)
        second = await tx.aliases.add("农安率", "agri-spot-check", by=contact.id, at=AT)
        assert await tx.aliases.all() == [first, second]
        assert await tx.aliases.remove(first.id, at=later(hours=1))
        assert not await tx.aliases.remove(first.id, at=later(hours=2))
        assert await tx.aliases.get(first.id) is None
        assert await tx.aliases.all() == [second]


async def test_the_ledgers_messages_come_in_batches_with_what_was_recorded(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        await tx.reports.append([figure(contact, value=str(value)) for value in (95, 96, 97)], at=AT)
        batch = await tx.aliases.reported(after=1, limit=1)
        rest = await tx.aliases.reported(after=2, limit=9)
    assert [(each.row, each.text, each.on) for each in batch] == [(2, "食品 96", city_day(AT))]
    assert [(each.row, each.indicators) for each in rest] == [(3, {MARCH.indicator})]


async def test_the_inboxs_texts_are_those_of_messages_and_captions(store: SqlStore) -> None:
    private, group = {"id": 7, "type": "private"}, {"id": -7, "type": "supergroup"}
    raws = [
        json.dumps({"update_id": 1, "message": {"chat": private, "text": "食安率96"}}),
        json.dumps({"update_id": 2, "edited_message": {"chat": group, "caption": "食安率97"}}),
        json.dumps({"update_id": 3, "callback_query": {"id": "1"}}),
        "not json",
        "[]",
    ]
    async with store.writing() as tx:
        await tx.inbox.add([NewUpdate(i, 7, "message", raw) for i, raw in enumerate(raws, 1)], at=AT)
        heard = await tx.aliases.heard(after=0, limit=9)
    assert [(each.text, each.chat) for each in heard] == [
        ("食安率96", "private"),
        ("食安率97", "group"),
        ("", "private"),
        ("", "private"),
        ("", "private"),
    ]
