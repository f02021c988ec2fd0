"""Numerals as Chinese officials write them, by a strict grammar: digits, 九十六点五, 百分之…, 九成六,
1.2万, ‰.

A numeral that is not exact (几, 多, 余, 约) is still read, and marked, so that nobody takes it for a figure.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_DIGIT = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "幺": 1,
}
_TEN = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10_000, "亿": 100_000_000}
HAN_DIGITS = "零一二两三四五六七八九十百千万亿"
_HAN = r"[零一二两三四五六七八九十百千万亿]{1,24}+(?:点[零一二三四五六七八九]{1,6}+)?"
_SECTION = re.compile(r"[^万亿]*+[万亿]|[^万亿]++")
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\n?\d+)?|\.\d+)"


def han_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral (九十六点五, 一千二百, 二〇一八), or None when it is malformed."""
    whole, _, fraction = text.partition("点")
    if not whole or ("点" in text and not fraction):
        return None
    value = _han_whole(whole)
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    if any(ch not in _DIGIT for ch in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGIT[ch]) for ch in fraction))


def _han_whole(text: str) -> int | None:
    if len(text) > 1 and all(ch in _DIGIT for ch in text):
        return int("".join(str(_DIGIT[ch]) for ch in text)) if "两" not in text else None
    total, below, last = 0, 0, None
    for part in _SECTION.findall(text):
        scale = _MYRIAD.get(part[-1])
        section = _han_section(part[:-1] if scale else part)
        if section is None or (last is not None and scale is not None and scale >= last):
            return None
        if scale is None and last is not None and len(part) == 1 and part in _DIGIT:
            section *= last // 10  # 一万二 is 12000
        below = section * (scale or 1)
        total, last = total + below, scale
    return total


def _han_section(text: str) -> int | None:
    """A numeral below ten thousand; 一百二 is 120, 一百零二 is 102."""
    total, digit, last, zero = 0, None, 10_000, False
    for ch in text:
        if ch in _TEN:
            scale = _TEN[ch]
            if scale >= last or (digit is None and (scale != 10 or (total % 100 and not zero))):
                return None
            total, digit, last, zero = total + (1 if digit is None else digit) * scale, None, scale, False
        elif digit is not None:
            return None
        elif ch == "零":
            zero = True
        else:
            digit = _DIGIT[ch]
    if digit is None:
        return total if text and (total or text == "零") else None
    return total + digit * (last // 10 if last < 10_000 and last > 10 and not zero else 1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in the text: `form` says how it was written; `exact` is False for 九十几 or 80多."""

    value: Decimal
    form: str  # plain, percent, permille, tenths, points
    exact: bool
    digits: str  # as written, for judging odd forms such as 0.965 or 96,5
    end: int


_NUMBER = re.compile(
    r"(?P<split>(?<![\d.])(?<!\d )[1-9] ?\d ?[.。] ?\d(?: ?\d)?(?=\s?%))"
    r"|(?P<stop>\d{1,3}[。·]\d{1,2})(?=\s?%|[^\d%]|$)"
    rf"|(?P<sign>(?<![\d%a-z)~～-])[-−]|负)?(?P<arabic>{_ARABIC})"
    rf"|(?P<whole>百分之百|百分百)|(?P<perhan>[百千万]分之(?:{_HAN}|{_ARABIC}))"
    rf"|(?P<tenths>[一二三四五六七八九十]成(?:[一二三四五六七八九半])?)"
    r"|(?P<some>好几|好些|若干|几[十百千万]|数[十百千万])"
    rf"|(?P<neghan>负)?(?<![{HAN_DIGITS}])(?P<han>{_HAN})"
)
_SCALE = re.compile(r"\s?([万亿])(?![分一元])")
_UNITS = re.compile(r"[千百](?![分米克瓦货家姓])")
_REST = re.compile(r"(\d)([千百])(?![分米克瓦])")
_VAGUE = re.compile(r"点?几|点多|多|余|来(?![自])")
_BEHIND = frozenset(" \t\n万亿千百点几多余来%‰个百p")  # with these begins what may stand behind a numeral
_PER = re.compile(r"\s{0,2}(%|‰|个百分点|百分点|个点|percent|pct)")


def read_numeral(text: str, at: int) -> Numeral | None:
    """The numeral that begins at `at`, or None. 0 ≤ scale is applied; a sign is kept."""
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    group, written, end = match.lastgroup or "", match[0], match.end()
    if group in _WORDED:
        return _WORDED[group](text, written, end)
    if match["han"]:
        value = han_number(match["han"])
        if value is None:
            return _some(text, written, end) if _is_range(written) else None
        value = -value if match["neghan"] else value
    else:
        plain = (
            written.replace(" ", "")
            .replace("。", ".")
            .replace("·", ".")
            .replace(",", "")
            .replace("−", "-")
            .replace("负", "-")
            .replace("\n", "")
        )
        value = Decimal(plain)
    return _dressed(text, value=value, written=written, end=end)


def _dressed(text: str, *, value: Decimal, written: str, end: int) -> Numeral:
    """The numeral with what is written right behind it: a scale, vagueness, a percent sign."""
    exact = not _is_range(written)
    if text[end : end + 1] not in _BEHIND:
        return Numeral(value, "plain", exact=exact, digits=written, end=end)
    scale = _SCALE.match(text, end)
    if scale:
        value, end = value * _MYRIAD[scale[1]], scale.end()
    value, end = _with_rest(text, value=value, end=end, scaled=scale is not None)
    vague = _VAGUE.match(text, end)
    if vague:
        exact, end = False, vague.end()
        more = _SCALE.match(text, end)
        if more:
            value, end = value * _MYRIAD[more[1]], more.end()
    per = _PER.match(text, end)
    if per is None:
        return Numeral(value, "plain", exact=exact, digits=written, end=end)
    form = {"%": "percent", "percent": "percent", "pct": "percent", "‰": "permille"}.get(per[1], "points")
    end = per.end()
    if end < len(text) and text[end] in "多几余":
        exact, end = False, end + 1
    value = value / 10 if form == "permille" else value
    return Numeral(value, form, exact=exact, digits=written, end=end)


def _with_rest(text: str, *, value: Decimal, end: int, scaled: bool) -> tuple[Decimal, int]:
    """1万2千, 3千5百: digits with Chinese places, each lower than the one before."""
    last = 10_000
    unit = None if scaled else _UNITS.match(text, end)
    if unit:
        last = _TEN[unit[0]]
        value, end = value * last, unit.end()
    elif not scaled:
        return value, end
    while (rest := _REST.match(text, end)) and _TEN[rest[2]] < last:
        last = _TEN[rest[2]]
        value, end = value + int(rest[1]) * last, rest.end()
    return value, end


def _is_range(written: str) -> bool:
    """三四个 is three or four, not thirty-four."""
    return (
        len(written) == 2
        and all(ch in _DIGIT for ch in written)
        and abs(_DIGIT[written[1]] - _DIGIT[written[0]]) == 1
    )


def _fraction_of(text: str, written: str, end: int) -> Numeral | None:
    scale, _, rest = written.partition("分之")
    value = Decimal(rest.replace(",", "")) if rest[0].isdigit() or rest[0] == "." else han_number(rest)
    if value is None:
        return None
    exact = True
    if end < len(text) and text[end] in "几多余来":
        exact, end = False, end + 1
    value = {"百": value, "千": value / 10, "万": value / 100}[scale]
    return Numeral(value, "percent", exact=exact, digits=written, end=end)


def _tenths(text: str, written: str, end: int) -> Numeral:
    """九成六 is 96 per cent; 九成多 is not exact."""
    value = 10 * (10 if written[0] == "十" else _DIGIT[written[0]])
    if len(written) > 2:
        value += 5 if written[2] == "半" else _DIGIT[written[2]]
    exact = not (end < len(text) and text[end] in "多几来")
    return Numeral(Decimal(value), "percent", exact=exact, digits=written, end=end if exact else end + 1)


def _whole(text: str, written: str, end: int) -> Numeral:
    del text
    return Numeral(Decimal(100), "percent", exact=True, digits=written, end=end)


def _some(text: str, written: str, end: int) -> Numeral:
    """好几, 几十: a number that nobody has said."""
    del text
    return Numeral(Decimal(0), "plain", exact=False, digits=written, end=end)


_WORDED = {"perhan": _fraction_of, "whole": _whole, "some": _some, "tenths": _tenths}


def plain(value: Decimal) -> str:
    """A decimal string without trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def share(numerator: int, denominator: int) -> Decimal:
    """100·n/d, rounded half up to two decimals."""
    return (Decimal(100) * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def agrees(stated: Decimal, computed: Decimal) -> bool:
    """Whether a stated rate is the computed one at the precision stated."""
    exponent = min(0, int(stated.as_tuple().exponent))
    return computed.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) == stated
