"""What is taken back by its name is never the last figure; a figure is never taken for a thing."""

import json
from datetime import date
from pathlib import Path

import pytest

from qbot.unsaid_words import Thing, Unsaid, read_loosely, read_unsaid

TODAY = date(2018, 4, 3)
CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("撤回突发", "incident"), ("撤回E-1", "incident"), ("取消刚才的突发", "incident"),
        ("撤回刚才的佐证", "evidence"), ("撤回那张照片", "evidence"), ("佐证发错了,撤回", "evidence"),
        ("撤回进展", "progress"), ("撤回承诺", "promise"), ("撤回药品的承诺", "promise"),
        ("撤回延期申请", "extension"), ("刚才的延期申请发错了,撤回", "extension"),
        ("撤回通知", "notice"), ("撤回提问", "question"), ("取消外出", "absence"), ("撤销外出", "absence"),
        ("取消请假", "absence"), ("取消出差", "absence"), ("取消提醒", "reminder"), ("撤销督办", "order"),
        ("取消交接", "handover"), ("申请作废", "application"), ("下周出差取消了", "absence"),
        ("不去培训了", "absence"), ("下周不出差了", "absence"),
    ],
)  # fmt: skip
def test_a_thing_that_is_taken_back_is_known_by_its_name(text: str, thing: Thing) -> None:
    unsaid = read_unsaid(text, on=TODAY)
    assert unsaid is not None and unsaid.thing == thing


@pytest.mark.parametrize(
    "text",
    ["撤回", "撤销R-2", "我要撤回昨天的", "刚才那条发错了,撤回", "先撤回,等通知", "培训怎么取消", "出差三天"],
)
def test_a_figure_that_is_taken_back_is_no_thing(text: str) -> None:
    assert read_unsaid(text, on=TODAY) is None


def test_the_days_of_an_absence_are_read() -> None:
    assert read_unsaid("下周不出差了", on=TODAY) == Unsaid(
        "absence", span=(date(2018, 4, 9), date(2018, 4, 15)), is_plain=False
    )


def test_what_nobody_knows_is_taken_back_from_nothing() -> None:
    assert read_loosely("撤回订阅") == Unsaid(None)
    assert read_loosely("刚才拍的那张照片太糊了看不清楚,麻烦撤回") == Unsaid("evidence")
    assert read_loosely("上一条撤掉") is None


def test_no_message_of_the_corpus_that_takes_a_figure_back_is_taken_for_a_thing() -> None:
    for name in ("messages.jsonl", "variations.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["expect"]["intent"] == "undo":
                assert read_unsaid(entry["text"], on=TODAY) is None, entry["text"]
