"""Being away: colleagues stand in at once, others after the office's nod; it ends by its day or by a word."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.actions_absences import DecideSubstitute, EndAbsence, StandIn
from handlers.actions_review import Return
from handlers.nudging import wording
from qbot.absences import substitutes
from qbot.clock import FixedClock, city_day
from qbot.nudging.telling import nudge
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]
MONDAY = datetime(2018, 4, 9, 2, 0, tzinfo=UTC)
AFTER = datetime(2018, 4, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def instead(hall: TownHall) -> dict[int, int | None]:
    """Who is written to instead of whom today."""
    today = city_day(hall.clock.now())
    async with hall.store.reading() as tx:
        return dict(substitutes(await tx.absences.on_day(today), on=today))


async def named(hall: TownHall, person: Person, name: str) -> Person:
    """The same person under a name as people have it."""
    async with hall.store.writing() as tx:
        return await tx.people.enrol(
            telegram_user_id=person.telegram_user_id, name=name, role=person.role, units=person.units,
            origin="invitation", started=True, at=hall.clock.now(),
        )  # fmt: skip


async def test_a_colleague_stands_in_from_the_first_day_to_the_last(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    other = await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    told, *others = await hall.say(contact, "下周出差,由李建国代")
    assert "4月9日(周一)至4月15日(周日)" in told.text and "提醒发给李建国" in told.text
    assert {each.chat_id for each in others} == {1, 8}
    assert await instead(hall) == {}
    hall.clock = FixedClock(MONDAY)
    assert await instead(hall) == {contact.id: other.id}
    hall.clock = FixedClock(AFTER)
    assert await instead(hall) == {}


async def test_one_from_another_unit_stands_in_after_the_nod_and_is_marked(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    other = await named(hall, await enrol(8, "contact", "agriculture-bureau"), "李建国")
    hall.clock = FixedClock(MONDAY)
    told, card = await hall.say(contact, "本周休假,李建国代我")
    assert "需办公室同意" in told.text and card.chat_id == 1
    assert await instead(hall) == {}
    refused = await hall.say(other, "3月食品抽检合格率96.5%")
    assert "已记录" not in refused[0].text
    words, sent = await hall.press(office, DecideSubstitute(1, 1))
    assert words == "已同意"
    assert {7, 8} <= {each.chat_id for each in sent}
    assert await instead(hall) == {contact.id: other.id}
    assert "已记录" in (await hall.say(other, "3月食品抽检合格率96.5%"))[0].text
    async with hall.store.reading() as tx:
        (version,) = await tx.reports.standing(indicators={"food-spot-check"})
    assert (version.series.unit, version.draft.reporter_id) == ("food-drug-bureau", other.id)
    assert version.draft.flags == ("stood-in",)
    again, _ = await hall.press(office, DecideSubstitute(1, 1))
    assert again == "这件事已经处理过了。"
    hall.clock = FixedClock(AFTER)
    late = await hall.say(other, "3月药品抽检合格率98%")
    assert "已记录" not in late[0].text


async def test_the_office_may_refuse_a_substitute(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await named(hall, await enrol(8, "contact", "agriculture-bureau"), "李建国")
    await hall.say(contact, "本周休假,李建国代我")
    sent = await hall.say(office, "/away 1 不同意")
    assert any("未同意" in each.text and each.chat_id == 7 for each in sent)
    assert await instead(hall) == {}
    words, _ = await hall.press(contact, DecideSubstitute(1, 1))
    assert words == "这个功能只对办公室开放。"


async def test_an_unknown_name_and_no_name_are_asked_about(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    other = await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    (asked,) = await hall.say(contact, "下周出差,由张无名代")
    assert "没有「张无名」" in asked.text and asked.labels == ["李建国", "没有人代"]
    told, *_ = await hall.say(contact, "李建国")
    assert "提醒发给李建国" in told.text
    (asked,) = await hall.say(contact, "4月20日休假")
    _, sent = await hall.press(contact, asked.keys[1]["callback_data"])
    assert any("没有人代报" in each.text for each in sent)
    words, _ = await hall.press(contact, asked.keys[0]["callback_data"])
    assert words == "这个问题已经回答过或已过期。"
    words, _ = await hall.press(contact, StandIn(99, other.id))
    assert words == "这个问题已经回答过或已过期。"


async def test_nobody_is_not_looked_up_as_a_name(hall: TownHall, contact: Person, office: Person) -> None:
    """「没人」 was once answered with 联络员名单里没有「没人」."""
    told, *_ = await hall.say(contact, "下周出差,没人代")
    assert "没有人代报" in told.text and "由某某代" in told.text
    (asked,) = await hall.say(contact, "4月20日休假")
    assert "由谁代您" in asked.text
    told, *_ = await hall.say(contact, "还没定")
    assert "没有人代报" in told.text


async def test_an_absence_from_a_day_on_is_asked_until_when(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    """「今天起请病假」 was once noted for that one day."""
    await named(hall, await enrol(8, "contact", "food-drug-bureau"), "孙丽")
    for answer, last in (("到20号", "4月20日(周五)"), ("三天", "4月6日(周五)"), ("20号", "4月20日(周五)")):
        (asked,) = await hall.say(contact, "明天起请病假,孙丽代")
        assert "4月4日(周三)起,到哪天为止" in asked.text
        told, *_ = await hall.say(contact, answer)
        assert f"4月4日(周三)至{last}" in told.text and "提醒发给孙丽" in told.text


async def test_days_that_were_not_said_are_asked_for(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    (asked,) = await hall.say(contact, "我出差了,李建国代我")
    assert "从哪天到哪天" in asked.text
    told, *_ = await hall.say(contact, "今天到周五")
    assert "4月3日(周二)至4月6日(周五)" in told.text


async def test_who_comes_back_early_ends_it_and_says_so_once(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    (none,) = await hall.say(contact, "我回来了")
    assert "没有登记外出" in none.text
    await hall.say(contact, "本周出差,由李建国代")
    told, other = await hall.say(contact, "我回来了")
    assert "欢迎回来" in told.text and other.chat_id == 8
    assert await instead(hall) == {}


async def test_the_office_sees_who_is_away_and_may_end_it(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    other = await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    (nobody,) = await hall.say(office, "外出情况")
    assert "没有人登记外出" in nobody.text
    await hall.say(contact, "/away 本周出差,由李建国代")
    (listed,) = await hall.say(office, "/away")
    assert "由李建国代" in listed.text
    words, _ = await hall.press(other, EndAbsence(1))
    assert words == "这个功能只对办公室开放。"
    words, _ = await hall.press(office, EndAbsence(1))
    assert words == "已结束"
    words, _ = await hall.press(office, EndAbsence(1))
    assert words == "这次外出已经结束了。"
    assert await instead(hall) == {}


async def test_reminders_go_to_the_substitute_while_it_lasts(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await named(hall, await enrol(8, "contact", "agriculture-bureau"), "李建国")
    await hall.say(contact, "4月9日到4月10日休假,李建国代我")
    await hall.press(office, DecideSubstitute(1, 1))
    reminded = []
    for day in (9, 10, 11):
        hall.clock = FixedClock(datetime(2018, 4, day, 2, 0, tzinfo=UTC))
        await nudge(hall.store, hall.plan, wording(hall.plan), now=hall.clock.now())
        reminded.append({each.chat_id for each in hall.sent() if "重点食品" in each.text})
    assert reminded[0] == {8} and 7 not in reminded[1] and 8 not in reminded[2]


async def test_a_figure_given_back_goes_to_the_substitute_while_it_lasts(
    hall: TownHall, contact: Person, office: Person, enrol: Enrol
) -> None:
    await named(hall, await enrol(8, "contact", "food-drug-bureau"), "李建国")
    (version,) = await hall.report(contact, "drug-spot-check", {"2018-03": "98"})
    await hall.say(contact, "下周出差,由李建国代")
    for at, told in ((MONDAY, {8}), (AFTER, {7, 8})):
        hall.clock.move_to(at)
        async with hall.store.reading() as tx:
            verdict = max((each.id for each in await tx.reviews.of(version.number)), default=0)
        _, sent = await hall.press(office, Return(version.number, verdict, 0))
        assert {each.chat_id for each in sent if "退回" in each.text and each.method == "sendMessage"} == told
