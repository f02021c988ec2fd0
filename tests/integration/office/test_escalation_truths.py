"""What is said while an escalation is drafted is true: of the figure, of the unit, and of who can be reached."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qbot.ledger.versions import Series
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
OVERDUE = datetime(2018, 4, 24, 2, 0, tzinfo=UTC)
MARCH_FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database, at=OVERDUE)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


def pressed(shown: Said, label: str) -> str:
    return next(key["callback_data"] for key in shown.keys if label in key["text"])


async def test_a_figure_with_a_later_day_is_not_said_to_be_all_that_a_unit_owes(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """A unit whose other figure was late was once said to have nothing overdue."""
    async with hall.store.writing() as tx:
        wish = await tx.extensions.ask(
            MARCH_FOOD, by=contact.id, until_on=date(2018, 4, 27), reason="等", at=OVERDUE
        )
        await tx.extensions.decide(wish.id, granted=True, by=office.id, at=OVERDUE)
    (said,) = await hall.say(office, "督办市食药监局3月食品")
    assert "重点食品监督抽查合格率 2018年3月已准延期到4月27日(周五)" in said.text
    assert "另有" in said.text and any("药品" in each for each in said.labels)
    assert not any("重点食品 2018年3月" in each for each in said.labels)
    _, (draft,) = await hall.press(office, pressed(said, "药品"))
    assert "草稿,未发出" in draft.text


async def test_why_a_named_figure_is_not_overdue_is_said(
    hall: TownHall, contact: Person, office: Person
) -> None:
    await hall.report(contact, "food-spot-check", {"2018-03": "98"})
    (said,) = await hall.say(office, "催办市食药监局3月食品")
    assert "2018年3月已经报了" in said.text
    (said,) = await hall.say(office, "催办市食药监局4月食品")
    assert "2018年4月还没到报送时间" in said.text
    (said,) = await hall.say(office, "催办市食药监局3月农产品")
    assert "由市农业局报送" in said.text


async def test_an_urging_without_a_leader_says_so_and_may_go_to_the_contacts_alone(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """「没有能收到的人」 was once said of a unit whose contact could well be reached."""
    (draft,) = await hall.say(office, "催办市食药监局3月药品")
    assert "发给联络员:用户7" in draft.text and "还没有可发的领导" in draft.text
    words, sent = await hall.press(office, pressed(draft, "发出"))
    assert words is not None and "只发联络员" in words and "提醒" in words and sent == []
    _, (draft,) = await hall.press(office, pressed(draft, "只发联络员"))
    assert "⚠️" not in draft.text and "只发联络员" not in draft.labels
    _, sent = await hall.press(office, pressed(draft, "发出"))
    assert {each.chat_id for each in sent if each.method == "sendMessage"} == {7}


async def test_a_unit_without_a_contact_is_said_to_have_none(
    hall: TownHall, office: Person, enrol: Enrol
) -> None:
    await enrol(3, "official", "food-drug-bureau")
    (draft,) = await hall.say(office, "催办市食药监局3月药品")
    assert "没有能收到的联络员" in draft.text
    words, _ = await hall.press(office, pressed(draft, "发出"))
    assert words is not None and "没有能收到的联络员" in words


async def test_the_offices_own_words_lead_to_the_draft_or_to_all_who_are_late(
    hall: TownHall, contact: Person, office: Person
) -> None:
    """「给…发督办单,…没报」 was once answered with who has not reported, 「提醒未报的」 with nothing."""
    for said, step in (
        ("给市食药监局发督办单,3月药品没报", "督办单"),
        ("给食药监局发个催办,3月药品还没报", "催办"),
        ("催市食药监局报3月药品", "提醒"),
    ):
        (draft,) = await hall.say(office, said)
        assert f"{step}</b>(草稿,未发出)" in draft.text and "药品" in draft.text
    (choice,) = await hall.say(office, "催一下市食药监局")
    assert "催哪一项" in choice.text and "一键催办" not in choice.labels
    for said in ("催办", "提醒未报的", "给没报的发提醒"):
        (listed,) = await hall.say(office, said)
        assert "催哪一项" in listed.text and "一键催办" in listed.labels
