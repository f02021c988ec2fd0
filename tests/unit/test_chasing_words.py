"""What the office wants chased, in its own words."""

import pytest

from qbot.chasing_words import ChaseWords, chase_words
from qbot.plan.loading import load_plan

PLAN = load_plan()
COMMERCE, AIR = "commerce-bureau", "environment-bureau"
SAID = {
    "督办市环保局3月空气质量": ChaseWords(AIR, "3月空气质量", "order"),
    "催一下市商务局": ChaseWords(COMMERCE),
    "催催商务局": ChaseWords(COMMERCE),
    "再催一次商务局": ChaseWords(COMMERCE),
    "催市商务局报老字号": ChaseWords(COMMERCE, "老字号"),
    "给商务局发个催办,老字号还没报": ChaseWords(COMMERCE, "老字号", "urge"),
    "给市环保局发督办单,空气质量没报": ChaseWords(AIR, "空气质量", "order"),
    "给市商务局联络员发个提醒": ChaseWords(COMMERCE, step="remind"),
    "向商务局发催办单": ChaseWords(COMMERCE, step="urge"),
    "对市环保局督办": ChaseWords(AIR, step="order"),
    "请提醒市环保局尽快报数": ChaseWords(AIR, step="remind"),
    "督促市商务局尽快报老字号": ChaseWords(COMMERCE, "老字号"),
}
EVERYBODY = (
    "催办", "提醒未报的", "给没报的发提醒", "没报的催一下", "给没报的单位发个催办", "提醒一下还没报的单位", "把没报的都催一下",
    "提醒未报的单位尽快上报", "催一催",
)  # fmt: skip
NOTHING = (
    "提醒我明天开会",
    "每周一提醒群里报进度",
    "提醒",
    "市商务局老字号",
    "谁还没报",
    "3月没报的有哪些",
    "发通知",
)


@pytest.mark.parametrize("text", SAID)
def test_a_unit_a_step_and_a_figure_are_read(text: str) -> None:
    assert chase_words(PLAN, text) == SAID[text]


@pytest.mark.parametrize("text", EVERYBODY)
def test_all_who_are_late_are_meant(text: str) -> None:
    assert chase_words(PLAN, text) == ChaseWords(None)


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_chase_nobody(text: str) -> None:
    assert chase_words(PLAN, text) is None
