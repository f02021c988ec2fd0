"""A year in simulated time: nobody who has reported is reminded, nothing comes twice or out of hours, nothing
is lost when the bot is killed, and after a downtime just what is promised is caught up."""

import asyncio
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qbot.calendar import is_workday
from qbot.clock import city_day, city_time
from qbot.hours import OfficeHours
from qbot.nudging.burden import BUDGET, week_begins
from qbot.nudging.caps import MOST_A_PERIOD
from qbot.plan.models import Plan
from qbot.reminders import due_between
from tests.integration.office.year_stage import (
    FIRST,
    GROUPS,
    LAST,
    OFFICE,
    UNITS,
    Year,
    all_days,
    forty_units,
    habits,
    moment,
)

SEED = 2018
MAKE_UP_DAYS = [
    date.fromisoformat(f"2018-{day}")
    for day in ("02-11", "02-24", "04-08", "04-28", "09-29", "09-30", "12-29")
]
KILLS_UNTIL, TROUBLE_ENDS = date(2018, 6, 1), date(2018, 11, 1)
HOUR, DAY, FIVE_DAYS = date(2018, 8, 7), date(2018, 7, 4), date(2018, 10, 8)


class Sent:
    """What the database says was sent, read once the year is over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.digests = self._times("kind = 'reminder' and chat_id >= 100")
        self.mornings = self._times(f"chat_id = {OFFICE} and payload like '%晨报%'")
        self.cards = self._times("kind = 'reminder' and chat_id < 0")
        self.nudges = [
            (person, (indicator, unit, period), date.fromisoformat(on), _utc(at))
            for person, indicator, unit, period, on, at in self.rows(
                "select person_id, indicator, unit, period, nudged_on, nudged_at from nudges order by id"
            )
        ]
        self.reported = {
            (indicator, unit, period): _utc(at)
            for indicator, unit, period, at in self.rows(
                "select indicator, unit, period, min(reported_at) from report_versions"
                " where state = 'value' group by 1, 2, 3"
            )
        }

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._path)) as database:
            return database.execute(sql).fetchall()

    def _times(self, where: str) -> list[tuple[int, datetime]]:
        found = self.rows(f"select chat_id, created_at from outbox where {where} order by id")  # noqa: S608
        return [(chat, _utc(at)) for chat, at in found]


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.fixture(scope="module")
def town(plan: Plan) -> Plan:
    return forty_units(plan)


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("years")


async def live_through(town: Plan, path: Path, *, trouble: bool = False) -> tuple[Sent, int]:
    """The year; with trouble twenty kills at random moments of its first half, and three downtimes in the
    second. What was sent, and how often the bot was killed."""
    year, chance = Year(town, path), random.Random(SEED)
    await year.open()
    await year.furnish()
    year.live(habits(town, MAKE_UP_DAYS, seed=SEED))
    deadly = chance.sample([day for day in all_days() if day < KILLS_UNTIL], 20) if trouble else []
    for day in all_days():
        if deadly and day >= min(deadly) and not year.store.is_doomed:
            deadly.remove(min(deadly))
            year.store.writes_to_live = chance.randrange(1, 4)
            year.store.dies_after_commit = chance.random() < 0.5
        if not trouble or day < TROUBLE_ENDS:
            await year.pass_day(day, down=_downtime(day) if trouble else None)
    await year.close()
    return Sent(path), year.kills


def _downtime(day: date) -> tuple[str, str] | None:
    if day == HOUR:
        return "08:30", "09:30"
    is_down = day == DAY or FIVE_DAYS <= day < FIVE_DAYS + timedelta(days=5)
    return ("00:00", "24:00") if is_down else None


@pytest.fixture(scope="module")
def quiet_year(town: Plan, years: Path) -> Sent:
    """The year in which nothing goes wrong."""
    began = time.process_time()
    sent, _ = asyncio.run(live_through(town, years / "quiet.db"))
    assert time.process_time() - began < 60
    return sent


@pytest.fixture(scope="module")
def troubled_year(town: Plan, years: Path) -> Sent:
    """The year with kills and downtimes."""
    sent, kills = asyncio.run(live_through(town, years / "troubled.db", trouble=True))
    assert kills == 20
    return sent


def assert_nobody_is_bothered(sent: Sent) -> None:
    for _, series, _, at in sent.nudges:
        assert series not in sent.reported or at < sent.reported[series]
    assert all(OfficeHours().are_open(at) for _, at in sent.digests)
    assert max(Counter((chat, city_day(at)) for chat, at in sent.digests).values()) == 1
    assert max(Counter((chat, week_begins(at)) for chat, at in sent.digests).values()) <= BUDGET
    days_a_period = {(person, period, on) for person, (_, _, period), on, _ in sent.nudges}
    assert max(Counter(each[:2] for each in days_a_period).values()) <= MOST_A_PERIOD
    assert max(Counter((person, series, on) for person, series, on, _ in sent.nudges).values()) == 1


def test_a_year_bothers_nobody_and_forgets_nobody(quiet_year: Sent, town: Plan) -> None:
    assert_nobody_is_bothered(quiet_year)
    assert len({person for person, *_ in quiet_year.nudges}) == len(town.units)
    asked = Counter(series for _, series, _, _ in quiet_year.nudges)
    never = {
        (each.series.indicator, each.series.unit, each.series.period)
        for each in habits(town, MAKE_UP_DAYS, seed=SEED)
        if each.reported_on is None and each.promised_on is None and each.series.period < "2018-12"
    }
    assert len(never) > UNITS
    assert {asked[series] for series in never} == {MOST_A_PERIOD}


def test_every_workday_has_its_morning_and_every_make_up_day_is_served(quiet_year: Sent) -> None:
    mornings = [city_day(at) for _, at in quiet_year.mornings]
    assert mornings == [day for day in all_days() if is_workday(day) and day >= mornings[0]]
    assert [day for day in mornings if day.weekday() >= 5] == MAKE_UP_DAYS
    assert all(f"{city_time(at):%H:%M}" == "08:40" for _, at in quiet_year.mornings)
    digests = {city_day(at) for _, at in quiet_year.digests}
    assert sorted(day for day in digests if day.weekday() >= 5) == MAKE_UP_DAYS


def test_every_phase_card_comes_at_its_day_in_every_group(quiet_year: Sent, town: Plan) -> None:
    due = due_between(town, after=moment(FIRST, "00:00"), until=moment(LAST, "23:59"))
    assert {each.about.what for each in due} == {"phase-begins", "phase-ends", "publicity"}
    assert all(OfficeHours().are_open(at) for _, at in quiet_year.cards)
    for group in GROUPS:
        assert {at for chat, at in quiet_year.cards if chat == group} == {each.due_at for each in due}


def test_twenty_kills_at_random_moments_change_nothing(quiet_year: Sent, troubled_year: Sent) -> None:
    def until_the_downtimes(sent: Sent) -> tuple[object, ...]:
        return (
            {nudge[:3] for nudge in sent.nudges if nudge[2] < DAY},
            *(
                Counter((chat, city_day(at)) for chat, at in messages if city_day(at) < DAY)
                for messages in (sent.digests, sent.mornings, sent.cards)
            ),
        )

    assert until_the_downtimes(troubled_year) == until_the_downtimes(quiet_year)


def test_after_a_downtime_the_last_workday_is_caught_up_and_no_more(
    quiet_year: Sent, troubled_year: Sent
) -> None:
    assert_nobody_is_bothered(troubled_year)
    days = {city_day(at) for _, at in troubled_year.digests}
    assert min(at for _, at in troubled_year.digests if city_day(at) == HOUR) == moment(HOUR, "09:30")
    assert DAY not in days and DAY + timedelta(days=1) in days
    lost = troubled_year.rows("select reminder from occurrences where reminder like 'nudges:%'")
    assert [name for (name,) in lost] == ["nudges:2018-10-10"]
    friday, monday = FIVE_DAYS + timedelta(days=4), FIVE_DAYS + timedelta(days=7)
    assert friday not in days and monday in days
    asked_in_vain = {city_day(at) for _, at in quiet_year.digests if city_day(at) < TROUBLE_ENDS} - days
    assert asked_in_vain == {DAY, date(2018, 10, 10), friday}
