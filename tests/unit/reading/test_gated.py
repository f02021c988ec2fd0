"""A gated pattern finds what the plain one finds, and where."""

import re

import pytest

from qbot.reading import gates
from qbot.reading.gated import gated

from .conftest import cases

PATTERNS = (
    "目标|(?<!没)达到|(?:力争|确保).{0,3}完成",
    r"[目标]+|\d%?不是|\s*我没报过|[^,]{2}通知|就算",
    r"[\]\-a]x|a[]b]c|\(回\||回扣",
    "(?:没|未)?报完|还在(?:录|统计)|(?=明)明天",
    ".{0,4}通知|[^,]局",
)


def _texts() -> list[str]:
    return [case["text"] for name in ("messages.jsonl", "variations.jsonl") for case in cases(name)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_gated_pattern_matches_at_the_same_places(pattern: str) -> None:
    plain, quick = re.compile(pattern), gated(pattern)
    for text in (*_texts(), "]x", "-x", "a]c", "abc", "(回|", "", "\n我没报过"):
        expected, found = plain.search(text), quick.search(text)
        assert (expected and expected.start()) == (found and found.start()), text


def test_what_may_begin_with_anything_is_tried_everywhere() -> None:
    assert gated(".{0,4}通知|[^,]局").pattern == ".{0,4}通知|[^,]局"
    assert gated("目标|[^,]局").pattern == "(?=[目])(?:目标)|[^,]局"


def test_what_may_be_empty_is_not_gated() -> None:
    assert gated("(?:报)?").search("") is not None
    assert gated("目标|$").search("完") is not None


def test_a_repeated_beginning_counts_with_what_follows_it() -> None:
    assert gated("没?报|完").pattern == "(?=[没报完])(?:没?报|完)"
    assert gates.DENIALS.pattern.startswith("(?=[")
