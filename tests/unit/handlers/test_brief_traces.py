"""Which words ask for a figure of a brief by its code."""

import pytest

from handlers.brief_traces import code_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("简报第3期A12哪来的", (3, "A12")),
        ("第3期简报的A12哪来的?", (3, "A12")),
        ("简报第十二期 b3 怎么来的", (12, "B3")),
        ("简报第3期〔A05〕的来源", (3, "A5")),
        ("工作简报里A5这个数哪来的", (None, "A5")),
        ("简报A1", (None, "A1")),
        ("〔B26〕哪来的", (None, "B26")),
        ("简报第1期Z9哪来的", (1, "Z9")),  # told that there is no such code
    ],
)
def test_a_code_is_asked_for_with_or_without_its_issue(text: str, expected: tuple[int | None, str]) -> None:
    assert code_in(text) == expected


@pytest.mark.parametrize(
    "text", ["A5", "R12哪来的", "C-3哪来的", "3C认证多少", "简报", "简报第3期", "食品96.5"]
)
def test_other_words_ask_for_no_code(text: str) -> None:
    assert code_in(text) is None
