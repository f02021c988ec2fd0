"""The small words: periods, figures, differences, lights."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.texts.words import (
    LIGHTS,
    difference,
    distance,
    figure,
    measured,
    period_words,
    short_period,
    unit_name,
)
from qbot.ledger.assessment import Assessment, Light
from qbot.ledger.versions import Draft, Series, State, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.words import promise_words, target_words

PLAN = load_plan()
FOOD, BRANDS = PLAN.indicator["food-spot-check"], PLAN.indicator["time-honoured-brands"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018-03", "2018年3月"),
        ("2018-12", "2018年12月"),
        ("2018-Q1", "2018年一季度"),
        ("2018-Q4", "2018年四季度"),
        ("2018-H1", "2018年上半年"),
        ("2018-H2", "2018年下半年"),
        ("2018", "2018年"),
        ("2018-01..2018-09", "2018年1月至9月"),
        ("2017-11..2018-02", "2017年11月至2018年2月"),
    ],
)
def test_a_period_is_told_as_people_say_it(text: str, words: str) -> None:
    assert period_words(text) == words


MONTHS = st.integers(2000 * 12, 2100 * 12)


@given(MONTHS, st.integers(0, 30), MONTHS, st.integers(0, 30))
def test_different_periods_have_different_words(one: int, more: int, other: int, longer: int) -> None:
    first, second = Period(one, one + more), Period(other, other + longer)
    assert (period_words(str(first)) == period_words(str(second))) == (first == second)


@pytest.mark.parametrize(
    ("text", "beside", "words"),
    [
        ("2018-02", "2018-03", "2月"),
        ("2017-12", "2018-01", "2017年12月"),
        ("2018-Q1", "2018-Q2", "一季度"),
        ("2018", "2018-03", "2018年"),
    ],
)
def test_the_year_is_left_out_where_it_is_the_same(text: str, beside: str, words: str) -> None:
    assert short_period(text, beside) == words


def version(value: str | None, numerator: int | None = None, denominator: int | None = None) -> Version:
    draft = Draft(Series(FOOD.id, FOOD.lead_unit, "2018-03"), "value", 1, "message", "")
    number = None if value is None else Decimal(value)
    filled = replace(draft, value=number, numerator=numerator, denominator=denominator)
    return Version(1, filled, None, "", "")  # type: ignore[arg-type]


def blank(state: State, promised_on: date | None = None) -> Version:
    stored = version(None)
    return replace(stored, draft=replace(stored.draft, state=state, promised_on=promised_on))


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (version("96.60", 483, 500), "96.6%(483/500)"),
        (version("97.5", None, 120), "97.5%(共120)"),
        (version("100"), "100%"),
        (version("0"), "0%"),
        (blank("not-applicable"), "不适用"),
        (blank("deferred"), "暂无"),
        (blank("deferred", date(2018, 4, 5)), "暂无,承诺4月5日(周四)报"),
    ],
)
def test_a_figure_is_told_with_the_counts_behind_it(stored: Version, words: str) -> None:
    assert figure(stored, FOOD) == words


@pytest.mark.parametrize(("by", "words"), [("0.70", "+0.7个百分点"), ("-1", "-1个百分点"), ("0.0", "持平")])
def test_rates_differ_by_points(by: str, words: str) -> None:
    assert difference(Decimal(by), FOOD) == words


def test_counts_differ_by_their_measure() -> None:
    assert difference(Decimal(-1), BRANDS) == "-1家"
    assert measured(Decimal(3), BRANDS) == "3家"


def test_every_light_has_a_colour_and_a_word() -> None:
    assert LIGHTS.keys() == set(get_args(Light))
    assert all(len(words.split()) == 2 for words in LIGHTS.values())
    assert len({words.split()[1] for words in LIGHTS.values()}) == len(LIGHTS)


@pytest.mark.parametrize(
    ("assessment", "words"),
    [
        (Assessment("met", Decimal("1.6"), Decimal(95)), "优于目标1.6个百分点"),
        (Assessment("unmet", Decimal("-2"), Decimal(95)), "差2个百分点"),
        (Assessment("met", Decimal(0), Decimal(95)), ""),
        (Assessment("met", Decimal(1), Decimal(79), Period.of_month(2017, 3)), ""),
        (Assessment("missing"), ""),
    ],
)
def test_the_distance_to_the_target_is_told_where_there_is_one(assessment: Assessment, words: str) -> None:
    assert distance(assessment, FOOD) == words


def test_a_unit_that_left_the_plan_is_told_by_its_id() -> None:
    assert unit_name(PLAN, "food-drug-bureau") == "市食品药品监督管理局"
    assert unit_name(PLAN, "gone-bureau") == "gone-bureau"


@pytest.mark.parametrize(
    ("indicator", "target", "promise"),
    [
        ("food-spot-check", "≥95%", "≥95%"),
        ("ccc-certificate-coverage", "=100%", "=100%"),
        ("time-honoured-brands", "≥3家", "≥3家(累计)"),
        ("trade-inspection", "持续提高", "持续提高"),
        ("customer-satisfaction", "持续提高", "持续提高，高于全国同等城市"),
        ("pollutant-emissions", "持续下降", "持续下降"),
        ("export-notification", "低于全国平均水平", "低于全国平均水平"),
    ],
)
def test_a_receipt_names_the_target_and_the_plan_the_whole_promise(
    indicator: str, target: str, promise: str
) -> None:
    assert target_words(PLAN.indicator[indicator]) == target
    assert promise_words(PLAN.indicator[indicator]) == promise
