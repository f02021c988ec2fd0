"""What of a series is joined, and what is a gap."""

from datetime import date
from decimal import Decimal

from qbot.ledger.versions import Series
from qbot.periods import Period
from qbot.pictures.series import Point, figures_of, gaps, joined, months_shown
from tests.unit.pictures.town import FOOD, ON, PLAN, series

MARCH = Period.parse("2018-03")


def test_no_line_crosses_a_period_without_a_figure() -> None:
    runs = joined(figures_of(series(FOOD, MARCH, ["94", "95", None, "96"])), FOOD)
    assert [[str(each.period) for each in run] for run in runs] == [["2017-12", "2018-01"], ["2018-03"]]


def test_no_line_joins_figures_of_other_spans() -> None:
    points = [*series(FOOD, MARCH, ["95", "96"]), Point(Period.parse("2018-Q2"), Decimal(97))]
    assert [len(run) for run in joined(figures_of(points), FOOD)] == [2]


def test_a_period_passed_over_is_a_gap() -> None:
    points = series(FOOD, MARCH, ["95", None, "96"])
    assert [str(each) for each in gaps(PLAN, FOOD, points, on=date(2018, 4, 3))] == ["2018-02"]


def test_a_period_is_a_gap_only_once_it_is_overdue() -> None:
    points = series(FOOD, MARCH, ["96"])
    assert list(gaps(PLAN, FOOD, points, on=date(2018, 5, 8))) == []
    assert [str(each) for each in gaps(PLAN, FOOD, points, on=date(2018, 5, 9))] == ["2018-04"]


def test_a_period_for_which_a_later_day_was_granted_is_a_gap_only_after_it() -> None:
    points, april = series(FOOD, MARCH, ["96"]), Series(FOOD.id, FOOD.lead_unit, "2018-04")
    granted = {april: date(2018, 6, 20)}
    assert list(gaps(PLAN, FOOD, points, on=date(2018, 5, 9), granted=granted)) == []
    assert [str(each) for each in gaps(PLAN, FOOD, points, on=date(2018, 6, 12), granted=granted)] == [
        "2018-05"
    ]
    assert str(next(gaps(PLAN, FOOD, points, on=date(2018, 6, 21), granted=granted))) == "2018-04"


def test_a_longer_span_leaves_no_gap_in_its_months() -> None:
    points = [*series(FOOD, MARCH, ["96"]), Point(Period.parse("2018-Q2"), Decimal(97))]
    assert list(gaps(PLAN, FOOD, points, on=date(2018, 7, 2))) == []


def test_what_does_not_apply_is_no_gap_and_no_figure() -> None:
    points = [*series(FOOD, MARCH, ["96"]), Point(MARCH.shifted(1), None, state="not-applicable")]
    assert list(gaps(PLAN, FOOD, points, on=date(2018, 5, 20))) == []
    assert len(figures_of(points)) == 1


def test_nothing_is_missing_after_the_plans_end() -> None:
    points = series(FOOD, Period.parse("2019-11"), ["96"])
    assert [str(each) for each in gaps(PLAN, FOOD, points, on=date(2021, 1, 1))] == ["2019-12"]


def test_one_figure_is_not_stretched_over_the_whole_width() -> None:
    first, last = months_shown(FOOD, series(FOOD, MARCH, ["96"]), [])
    assert (first, last - first) == (MARCH.first, 5)


def test_nothing_reported_has_no_gaps() -> None:
    assert list(gaps(PLAN, FOOD, [], on=ON)) == []
