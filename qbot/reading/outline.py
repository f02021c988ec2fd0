"""What a message seems to be about when it could not be read: names, amounts, and the words nobody knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qbot.reading.tokens import Scan, Token

_SEPARATE = frozenset(
    ("number", "fraction", "period", "now", "weak", "strong", "noise", "is", "report", "done", "unit")
)
_ABOUT_FIGURES = frozenset(("fix", "void", "total", "pass", "fail"))
_SHORTEST, _LONGEST = 2, 12


@dataclass(frozen=True, slots=True)
class Outline:
    """`indicators` that are named, `amounts` as written, `wording` the longest run of unknown words, empty
    when all are known; `is_about_figures` says that the words are those of somebody who reports."""

    indicators: tuple[str, ...]
    amounts: tuple[str, ...]
    wording: str
    is_about_figures: bool


def outline(found: Scan) -> Outline:
    """The outline of a scanned text."""
    tokens = found.tokens
    names = [id_ for t in tokens if t.kind == "name" and t.data for id_ in t.data.indicators]
    amounts = [t.text for t in tokens if t.kind in ("number", "fraction")]
    kinds = {t.kind for t in tokens}
    reports = bool(kinds & _ABOUT_FIGURES) or {"report", "period"} <= kinds
    return Outline(
        indicators=tuple(dict.fromkeys(names)),
        amounts=tuple(amounts),
        wording=max(_unknown(found.text, tokens), key=len, default=""),
        is_about_figures=bool(names or amounts or reports),
    )


def _unknown(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Runs of words with something unknown in them, between numbers, periods and punctuation."""
    run: list[Token] = []
    for token in [*tokens, Token("strong", len(text), len(text), "")]:
        if token.kind not in _SEPARATE:
            run.append(token)
            continue
        if any(t.kind == "odd" for t in run):
            words = text[run[0].start : run[-1].end].strip()
            if _SHORTEST <= len(words) <= _LONGEST:
                yield words
        run = []
