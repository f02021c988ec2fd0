"""Periods as people say them, on 20 February 2019."""

from datetime import date

import pytest

from qbot.reading.spoken_periods import read_period

ON = date(2019, 2, 20)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("3月", "2018-03"), ("三月份", "2018-03"), ("2月", "2019-02"), ("1-3月", "2019-Q1"), ("1至6月", "2019-H1"),
        ("下半年", "2018-H2"), ("截至3月底", "2018-03"), ("截至三季度末", "2018-Q3"), ("今年以来", "2019-01..2019-02"),
        ("q1", "2019-Q1"), ("2018年3月", "2018-03"), ("18年3月", "2018-03"), ("2018.03", "2018-03"), ("201803", "2018-03"),
        ("去年四季度", "2018-Q4"), ("上月", "2019-01"), ("上个季度", "2018-Q4"), ("这个月", "2019-02"), ("去年", "2018"),
        ("12月", "2018-12"), ("10到12月", "2018-Q4"), ("二零一八年七月", "2018-07"), ("二季度", "2018-Q2"),
    ],
)  # fmt: skip
def test_a_period_is_the_latest_that_has_begun(text: str, period: str) -> None:
    spoken = read_period(text, 0, ON)
    assert spoken is not None
    assert [str(p) for p in spoken.periods] == [period]
    assert not spoken.fault
    assert spoken.end == len(text)


@pytest.mark.parametrize("text", ["13月", "第五季度", "0月", "明年一季度", "下个月", "2019年12月"])
def test_what_does_not_exist_or_has_not_begun_is_marked(text: str) -> None:
    spoken = read_period(text, 0, ON)
    assert spoken is not None
    assert spoken.fault


@pytest.mark.parametrize("text", ["4月26日", "去年同期", "本月5号", "2018年7月9日"])
def test_a_date_is_no_period(text: str) -> None:
    assert read_period(text, 0, ON) is None
