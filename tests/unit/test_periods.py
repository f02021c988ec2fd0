"""Periods as text and as dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbot.periods import Frequency, Period

MONTHS = st.integers(1900 * 12, 2100 * 12)
PERIODS = st.builds(lambda first, more: Period(first, first + more), MONTHS, st.integers(0, 40))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FREQUENCIES: st.SearchStrategy[Frequency] = st.sampled_from(["month", "quarter"])


@given(PERIODS)
def test_reading_what_was_written_gives_the_same_period(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_the_text_is_canonical(period: Period) -> None:
    assert str(Period.parse(str(period))) == str(period)


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on", "months"),
    [
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28), 1),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), 1),
        ("2018-Q4", date(2018, 10, 1), date(2018, 12, 31), 3),
        ("2018-H2", date(2018, 7, 1), date(2018, 12, 31), 6),
        ("2018", date(2018, 1, 1), date(2018, 12, 31), 12),
        ("2018-01..2018-09", date(2018, 1, 1), date(2018, 9, 30), 9),
        ("2017-11..2018-02", date(2017, 11, 1), date(2018, 2, 28), 4),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, starts_on: date, ends_on: date, months: int) -> None:
    period = Period.parse(text)
    assert (str(period), period.starts_on, period.ends_on, period.length) == (
        text,
        starts_on,
        ends_on,
        months,
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("2018-01..2018-03", "2018-Q1"), ("2018-07..2018-12", "2018-H2"), ("2018-01..2018-12", "2018"), ("2018-03..2018-03", "2018-03")],
)  # fmt: skip
def test_a_run_that_has_a_name_is_called_by_it(text: str, canonical: str) -> None:
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "2018-13", "2018-00", "2018-3", "2018-Q5", "2018-Q0", "2018-H3", "18-03", "2018-05..2018-03", " 2018", "2018-03\n", "２０１８-１３"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|month"):
        Period.parse(text)


@given(DAYS, FREQUENCIES)
def test_every_day_lies_in_its_period_of_each_frequency(day: date, frequency: Frequency) -> None:
    period = Period.containing(day, frequency)
    assert period.starts_on <= day <= period.ends_on
    assert period.frequency == frequency


@given(DAYS, FREQUENCIES)
def test_the_last_completed_period_ended_before_the_day_and_the_next_has_not(
    day: date, frequency: Frequency
) -> None:
    period = Period.last_completed(day, frequency)
    assert period.ends_on < day <= period.shifted(1).ends_on


@given(PERIODS, st.integers(-50, 50))
def test_shifting_there_and_back_changes_nothing(period: Period, by: int) -> None:
    assert period.shifted(by).shifted(-by) == period


@given(PERIODS)
def test_the_next_period_begins_on_the_day_after(period: Period) -> None:
    assert period.shifted(1).starts_on == period.ends_on + timedelta(days=1)


def test_a_year_earlier_keeps_the_months() -> None:
    assert [str(Period.parse(text).year_earlier()) for text in ("2018-03", "2018-Q1", "2018")] == [
        "2017-03",
        "2017-Q1",
        "2017",
    ]


def test_three_months_that_are_no_quarter_have_no_frequency() -> None:
    assert Period.parse("2018-02..2018-04").frequency is None


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(10, 9)
