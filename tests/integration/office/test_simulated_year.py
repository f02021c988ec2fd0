"""A year in simulated time: nobody who has reported is reminded, nothing comes twice or out of hours, nothing
is lost when the bot is killed, and after a downtime just what is promised is caught up."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qbot.calendar import is_workday
from qbot.clock import city_day, city_time
from qbot.hours import OfficeHours
from qbot.ledger.obligations import PROGRESS, townships
from qbot.nudging.burden import BUDGET, week_begins
from qbot.nudging.caps import MOST_A_PERIOD
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.reminders import due_between
from tests.integration.office.year_stage import (
    FIRST,
    GROUPS,
    LAST,
    OFFICE,
    UNITS,
    Arrived,
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
    """What arrived at Telegram, and what the database says of it, looked at once the year is over."""

    def __init__(self, path: Path, arrived: Sequence[Arrived]) -> None:
        self._path = path
        written = [each for each in arrived if each.method == "sendMessage"]
        self.digests = [(each.chat, each.at) for each in written if "项待报" in each.text]
        self.mornings = [(each.chat, each.at) for each in written if "办公室晨报" in each.text]
        self.told_to_office = [each.text for each in written if each.chat == OFFICE]
        self.cards = [(each.chat, each.at) for each in written if each.chat < 0]
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
        self.reported |= {
            (PROGRESS, unit, str(Period.last_completed(city_day(_utc(at)), "quarter"))): _utc(at)
            for unit, at in self.rows("select unit, told_at from progress order by id desc")
        }
        self.uncertain = {
            (chat, city_day(_utc(at)))
            for chat, at in self.rows("select chat_id, created_at from outbox where state = 'uncertain'")
        }

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._path)) as database:
            return database.execute(sql).fetchall()


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
        if deadly and day >= min(deadly) and not year.death.is_ordered:
            deadly.remove(min(deadly))
            year.death.moments_to_live = chance.randrange(1, 60)
        if not trouble or day < TROUBLE_ENDS:
            await year.pass_day(day, down=_downtime(day) if trouble else None)
    await year.close()
    return Sent(path, year.telegram.arrived), year.kills


def _downtime(day: date) -> tuple[str, str] | None:
    if day == HOUR:
        return "08:30", "09:30"
    is_down = day == DAY or FIVE_DAYS <= day < FIVE_DAYS + timedelta(days=5)
    return ("00:00", "24:00") if is_down else None


@pytest.fixture(scope="module")
def quiet_year(town: Plan, years: Path) -> Sent:
    """The year in which nothing goes wrong."""
    sent, _ = asyncio.run(live_through(town, years / "quiet.db"))
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


def test_townships_that_owe_a_word_are_asked_for_it_and_named_to_the_office(
    quiet_year: Sent, town: Plan
) -> None:
    asked = {series for _, series, _, _ in quiet_year.nudges if series[0] == PROGRESS}
    silent = {
        (PROGRESS, each.series.unit, each.series.period)
        for each in habits(town, MAKE_UP_DAYS, seed=SEED)
        if each.series.indicator == PROGRESS and each.reported_on is None
    }
    assert silent and silent <= asked
    assert {unit for _, unit, _ in asked} == set(townships(town))
    assert any("乡镇2018年一季度进展未报" in each for each in quiet_year.told_to_office)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2018-01", ("02-05", "02-07", "02-08")),
        ("2018-03", ("04-04", "04-09", "04-10")),  # the 5th to the 7th are days off, the 8th is worked
        ("2018-Q1", ("04-04", "04-10", "04-12")),
        ("2018-09", ("10-10", "10-12", "10-15")),  # the 1st to the 7th are days off
        ("2018-Q3", ("10-10", "10-15", "10-17")),
    ],
)
def test_who_never_reports_is_asked_on_the_workdays_that_count_from_the_due_day(
    quiet_year: Sent, town: Plan, period: str, days: tuple[str, ...]
) -> None:
    """Written down by hand from the State Council's calendar: T-2, T-0, T+1 of a month, T-5, T-2, T-0 of a
    quarter, whose fourth time is the office's."""
    never = {
        (each.series.indicator, each.series.unit, each.series.period)
        for each in habits(town, MAKE_UP_DAYS, seed=SEED)
        if each.reported_on is None and each.promised_on is None and each.series.period == period
    }
    asked = {series: [on for _, asked, on, _ in quiet_year.nudges if asked == series] for series in never}
    assert never
    assert {tuple(on) for on in asked.values()} == {tuple(date.fromisoformat(f"2018-{day}") for day in days)}


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
        came = [at.replace(second=0, microsecond=0) for chat, at in quiet_year.cards if chat == group]
        assert Counter(came) == Counter({each.due_at for each in due})  # at one moment the later one alone


def test_twenty_kills_at_random_moments_send_nothing_twice_and_lose_nothing_unseen(
    quiet_year: Sent, troubled_year: Sent
) -> None:
    """What was in the middle of its call is not known to have arrived: it is on record as uncertain."""

    def until_the_downtimes(messages: list[tuple[int, datetime]]) -> Counter[tuple[int, date]]:
        return Counter((chat, city_day(at)) for chat, at in messages if city_day(at) < DAY)

    assert {nudge[:3] for nudge in troubled_year.nudges if nudge[2] < DAY} == {
        nudge[:3] for nudge in quiet_year.nudges if nudge[2] < DAY
    }
    for kind in ("digests", "mornings", "cards"):
        quiet = until_the_downtimes(getattr(quiet_year, kind))
        troubled = until_the_downtimes(getattr(troubled_year, kind))
        assert troubled <= quiet, kind
        assert (quiet - troubled).keys() <= troubled_year.uncertain, kind


def test_after_a_downtime_the_last_workday_is_caught_up_and_no_more(
    quiet_year: Sent, troubled_year: Sent
) -> None:
    assert_nobody_is_bothered(troubled_year)
    days = {city_day(at) for _, at in troubled_year.digests}
    first = min(at for _, at in troubled_year.digests if city_day(at) == HOUR)
    assert f"{city_time(first):%H:%M}" == "09:30"
    assert DAY not in days and DAY + timedelta(days=1) in days
    lost = troubled_year.rows("select reminder from occurrences where reminder like 'nudges:%'")
    assert [name for (name,) in lost] == ["nudges:2018-10-10"]
    friday, monday = FIVE_DAYS + timedelta(days=4), FIVE_DAYS + timedelta(days=7)
    assert friday not in days and monday in days
    after_the_kills = {city_day(at) for _, at in quiet_year.digests if DAY <= city_day(at) < TROUBLE_ENDS}
    assert after_the_kills - days == {DAY, date(2018, 10, 10), friday}
