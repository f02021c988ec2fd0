"""Nudges: once a day, in office hours, to whom it still concerns; three times a figure, then the office."""

import time
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from qbot.hours import leave_lunch_free
from qbot.ledger.versions import Series
from qbot.messages import Outgoing
from qbot.nudging.burden import set_budget
from qbot.nudging.standing import standing
from qbot.nudging.telling import round_of
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.nudge_stage import FOOD_UNIT, MARCH_DRUG, MARCH_FOOD, Office, city

Enrol = Callable[..., Awaitable[Person]]
QUALITY_UNIT = "quality-bureau"


@pytest.fixture
async def office(store: SqlStore, plan: Plan, enrol: Enrol) -> Office:
    await enrol(1, "office")
    return Office(store, plan)


@pytest.fixture
async def contact(office: Office, enrol: Enrol) -> Person:
    """The contact of a unit that has reported everything up to February."""
    person = await enrol(7, "contact", FOOD_UNIT)
    await office.report_all(FOOD_UNIT)
    return person


async def test_a_contact_hears_once_a_day_of_everything_it_owes(office: Office, contact: Person) -> None:
    assert [await office.tick(f"2018-04-04T{hour}:00") for hour in ("09", "10", "17")] == [1, 0, 0]
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


async def test_what_is_owed_besides_is_listed_apart(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", FOOD_UNIT)
    await office.report_all(FOOD_UNIT, until="2018-01")
    await office.tick("2018-04-04T09:00")
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]
    assert {each.period for each in office.others} == {"2018-02"}


async def test_who_owes_nothing_hears_nothing(office: Office, contact: Person, enrol: Enrol) -> None:
    await enrol(8, "contact", "finance-bureau")
    await office.report(MARCH_FOOD, MARCH_DRUG)
    assert await office.tick("2018-04-04T09:00") == 0


async def test_what_is_owed_is_asked_at_the_moment_of_sending(office: Office, contact: Person) -> None:
    await office.report(MARCH_FOOD)
    await office.tick("2018-04-04T09:00")
    assert office.digests == [(7, [MARCH_DRUG])]


async def test_a_township_that_reported_its_own_figure_does_not_settle_the_lead_units(
    office: Office, contact: Person
) -> None:
    township = next(unit.id for unit in office.plan.units if unit.kind == "township")
    await office.report(Series("food-spot-check", township, "2018-03"))
    await office.tick("2018-04-04T09:00")
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


@pytest.mark.parametrize("state", ["blocked", "removed"])
async def test_who_is_blocked_or_removed_is_not_reminded(office: Office, contact: Person, state: str) -> None:
    async with office.store.writing() as tx:
        await tx.people.set_state(
            contact.id, "blocked" if state == "blocked" else "removed", at=city("2018-04-01")
        )
    assert await office.tick("2018-04-04T09:00") == 0


async def test_who_never_pressed_start_is_not_reminded(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", FOOD_UNIT, started=False)
    assert await office.tick("2018-04-04T09:00") == 0


@pytest.mark.parametrize("moment", ["04T08:59", "04T17:31", "05T10:00", "07T10:00"])
async def test_outside_office_hours_and_on_days_off_nothing_is_sent(
    office: Office, contact: Person, moment: str
) -> None:
    assert await office.tick(f"2018-04-{moment}") == 0


async def test_a_make_up_sunday_is_served(office: Office, contact: Person) -> None:
    assert await office.tick("2018-04-08T09:00") == 1  # what fell due on the 4th, before the days off


async def test_lunch_is_left_free_when_the_office_says_so(office: Office, contact: Person) -> None:
    async with office.store.writing() as tx:
        await leave_lunch_free(tx, free=True)
    assert [await office.tick(f"2018-04-04T{when}") for when in ("12:30", "13:59", "14:00")] == [0, 0, 1]


async def test_two_occasions_waiting_are_one_message(office: Office, contact: Person) -> None:
    assert await office.tick("2018-04-10T09:00") == 1  # due on the 9th, overdue on the 10th
    assert await office.tick("2018-04-11T09:00") == 0


async def test_a_longer_downtime_is_not_caught_up(office: Office, contact: Person) -> None:
    assert await office.tick("2018-04-12T09:00") == 0


async def test_a_month_is_asked_for_three_times_and_no_more(office: Office, contact: Person) -> None:
    for day in range(1, 31):
        for hour in (8, 9, 12, 17, 20):
            await office.tick(f"2018-04-{day:02}T{hour:02}:00")
    assert [user for user, _ in office.digests] == [7, 7, 7]
    assert office.unsaid == []


async def test_the_fourth_time_goes_to_the_office_by_name_and_once(office: Office, enrol: Enrol) -> None:
    await enrol(9, "contact", QUALITY_UNIT)
    quarter = [e.id for e in office.plan.led_by(QUALITY_UNIT) if e.frequency == "quarter"]
    await office.report_all(QUALITY_UNIT, until="2018-03")
    for day in ("04", "08", "09", "10", "11", "12", "13", "16", "17"):
        for hour in ("09", "15"):
            await office.tick(f"2018-04-{day}T{hour}:00")
    assert len(office.digests) == 3
    ((name, reason, figures),) = office.unsaid
    assert (name, reason) == ("用户9", "spent")
    assert {(each.indicator, each.period) for each in figures} == {(id_, "2018-Q1") for id_ in quarter}


async def test_the_budget_of_a_week_is_not_exceeded_and_the_office_hears_of_it(
    office: Office, contact: Person
) -> None:
    async with office.store.writing() as tx:
        await set_budget(tx, 1)
        await tx.outbox.add(
            [Outgoing(7, "sendMessage", {"text": "通知"}, "notice")], at=city("2018-04-02T10:00")
        )
    assert await office.tick("2018-04-04T09:00") == 1  # the office's
    assert office.digests == []
    assert [(name, reason) for name, reason, _ in office.unsaid] == [("用户7", "budget")]
    assert await office.tick("2018-04-04T10:00") == 0
    assert await office.tick("2018-04-09T09:00") == 1  # a new week
    assert len(office.digests) == 1


async def test_what_telegram_did_not_take_does_not_count_but_is_not_tried_again_that_day(
    office: Office, contact: Person
) -> None:
    await office.tick("2018-04-04T09:00")
    async with office.store.writing() as tx:
        (row,) = await tx.outbox.next_rows(busy=(), limit=9, at=city("2018-04-04T10:00"))
        await tx.outbox.give_up(row.id, state="failed", error="refused", at=city("2018-04-04T10:00"))
    assert await office.tick("2018-04-04T11:00") == 0
    for day in ("08", "09", "10"):
        assert await office.tick(f"2018-04-{day}T09:00") == 1


async def test_what_is_promised_is_not_asked_for_until_its_day_has_passed(
    office: Office, contact: Person
) -> None:
    await office.promise(MARCH_DRUG, "2018-04-12")
    await office.tick("2018-04-09T09:00")
    assert office.digests == [(7, [MARCH_FOOD])]
    await office.tick("2018-04-12T09:00")
    assert len(office.digests) == 1
    await office.tick("2018-04-13T09:00")
    assert office.digests[1:] == [(7, [MARCH_DRUG])]


async def test_a_broken_promise_is_asked_for_once_and_names_its_day(office: Office, contact: Person) -> None:
    await office.report(MARCH_FOOD)
    await office.promise(MARCH_DRUG, "2018-04-20")
    for now in ("20T10:00", "21T10:00", "23T10:00", "23T11:00", "24T10:00"):
        await office.tick(f"2018-04-{now}")
    (told,) = office.told
    assert [(e.series, e.promised_on) for e in told.entries] == [(MARCH_DRUG, date(2018, 4, 20))]


async def test_a_promise_kept_is_not_asked_for(office: Office, contact: Person) -> None:
    await office.promise(MARCH_DRUG, "2018-04-20")
    await office.report(MARCH_DRUG, MARCH_FOOD)
    await office.tick("2018-04-23T10:00")
    assert office.digests == []


async def _grant(office: Office, contact: Person, series: Series, until_on: date) -> None:
    async with office.store.writing() as tx:
        wish = await tx.extensions.ask(
            series, by=contact.id, until_on=until_on, reason="等检测", at=city("2018-04-03T10:00")
        )
        await tx.extensions.decide(wish.id, granted=True, by=1, at=city("2018-04-03T11:00"))


async def test_a_granted_day_moves_the_reminders(office: Office, contact: Person) -> None:
    await _grant(office, contact, MARCH_DRUG, date(2018, 4, 20))
    await office.report(MARCH_FOOD)
    told = [day for day in range(4, 30) if await office.tick(f"2018-04-{day:02}T09:00")]
    assert told == [13, 18, 20, 23]
    assert [user for user, _ in office.digests] == [7, 7, 7]  # and the fourth time the office
    assert [reason for _, reason, _ in office.unsaid] == ["spent"]


async def test_the_granted_day_itself_is_told_although_three_were_told_before_it(
    office: Office, contact: Person
) -> None:
    """Messages about the plan's day had used up the cap, and the granted day passed in silence."""
    for day in ("04", "09", "10"):
        await office.tick(f"2018-04-{day}T09:00")
    await _grant(office, contact, MARCH_FOOD, date(2018, 4, 22))  # a Sunday: told of on the Friday
    told = [day for day in range(11, 30) if await office.tick(f"2018-04-{day}T09:00")]
    assert told == [16, 19, 20, 23]
    assert office.digests[3:] == [(7, [MARCH_FOOD])] * 3
    assert [series for _, _, series in office.unsaid] == [[MARCH_FOOD]]


async def test_who_stands_in_hears_while_the_contact_is_away(
    office: Office, contact: Person, enrol: Enrol
) -> None:
    colleague = await enrol(8, "contact", "finance-bureau")
    async with office.store.writing() as tx:
        await tx.absences.add(
            person_id=contact.id,
            substitute_id=colleague.id,
            from_on=date(2018, 4, 3),
            until_on=date(2018, 4, 8),
            text="出差,由用户8代",
            at=city("2018-04-03T10:00"),
        )
    await office.tick("2018-04-04T09:00")
    await office.tick("2018-04-09T09:00")
    assert [user for user, _ in office.digests] == [8, 7]


async def test_who_is_back_is_not_asked_again_for_what_was_asked_of_the_substitute(
    office: Office, contact: Person, enrol: Enrol
) -> None:
    """The day after, it looked like an occasion to be caught up."""
    colleague = await enrol(8, "contact", "finance-bureau")
    async with office.store.writing() as tx:
        await tx.absences.add(
            person_id=contact.id,
            substitute_id=colleague.id,
            from_on=date(2018, 4, 10),
            until_on=date(2018, 4, 10),
            text="出差",
            at=city("2018-04-09T10:00"),
        )
    for day in ("09", "10", "11", "12"):
        await office.tick(f"2018-04-{day}T09:00")
    assert [user for user, _ in office.digests] == [7, 8]


async def test_three_messages_a_period_hold_whichever_figures_they_name(
    office: Office, contact: Person
) -> None:
    """A promise that is broken after the third message about its period is the office's matter."""
    await office.promise(MARCH_DRUG, "2018-04-12")
    for day in ("04", "08", "09", "10", "11", "12", "13", "16"):
        await office.tick(f"2018-04-{day}T09:00")
    assert office.digests == [(7, [MARCH_FOOD])] * 3
    assert [(reason, series) for _, reason, series in office.unsaid] == [("spent", [MARCH_DRUG])]


async def test_a_round_for_many_people_grows_with_their_number_alone(
    office: Office, store: SqlStore, plan: Plan
) -> None:
    """Looking up each person among all others made a round of ten thousand take minutes."""
    few, many = await _cost_of_a_round(office, 250), await _cost_of_a_round(office, 2000)
    assert many < 25 * few


async def _cost_of_a_round(office: Office, people: int) -> float:
    async with office.store.writing() as tx:
        for number in range(people):
            await tx.people.enrol(
                telegram_user_id=10_000 * people + number, name="联络员", role="contact",
                units=(FOOD_UNIT,), origin="invitation", started=True, at=city("2018-04-01"),
            )  # fmt: skip
    spent = []
    for _ in range(3):
        began = time.process_time()
        async with office.store.reading() as tx:
            stands = await standing(tx, office.plan, units={FOOD_UNIT}, now=city("2018-04-04T09:00"))
        assert len(round_of(stands, lambda *_: True).told) >= people
        spent.append(time.process_time() - began)
    return min(spent)
