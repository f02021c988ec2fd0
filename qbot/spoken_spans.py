"""Spans of days as people say when they are away: 下周, 5月1日到7日, 明天起三天, 到20号, 周五回来.

A span that is over, or ends before it begins, is none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from qbot.calendar import add_workdays
from qbot.periods import Period
from qbot.reading.numerals import han_number
from qbot.reading.spoken_days import SpokenDay, find_days

_DAY = timedelta(days=1)
_N = r"(?:\d{1,2}|[一二两三四五六七八九十半]{1,3})"
_TO = re.compile(r"\s?(?:起|开始)?\s?(?:到|至|-+|~|—+)\s?")
_FROM = re.compile(r"\s?(?:起|开始)(?!到|至)\s?")
_LEAD = re.compile(r"(?:从|自|将?于|在)\s?$")
_UNTIL = re.compile(r"(?:一直)?(?:到|至|截至|截止到?|直到)\s?$")
_BACK = re.compile(r"\s?(?:才能?|再|就|左右)*(?:回来|返岗|上班|回单位|返回|回岗|到岗|销假|回)(?:上班|工作)?")
_WHOLE_WEEK = re.compile(
    r"(?P<which>下下|下|本|这)个?(?:周|星期|礼拜)(?![一二三四五六日天初中末])(?:一整周|全周|整周)?"
)
_WHOLE_MONTH = re.compile(r"(?P<which>下|本|这)个?月(?![底末初中\d])(?:整月|全月)?")
_LENGTH = re.compile(rf"(?P<count>{_N})(?P<of>个?工作日|天|日|个?星期|个?礼拜|周|个月|年)(?![前后内])")
_DAYS = r"(\d{1,2})[日号]?"
_TILL = r"\s?(?:-+|~|—+|到|至)\s?"
_SHORT_RANGES = (
    (re.compile(rf"(\d{{1,2}})[./月]{_DAYS}{_TILL}(\d{{1,2}})[./月]{_DAYS}"), r"\1月\2日到\3月\4日"),
    (re.compile(rf"(\d{{1,2}})月{_DAYS}{_TILL}(\d{{1,2}})[日号]"), r"\1月\2日到\3日"),
    (re.compile(rf"(?<![\d月./]){_DAYS}{_TILL}(\d{{1,2}})[日号]"), r"\1号到\2号"),
)
_TOGETHER = re.compile(r"\s?(?:、|和|与|及)\s?")
_SOME_DAYS = re.compile(r"(?P<from>今明|明后|这)(?:两)?天(?!内)")
_WEEKS = {"本": 0, "这": 0, "下": 1, "下下": 2}


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """Days from `first` to `last`, both included, said between two places of `text`; `is_open`: from that day
    on, with no last one said."""

    first: date
    last: date
    start: int
    end: int
    is_open: bool = False


def written_out(text: str) -> str:
    """The same with short ranges in full: 5月1-7日 becomes 5月1日到7日."""
    for pattern, full in _SHORT_RANGES:
        text = pattern.sub(full, text)
    return text


def find_span(text: str, *, on: date) -> SpokenSpan | None:
    """The span that a text as `written_out` names; None without one, or when it is over."""
    for way in (_some_days, _days, _whole_week, _whole_month, _length_alone):
        found = way(text, on)
        if found is not None:
            return found if found.first <= found.last and found.last >= on else None
    return None


def _some_days(text: str, on: date) -> SpokenSpan | None:
    """明后天, 今明两天, 这两天."""
    match = _SOME_DAYS.search(text)
    if match is None or (match["from"] == "这" and "两" not in match[0]):
        return None
    first = on + _DAY if match["from"] == "明后" else on
    return SpokenSpan(first, first + _DAY, match.start(), match.end())


def _days(text: str, on: date) -> SpokenSpan | None:
    said = find_days(text, on=on)
    if not said or _whole_week_at(text, said[0].start):
        return None
    first = said[0]
    lead = _LEAD.search(text, 0, first.start)
    start = lead.start() if lead else first.start
    to = _TO.match(text, first.end)
    last = _day_at(text, to.end(), on=on, after=first.day) if to else None
    if last is not None:
        return SpokenSpan(first.day, last.day, start, last.end)
    together = _TOGETHER.match(text, first.end)
    last = _day_at(text, together.end(), on=on, after=first.day) if together else None
    if last is not None and last.day == first.day + _DAY:
        return SpokenSpan(first.day, last.day, start, last.end)
    return _from_one_day(text, first, start=start, on=on)


def _from_one_day(text: str, day: SpokenDay, *, start: int, on: date) -> SpokenSpan:
    """周五回来, 到20号, 明天起三天, 周五."""
    back, until = _BACK.match(text, day.end), _UNTIL.search(text, 0, day.start)
    if until is not None:
        return SpokenSpan(on, day.day, until.start(), day.end)
    if back is not None:
        return SpokenSpan(on, day.day - _DAY, start, back.end())
    begins = _FROM.match(text, day.end)
    end = begins.end() if begins else day.end
    length = _LENGTH.match(text, end)
    if length is None:
        is_open = begins is not None or text[start] in "从自"
        return SpokenSpan(day.day, day.day, start, end, is_open)
    return SpokenSpan(day.day, _after(day.day, length), start, length.end())


def ended(since: date, text: str, *, on: date) -> tuple[date, date] | None:
    """The days from a first one on, by words that say how long: 到20号, 三天, 20号; None where none do."""
    text = written_out(text)
    longer = prolonged(SpokenSpan(since, since, 0, 0), text, on=on) or find_span(text, on=on)
    return (since, longer.last) if longer is not None and longer.last >= since else None


def prolonged(span: SpokenSpan, text: str, *, on: date) -> SpokenSpan | None:
    """A span of one day with the end that is said further on (今天起休假到20号, 明天起请假三天), between the
    places of that text; None where none is."""
    if span.first != span.last:
        return None
    until = next((each for each in find_days(text, on=on) if _UNTIL.search(text, 0, each.start)), None)
    if until is not None and (lead := _UNTIL.search(text, 0, until.start)) is not None:
        last = _day_at(text, until.start, on=on, after=span.first)
        return SpokenSpan(span.first, last.day, lead.start(), last.end) if last else None
    length = _LENGTH.search(text)
    if length is None:
        return None
    return SpokenSpan(span.first, _after(span.first, length), length.start(), length.end())


def _day_at(text: str, place: int, *, on: date, after: date) -> SpokenDay | None:
    """The day said at a place: the one of now where it comes later, else the next after the span's first."""
    rest = text[place:]
    for since in (on, after):
        said = next(iter(find_days(rest, on=since)), None)
        if said is not None and said.start == 0 and said.day >= after:
            return SpokenDay(said.day, place, place + said.end)
    return None


def _whole_week_at(text: str, place: int) -> bool:
    return _WHOLE_WEEK.match(text, place) is not None


def _whole_week(text: str, on: date) -> SpokenSpan | None:
    match = _WHOLE_WEEK.search(text)
    if match is None:
        return None
    monday = on - on.weekday() * _DAY + 7 * _WEEKS[match["which"]] * _DAY
    return SpokenSpan(max(monday, on), monday + 6 * _DAY, match.start(), match.end())


def _whole_month(text: str, on: date) -> SpokenSpan | None:
    match = _WHOLE_MONTH.search(text)
    if match is None:
        return None
    month = Period.containing(on, "month").shifted(1 if match["which"] == "下" else 0)
    return SpokenSpan(max(month.starts_on, on), month.ends_on, match.start(), match.end())


def _length_alone(text: str, on: date) -> SpokenSpan | None:
    """请假三天: from today on."""
    match = _LENGTH.search(text)
    return SpokenSpan(on, _after(on, match), match.start(), match.end()) if match else None


def _after(first: date, length: re.Match[str]) -> date:
    """The last day of a run that begins with `first`."""
    said, of = length["count"], length["of"]
    half = said.startswith("半")
    number = 1 if half else int(said) if said.isdigit() else int(han_number(said) or 1)
    return _LENGTHS[of.removeprefix("个")](first, number, half)


def _of_months(first: date, count: int, half: bool) -> date:
    if half:
        return first + 14 * _DAY
    month = Period.containing(first, "month").shifted(count)
    return min(month.starts_on + (first.day - 1) * _DAY, month.ends_on) - _DAY


_LENGTHS: dict[str, Callable[[date, int, bool], date]] = {
    "工作日": lambda first, count, _: add_workdays(first - _DAY, count),
    "天": lambda first, count, _: first + (count - 1) * _DAY,
    "日": lambda first, count, _: first + (count - 1) * _DAY,
    "周": lambda first, count, _: first + (7 * count - 1) * _DAY,
    "星期": lambda first, count, _: first + (7 * count - 1) * _DAY,
    "礼拜": lambda first, count, _: first + (7 * count - 1) * _DAY,
    "月": _of_months,
    "年": lambda first, count, half: _of_months(first, 6 if half else 12 * count, False),
}  # fmt: skip
