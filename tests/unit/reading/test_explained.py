"""The explanation names in Chinese what every number was taken for, and the rule that decided."""

from datetime import date

import pytest

from qbot.reading import Reader
from qbot.reading.lexicon import _CLASSES
from qbot.reading.trace import _KINDS

ON = date(2018, 7, 10)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("食品抽检合格率约96%", "是约数"),
        ("食品抽检合格率0.965", "小数可能是没写成百分数"),
        ("食品抽检合格率96,5", "逗号可能是小数点"),
        ("食品抽检合格率103%", "超出可能的范围"),
        ("食品抽检500批次，合格510批次", "几个批次数互相矛盾"),
        ("食品抽检500批次，合格483批次，合格率90.1%", "比率与批次数不符"),
        ("食品抽检合格率96.5%或者95.6%", "有几个不同的比率"),
        ("老字号2.5家", "应为整数"),
        ("老字号：无", "无可能是零，也可能是暂无"),
        ("13月食品96.5%", "期间不存在或尚未开始"),
        ("5月和6月食品合格率96.5%", "一个数说了几个期间"),
        ("食品药品合格率97%", "名称不能确定是哪项指标"),
        ("食品96.5%", "陈述了指标的值"),
        ("商丘市食品合格率97%", "说的是别处"),
        ("食品合格率必须达到97%", "说的是要求"),
        ("听说食品合格率97%", "转述他处"),
        ("食品合格率97%，先别报", "未定稿"),
        ("药品走势", "提问：走势"),
        ("谁还没报", "提问：谁还没报"),
        ("食品合格率", "只说了指标名称，当作查询"),
    ],
)
def test_the_rule_that_decided_is_named(reader: Reader, text: str, rule: str) -> None:
    assert reader.explain(text, on=ON)[-1].rule == rule


def test_a_number_is_explained_by_the_word_beside_it(reader: Reader) -> None:
    steps = {
        step.text: (step.taken_for, step.rule)
        for step in reader.explain("食品96.5%，目标95%，上期95.8%", on=ON)
    }
    assert steps["96.5%"] == ("数值", "旁边没有提示词")
    assert steps["95%"] == ("目标值", "由“目标”决定")
    assert steps["95.8%"] == ("往期或参照数", "由“上期”决定")


def test_a_steering_word_has_one_class() -> None:
    said = [word for text in _CLASSES.values() for word in text.split()]
    assert len(said) == len(set(said))


def test_every_class_that_steers_has_a_name() -> None:
    silent = {"filler", "is", "or", "report", "blank", "head", "elsewhere", "courtesy", "emergency"}
    assert set(_CLASSES) - silent <= set(_KINDS)
