"""After the office has reported for a unit: its contact corrects the figure, or calls it wrong, in words."""

from collections.abc import Awaitable, Callable

import pytest

from qbot.people import Person
from tests.integration.office.test_asking import Hall, hall

__all__ = ["hall"]

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "agriculture-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(2, "office")


async def test_a_contact_corrects_what_the_office_has_just_reported(
    hall: Hall, contact: Person, office: Person
) -> None:
    await hall.say(contact, "2月农产品95.9")
    await hall.say(office, "代市农业局报:3月农产品97.2")
    assert "97.2% → 97.5%" in await hall.told(contact, "更正 97.5")
    assert {value for _, _, value in hall.figures()} == {"95.9", "97.5"}


@pytest.mark.parametrize("words", ["有误", "R-1有误", "R-1 不对", "这个数有误"])
async def test_a_contact_calls_a_figure_wrong_in_the_words_of_the_button(
    hall: Hall, contact: Person, office: Person, words: str
) -> None:
    await hall.say(office, "代市农业局报:3月农产品97.2")
    said = await hall.say(contact, words)
    assert any(each.chat_id == office.telegram_user_id and "R-1 有误" in each.text for each in said)
    assert "已告知办公室" in "".join(each.text for each in said)


async def test_a_figure_of_ones_own_that_is_wrong_is_put_right_or_taken_back(
    hall: Hall, contact: Person
) -> None:
    assert "更正 R-1" in await hall.told(contact, "3月农产品97.2", "R-1有误")


@pytest.mark.parametrize(
    "words",
    [
        "代报 市农业局 3月农产品 96.9",
        "代报:市农业局 3月农产品96.9",
        "代报市农业局3月农产品96.9",
        "替市农业局报:3月农产品96.9",
    ],
)
async def test_the_office_reports_for_a_unit_in_its_own_wording(
    hall: Hall, contact: Person, office: Person, words: str
) -> None:
    assert "办公室代报" in await hall.told(office, words)


async def test_a_units_figure_told_by_the_office_is_refused_with_the_way_to_tell_it(
    hall: Hall, office: Person
) -> None:
    assert "代市农业局报" in await hall.told(office, "3月农产品97")
