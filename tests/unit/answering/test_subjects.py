"""A subject never makes more of words than they say: the worked messages, said after a question."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qbot.answering.subjects import FollowUp
from qbot.plan.loading import load_plan
from qbot.reading.meaning import Question
from qbot.reading.reader import Reader

CORPUS = Path(__file__).parents[2] / "corpus"
PLAN = load_plan()
SUBJECTS = {
    "value": Question("value", ("food-spot-check",)),
    "history": Question("history", ("air-quality", "water-quality"), "2018"),
    "missing": Question("missing", period="2018-03"),
    "phase": Question("phase"),
}


@cache
def reader() -> Reader:
    return Reader(PLAN)


def cases(*names: str) -> Iterator[dict[str, Any]]:
    for name in names:
        for line in (CORPUS / name).read_text("utf-8").splitlines():
            yield json.loads(line)


def followed(case: dict[str, Any], subject: Question) -> Question | None:
    on, role, chat = date.fromisoformat(case["now"]), case["role"], case["chat"]
    meaning = reader().read(case["text"], on=on, role=role, chat=chat)
    follow_up = FollowUp(PLAN, lambda text: reader().read(text, on=on, role=role, chat=chat))
    return follow_up.question(case["text"], meaning, subject)


def _asks(case: dict[str, Any]) -> bool:
    """Some of the texts that report nothing are questions."""
    on = date.fromisoformat(case["now"])
    return reader().read(case["text"], on=on, role=case["role"], chat=case["chat"]).intent == "query"


@pytest.mark.parametrize("about", SUBJECTS)
def test_what_reports_or_says_nothing_never_becomes_a_question(about: str) -> None:
    silent = [case for case in cases("no_report.jsonl") if not _asks(case)]
    silent += [
        case for case in cases("messages.jsonl", "variations.jsonl") if case["expect"]["intent"] != "query"
    ]
    taken = [(case["text"], found) for case in silent if (found := followed(case, SUBJECTS[about]))]
    assert taken == []


@pytest.mark.parametrize("about", SUBJECTS)
def test_a_whole_question_stays_the_one_that_it_is(about: str) -> None:
    asked = (case for case in cases("messages.jsonl") if case["expect"]["intent"] == "query")
    changed = [
        (case["text"], found)
        for case in asked
        if (found := followed(case, SUBJECTS[about])) and found.about != case["expect"]["query"]["about"]
    ]
    assert changed == []


def ask(text: str, subject: Question, on: date = date(2018, 8, 10)) -> Question | None:
    meaning = reader().read(text, on=on, role="official")
    return FollowUp(PLAN, lambda words: reader().read(words, on=on, role="official")).question(
        text, meaning, subject
    )


def test_a_period_is_kept_for_another_indicator_where_it_fits() -> None:
    subject = Question("value", ("food-spot-check",), "2018-03")
    drugs, product = ask("那药品呢", subject), ask("那产品质量呢", subject)
    assert drugs == Question("value", ("drug-spot-check",), "2018-03")
    assert product is not None
    assert product.period is None  # a quarterly figure has no March


def test_a_named_period_takes_the_place_of_the_one_before() -> None:
    subject = Question("compare", ("food-spot-check",), "2018-03")
    found = ask("5月呢", subject)
    assert found == Question("compare", ("food-spot-check",), "2018-05")


def test_a_long_text_is_no_short_question() -> None:
    assert ask("那你说说看今年二季度到底是个什么样的情况呢", SUBJECTS["value"]) is None


@pytest.mark.parametrize("words", ["和同等城市比呢", "比全国平均低多少", "和外地比怎么样", "同等城市是多少"])
def test_others_are_compared_with_where_the_indicator_is_measured_by_them(words: str) -> None:
    measured, not_measured = "customer-satisfaction", "food-spot-check"
    asked = ask(words, Question("value", (measured, not_measured), "2018-Q2"))
    assert asked == Question("compare", (measured,), "2018-Q2")
