"""Periods as people say them: 3月, 一季度, 上半年, 1-3月, 截至三季度末, 今年以来, Q1, 2018.03.

A period named without a year is the latest one that has begun. What does not exist or has not begun is still
read, and marked by `fault`, so that it is asked rather than taken for another.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from qbot.periods import Period
from qbot.reading.numerals import han_number

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?:,? (?P<year>20\d\d))?"
)
_FORGOTTEN = re.compile(r"(?:忘了|不知道|不清楚|不记得|记不清了?|不确定)是?(?:哪|几)个?(?:月|季)份?度?")
_HINT = re.compile(r"[jfmasond][a-z]{2}|[^月季年\n。]{0,14}+[月季年]|[qh]\d|20\d\d|[a-z]{4} [mq]")
_M = r"(?:1[0-9]|0?\d|十[一二三四五六七八九]?|[一二三四五六七八九])"
_D, _H = r"(?:1[0-9]|0?\d)", r"(?:十[一二三四五六七八九]?|[一二三四五六七八九])"
_Q = r"(?:[一二三四五六七八九1-9])"
_Y = (
    r"(?:(?P<year>(?:19|20)\d\d|(?<!\d)[12]\d|[二零一九两][零一二三四五六七八九]{3}|"
    r"[一二][零一二三四五六七八九])(?:年度?|(?=[上下]半年|第?[一二三四]季)|[-./](?=\d{1,2}月|q|h|一|二|三|四|上|下))|"
    r"(?P<word>今年|去年|前年|明年|本年度?|上年度?|上一年度?|当年|来年|次年))的?\s?"
)
_GRAMMAR = re.compile(
    rf"(?:截至|截止到?|到|至)?(?:{_Y})?(?:"
    rf"(?P<since>(?:年初)?(?:以来|至今|到现在|到目前))"
    rf"|(?P<mlist>{_D}月?份?(?:[、,和及与跟同]{_D}月?份?)*(?:[、和及与跟同]|(?<=月),|(?<=月份),){_D}(?:[两三四]个?)?月份?"
    rf"|{_H}月?份?(?:[、,和及与跟同]{_H}月?份?)*[、,和及与跟同]{_H}月份?|[一二三四五六七八九]{{2,4}}月份?)(?!\d|[日号])"
    rf"|(?P<m1>{_M})月?份?(?:-|~|至|到)(?P<m2>{_M})月(?:份|底|末)?(?![\d]{{1,2}}[日号]|以来)"
    rf"|(?P<q1>{_Q})季?度?(?:-|~|至|到)(?P<q2>{_Q})季度"
    rf"|(?P<qlist>{_Q}[、和及与跟同]?{_Q})季度"
    rf"|(?:[前头](?P<fq>{_Q}|[两俩])个?季度|(?:[前头]|年初[至到-])(?P<fm>{_M}|[两俩])个?月[底末份]?)"
    rf"|第?(?P<q>{_Q})季(?:度|(?![度节风]))(?P<qe>末|底)?|q(?P<qq>\d)(?![\da-z])|第?(?P<qx>\d{{2,}})季度"
    rf"|(?P<m>\d{{1,2}}|{_M})月(?:份|底|末|中(?=旬|[,。;:( ]|$))?"
    rf"(?!\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[日号])"
    rf"|(?P<half>上半年|下半年)|h(?P<hh>[12])(?![\da-z])"
    rf")"
)
_ROLLING = re.compile(rf"(?:最近|近|过去|这)(?:(?:{_M}|[两半])个|俩)(?:多?月|季度)")
_ACROSS = re.compile(
    rf"(?:(?:20)?(?P<y1>\d\d)年|(?P<w1>去年|前年|今年))(?P<m1>{_M})月?份?(?:-|~|至|到)"
    rf"(?:(?:20)?(?P<y2>\d\d)年|(?P<w2>今年|去年|本年))(?P<m2>{_M})月(?:份|底|末)?(?!\d{{1,2}}[日号])"
)
_EACH_MONTH, _EACH_QUARTER = re.compile(_M), re.compile(rf"\d+|{_Q}")
_YEAR_ONLY = re.compile(
    r"(?:截至|截止到?|到)?(?:(?P<year>(?:19|20)\d\d|二零[一二]\S)(?:年(?:全年|度|底|"
    r"末)?)|(?P<word>今年|去年|前年|明年|本年度?|上年度|上一年度|来年)(?:全年|度|底|末)?|"
    r"(?P<full>全年))(?!第|[一二三四1-4]季|同期|\d{1,2}月|的?这个时候)"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?:[-./](?P<m>1[0-2]|0?[1-9])|(?P<mm>0[1-9]|"
    r"1[0-2]))(?![\d%]|[-./]\d|\.)(?:月份?)?|"
    r"(?<!\d)(?P<qy>20\d\d)\s?[-年]?\s?q(?P<q>\d)(?!\d)|"
    r"(?<!\d)(?P<hy>20\d\d)-?h(?P<h>[12])(?!\d)"
)
_UNTIL = re.compile(
    rf"(?:截至|截止到?)(?:{_Y})?(?P<m>{_M})月(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]"
)
_RELATIVE = re.compile(
    r"(?P<last>上个?月份?|上一个?月|last month)|(?P<before>上上个?月|前个月)|"
    r"(?P<this>本月份?|这个?月份?|当月|this month)|(?P<next>下个?月份?|next month)"
    r"|(?P<lastq>上个?季度?|上一个?季度|last quarter)|(?P<thisq>本季度?|这个?季度?|"
    r"当季度?|this quarter)|(?P<nextq>下个?季度|下一季度)"
)
_RELATIVE_STEP = {"last": -1, "before": -2, "this": 0, "next": 1, "lastq": -1, "thisq": 0, "nextq": 1}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Periods said at a place; `fault` when one does not exist or has not begun."""

    periods: tuple[Period, ...]
    fault: bool
    end: int
    has_year: bool = False
    whole_year: bool = False


def read_period(text: str, at: int, on: date) -> Spoken | None:
    """The longest period expression that begins at `at`, or None."""
    if not _HINT.match(text, at):
        return None
    found = [reading for way in _WAYS.get(text[at], ()) if (reading := way(text, at, on))]
    return max(found, key=lambda reading: reading.end, default=None)


def _now(on: date) -> int:
    return on.year * 12 + on.month - 1


def _spoken(periods: tuple[Period, ...], on: date, end: int, *, has_year: bool = False) -> Spoken:
    return Spoken(periods, any(p.first > _now(on) for p in periods), end, has_year)


def _until(text: str, at: int, on: date) -> Spoken | None:
    """截至6月30日 is June."""
    match = _UNTIL.match(text, at)
    month = _number(match["m"]) if match else 0
    if match is None or not 1 <= month <= 12:
        return None
    year = _year_of(match, on)
    return _spoken(
        (_placed(month - 1, month - 1, year=year, on=on),), on, match.end(), has_year=year is not None
    )


def _relative(text: str, at: int, on: date) -> Spoken | None:
    match = _RELATIVE.match(text, at)
    if match is None or (text.startswith("半年", match.end() - 1) and match.end() - at == 1):
        return None
    kind = match.lastgroup or ""
    if match[0] in ("本季", "上季", "这季", "当季") and text.startswith("节", match.end()):
        return None
    if kind in ("this", "last") and re.match(r"\d{1,2}[号日]", text[match.end() : match.end() + 3]):
        return None  # 本月5号 is a date
    period = Period.containing(on, "quarter" if kind.endswith("q") else "month")
    return _spoken((period.shifted(_RELATIVE_STEP[kind]),), on, match.end())


def _rolling(text: str, at: int, on: date) -> Spoken | None:
    """近两个月 is a window that no period of the ledger names: asked in a report, no bound of a question."""
    del on
    match = _ROLLING.match(text, at)
    return Spoken((), False, match.end()) if match else None


def _across(text: str, at: int, on: date) -> Spoken | None:
    """2018年11月至2019年1月: a run of months over the turn of a year."""
    match = _ACROSS.match(text, at)
    if match is None:
        return None
    months = [_number(match["m1"]), _number(match["m2"])]
    years = [_plain_year(match["y1"], match["w1"], on), _plain_year(match["y2"], match["w2"], on)]
    first, last = (year * 12 + month - 1 for year, month in zip(years, months, strict=True))
    if not all(1 <= month <= 12 for month in months) or last < first:
        return Spoken((), True, match.end())
    period = Period(first, last)
    return Spoken((period,), last > _now(on), match.end(), has_year=True)


def _plain_year(digits: str | None, word: str | None, on: date) -> int:
    if digits:
        return 2000 + int(digits)
    return on.year + {"前": -2, "去": -1}.get((word or "今")[0], 0)


def _english(text: str, at: int, on: date) -> Spoken | None:
    match = _ENGLISH.match(text, at)
    if match is None or (at and text[at - 1].isascii() and text[at - 1].isalpha()):
        return None
    month = _ENGLISH_MONTHS.index(match["m"][:3])
    year = int(match["year"]) if match["year"] else None
    return _spoken((_placed(month, month, year=year, on=on),), on, match.end(), has_year=year is not None)


def _forgotten(text: str, at: int, on: date) -> Spoken | None:
    """忘了是哪个月的 is a period that must be asked."""
    del on
    match = _FORGOTTEN.match(text, at)
    return Spoken((), True, match.end()) if match else None


def _numeric(text: str, at: int, on: date) -> Spoken | None:
    match = _NUMERIC.match(text, at)
    if match is None:
        return None
    if match["q"]:
        quarter = int(match["q"])
        if not 1 <= quarter <= 4:
            return Spoken((), True, match.end())
        return _spoken((Period.of_quarter(int(match["qy"]), quarter),), on, match.end(), has_year=True)
    if match["h"]:
        return _spoken((_half(int(match["hy"]), int(match["h"])),), on, match.end(), has_year=True)
    month = int(match["m"] or match["mm"])
    return _spoken((Period.of_month(int(match["y"]), month),), on, match.end(), has_year=True)


def _half(year: int, half: int) -> Period:
    start = year * 12 + 6 * (half - 1)
    return Period(start, start + 5)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = han_number("两" if text == "俩" else text)
    return int(value) if value is not None else 0


def _year_of(match: re.Match[str], on: date) -> int | None:
    word = match["word"]
    if word:
        step = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "次": 1}[word[0]]
        return on.year + step
    if not match["year"]:
        return None
    year = _number(match["year"])
    return year + 2000 if year < 100 else year


def _named(text: str, at: int, on: date) -> Spoken | None:
    match = _GRAMMAR.match(text, at)
    if match is None:
        return None
    year, end = _year_of(match, on), match.end()
    if match["since"]:
        return _since(match, year, on)
    runs = _runs(match)
    if runs is None:
        return Spoken((), True, end)
    periods = tuple(_placed(first, last, year=year, on=on) for first, last in runs)
    return _spoken(periods, on, end, has_year=year is not None)


def _since(match: re.Match[str], year: int | None, on: date) -> Spoken | None:
    if not match["since"].startswith("年初") and year is None:
        return None
    start = (year or on.year) * 12
    return _spoken((Period(start, max(start, _now(on))),), on, match.end(), has_year=True)


def _runs(match: re.Match[str]) -> list[tuple[int, int]] | None:
    """Runs of months within a year, counted from 0; None when a month or quarter does not exist."""
    group = match.lastgroup or ""
    if group in _SECOND:
        first, form = _SECOND[group]
        runs = [(form(match[first])[0][0], form(match[group])[0][1])]
    else:
        group = "q" if group == "qe" else group
        runs = _FORMS[group](match[group])
    return runs if all(0 <= first < 12 and 0 <= last < 12 for first, last in runs) else None


def _months(text: str) -> list[tuple[int, int]]:
    return [(month - 1, month - 1) for month in map(_number, _EACH_MONTH.findall(text))]


def _quarters(text: str) -> list[tuple[int, int]]:
    return [(3 * quarter - 3, 3 * quarter - 1) for quarter in map(_number, _EACH_QUARTER.findall(text))]


def _first_months(text: str) -> list[tuple[int, int]]:
    return [(0, _number(text) - 1)]


def _first_quarters(text: str) -> list[tuple[int, int]]:
    return [(0, 3 * _number(text) - 1)]


def _half_year(text: str) -> list[tuple[int, int]]:
    return [(0, 5)] if text in ("上半年", "1") else [(6, 11)]


_FORMS: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "half": _half_year, "hh": _half_year, "mlist": _months, "qlist": _quarters, "m1": _months,
    "q1": _quarters, "fq": _first_quarters, "fm": _first_months, "m": _months, "q": _quarters,
    "qq": _quarters, "qx": _quarters,
}  # fmt: skip
_SECOND = {"m2": ("m1", _months), "q2": ("q1", _quarters)}


def _placed(first: int, last: int, *, year: int | None, on: date) -> Period:
    """The run in its year: the latest that has begun, where no year was said."""
    if last < first:
        last += 12
    base = (on.year if year is None else year) * 12
    if year is None and base + first > _now(on):
        base -= 12
    return Period(base + first, base + last)


def _year(text: str, at: int, on: date) -> Spoken | None:
    match = _YEAR_ONLY.match(text, at)
    if match is None:
        return None
    year = on.year if match["full"] else _year_of(match, on)
    if year is None or not 1990 <= year <= 2100:
        return None
    period = Period(year * 12, year * 12 + 11)
    return Spoken((period,), period.first > _now(on), match.end(), has_year=True, whole_year=True)


_WAYS: Mapping[str, tuple[Callable[[str, int, date], Spoken | None], ...]] = (
    dict.fromkeys("0123456789", (_numeric, _across, _named, _year))
    | dict.fromkeys("零一二三四五六七八九十明来次至年全到", (_named, _year))
    | dict.fromkeys("今去", (_across, _named, _year))
    | dict.fromkeys("截", (_until, _named, _year))
    | dict.fromkeys("上本当下lt", (_relative, _named, _year))
    | {"前": (_relative, _across, _named, _year), "这": (_relative, _rolling), "头": (_named,)}
    | dict.fromkeys("近最过", (_rolling,))
    | dict.fromkeys("第qh", (_named,))
    | dict.fromkeys("忘不记", (_forgotten,))
    | dict.fromkeys("jfmasond", (_english,))
)
STARTS = frozenset(_WAYS)
