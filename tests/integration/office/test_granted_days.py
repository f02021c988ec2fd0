"""A day that the office has granted is the due day for everything that becomes of a report."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qbot.answering.figures import now_of
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.reviewing import queue
from storage.store import SqlStore
from tests.integration.office.town_hall import PLAN, TownHall

Enrol = Callable[..., Awaitable[Person]]
MARCH = Series("food-spot-check", "food-drug-bureau", "2018-03")  # due on 9 April
BETWEEN = datetime(2018, 4, 12, 1, 0, tzinfo=UTC)  # after the plan's day, before the granted one
GRANTED_ON = date(2018, 4, 20)


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(1, "contact", "food-drug-bureau")


async def grant(hall: TownHall, person: Person, series: Series, until_on: date = GRANTED_ON) -> None:
    """A later day, asked for and agreed to."""
    at = hall.clock.now()
    async with hall.store.writing() as tx:
        wish = await tx.extensions.ask(series, by=person.id, until_on=until_on, reason="复检", at=at)
        await tx.extensions.decide(wish.id, granted=True, by=person.id, at=at)


async def told(hall: TownHall, person: Person, text: str) -> str:
    return "\n".join(each.text for each in await hall.say(person, text))


async def test_a_change_until_the_granted_day_needs_no_reason_and_after_it_does(
    hall: TownHall, contact: Person
) -> None:
    await told(hall, contact, "3月食品抽检96.5%")
    await grant(hall, contact, MARCH)
    hall.clock.move_to(BETWEEN)
    assert "96.5% → 96.6%" in await told(hall, contact, "更正 96.6")
    hall.clock.move_to(datetime(2018, 4, 23, 1, 0, tzinfo=UTC))
    assert "改数要说明原因" in await told(hall, contact, "更正 96.7")


async def test_a_correction_until_the_granted_day_is_not_flagged_as_late(
    hall: TownHall, contact: Person, enrol: Enrol
) -> None:
    office = await enrol(9, "office")
    await grant(hall, contact, MARCH)
    hall.clock.move_to(BETWEEN)
    await told(hall, contact, "3月食品抽检96.5%")
    await told(hall, contact, "更正 96.6")
    async with hall.store.reading() as tx:
        waiting = await queue(tx, PLAN)
    assert [each.replaces for each in waiting.flagged] == [True]
    card = await told(hall, office, "/review")
    assert "改动过" in card
    assert "逾期" not in card


async def test_without_a_period_a_figure_goes_to_the_period_that_was_granted_a_later_day(
    hall: TownHall, contact: Person
) -> None:
    january = Series(MARCH.indicator, MARCH.unit, "2018-01")  # long past what may be made up
    await grant(hall, contact, january)
    assert "2018年1月" in await told(hall, contact, "食品抽检96.5%")


async def test_what_was_granted_is_asked_for_when_its_plan_s_last_day_is_long_past(
    hall: TownHall, contact: Person
) -> None:
    await hall.report(contact, MARCH.indicator, {f"2018-{month:02}": "98" for month in (1, 2)})
    await grant(hall, contact, MARCH, date(2018, 6, 29))
    hall.clock.move_to(datetime(2018, 6, 6, 2, tzinfo=UTC))
    assert "2018年3月" in await told(hall, contact, "食品抽检98.2%")


async def test_a_figure_with_a_granted_day_is_not_called_overdue_before_it(
    hall: TownHall, contact: Person
) -> None:
    await hall.report(contact, MARCH.indicator, {"2018-02": "98"})
    await grant(hall, contact, MARCH)
    async with hall.store.reading() as tx:
        for day, overdue in ((12, False), (20, False), (21, True)):
            (now,) = await now_of(tx, PLAN, [PLAN.indicator[MARCH.indicator]], on=date(2018, 4, day))
            assert (now.awaited_due_on, now.overdue) == (GRANTED_ON, overdue)


async def test_a_promise_until_the_granted_day_is_not_called_late(hall: TownHall, contact: Person) -> None:
    await grant(hall, contact, MARCH, date(2018, 4, 24))
    hall.clock.move_to(BETWEEN)
    assert "偏晚" not in await told(hall, contact, "3月食品暂无,4月23日报")
    assert "偏晚" in await told(hall, contact, "3月药品暂无,4月23日报")


async def test_the_walk_names_the_granted_day(hall: TownHall, contact: Person) -> None:
    await grant(hall, contact, MARCH)
    await told(hall, contact, "/report")  # what is due earlier comes first
    assert "4月20日前报,已延期" in await told(hall, contact, "跳过")


async def test_no_day_is_asked_for_where_a_figure_stands(hall: TownHall, contact: Person) -> None:
    await told(hall, contact, "3月食品抽检96.5%")
    answer = await told(hall, contact, "3月食品暂无")
    assert "已有数" in answer
    assert "哪天" not in answer
