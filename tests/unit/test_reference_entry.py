"""What the office's words enter as a reference value, and what they lack."""

from datetime import date

import pytest

from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader
from qbot.reference_entry import Entry, Lack, announced, is_told, read

PLAN = load_plan()
READER = Reader(PLAN)
ON = date(2018, 7, 20)
EXPORT, SATISFACTION = "export-notification", "customer-satisfaction"


def entered(text: str) -> tuple[str, str, str] | Lack:
    said = announced(text)
    words = text if said is None else said
    found = read(PLAN, words, on=ON, named=READER.outline(words, on=ON).indicators)
    return (found.indicator.id, str(found.period), str(found.value)) if isinstance(found, Entry) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参考值 出口通报比率 2018年一季度 0.35%", (EXPORT, "2018-Q1", "0.35")),
        ("参考值\uff1a出口通报比率\uff0c2017年\uff0c3.5‰", (EXPORT, "2017", "0.35")),
        ("录入参考值 境外通报 2018年一季度0.35(海关总署2018年第3号公告)", (EXPORT, "2018-Q1", "0.35")),
        ("参考值 出口通报比率 2018年一季度 0.35%,来源:海关2017年第3号", (EXPORT, "2018-Q1", "0.35")),
        ("根据海关2018年第3号通报,2018年一季度全国平均境外通报比率0.35%", (EXPORT, "2018-Q1", "0.35")),
        ("参考值 2018年一季度全国平均水平0.35%", (EXPORT, "2018-Q1", "0.35")),
        ("全国同等城市2018年上半年满意度82.5分", (SATISFACTION, "2018-H1", "82.5")),
        ("参考值 出口通报比率 0.35%", "period"),
        ("参考值 出口通报比率 2018年一季度和二季度 0.35%", "period"),
        ("参考值 出口通报比率 2019年一季度 0.35%", "future"),
        ("参考值 出口通报比率 2018年一季度 0.3%或0.4%", "value"),
        ("参考值 出口通报比率 2018年一季度 3个", "value"),
        ("参考值 出口通报比率 2018年一季度", "value"),
        ("参考值 食品抽检 2018年一季度 95%", "indicator"),
        ("参考值 2018年一季度 95", "indicator"),
    ],
)
def test_an_entry_names_an_indicator_a_period_and_one_number(
    text: str, expected: tuple[str, str, str] | Lack
) -> None:
    assert entered(text) == expected


def test_a_rate_that_cannot_be_is_no_reference() -> None:
    food = PLAN.indicator["food-spot-check"]
    target = food.target.model_copy(update={"kind": "above-reference", "reference": "全省平均"})
    strict = food.model_copy(update={"target": target})
    assert read(PLAN, "2018年一季度 120%", on=ON, indicator=strict) == "impossible"


@pytest.mark.parametrize(
    "text",
    [
        "我市出口通报比率0.3%,低于全国平均水平",
        "2018年一季度全国平均是多少",
        "出口通报比率的目标是低于全国平均水平",
        "比全国平均水平0.35%还高",
        "3月食品抽检500批次,合格483",
    ],
)
def test_a_comparison_a_question_and_a_report_state_no_reference(text: str) -> None:
    assert announced(text) is None
    assert not is_told(PLAN, text)
