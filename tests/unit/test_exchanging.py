"""Counts written the wrong way round are recognised, and nothing else is taken for them."""

from datetime import date
from decimal import Decimal

import pytest

from qbot.exchanging import exchanged, straightened
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

READER = Reader(load_plan())
ON = date(2018, 4, 3)
FOOD = "food-spot-check"


@pytest.mark.parametrize(
    "text",
    [
        "3月食品抽检483批次合格500",
        "3月食品抽检483批次,合格500批次,合格率96.6%",
        "食品合格500批次,共抽检483批次",
        "食品500/483",
        "食品抽检四百八十三批次,合格五百批次",
        "食品抽检483批次合格500批次不合格17批次",
        "食品抽检483批次合格500",
    ],
)
def test_more_passed_than_checked_is_told_with_the_counts_as_they_were_said(text: str) -> None:
    item = exchanged(READER, text, indicator=FOOD, on=ON)
    assert item is not None
    assert (item.numerator, item.denominator, item.value) == (500, 483, Decimal("103.52"))


@pytest.mark.parametrize(
    "text",
    [
        "食品抽检500批次合格483",
        "食品抽检500批次合格483不合格19",
        "食品抽检483批次合格500批次不合格20批次",
        "食品抽检483批次大概合格500",
        "食品合格率120%",
        "药品抽检483批次合格500",
        "食品抽检1批次2批次3批次4批次5批次6批次7批次8批次9批次",
        "食品抽检483批次合格500" + "好" * 400,
    ],
)
def test_what_exchanging_does_not_make_a_figure_is_left_alone(text: str) -> None:
    assert exchanged(READER, text, indicator=FOOD, on=ON) is None


def test_of_several_figures_only_the_exchanged_one_is_straightened() -> None:
    text = "3月食品抽检483批次合格500,药品抽检400批次合格390"
    meaning = READER.read(text, on=ON)
    items, left = straightened(READER, meaning, text, on=ON)
    assert {(item.indicator, item.numerator, item.denominator) for item in items} == {
        ("drug-spot-check", 390, 400), (FOOD, 500, 483),
    }  # fmt: skip
    assert (left.open, left.clarify) == ((), None)


def test_what_else_is_open_stays_open() -> None:
    text = "3月食品抽检483批次合格500,药品合格率大概98"
    items, left = straightened(READER, READER.read(text, on=ON), text, on=ON)
    assert [item.indicator for item in items] == [FOOD]
    assert ([each.indicator for each in left.open], left.clarify) == (["drug-spot-check"], "value")
