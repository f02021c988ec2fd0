"""The list of people: page by page, by name or unit, and removing somebody by a sentence."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.buttons import ShowPeople
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(999, "office")


async def test_more_than_ninety_people_can_each_be_reached_and_removed(
    hall: TownHall, office: Person, enrol: Enrol
) -> None:
    for number in range(1, 120):
        await enrol(number, "contact", "food-drug-bureau")
    (first,) = await hall.say(office, "/people")
    assert "120人" in first.text
    labels = [label for label in first.labels if label.startswith("移除")]
    for page in range(1, 6):
        _, (shown,) = await hall.press(office, ShowPeople(page))
        labels += [label for label in shown.labels if label.startswith("移除")]
    assert len(set(labels)) == 119
    last = [key for key in shown.keys if key["text"].startswith("移除")][-1]
    _, (asked,) = await hall.press(office, last["callback_data"])
    assert f"确定{last['text']}(联络员 市食品药品监督管理局)" in asked.text
    _, (done,) = await hall.press(office, asked.keys[0]["callback_data"])
    assert f"已{last['text']}" in done.text


async def test_people_are_found_by_name_or_unit(hall: TownHall, office: Person, enrol: Enrol) -> None:
    await enrol(1, "contact", "food-drug-bureau")
    await enrol(2, "contact", "agriculture-bureau")
    (found,) = await hall.say(office, "/people 农业局")
    assert found.labels == ["移除 用户2"]
    (found,) = await hall.say(office, "/people 用户1")
    assert found.labels == ["移除 用户1"]
    (found,) = await hall.say(office, "/people 张三")
    assert "没有「张三」" in found.text


async def test_somebody_is_removed_by_a_sentence_that_is_asked_first(
    hall: TownHall, office: Person, enrol: Enrol
) -> None:
    await enrol(1, "contact", "food-drug-bureau")
    (asked,) = await hall.say(office, "移除用户1")
    assert "确定移除 用户1" in asked.text
    await hall.press(office, asked.keys[0]["callback_data"])
    async with hall.store.reading() as tx:
        person = await tx.people.by_user(1)
    assert person is not None
    assert person.state == "removed"


async def test_only_the_office_turns_pages_and_removes(hall: TownHall, office: Person, enrol: Enrol) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    said = await hall.say(contact, "移除用户999")
    assert not any("确定移除" in each.text for each in said)
    words, said = await hall.press(contact, ShowPeople(0))
    assert said == []
    assert words
