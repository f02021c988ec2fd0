"""All townships are one audience, in the office's own reminders and in notices."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    await enrol(12, "contact", "yanji-zhen")
    await enrol(13, "contact", "agriculture-bureau")
    return TownHall(store, database)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("4月28日提醒所有乡镇报一季度进展", "报一季度进展"),
        ("每周一提醒各乡镇联络员报进展", "报进展"),
    ],
)
async def test_a_reminder_to_all_townships_is_shown_back_as_such(
    hall: TownHall, enrol: Enrol, text: str, what: str
) -> None:
    (shown,) = await hall.say(await enrol(1, "office"), text)
    assert "对象:各乡镇(29个)" in shown.text and what in shown.text
    assert "保存" in shown.labels


async def test_a_notice_goes_to_all_townships_and_to_a_unit_besides(hall: TownHall, enrol: Enrol) -> None:
    office = await enrol(1, "office")
    await hall.say(office, "/notice 请各乡镇报名单")
    (preview,) = await hall.say(office, "所有乡镇")
    assert "发给:各乡镇(29个)(能收到1人)" in preview.text
    (preview,) = await hall.say(office, "发给各乡镇和市农业局")
    assert "发给:市农业局、各乡镇(29个)(能收到2人)" in preview.text
