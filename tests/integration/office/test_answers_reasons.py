"""Why a figure is as it is: what is known of it, and a word to the office with its subject."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import GROUP, Said, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(3, "office")


@pytest.fixture
async def hall(store: SqlStore, database: Path, office: Person, enrol: Enrol) -> TownHall:
    hall = TownHall(store, database)
    await hall.bind_group(office)
    contact = await enrol(1, "contact", "food-drug-bureau")
    await hall.report(contact, "drug-spot-check", {"2018-02": "98.6", "2018-03": "97.5"})
    await hall.report(contact, "agri-spot-check", {"2018-03": "90"}, reason="汛期抽检批次减少")
    await hall.report(contact, "air-quality", {"2018-03": "60"})
    return hall


def to(said: list[Said], chat_id: int) -> str:
    return "\n".join(each.text for each in said if each.chat_id == chat_id)


@pytest.mark.parametrize("words", ["为什么没达标", "怎么没达标", "为什么不达标啊", "为什么这么低", "为什么"])
async def test_why_after_a_figure_is_about_that_figure(hall: TownHall, official: Person, words: str) -> None:
    await hall.say(official, "药品抽检合格率")
    said = await hall.say(official, words)
    told = to(said, 2)
    assert "药品质量安全抽查合格率" in told and "2018年3月:<b>97.5%</b> 🟡 接近 差0.5个百分点" in told
    assert "较2月 -1.1个百分点" in told
    assert "台账里没有记原因" in told and "已转办公室" in told
    assert "主要农产品" not in told
    assert "此前在问:药品质量安全抽查合格率" in to(said, 3)
    assert "用户1" in to(await hall.say(official, "谁报的"), 2)  # the subject is still there


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("农产品合格率为什么没达标", "主要农产品抽检合格率"),
        ("空气质量优良天数为什么下降", "大气环境质量优良天数比例"),
    ],
)
async def test_why_of_a_figure_that_is_named_goes_to_the_office_too(
    hall: TownHall, official: Person, words: str, name: str
) -> None:
    said = await hall.say(official, words)
    assert name in to(said, 2) and "已转办公室" in to(said, 2)
    assert f"此前在问:{name}" in to(said, 3)


async def test_a_reason_on_record_is_told_in_private_only(hall: TownHall, official: Person) -> None:
    said = await hall.say(official, "农产品合格率为什么没达标")
    assert "台账里的说明:\n· 主要农产品:汛期抽检批次减少" in to(said, 2)
    said = await hall.say(official, "@qbot 农产品合格率为什么没达标", group=True)
    assert "汛期" not in to(said, GROUP) and "已转办公室" in to(said, GROUP)
    assert len([each for each in said if each.chat_id == GROUP]) == 1


async def test_why_after_a_list_is_about_what_it_listed(hall: TownHall, official: Person) -> None:
    await hall.say(official, "哪些没达标")
    said = await hall.say(official, "为什么没达标")
    assert len([each for each in said if each.chat_id == 2]) == 1
    assert "药品 97.5%" in to(said, 2) and "主要农产品 90%" in to(said, 2)
    assert "此前在问:主要农产品抽检合格率、药品质量安全抽查合格率" in to(said, 3)


async def test_the_office_that_asks_why_gets_what_is_known(hall: TownHall, office: Person) -> None:
    said = await hall.say(office, "药品合格率为什么没达标")
    assert "97.5%" in to(said, 3) and "台账里没有记原因" in to(said, 3)
    assert "已转办公室" not in to(said, 3)


async def test_why_of_something_else_is_not_about_the_figure(hall: TownHall, official: Person) -> None:
    await hall.say(official, "药品抽检合格率")
    assert "97.5%" not in to(await hall.say(official, "房价为什么这么高"), 2)
