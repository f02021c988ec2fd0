"""Axes: round figures that hold every value, and labels that keep apart."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbot.periods import Period
from qbot.pictures.axes import TimeAxis, ValueAxis

VALUES = st.lists(st.decimals(-1000, 10**9, places=2), min_size=1, max_size=30)


def axis(*values: str, is_whole: bool = False, most: str | None = None) -> ValueAxis:
    return ValueAxis.around(
        [Decimal(each) for each in values],
        is_whole=is_whole,
        most=Decimal(most) if most else None,
        bottom=800,
        top=100,
    )


@given(VALUES, st.booleans())
def test_every_value_lies_between_the_axis_ends(values: list[Decimal], is_whole: bool) -> None:
    made = ValueAxis.around(values, is_whole=is_whole, most=None, bottom=800, top=100)
    assert all(100 < made.at(value) < 800 for value in values)
    assert 2 <= len(made.ticks) <= 9


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("94.2", "96.6"), "93 94 95 96 97 98"),
        (("58.1", "63.3"), "56 58 60 62 64 66"),
        (("99.4",), "98 98.5 99 99.5 100 100.5"),
    ],
)
def test_ticks_are_round(values: tuple[str, ...], ticks: str) -> None:
    assert [Decimal(each) for each in ticks.split()] == list(axis(*values).ticks)


def test_no_rate_has_a_tick_above_a_hundred_nor_below_nothing() -> None:
    assert axis("99.8", "100", most="100").ticks[-1] == 100
    assert axis("0", "1").ticks[0] == 0


def test_counts_have_whole_ticks() -> None:
    assert axis("0", is_whole=True).ticks == (0, 1)
    assert all(each == each.to_integral_value() for each in axis("0", "3", is_whole=True).ticks)


def months(first: str, last: str) -> TimeAxis:
    return TimeAxis(Period.parse(first).first, Period.parse(last).last, left=100, right=1000)


@given(st.integers(1, 400), st.sampled_from(["month", "quarter"]))
def test_labels_keep_apart_however_many_periods_there_are(count: int, frequency) -> None:
    time = TimeAxis(24213, 24213 + count - 1, left=100, right=1000)
    middles = [time.middle(each) for each in time.labelled(frequency, label_width=70)]
    assert all(later - earlier >= 69.9 for earlier, later in pairwise(middles))


def test_many_months_are_labelled_by_quarter_and_a_decade_by_year_alone() -> None:
    labels = [str(each) for each in months("2017-11", "2019-12").labelled("month", label_width=80)]
    assert labels[:3] == ["2018-01", "2018-04", "2018-07"]
    assert months("2009", "2018").labelled("month", label_width=80) == []


def test_years_share_the_axis_between_them() -> None:
    years = months("2017-11", "2018-02").years()
    assert [(year, begin, end) for year, begin, end in years] == [(2017, 100, 550), (2018, 550, 1000)]
