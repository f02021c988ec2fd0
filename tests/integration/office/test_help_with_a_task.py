"""需协调 opens an item for the office even where a message says nothing else of its task."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.mark.parametrize("text", ["质量月活动需协调经费", "质量月活动需要办公室协调"])
async def test_help_wanted_with_an_item_is_asked_about_and_reaches_the_office(
    store: SqlStore, database: Path, enrol: Enrol, text: str
) -> None:
    hall = TownHall(store, database)
    contact, office = await enrol(1, "contact", "quality-bureau"), await enrol(9, "office")
    (question,) = await hall.say(contact, text)
    assert "哪一项" in question.text
    _, said = await hall.press(contact, question.keys[0]["callback_data"])
    assert any("已转办公室" in each.text for each in said if each.chat_id == contact.telegram_user_id)
    assert any("需协调" in each.text for each in said if each.chat_id == office.telegram_user_id)
