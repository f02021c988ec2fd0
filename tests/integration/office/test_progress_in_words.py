"""How a task stands, said without naming the task: asked about, or the last note's."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


async def told(hall: TownHall, person: Person, *texts: str) -> str:
    for text in texts:
        hall.clock.move_to(hall.clock.now() + timedelta(seconds=1))
        said = await hall.say(person, text)
    return "\n".join(each.text for each in said)


async def test_a_share_of_work_that_names_no_item_is_asked_about(hall: TownHall, contact: Person) -> None:
    assert "哪一" in await told(hall, contact, "工作推进顺利,完成60%")
    await told(hall, contact, "追溯体系建设完成50%")
    hall.clock.move_to(hall.clock.now() + timedelta(days=1))
    (asked,) = await hall.say(contact, "工作推进顺利,完成60%")
    assert "质量安全追溯" in asked.labels[0]


@pytest.mark.parametrize("words", ["更正:完成85%", "更正:85%"])
async def test_a_correction_after_a_note_corrects_the_note(
    hall: TownHall, contact: Person, words: str
) -> None:
    await told(hall, contact, "3月食品96.6", "追溯体系建设完成80%")
    receipt = await told(hall, contact, words)
    assert "进展已登记 T-2" in receipt and "85%" in receipt
    async with hall.store.reading() as tx:
        notes = await tx.progress.newest(units=("food-drug-bureau",))
        (figure,) = await tx.reports.standing()
    assert [(each.id, each.percent) for each in notes] == [(2, 85)]
    assert str(figure.value) == "96.6"


async def test_a_correction_after_a_figure_is_the_figures(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "追溯体系建设完成80%", "3月食品96.6")
    assert "96.6% → 96.8%" in await told(hall, contact, "更正:96.8")
