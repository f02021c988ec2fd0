"""What is read from a rendered report is what was rendered, whatever stands around it and however it is spelt."""

import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import zhconv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qbot.plan.models import Indicator
from qbot.reading import Reader
from qbot.reading.contract import as_json
from qbot.reading.numerals import plain
from tests.unit.reading.conftest import cases
from tests.unit.reading.rendering import (
    PLAN,
    Key,
    Rendered,
    bare_reports,
    counted_reports,
    listed_reports,
    of_something_else,
    questions,
    replaced_reports,
    reports,
    tables,
    unstated,
)

READER = Reader(PLAN)
ON = date(2018, 7, 16)
MANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
CORPUS = [*cases("messages.jsonl"), *cases("variations.jsonl")]
REPORTS = [case for case in CORPUS if case["expect"]["intent"] == "report" and len(case["text"]) < 600]
NAMED_AS_THINGS = [indicator for indicator in PLAN.indicators if not indicator.short.endswith("率")]
_WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def _traditional(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its dictionary file open
        return str(zhconv.convert(text, "zh-hant"))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "traditional": _traditional,
    "full width": lambda text: text.translate(_WIDE),
    "zero width": "\u200b".join,
    "capitals": str.upper,
    "picture behind": lambda text: text + "😀",
    "line behind": lambda text: text + "\n",
    "greeting": lambda text: "您好，" + text,
    "thanks": lambda text: text + ("" if text[-1:] in "。？?！!" else "。") + "谢谢",
}
ADDITIONS: dict[str, Callable[[str], str]] = {
    "signature": lambda text: text + "——住建局王芳",
    "telephone": lambda text: text + "，联系电话0370-5123456",
    "mobile": lambda text: text + " 王芳13812345678",
    "mention": lambda text: "@qbot " + text,
    "office": lambda text: "【市食药局】" + text,
}


def _figures(text: str) -> frozenset[Key]:
    items = READER.read(text, on=ON).items
    return frozenset((i.indicator, plain(i.value), i.period, i.numerator, i.denominator) for i in items)


@MANY
@given(reports() | replaced_reports() | counted_reports() | tables())
def test_what_is_read_is_what_was_rendered(rendered: Rendered) -> None:
    assert _figures(rendered.text) == rendered.figures
    assert READER.read(rendered.text, on=ON).clarify is None


@MANY
@given(listed_reports(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    listed: tuple[list[str], str, frozenset[Key]], chance: Any
) -> None:
    lines, period, figures = listed
    assert _figures(f"{period}：\n" + "\n".join(lines)) == figures
    chance.shuffle(lines)
    assert _figures(f"{period}：\n" + "\n".join(lines)) == figures


@MANY
@given(bare_reports(), st.sampled_from(sorted(SPELLINGS)))
def test_a_rendered_report_is_the_same_in_every_spelling(
    report: tuple[str, Key, object], spelling: str
) -> None:
    text, figure, _ = report
    assert _figures(SPELLINGS[spelling](text)) == {figure}


@MANY
@given(unstated())
def test_a_figure_that_is_asked_wished_retold_or_doubted_is_not_stored(text: str) -> None:
    assert _figures(text) == frozenset()


@pytest.mark.parametrize("indicator", NAMED_AS_THINGS, ids=lambda indicator: indicator.id)
def test_the_figure_of_a_part_or_of_another_measure_is_not_stored(indicator: Indicator) -> None:
    assert [text for text in of_something_else(indicator) if _figures(text)] == []


@MANY
@given(questions())
def test_a_question_is_about_what_it_was_rendered_for(asked: tuple[str, str, str, str | None]) -> None:
    text, about, indicator, period = asked
    question = READER.read(text, on=ON, role="official").query
    assert question is not None
    assert (question.about, question.indicators) == (about, (indicator,))
    assert about != "value" or question.period == period


def _meaning(case: dict[str, Any], text: str) -> tuple[Any, ...]:
    on = date.fromisoformat(case["now"])
    read = as_json(READER.read(text, on=on, role=case["role"], chat=case["chat"]))
    question = read["query"] or {}
    items = sorted((i["indicator"], i["value"], i["period"], str(i["denominator"])) for i in read["items"])
    return read["intent"], items, read["clarify"], question.get("about"), question.get("period")


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
@MANY
@given(case=st.sampled_from(CORPUS))
def test_a_message_means_the_same_in_every_spelling(spelling: str, case: dict[str, Any]) -> None:
    text = SPELLINGS[spelling](case["text"])
    if len(text) < 1500:
        assert _meaning(case, text) == _meaning(case, case["text"])


@pytest.mark.parametrize("addition", sorted(ADDITIONS))
@MANY
@given(case=st.sampled_from(REPORTS))
def test_an_addition_never_changes_the_figures(addition: str, case: dict[str, Any]) -> None:
    assert _meaning(case, ADDITIONS[addition](case["text"]))[1] == _meaning(case, case["text"])[1]
