"""The timeline: where the plan is today, and what comes next."""

from datetime import date

import pytest

from qbot.pictures import timeline
from qbot.pictures.occurrences import in_year, occurrences, upcoming
from qbot.plan.models import PublicityDay
from tests.unit.pictures.measured import boxes, said
from tests.unit.pictures.town import PLAN

CONSUMER_DAY, QUALITY_MONTH = PLAN.publicity


def test_every_phase_has_its_dates_its_duties_and_how_it_stands() -> None:
    words = said(timeline.compose(PLAN, on=date(2018, 4, 3)))
    assert {phase.name for phase in PLAN.phases} <= set(words)
    assert {"2018年1月1日—2019年4月30日", "2019年5月1日—7月31日"} <= set(words)
    assert {"已结束", "进行中，还有392天", "393天后开始"} <= set(words)
    assert "".join(PLAN.phase["self-check"].duties) in "".join(words)


@pytest.mark.parametrize(
    ("day", "marker"),
    [("2017-11-01", "今天 11月1日"), ("2018-04-03", "今天 4月3日"), ("2019-12-31", "今天 12月31日")],
)
def test_today_is_marked_on_the_line(day: str, marker: str) -> None:
    assert marker in said(timeline.compose(PLAN, on=date.fromisoformat(day)))


def test_today_moves_to_the_right() -> None:
    days = (date(2018, 2, 1), date(2018, 9, 1), date(2019, 6, 1))
    places = [
        next(each.left for each in boxes(timeline.compose(PLAN, on=day)) if each.words.startswith("今天"))
        for day in days
    ]
    assert places == sorted(set(places))


@pytest.mark.parametrize("day", ["2017-10-31", "2020-01-01"])
def test_outside_the_plan_there_is_no_today_on_the_line(day: str) -> None:
    words = said(timeline.compose(PLAN, on=date.fromisoformat(day)))
    assert not any(each.startswith("今天 ") for each in words)
    assert any(each.endswith("不在方案的实施期内") for each in words)


def test_the_plan_holds_each_publicity_day_that_begins_within_it() -> None:
    assert [str(each.starts_on) for each in occurrences(PLAN)] == [
        "2018-03-15",
        "2018-09-01",
        "2019-03-15",
        "2019-09-01",
    ]


@pytest.mark.parametrize(
    ("day", "publicity", "starts_on", "words"),
    [
        ("2018-03-14", CONSUMER_DAY, "2018-03-15", "下次2018年3月15日，还有1天"),
        ("2018-03-15", CONSUMER_DAY, "2018-03-15", "今天"),
        ("2018-03-16", CONSUMER_DAY, "2019-03-15", "下次2019年3月15日，还有364天"),
        ("2018-09-30", QUALITY_MONTH, "2018-09-01", "正在进行"),
        ("2018-10-01", QUALITY_MONTH, "2019-09-01", "下次2019年9月1日，还有335天"),
    ],
)
def test_the_next_publicity_day_is_told(
    day: str, publicity: PublicityDay, starts_on: str, words: str
) -> None:
    on = date.fromisoformat(day)
    assert str(upcoming(publicity, on).starts_on) == starts_on
    assert words in said(timeline.compose(PLAN, on=on))


def test_a_leap_day_is_kept_on_the_28th_in_other_years() -> None:
    leap = PublicityDay(name="闰日", month=2, day=29, clause="五(三)", duty="宣传")
    assert in_year(leap, 2019).starts_on == date(2019, 2, 28)
    assert in_year(leap, 2020).starts_on == date(2020, 2, 29)


@pytest.mark.parametrize("on", [date(2018, 7, 20), date(2018, 12, 1), date(2019, 6, 20), date(2019, 11, 2)])
def test_the_line_of_today_runs_through_no_name(on: date) -> None:
    drawn = boxes(timeline.compose(PLAN, on=on))
    now = PLAN.phase_on(on)
    assert now is not None
    number = str(PLAN.phases.index(now) + 1)
    today = next((each.left + each.right) / 2 for each in drawn if each.words.startswith("今天 "))
    name = max(
        (each for each in drawn if each.words in (number, f"{number} {now.name}")), key=lambda b: b.top
    )
    assert not name.left <= today <= name.right
