"""Near forms of a name: several characters of the same sound, or one inserted, missing or exchanged.

Looked for only where a clause has a figure or a question and no name of its own; taken only where one
indicator alone is as near. A near form never hides a word that is known to mean something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qbot.reading.mentions import mentions_in
from qbot.reading.names import Names
from qbot.reading.tokens import QUANTITY, Token, is_stop
from qbot.shapes import looks_alike
from qbot.sounds import sounds_alike

_SHORTEST = 3  # a name of two characters is near to too much
_EDITED = 4  # from this length on a character may be missing or too many
_EXCHANGED = 6  # from this length on one may be another that does not sound alike
_KNOWN = 7  # from this length on a wrong character may lie in a word that means something by itself
_LIKE = 60  # per cent of a name that must stand there for a closer look
_MOST = 3  # clauses looked at in a message
_BREAKS = QUANTITY | {"period", "unit", "weak", "strong", "noise", "phase"}
_TELLING = QUANTITY | {"nothing", "ask"}
_OTHERS = frozenset(("ruin", "task", "elsewhere", "fail", "if", "hearsay"))
_DENIALS = frozenset("不未非无没零")


@dataclass(frozen=True, slots=True)
class NearForm:
    """A stretch of the text that is taken for a known word."""

    start: int
    end: int
    word: str


class NearForms:
    """The plan's names, compared by edit distance when one is needed."""

    def __init__(self, names: Names) -> None:
        self._names = names

    @cached_property
    def _words(self) -> list[str]:
        return [
            word
            for word, (kind, data) in self._names.words.items()
            if kind == "name" and not data.family and len(word) >= _SHORTEST and word[0] > "\u2e80"
        ]

    def found(self, tokens: Sequence[Token]) -> list[NearForm]:
        """The near forms of a message, at most one for each clause without a name."""
        if not any(token.kind == "odd" for token in tokens):
            return []
        found = []
        for _, stretch in zip(range(_MOST), _nameless(tokens), strict=False):
            near = self._nearest(stretch)
            if near is not None:
                found.append(near)
        return found

    def _nearest(self, stretch: Sequence[Token]) -> NearForm | None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded for the first clause that needs it

        text = "".join(token.text for token in stretch)
        likely = process.extract(text, self._words, scorer=fuzz.partial_ratio, score_cutoff=_LIKE, limit=12)
        changed = _changed(stretch)
        best: dict[str, tuple[float, int, int, str]] = {}
        for word, _, _ in likely:
            if word in text:
                continue  # it stands there and was found to mean something else
            (indicator,) = self._names.words[word][1].indicators
            if indicator in changed:
                continue
            for start, end, cost in _fits(text, word):
                rank = (cost, start - end, start, word)
                broken = end - start == len(word) and _breaks_a_word(stretch, start, word, text)
                if not broken and rank < best.get(indicator, (9.0, 0, 0, "")):
                    best[indicator] = rank
        if not best:
            return None
        lowest = min(rank[:2] for rank in best.values())
        nearest = [rank for rank in best.values() if rank[:2] == lowest]
        if len(nearest) > 1:
            return None
        _, length, start, word = nearest[0]
        return NearForm(stretch[0].start + start, stretch[0].start + start - length, word)


def _changed(stretch: Sequence[Token]) -> set[str]:
    """The indicators whose name is there, beside a word of its own: 进口法检合格率, 中华老字号要争创几家."""
    names = [(one, len(other.text) > 1) for other, one in pairwise(stretch) if other.kind == "odd"]
    names += [(one, len(other.text) > 1) for one, other in pairwise(stretch) if other.kind == "odd"]
    return {
        indicator
        for name, is_word in names
        if is_word and name.kind == "name" and not name.data.family
        for indicator in name.data.indicators
    }


def _breaks_a_word(stretch: Sequence[Token], start: int, word: str, text: str) -> bool:
    """Whether a short near form would change a character of a word that means something by itself."""
    if len(word) >= _KNOWN:
        return False
    piece = text[start : start + len(word)]
    wrong = [start + n for n, (a, b) in enumerate(zip(piece, word, strict=False)) if a != b]
    at = 0
    for token in stretch:
        inside = token.kind != "odd" and len(token.text) > 1
        if inside and any(at <= place < at + len(token.text) for place in wrong):
            return True
        at += len(token.text)
    return False


def _nameless(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Stretches of unbroken words in clauses that have a figure or a question, and no single name."""
    clause: list[Token] = []
    for token in (*tokens, Token("strong", 0, 0, "")):
        if not is_stop(token):
            clause.append(token)
            continue
        kinds = {t.kind for t in clause}
        if "odd" in kinds and kinds & _TELLING and all(m.is_family for m in mentions_in(clause)):
            yield from _stretches(clause)
        clause = []


def _stretches(clause: Sequence[Token]) -> Iterator[list[Token]]:
    stretch: list[Token] = []
    for token in (*clause, Token("strong", 0, 0, "")):
        if token.kind not in _BREAKS:
            stretch.append(token)
            continue
        size = sum(len(t.text) for t in stretch)
        kinds = {t.kind for t in stretch}
        if _SHORTEST - 1 <= size <= 24 and "odd" in kinds and not kinds & _OTHERS:
            yield stretch
        stretch = []


def _fits(text: str, word: str) -> Iterator[tuple[int, int, float]]:
    """Where a word stands in a near form: start, end and how far it is off."""
    size = len(word)
    for start in range(max(1, len(text) - size + 2)):
        if text[start : start + 1] != word[0] and text[start + 1 : start + 2] != word[1]:
            continue
        cost = _exchanged(text[start : start + size], word)
        if cost is not None:
            yield start, start + size, cost
        if size < _EDITED:
            continue
        if _lacks_one(word, text[start : start + size - 1]):
            yield start, start + size - 1, 1.0
        longer = text[start : start + size + 1]
        if _lacks_one(longer, word) and _is_doubled(longer, word):
            yield start, start + size + 1, 1.0


def _exchanged(piece: str, word: str) -> float | None:
    """How far characters put for others are off; None when they are others altogether."""
    if len(piece) != len(word):
        return None
    wrong = [(n, a, b) for n, (a, b) in enumerate(zip(piece, word, strict=True)) if a != b]
    if 2 * len(wrong) > len(word):
        return None
    if all(sounds_alike(a, b) or looks_alike(a, b) for _, a, b in wrong):
        return 0.5 * len(wrong)
    n, other, _ = wrong[0]
    if len(wrong) == 1 and len(word) >= _EXCHANGED and n > 1 and other not in _DENIALS:
        return 1.0
    return None


def _is_doubled(longer: str, shorter: str) -> bool:
    """Whether the character too many is there twice: 食品品抽检; another one may make a word of its own."""
    n = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[n] in longer[:n] or longer[n] in longer[n + 1 :]


def _lacks_one(longer: str, shorter: str) -> bool:
    """Whether one text is the other with one character inside left out."""
    if len(longer) != len(shorter) + 1 or longer[0] != shorter[0] or longer[-1] != shorter[-1]:
        return False
    n = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[n + 1 :] == shorter[n:]
