"""Patterns of very many alternatives, made quick: most places of a text begin none of them."""

import re
from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined] # what the parser's tree is made of
from re import _parser  # type: ignore[attr-defined] # the one that re itself compiles with
from typing import Any

_SETS = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_WIDTHLESS = (op.AT, op.ASSERT, op.ASSERT_NOT)


def gated(pattern: str) -> re.Pattern[str]:
    """A pattern that matches at the same places, but tries its alternatives only where one may begin.

    The characters with which an alternative can begin are taken from `re`'s own parser. Those whose first
    character is open (.{0,6}, [^,]) are tried everywhere as before. Where several alternatives match at one
    place, another may win, so this is for patterns of which only whether and where they match is asked.
    """
    quick: list[str] = []
    slow: list[str] = []
    firsts: dict[str, None] = {}
    for alternative in _alternatives(pattern):
        found = _firsts(_parser.parse(alternative))
        if found is None:
            slow.append(alternative)
        else:
            quick.append(alternative)
            firsts.update(dict.fromkeys(found))
    if not quick:
        return re.compile(pattern)
    return re.compile("|".join([f"(?=[{''.join(firsts)}])(?:{'|'.join(quick)})", *slow]))


def _alternatives(pattern: str) -> Iterator[str]:
    """What stands between the bars that are in no bracket."""
    depth = start = at = 0
    while at < len(pattern):
        ch = pattern[at]
        if ch == "[":
            at = pattern.index("]", at + (3 if pattern.startswith("[^", at) else 2))
            while pattern[at - 1] == "\\" and pattern[at - 2] != "\\":
                at = pattern.index("]", at + 1)
        depth += (ch == "(") - (ch == ")")
        if ch == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
        at += 2 if ch == "\\" else 1
    yield pattern[start:]


def _firsts(items: Sequence[tuple[Any, Any]]) -> list[str] | None:
    """The first characters of what a sequence matches, as parts of a set; None if it may be any or none."""
    found: list[str] = []
    for kind, value in items:
        if kind in _WIDTHLESS:
            continue
        may_be_absent = kind in _REPEATS and value[0] == 0
        first = _of_one(kind, value)
        if first is None:
            return None
        found += first
        if not may_be_absent:
            return found
    return None


def _of_one(kind: Any, value: Any) -> list[str] | None:
    """The first characters of one piece that is there."""
    if kind is op.LITERAL:
        return [re.escape(chr(value))]
    if kind is op.IN:
        return _of_set(value)
    if kind is op.SUBPATTERN:
        return _firsts(value[3])
    if kind in _REPEATS:
        return _firsts(value[2])
    if kind is op.BRANCH:
        branches = [_firsts(each) for each in value[1]]
        return None if None in branches else [part for each in branches for part in each or ()]
    return None


def _of_set(parts: Sequence[tuple[Any, Any]]) -> list[str] | None:
    """The parts of a set; None where it excludes, or holds nearly everything."""
    found = []
    for kind, value in parts:
        if kind is op.LITERAL:
            found.append(re.escape(chr(value)))
        elif kind is op.RANGE and value[1] - value[0] < 100:
            found.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif kind is op.CATEGORY and value in _SETS:
            found.append(_SETS[value])
        else:
            return None
    return found
