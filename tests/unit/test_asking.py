"""Typed answers to what was asked: what completes a half-read figure, and what is talk of its own."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from qbot.asking import Half, answered, completed, lack_of
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

PLAN = load_plan()
ON = date(2018, 4, 3)
FOOD, DRUG, FARM = "food-spot-check", "drug-spot-check", "agri-spot-check"


@cache
def reader() -> Reader:
    return Reader(PLAN)


def half(**known: Any) -> Half:
    return Half(ON, "原文", 1, **known)


def complete(known: Half, text: str, lack: Any) -> Half | None:
    return answered(reader(), PLAN, known, text, lack=lack)


RATE = half(value=Decimal("96.5"), period="2018-03")
COUNTED = half(value=Decimal("96.6"), numerator=483, denominator=500, period="2018-03")
NO_PERIOD = half(value=Decimal("96.5"))
FOOD_IN_MARCH = half(indicator=FOOD, period="2018-03")
FOOD_RATE = half(indicator=FOOD, value=Decimal("96.5"))


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("药品", DRUG), ("药品的", DRUG), ("是药品的", DRUG), ("药品吧", DRUG), ("药品。", DRUG),
        ("应该是药品", DRUG), ("我说的是食品", FOOD), ("就是药品", DRUG), ("嗯,药品的,谢谢", DRUG),
        ("重点食品", FOOD), ("重点食品监督抽查合格率", FOOD), ("食品合格率", FOOD), ("农产品的数", FARM),
        ("食品抽检合格率96.5", FOOD), ("药品 96.5%", DRUG), ("3月食品", FOOD), ("是3月份食品的", FOOD),
        ("不是食品,是药品", DRUG), ("是食品不是药品", FOOD), ("药品那个", DRUG), ("药品指标", DRUG),
    ],
)  # fmt: skip
def test_the_indicator_is_told_by_its_name(text: str, indicator: str) -> None:
    found = complete(RATE, text, "indicator")
    assert found is not None
    assert (found.indicator, found.value, found.period) == (indicator, Decimal("96.5"), "2018-03")


@pytest.mark.parametrize(
    "text",
    [
        "都不是", "好的", "谢谢", "嗯", "是的", "96.5", "97", "13812345678", "我先核实一下", "谁还没报", "明天报",
        "药品多少", "药品?", "药品吗", "食品是96.5吗", "是不是药品", "药品目标", "药品谁负责",
        "药品周四报", "药品周五前补", "药品明天再报", "药品会议", "药品的事再说", "食品那边还没给我",
        "药品98", "药品抽检500批次合格483", "3月食品抽检合格率97", "2月药品", "2月药品96.5", "演集镇药品",
        "食品和药品", "食品药品", "合格率",
    ],
)  # fmt: skip
def test_what_is_no_name_or_says_something_else_is_no_indicator(text: str) -> None:
    assert complete(RATE, text, "indicator") is None


def test_a_period_named_with_the_indicator_counts_where_none_was_said() -> None:
    found = complete(NO_PERIOD, "2月药品", "indicator")
    assert found is not None
    assert (found.indicator, found.period) == (DRUG, "2018-02")


@pytest.mark.parametrize("text", ["药品", "是药品的", "药品 483/500", "药品抽检500批次合格483"])
def test_counts_stay_with_the_figure(text: str) -> None:
    found = complete(COUNTED, text, "indicator")
    assert found is not None
    assert (found.indicator, found.numerator, found.denominator) == (DRUG, 483, 500)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("96.5", "96.5"), ("96.5%", "96.5"), ("是96.5", "96.5"), ("应该是96.5", "96.5"), ("应为96.5", "96.5"),
        ("百分之九十六点五", "96.5"), ("九成六", "96"), ("96.5，已核实", "96.5"), ("是98，不是96", "98"),
        ("９６．５", "96.5"), ("96.5 %", "96.5"), ("您好，96.5%", "96.5"), ("食品96.5", "96.5"),
        ("3月食品抽检96.5%", "96.5"), ("100", "100"), ("0", "0"),
    ],
)  # fmt: skip
def test_the_value_is_told_by_a_certain_number(text: str, value: str) -> None:
    found = complete(FOOD_IN_MARCH, text, "value")
    assert found is not None
    assert (found.value, found.numerator, found.period) == (Decimal(value), None, "2018-03")


@pytest.mark.parametrize("text", ["500批次合格483", "抽检500批次,合格483批次", "483/500", "合格483不合格17"])
def test_the_value_is_told_by_counts(text: str) -> None:
    found = complete(FOOD_IN_MARCH, text, "value")
    assert found is not None
    assert (found.value, found.numerator, found.denominator) == (Decimal("96.6"), 483, 500)


@pytest.mark.parametrize(
    "text",
    [
        "97左右", "大概97", "预计97", "97到98", "不到97", "120", "0.965", "96,5", "500批次合格483不合格19",
        "13812345678", "电话13812345678", "4月5日", "7号", "开会9点", "97人", "97家", "目标95", "比上月高0.5",
        "96.5?", "是96.5吗", "药品96.5", "4月96.5", "演集镇96.5", "城关镇食品96.5%", "明天97", "周五97",
        "明天给你", "我先核实", "暂无", "没有", "谢谢", "好的", "谁还没报", "3月份的", "第二个",
    ],
)  # fmt: skip
def test_what_is_no_certain_number_of_this_figure_is_no_value(text: str) -> None:
    assert complete(FOOD_IN_MARCH, text, "value") is None


def test_a_value_with_a_period_of_its_own_must_name_the_indicator() -> None:
    asked = half(indicator=DRUG)
    assert complete(asked, "4月合格率79", "value") is None
    assert complete(asked, "79", "value") is not None
    named = complete(asked, "2月药品79", "value")
    assert named is not None
    assert (named.value, named.period) == (Decimal(79), "2018-02")


def test_a_township_named_as_before_is_no_contradiction() -> None:
    known = half(indicator=FOOD, period="2018-03", unit="yanji-zhen")
    assert complete(known, "演集镇96.5", "value") is not None
    assert complete(known, "96.5", "value") is not None
    assert complete(known, "城关镇96.5", "value") is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("3月", "2018-03"), ("3月份", "2018-03"), ("3月份的", "2018-03"), ("是3月的", "2018-03"), ("三月", "2018-03"),
        ("应该是2月", "2018-02"), ("2月吧", "2018-02"), ("上个月", "2018-03"), ("这个月", "2018-04"),
        ("本月的", "2018-04"), ("去年12月", "2017-12"), ("2018年3月", "2018-03"), ("一季度", "2018-Q1"),
        ("1-3月", "2018-Q1"), ("今年3月份的数", "2018-03"), ("3月食品96.5", "2018-03"), ("2月,不是3月", "2018-02"),
        ("截至3月底", "2018-03"),
    ],
)  # fmt: skip
def test_the_period_is_told_as_people_say_it(text: str, period: str) -> None:
    found = complete(FOOD_RATE, text, "period")
    assert found is not None
    assert (found.period, found.value) == (period, Decimal("96.5"))


@pytest.mark.parametrize(
    "text",
    [
        "3月5日", "3月5日开会", "3月开会", "3月再说", "3月的等等", "3月吗", "3月多少", "3月谁没报", "3月有变化吗",
        "3月药品", "3月药品96.5", "3月97", "2月和3月", "13月", "2019年3月", "明天", "周四", "月底", "谢谢", "好的",
        "第二个", "13812345678", "3月演集镇",
    ],
)  # fmt: skip
def test_what_names_no_single_period_of_this_figure_is_none(text: str) -> None:
    assert complete(FOOD_RATE, text, "period") is None


def test_what_is_lacking_is_asked_in_turn_and_a_period_nobody_said_is_no_lack() -> None:
    assert lack_of(PLAN, RATE) == "indicator"
    assert lack_of(PLAN, FOOD_IN_MARCH) == "value"
    assert lack_of(PLAN, half(indicator="time-honoured-brands", value=Decimal("2.5"))) == "value"
    assert lack_of(PLAN, FOOD_RATE) is None
    assert completed(PLAN, FOOD_RATE).period == "2018-03"
    assert not completed(PLAN, FOOD_RATE).said_period


@pytest.mark.parametrize("known", [RATE, COUNTED, FOOD_IN_MARCH, half(unit="yanji-zhen"), half()])
def test_a_half_survives_its_way_through_the_tables(known: Half) -> None:
    assert Half.from_payload(known.to_payload()) == known


def test_what_still_lacks_something_is_not_completed() -> None:
    with pytest.raises(ValueError, match="asked"):
        completed(PLAN, RATE)
