"""Where a number comes from: everything in private, the unit alone in a group."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
MARCH = Series("food-spot-check", "food-drug-bureau", "2018-03")


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    """A figure, its correction with a reason, and its review."""
    hall = TownHall(store, database)
    contact, office = await enrol(1, "contact", "food-drug-bureau"), await enrol(3, "office")
    await hall.bind_group(office)
    await hall.report(contact, "food-spot-check", {"2018-03": "480/500"})
    hall.clock.move_to(hall.clock.now() + timedelta(hours=1))
    await hall.report(contact, "food-spot-check", {"2018-03": "483/500"}, reason="复检更正")
    async with store.writing() as tx:
        await tx.reviews.add(2, step="passed", words=None, person_id=office.id, at=hall.clock.now())
    return hall


@pytest.mark.parametrize(
    "words", ["3月食品抽检的数谁报的", "R-2", "r2", "R-2是谁报的", "R-2的原始报文", "Ｒ－2"]
)
async def test_in_private_everything_about_a_figure_is_told(hall: TownHall, enrol: Enrol, words: str) -> None:
    (said,) = await hall.say(await enrol(2, "official"), words)
    for part in (
        "96.6%(483/500)",
        "市食品药品监督管理局 用户1 4月3日10:00报(R-2) · 已审",
        "<blockquote>2018-03 food-spot-check 483/500</blockquote>",
        "全部版本(2)",
        "· R-1 4月3日09:00 用户1 96%(480/500)",
        "原因:复检更正",
        "用户3 审核通过",
        "方案二(一)2",
        "没有佐证",
    ):
        assert part in said.text


async def test_an_older_version_says_what_counts_now(hall: TownHall, enrol: Enrol) -> None:
    (said,) = await hall.say(await enrol(2, "official"), "R-1")
    assert "现在作数的是 R-2" in said.text


async def test_a_withdrawn_figure_is_said_to_count_no_more(hall: TownHall, enrol: Enrol) -> None:
    contact = await enrol(1, "contact", "food-drug-bureau")
    async with hall.store.writing() as tx:
        for number in (2, 1):
            back = Draft(MARCH, "withdrawn", contact.id, "button", "[撤销]", withdraws=number)
            await tx.reports.append([back], at=hall.clock.now())
    (said,) = await hall.say(await enrol(2, "official"), "R-2")
    assert "已撤销,现为:未报" in said.text
    assert "撤销 R-2" in said.text
    (said,) = await hall.say(await enrol(2, "official"), "3月食品抽检的数谁报的")
    assert "没有来源可查" in said.text


@pytest.mark.parametrize("words", ["@qbot 3月食品抽检的数谁报的", "R-2"])
async def test_in_a_group_the_unit_is_told_and_nobody_by_name(
    hall: TownHall, enrol: Enrol, words: str
) -> None:
    (said,) = await hall.say(await enrol(3, "office"), words, group=True)
    assert "市食品药品监督管理局 4月3日10:00报(R-2)" in said.text
    assert not any(secret in said.text for secret in ("用户", "483/500</", "复检"))
    assert next(key.get("url", "") for key in said.keys).startswith("https://t.me/qbot?start=ask_source")


async def test_a_number_that_nobody_addressed_to_the_bot_is_left_alone(hall: TownHall, enrol: Enrol) -> None:
    assert await hall.say(await enrol(2, "official"), "R-2", group=True, addressed=False) == []


@pytest.mark.parametrize("words", ["R-99", "R-0", "r999999999999"])
async def test_a_number_that_is_not_there_is_said_to_be_none(
    hall: TownHall, enrol: Enrol, words: str
) -> None:
    (said,) = await hall.say(await enrol(2, "official"), words)
    assert "没有这个编号" in said.text


async def test_a_number_within_other_words_is_no_question_about_it(hall: TownHall, enrol: Enrol) -> None:
    (said,) = await hall.say(await enrol(2, "official"), "R-2的数改成97吧")
    assert "全部版本" not in said.text
