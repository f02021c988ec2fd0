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


@pytest.mark.parametrize("words", ["1", "第一个", "选1"])
async def test_the_number_of_a_choice_is_typed_without_a_reply(
    store: SqlStore, database: Path, enrol: Enrol, words: str
) -> None:
    """It was once asked of which indicator 1 is the figure."""
    hall = TownHall(store, database)
    contact = await enrol(1, "contact", "food-drug-bureau")
    (question,) = await hall.say(contact, "应急预案已修订")
    assert "哪一项" in question.text
    assert "进展已登记 T-1" in (await hall.say(contact, words))[0].text
