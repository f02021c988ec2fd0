"""A message cut into tokens: names, numbers, periods, steering words, noise, and what nobody explains."""

import re
import string
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qbot.reading.names import Names
from qbot.reading.noise import LISTED, NOISE, NOISE_STARTS
from qbot.reading.numerals import HAN_DIGITS, Numeral, read_numeral
from qbot.reading.spoken_periods import STARTS, Spoken, read_period

_FRACTION = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d{1,6})(?:批次|批|天|个|项|家|"
    r"件)?\s?/\s?(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.%/])"
)
_SHARE_OF = re.compile(r"(\d{1,6}) (?:out )?of (?:the )?(\d{1,6})(?![\d.%])")
_MEASURE = re.compile(
    r"\s?(?P<m>个月|个季度|批次样品|批次|个批次|批样品|批|组|个样品|份样品|个项目|个工程|项工程|"
    r"个断面|个单体|个(?!月|季|百分)|家|项|起|"
    r"件|次(?!月|年)|例|样|断面|栋|座|处|宗|单|天|日|分|万吨|吨|t(?![a-z])|份|条|户|人次|人|名|元|"
    r"万元|亿元|美元|公里|千米|微克|毫克|千克|公斤|克|斤|米|平方米|平方|立方米|亩|公顷|场|"
    r"期|台|辆|套|本|册|张|"
    r"盒|篇|所|页|岁|年|小时|分钟|秒|度|位|种|类|款|轮|届|级|间|块|门|车|只|头|箱|袋|瓶|桶|支|枚|版|字|"
    r"mg|kg|km|g(?![a-z])|ug|μg)(?P<odd>数|多|余)?"
)
_COUNTABLE = frozenset(
    [
        "批次样品",
        "批次",
        "个批次",
        "批样品",
        "批",
        "组",
        "个样品",
        "份样品",
        "个项目",
        "个工程",
        "项工程",
        "个断面",
        "个单体",
        "个",
        "家",
        "项",
        "起",
        "件",
        "次",
        "例",
        "样",
        "断面",
        "栋",
        "座",
        "处",
        "宗",
        "单",
        "天",
        "日",
        "份",
        "套",
        "台",
        "只",
        "头",
        "箱",
        "袋",
        "瓶",
    ]
)
_WEAK, _STRONG = frozenset(",、:() |\t\"'[]*-_~=/"), frozenset("。;!?\n")


QUANTITY = frozenset(("number", "fraction"))


@dataclass(slots=True)
class Token:
    """`kind` is a class of the lexicon or one of: name, number, fraction, period, unit, task, noise,
    weak, strong, odd.
    """

    kind: str
    start: int
    end: int
    text: str
    data: Any = None
    measure: str = ""
    role: str = ""
    cue: str = ""  # the word that gave the role


def is_stop(token: Token) -> bool:
    """Where a clause ends: a comma or a full stop, not a colon, bracket or list comma."""
    return token.kind == "strong" or (token.kind == "weak" and token.text == ",")


@dataclass(slots=True)
class Scan:
    """The tokens of a text and how many characters nobody explains."""

    text: str
    tokens: list[Token] = field(default_factory=list)

    def odd(self) -> bool:
        return any(token.kind == "odd" for token in self.tokens)


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


_DIGITS = frozenset("0123456789")
_PAIR = {"俩": 2, "仨": 3}
_NUMBER_STARTS = frozenset(_PAIR) | _DIGITS | frozenset(HAN_DIGITS) | frozenset("-.负百千万好若几数")


_STARTS = _NUMBER_STARTS | NOISE_STARTS | STARTS | _WEAK | _STRONG | frozenset(string.whitespace)


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
    word = names.match(text, at)
    if word is not None and word[0] != "name" and text[word[2] - 1] in _PERIOD_HEADS:
        word = _without_period(text, word, on)
    end = word[2] if word else at
    best: Token | None = None
    if ch in NOISE_STARTS:
        noise = NOISE.match(text, at)
        if noise and noise.end() > end and not (ch in _DIGITS and at and text[at - 1] in "0123456789."):
            best, end = Token("noise", at, noise.end(), noise[0]), noise.end()
    if ch in STARTS:
        spoken = read_period(text, at, on)
        if spoken and spoken.end > end and _plausible(text, at, spoken):
            best, end = Token("period", at, spoken.end, text[at : spoken.end], spoken), spoken.end
    if ch in _NUMBER_STARTS and (best is None or text[end - 1] in _DIGITS):
        number = _number(text, at)
        if number and (number.end > end or ch in _PAIR):
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


_PERIOD_HEADS = frozenset("上本这去今前")


def _without_period(text: str, word: tuple[str, Any, int], on: date) -> tuple[str, Any, int]:
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


def _number(text: str, at: int) -> Token | None:
    fraction = _FRACTION.match(text, at) or _SHARE_OF.match(text, at)
    if fraction:
        pair = (int(fraction[1].replace(",", "")), int(fraction[2].replace(",", "")))
        tail = _MEASURE.match(text, fraction.end())
        return Token("fraction", at, tail.end() if tail else fraction.end(), fraction[0], pair)
    if text[at] in _PAIR:
        return _pair(text, at)
    numeral = read_numeral(text, at)
    if numeral is None:
        return None
    tail = _MEASURE.match(text, numeral.end) if numeral.form == "plain" else None
    if (
        numeral.form == "plain"
        and not numeral.digits[0].isascii()
        and not _is_han_figure(text, numeral, tail is not None)
    ):
        return None
    end, measure = numeral.end, ""
    if tail:
        end, measure = tail.end(), tail["m"]
        if tail["odd"] in ("多", "余"):
            numeral = Numeral(
                numeral.value, numeral.form, exact=False, digits=numeral.digits, end=numeral.end
            )
    elif numeral.form == "plain" and end < len(text) and text[end].isascii() and text[end].isalpha():
        measure = "latin"
    return Token("number", at, end, text[at:end], numeral, measure)


def _pair(text: str, at: int) -> Token | None:
    """标杆项目有俩: two of them, where nothing is said of them behind."""
    after = text[at + 1 : at + 2]
    if after and after not in ",。;!? \n了":
        return None
    numeral = Numeral(Decimal(_PAIR[text[at]]), "plain", exact=True, digits=text[at], end=at + 1)
    return Token("number", at, at + 1, text[at], numeral, "个")


def _is_han_figure(text: str, numeral: Numeral, measured: bool) -> bool:
    """A bare Chinese numeral counts as a figure only when it is long or has a measure: 一直, 三好 are
    words.
    """
    return (
        measured
        or len(numeral.digits) >= 2
        or (numeral.digits == "零" and not "\u4e00" <= text[numeral.end : numeral.end + 1] <= "\u9fff")
    )


def countable(measure: str) -> bool:
    """Whether a measure word counts samples, projects or days."""
    return measure in _COUNTABLE
