"""The office's morning: once a workday from 8:40, with what is due, late and waiting; quiet when nothing is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from qbot.ledger.versions import Series
from qbot.messages import Outgoing
from qbot.nudging.morning import Morning, greet_office
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.nudge_stage import FOOD_UNIT, MARCH_DRUG, MARCH_FOOD, Office, city
from tests.integration.office.town_hall import TownHall

Enrol = Callable[..., Awaitable[Person]]


@dataclass
class Greeter:
    """Keeps what each member of the office is told."""

    office: Office
    heard: list[tuple[int, Morning]] = field(default_factory=list)

    async def at(self, text: str) -> int:
        return await greet_office(self.office.store, self.office.plan, self._tell, now=city(text))

    def _tell(self, member: Person, morning: Morning) -> Sequence[Outgoing]:
        self.heard.append((member.telegram_user_id, morning))
        return [Outgoing(member.telegram_user_id, "sendMessage", {"text": "晨报"}, "notice")]


@pytest.fixture
async def greeter(store: SqlStore, plan: Plan, enrol: Enrol) -> Greeter:
    await enrol(1, "office")
    return Greeter(Office(store, plan))


async def test_each_member_is_told_once_a_workday_from_8_40_on(greeter: Greeter, enrol: Enrol) -> None:
    await enrol(2, "office")
    await enrol(3, "office", started=False)
    times = ("08:39", "08:40", "08:41", "12:00")
    assert [await greeter.at(f"2018-04-09T{time}") for time in times] == [0, 2, 0, 0]
    assert [user for user, _ in greeter.heard] == [1, 2]


@pytest.mark.parametrize(("day", "told"), [("05", 0), ("07", 0), ("08", 1)])
async def test_days_off_have_no_morning_and_make_up_days_have_one(
    greeter: Greeter, day: str, told: int
) -> None:
    assert await greeter.at(f"2018-04-{day}T08:40") == told


async def test_after_a_downtime_it_comes_late_but_not_after_hours(greeter: Greeter) -> None:
    assert await greeter.at("2018-04-09T17:31") == 0
    assert await greeter.at("2018-04-10T14:00") == 1


async def test_it_tells_what_is_due_and_late_with_promise_and_last_reminder(
    greeter: Greeter, enrol: Enrol
) -> None:
    await enrol(7, "contact", FOOD_UNIT)
    office = greeter.office
    await office.report_all(FOOD_UNIT)
    await office.tick("2018-04-04T09:00")
    await office.promise(MARCH_DRUG, "2018-04-20")
    await greeter.at("2018-04-09T08:40")
    await greeter.at("2018-04-10T08:40")
    (_, first), (_, second) = greeter.heard
    mine = [each.series for each in first.due_today if each.unit == FOOD_UNIT]
    assert mine == [MARCH_FOOD, MARCH_DRUG]
    late = [each for each in second.overdue if each.unit == FOOD_UNIT and each.period.last == 2018 * 12 + 2]
    assert [(each.series, str(each.promised_on)) for each in late] == [
        (MARCH_FOOD, "None"),
        (MARCH_DRUG, "2018-04-20"),
    ]
    (heard,) = second.stands.allowances_for(FOOD_UNIT)
    assert [str(day) for day in heard.heard_on(late[0])] == ["2018-04-04"]


async def test_who_cannot_be_reached_is_named(greeter: Greeter, enrol: Enrol) -> None:
    await enrol(7, "contact", FOOD_UNIT)
    await enrol(8, "contact", FOOD_UNIT, started=False)
    await greeter.at("2018-04-09T08:40")
    ((_, morning),) = greeter.heard
    assert [each.telegram_user_id for each in morning.unreachable] == [8]


async def test_figures_held_and_questions_not_answered_are_counted(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall, contact = TownHall(store, database), await enrol(7, "contact", FOOD_UNIT)
    office = await enrol(1, "office")
    await hall.report(contact, "drug-spot-check", {f"2017-{month:02}": "98" for month in range(1, 13)})
    await hall.say(contact, "2月药品抽检合格率9.8%")
    await hall.say(contact, "2月食品抽检合格率九十多")
    (told,) = await hall.say(office, "/morning")
    assert "等联络员核实的数 1" in told.text and "等联络员回答的提问 1" in told.text
    hall.clock.move_to(hall.clock.now() + timedelta(days=2))
    (told,) = await hall.say(office, "/morning")
    assert "等联络员核实的数" not in told.text


async def test_a_late_figure_says_how_often_it_was_asked_for(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database)
    await enrol(7, "contact", FOOD_UNIT)
    office, asked = await enrol(1, "office"), Office(store, hall.plan)
    await asked.report_all(FOOD_UNIT)
    expected = {
        "2018-04-04": "4月4日已提醒(第1次)",
        "2018-04-09": "4月9日已提醒(第2次)",
        "2018-04-10": "4月10日已提醒(满3次)",
    }
    for day, words in expected.items():
        await asked.tick(f"{day}T09:00")
        hall.clock.move_to(city(f"{day}T16:00"))
        if day > "2018-04-04":
            assert words in (await hall.say(office, "/morning"))[-1].text


async def test_where_much_is_late_every_unit_has_a_line(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    """A year's arrears of a few units once hid those of all others behind …另有138项."""
    hall = TownHall(store, database, at=city("2019-04-16T09:00"))
    await enrol(7, "contact", FOOD_UNIT)
    (told,) = await hall.say(await enrol(1, "office"), "/morning")
    units = {hall.plan.unit[each.lead_unit].name for each in hall.plan.indicators}
    assert all(f"· {name} " in told.text for name in units)
    assert "市食品药品监督管理局 用户7:34项,最久逾期" in told.text and "另有" not in told.text


async def test_what_was_lost_is_told_once_with_names_and_not_every_morning(
    greeter: Greeter, enrol: Enrol
) -> None:
    await enrol(7, "contact", FOOD_UNIT)
    await greeter.office.tick("2018-04-04T09:00")
    async with greeter.office.store.writing() as tx:
        (row,) = await tx.outbox.next_rows(busy=(), limit=9, at=city("2018-04-04T09:00"))
        await tx.outbox.give_up(row.id, state="uncertain", error="killed", at=city("2018-04-04T09:01"))
    for morning in ("2018-04-08T08:40", "2018-04-09T08:40"):
        await greeter.at(morning)
    assert [morning.uncertain for _, morning in greeter.heard] == [("用户7",), ()]


async def test_nothing_is_sent_when_nothing_needs_the_office(greeter: Greeter) -> None:
    plan = greeter.office.plan
    first = [
        Series(each.id, each.lead_unit, "2017-11") for each in plan.indicators if each.frequency == "month"
    ]
    await greeter.office.report(*first)
    async with greeter.office.store.writing() as tx:
        boss = await tx.people.by_user(1)
        assert boss is not None
        numbers = [each.number for each in await tx.reviews.waiting()]
        await tx.reviews.add_all(numbers, step="passed", person_id=boss.id, at=city("2017-12-01"))
    assert await greeter.at("2017-12-11T08:40") == 0
    assert await greeter.at("2018-01-08T08:40") == 1


async def test_a_successor_is_told_of_with_what_reached_the_successor(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database)
    leaver = await enrol(7, "contact", FOOD_UNIT)
    office, asked = await enrol(1, "office"), Office(store, hall.plan)
    await asked.report_all(FOOD_UNIT)
    for day in ("2018-04-04", "2018-04-09", "2018-04-10"):
        await asked.tick(f"{day}T09:00")
    async with store.writing() as tx:
        await tx.people.set_state(leaver.id, "removed", at=city("2018-04-11T09:00"))
    await enrol(9, "contact", FOOD_UNIT)
    hall.clock.move_to(city("2018-04-11T10:00"))
    told = (await hall.say(office, "/morning"))[-1]
    assert "用户9" in told.text and "满3次" not in told.text and "未提醒过" in told.text
    await asked.chase(office, "2018-04-11T11:00", FOOD_UNIT)
    told = (await hall.say(office, "/morning"))[-1]
    assert "4月11日已提醒(第1次)" in told.text


async def test_who_is_away_with_nobody_in_the_place_is_named(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database)
    contact, office = await enrol(7, "contact", FOOD_UNIT), await enrol(1, "office")
    await Office(store, hall.plan).report_all(FOOD_UNIT)
    async with store.writing() as tx:
        await tx.absences.add(
            person_id=contact.id, substitute_id=None, from_on=date(2018, 4, 9), until_on=date(2018, 4, 12),
            text="出差", at=city("2018-04-09T08:00"),
        )  # fmt: skip
    hall.clock.move_to(city("2018-04-10T10:00"))
    told = (await hall.say(office, "/morning"))[-1]
    assert "用户7外出,无人代收" in told.text
