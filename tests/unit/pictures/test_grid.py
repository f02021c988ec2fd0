"""The grid: the worst of a cell shows, and the totals are those of its cells."""

from datetime import date

import pytest

from qbot.ledger.obligations import obligation
from qbot.periods import Period
from qbot.pictures import grid
from qbot.pictures.standing import Grid, Row, Standing, count_by_period, on_time_of_due, standing_of, worst
from qbot.pictures.words import STANDING_SIGNS, STANDING_WORDS
from tests.unit.pictures.measured import said
from tests.unit.pictures.town import FOOD, PLAN, town_grid

MONTHS = tuple(Period.of_month(2018, each) for each in (1, 2, 3))
ON_TIME: tuple[Standing, ...] = ("on-time",)


@pytest.mark.parametrize(
    ("reported_on", "is_returned", "on", "standing"),
    [
        (date(2018, 4, 9), False, date(2018, 5, 1), "on-time"),  # the fifth workday of April
        (date(2018, 4, 10), False, date(2018, 5, 1), "late"),
        (date(2018, 4, 3), True, date(2018, 5, 1), "returned"),
        (None, False, date(2018, 4, 9), "not-due"),
        (None, False, date(2018, 4, 10), "missing"),
        (date(2018, 4, 3), False, date(2018, 4, 9), "early"),  # which counts from the next day on
        (date(2018, 4, 3), False, date(2018, 4, 10), "on-time"),
        (date(2018, 4, 3), True, date(2018, 4, 9), "not-due"),
    ],
)
def test_what_is_owed_stands_by_its_due_day(
    reported_on: date | None, is_returned: bool, on: date, standing: Standing
) -> None:
    owed = obligation(PLAN, FOOD, Period.parse("2018-03"))
    assert standing_of(owed.due_on, reported_on=reported_on, is_returned=is_returned, on=on) == standing


def test_a_cell_shows_the_worst_of_what_was_owed() -> None:
    assert worst(("on-time", "missing", "late")) == "missing"
    assert worst(("on-time", "not-due")) == "not-due"
    assert worst(()) is None


def test_what_is_not_due_counts_for_nobody() -> None:
    row = Row("市农业局", (("on-time", "late"), ("missing", "not-due", "early"), ()))
    assert on_time_of_due(row) == (1, 3)


def test_totals_are_those_of_the_cells() -> None:
    rows = (Row("甲", (("on-time", "late"), (), ("missing",))), Row("乙", (ON_TIME, ON_TIME, ("not-due",))))
    made = Grid("department", MONTHS, rows)
    assert count_by_period(made, "on-time") == [2, 1, 0]
    totals = " ".join(said(grid.compose(made, on=date(2018, 4, 3)))[-24:])
    assert totals == "✓ 按时 2 1 0 3 迟 迟报 1 0 0 1 退 退回 0 0 0 0 缺 未报 0 0 1 1"


def test_every_standing_has_its_own_sign_and_the_legend_says_what_it_means() -> None:
    assert len(set(STANDING_SIGNS.values())) == len(STANDING_SIGNS)
    words = said(grid.compose(town_grid("township", periods=3), on=date(2018, 12, 4)))
    assert words[2:14] == [
        each for standing in STANDING_WORDS for each in (STANDING_SIGNS[standing], STANDING_WORDS[standing])
    ]


def test_counts_stand_in_cells_only_where_several_things_are_owed() -> None:
    row = Row("市质监局", (("on-time", "missing"), ON_TIME, ()))
    words = said(grid.compose(Grid("department", MONTHS, (row,)), on=date(2018, 4, 3)))
    assert "格内小字：已报/应报项数" in words
    assert "1/2" in words
    assert "1/1" not in words


@pytest.mark.parametrize(("kind", "units"), [("department", 10), ("township", 29)])
def test_a_grid_has_a_row_for_each_unit_of_its_kind(kind, units: int) -> None:
    made = town_grid(kind, periods=12)
    words = said(grid.compose(made, on=date(2018, 12, 4)))
    assert len(made.rows) == units
    assert {row.unit for row in made.rows} <= set(words)
    assert f"截至2018年12月4日 · 2018年1月—2018年12月 · {units}个单位" in words


def test_quarters_are_named_in_full_where_there_is_room_and_shortly_where_there_is_none() -> None:
    quarters = tuple(Period.of_quarter(2018, 1).shifted(each) for each in range(12))
    few, many = (
        Grid("township", some, (Row("城关镇", (ON_TIME,) * len(some)),)) for some in (quarters[:4], quarters)
    )
    assert {"一季度", "四季度"} <= set(said(grid.compose(few, on=date(2018, 12, 4))))
    assert {"一季", "四季"} <= set(said(grid.compose(many, on=date(2018, 12, 4))))


@pytest.mark.parametrize("periods", [0, 13])
def test_no_periods_and_more_than_twelve_are_refused(periods: int) -> None:
    with pytest.raises(ValueError, match="1 to 12 periods"):
        Grid("township", tuple(Period.of_month(2018, 1).shifted(each) for each in range(periods)), ())


def test_a_row_without_a_cell_for_each_period_is_refused() -> None:
    with pytest.raises(ValueError, match="a cell for each period"):
        Grid("township", MONTHS, (Row("城关镇", (ON_TIME,)),))
