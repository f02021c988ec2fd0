"""Targets, values and the summary as people read them."""

from decimal import Decimal

import pytest

from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.summary import summary
from qbot.plan.words import due_words, number_words, period_words, periods_words, value_words


@pytest.mark.parametrize(
    ("value", "words"),
    [("96.60", "96.6"), ("100", "100"), ("1E+3", "1000"), ("0.00", "0"), ("-0", "0"), ("0.08", "0.08")],
)
def test_a_number_has_no_trailing_zeros_and_no_exponent(value: str, words: str) -> None:
    assert number_words(Decimal(value)) == words


def test_a_value_carries_its_measure() -> None:
    assert value_words(Decimal("96.6"), "%") == "96.6%"
    assert value_words(Decimal(3), "家") == "3家"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2018-03", "2018年3月"),
        ("2018-Q1", "2018年一季度"),
        ("2018-H2", "2018年下半年"),
        ("2018", "2018年"),
        ("2018-01..2018-09", "2018年1月至9月"),
        ("2017-11..2018-02", "2017年11月至2018年2月"),
    ],
)
def test_a_period_is_told_as_people_say_it(period: str, words: str) -> None:
    assert period_words(Period.parse(period)) == words


def test_a_due_rule_is_told_in_workdays() -> None:
    assert [due_words(rule) for rule in load_plan().due_rules] == ["月后5个工作日内", "季后8个工作日内"]


def test_the_summary_has_a_line_for_every_indicator_with_target_due_rule_and_lead_unit() -> None:
    plan = load_plan()
    lines = summary(plan).splitlines()
    for entry in plan.indicators:
        (line,) = [line for line in lines if line.strip().startswith(f"{entry.id} ")]
        assert entry.name in line
        assert plan.unit[entry.lead_unit].name in line
        assert "拟定：" in line


def test_the_summary_counts_and_names_everything_else() -> None:
    plan = load_plan()
    text = summary(plan)
    assert "25项指标、5个阶段、11组任务" in text
    for entry in (*plan.phases, *plan.groups, *plan.units):
        assert entry.name in text
    assert all(entry.number in text for entry in plan.hotlines)


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ("2018-Q1", "2018年一季度"),
        ("2018-Q1 2018-Q2", "2018年一季度、二季度"),
        ("2017-Q4 2018-Q1", "2017年四季度、2018年一季度"),
        ("2017-11 2017-12 2018-01 2018-02", "2017年11月至2018年2月"),
        ("2018-03 2018-05 2018-06 2018-07", "2018年3月、5月至7月"),
    ],
)
def test_several_periods_are_listed_or_told_as_a_range(periods: str, words: str) -> None:
    assert periods_words([Period.parse(each) for each in periods.split()]) == words
