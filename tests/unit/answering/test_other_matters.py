"""Short words that name a matter of their own are told from those that only go on."""

import pytest

from qbot.answering.other_matters import names_something_else
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD = ("food-spot-check",)


@pytest.mark.parametrize(
    "words",
    [
        "房价走势", "税收走势图", "税收目标是多少", "养老院谁负责", "教育方面谁报的", "事故走势图", "GDP走势图",
        "老字号走势图", "水走势图", "股票走势", "上市走势", "高中走势", "财政目标", "人口多少", "大数据谁负责",
    ],
)  # fmt: skip
def test_a_name_that_is_not_the_subjects_is_something_else(words: str) -> None:
    assert names_something_else(PLAN, words, FOOD)


@pytest.mark.parametrize(
    "words",
    [
        "走势呢", "目标是多少", "谁负责", "谁报的", "走势图", "发个图", "换成文字版", "二季度呢", "和上月比", "比去年同期呢",
        "麻烦看下走势", "谢谢领导,目标多少", "那它的目标是多少呀", "归哪个局管", "责任单位是哪家", "近三个月走势",
        "这个指标的走势图", "合格率多少", "食品走势图", "市农业局目标", "年底目标是多少", "是升还是降", "trend?", "👍谁报的",
    ],
)  # fmt: skip
def test_fillers_units_periods_and_the_own_name_are_nothing_else(words: str) -> None:
    assert not names_something_else(PLAN, words, FOOD)


def test_a_part_of_a_name_is_the_subjects_only() -> None:
    assert not names_something_else(PLAN, "事故走势图", ("equipment-accidents",))
    assert names_something_else(PLAN, "事故走势图", ("time-honoured-brands",))
