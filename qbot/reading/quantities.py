"""Numbers as tokens: a numeral with its measure, a fraction, a pair."""

import re
from decimal import Decimal

from qbot.reading.numerals import HAN_DIGITS, Numeral, read_numeral
from qbot.reading.tokens import Token

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
DIGITS = frozenset("0123456789")
PAIR = {"俩": 2, "仨": 3}
NUMBER_STARTS = frozenset(PAIR) | DIGITS | frozenset(HAN_DIGITS) | frozenset("-.负百千万好若几数")


def number_at(text: str, at: int) -> Token | None:
    """The number that begins at `at`, with its measure; None where none does."""
    fraction = _FRACTION.match(text, at) or _SHARE_OF.match(text, at)
    if fraction:
        pair = (int(fraction[1].replace(",", "")), int(fraction[2].replace(",", "")))
        tail = _MEASURE.match(text, fraction.end())
        return Token("fraction", at, tail.end() if tail else fraction.end(), fraction[0], pair)
    if text[at] in PAIR:
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
    numeral = Numeral(Decimal(PAIR[text[at]]), "plain", exact=True, digits=text[at], end=at + 1)
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
