"""Cutting a message into tokens, the longest explanation first."""

import string
from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qbot.reading.names import Names
from qbot.reading.noise import LISTED, NOISE, NOISE_STARTS
from qbot.reading.quantities import DIGITS, NUMBER_STARTS, PAIR, number_at
from qbot.reading.spoken_periods import STARTS, Spoken, read_period
from qbot.reading.tokens import Scan, Token

Word = tuple[str, Any, int]  # class, data and end of a known word

_JOINING = frozenset("跟与和同")
_LEADING = frozenset(("total", "pass", "fail"))  # behind these a number must follow
_WEAK, _STRONG = frozenset(",、:() |\t\"'[]*-_~=/"), frozenset("。;!?\n")


def scan(text: str, names: Names, on: date, taken: Mapping[int, tuple[int, str]] | None = None) -> Scan:
    """Cut a normalised text into tokens, the longest explanation first.

    `taken` gives, by their start, the end of stretches that are known to stand for a word, and that word.
    """
    result = Scan(text)
    at, size, line_start = 0, len(text), True
    known = _known(names)
    while at < size:
        if line_start:
            listed = LISTED.match(text, at)
            if listed and listed.end() > at:
                result.tokens.append(Token("weak", at, listed.end(), listed[0], "list"))
                at = listed.end()
                line_start = False
                continue
        if taken and at in taken:
            end, word = taken[at]
            token = Token("name", at, end, word, names.words[word][1])
        elif text[at] in known:
            token = _next(text, at, names, on)
        else:
            token = _strange(text, at, known)
        line_start = token.kind == "strong" or (line_start and _is_head(token))
        _append(result.tokens, token)
        at = token.end
    if "\n" in text:
        _close_breaks(result.tokens)
    if not _JOINING.isdisjoint(text):
        _join_names(result.tokens)
    _refer_back(result.tokens)
    _deny(result.tokens)
    return result


@lru_cache(maxsize=8)
def _known(names: Names) -> frozenset[str]:
    """The characters with which something known may begin."""
    return names.starts | _STARTS


def _is_head(token: Token) -> bool:
    """What may stand before an enumeration: @qbot 1.食品……"""
    return not token.text.strip() or token.kind == "unit" or token.text[0] in "@[]:"


def _refer_back(tokens: Sequence[Token]) -> None:
    """本月 behind a month that was named means that month: 7月份工作小结：本月抽检……"""
    named: Spoken | None = None
    for token in tokens:
        if token.kind != "period" or len(token.data.periods) != 1:
            continue
        if not token.text.startswith(("本", "当")):
            named = token.data
        elif named is not None and named.periods[0].length == token.data.periods[0].length:
            token.data = named


def _close_breaks(tokens: Sequence[Token]) -> None:
    """合格 and 147批次 on the next line belong together: a photographed text breaks anywhere."""
    for one, end, other in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if end.text == "\n" and one.kind in _LEADING and other.kind in ("number", "fraction"):
            end.kind = "weak"


def _join_names(tokens: Sequence[Token]) -> None:
    """许可证覆盖率跟3C覆盖率都100%: a word between two names compares nothing."""
    for one, word, other in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.text in _JOINING and one.kind == other.kind == "name":
            word.kind = "filler"


def _deny(tokens: Sequence[Token]) -> None:
    """没有 right before a name asks nothing: 五月没有特种设备重大安全事故."""
    for one, after in pairwise(tokens):
        if (
            one.kind == "ask"
            and one.text in ("没有", "没")
            and after.kind == "name"
            and not after.data.family
        ):
            one.kind = "nothing"


def _append(tokens: list[Token], token: Token) -> None:
    """Add a token; neighbouring unexplained characters make one."""
    if token.kind == "odd" and tokens and tokens[-1].kind == "odd" and tokens[-1].end == token.start:
        last = tokens[-1]
        last.end, last.text = token.end, last.text + token.text
        return
    tokens.append(token)


_STARTS = NUMBER_STARTS | NOISE_STARTS | STARTS | _WEAK | _STRONG | frozenset(string.whitespace)


def _strange(text: str, at: int, known: Set[str]) -> Token:
    """The run of characters with which nothing known begins."""
    end = at + 1
    while end < len(text) and text[end] not in known:
        end += 1
    kind = "weak" if text[at:end].isspace() else "odd"
    return Token(kind, at, end, text[at:end])


def _next(text: str, at: int, names: Names, on: date) -> Token:
    """The longest explanation of what begins at `at`."""
    ch = text[at]
    word = _word_at(text, at, names, on)
    end = word[2] if word else at
    best: Token | None = None
    if ch in NOISE_STARTS:
        noise = NOISE.match(text, at)
        if noise and noise.end() > end and not (ch in DIGITS and at and text[at - 1] in "0123456789."):
            best, end = Token("noise", at, noise.end(), noise[0]), noise.end()
    if ch in STARTS:
        spoken = read_period(text, at, on)
        if spoken and spoken.end > end and _plausible(text, at, spoken):
            best, end = Token("period", at, spoken.end, text[at : spoken.end], spoken), spoken.end
    if ch in NUMBER_STARTS and (best is None or text[end - 1] in DIGITS):
        number = number_at(text, at)
        if number and (number.end > end or ch in PAIR):
            return number
    if best is not None:
        return best
    if word is not None and end > at:
        return Token(word[0], at, end, text[at:end], word[1])
    if ch in _STRONG:
        return Token("strong", at, at + 1, ch)
    if ch in _WEAK or ch.isspace():
        return Token("weak", at, at + 1, ch)
    return Token("odd", at, at + 1, ch)


def _word_at(text: str, at: int, names: Names, on: date) -> Word | None:
    """The longest known word that begins here and breaks nothing that begins behind it."""
    word = names.match(text, at)
    if word is not None and word[0] == "unit":
        return _without_verb(text, at, word, names)
    if word is None or word[0] == "name":
        return None if word and word[1].family and _is_cut_off(text, at, word[2], names) else word
    return _without_period(text, word, on) if text[word[2] - 1] in _PERIOD_HEADS else word


def _without_verb(text: str, at: int, unit: Word, names: Names) -> Word:
    """A unit gives its last character back to a longer word that begins there: 食药监督抽检."""
    last = unit[2] - 1
    later = names.match(text, last)
    if later is None or later[0] not in ("name", "total") or later[2] <= unit[2] + 1:
        return unit
    shorter = names.match(text[:last], at)
    return shorter if shorter is not None and shorter[0] == "name" and shorter[2] == last else unit


def _is_cut_off(text: str, at: int, end: int, names: Names) -> bool:
    """方案对标杆项目: 对标 would break a longer name that begins one character later."""
    later = names.match(text, at + 1) if at + 1 < len(text) else None
    return later is not None and later[0] == "name" and not later[1].family and later[2] > end


_PERIOD_HEADS = frozenset("上本这去今前")


def _without_period(text: str, word: Word, on: date) -> Word:
    """A word gives its last character back to a period that begins there: 报上半年, 补报上月."""
    spoken = read_period(text, word[2] - 1, on)
    if spoken is None or spoken.end <= word[2]:
        return word
    return ("filler", None, word[2] - 1)


def _plausible(text: str, at: int, spoken: Spoken) -> bool:
    """A digit run is no period when it continues a number; 一季 in 一季度 only."""
    if at and text[at] in "0123456789" and text[at - 1] in "0123456789.":
        return False
    return not (
        spoken.end < len(text) and text[spoken.end] in "%0123456789" and text[spoken.end - 1] in "0123456789"
    )
