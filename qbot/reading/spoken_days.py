"""Days as people promise them: 周四, 下周三前, 20号, 月底前, 三天内, 5个工作日内, 节后.

A day that is past, or does not exist, is no promise and is not found.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qbot import calendar
from qbot.periods import Period
from qbot.reading.numerals import han_number

DAY = timedelta(days=1)
_AHEAD = timedelta(days=92)  # so far a day without a year may lie in the next one
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_HOUR = r"(?:上午|下午|中午|早上|晚上|傍晚|下班|早|晚|午|\d{1,2}[点时]半?|\d{1,2}:\d\d)"
_DAYS = re.compile(
    r"(?P<near>今天|今日|今晚|明天|明日|明早|明晚|大后天|后天)"
    rf"|(?P<week>下下|下|本|这)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<within>下下|下|本|这)个?(?:周|星期|礼拜)(?P<part>初|中|末)?"
    rf"|(?P<month>{_N})月(?P<day>{_N})[日号]"
    r"|(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?=\s?(?:前|之前|以前|日|号))"
    rf"|(?P<ending>(?P<of>本|这个|当|下个?|{_N})?月(?:底|末))"
    rf"|(?P<workdays>{_N})个?工作日(?:之内|以内|内|之后|以后|后)"
    rf"|(?P<count>{_N})[天日](?:之内|以内|内|之后|以后|后)"
    rf"|(?P<which>本月|这个?月|下个?月)?(?P<dom>{_N})[号日]"
    r"|(?:(?P<feast>国庆|五一|元旦|清明)(?:节|假期|小长假|长假)?|节|假期|小长假|长假|放假)"
    r"(?P<side>之后|以后|后|回来|之前|以前|前)"
)
_HOURS = re.compile(rf"\s?(?:{_HOUR})*(?:之前|以前|前|之内|以内|内|里)?")
_FEASTS = {"国庆": (10, 1), "五一": (5, 1), "元旦": (1, 1), "清明": (4, 4)}
_NEAR = {"今": 0, "明": 1, "后": 2, "大": 3}
_WEEKDAYS = {char: n % 7 for n, char in enumerate("一二三四五六日")} | {"天": 6}
_WEEKS = {"本": 0, "这": 0, "下": 1, "下下": 2}


@dataclass(frozen=True, slots=True)
class SpokenDay:
    """A day said at a place, with the hour and the 前 behind it."""

    day: date
    start: int
    end: int


def find_days(text: str, *, on: date) -> list[SpokenDay]:
    """The days from today on that a normalised text names, in order."""
    found = []
    for match in _DAYS.finditer(text):
        day = _resolve(match, on)
        if day is not None and day >= on:
            found.append(SpokenDay(day, match.start(), _end(text, match)))
    return found


def _end(text: str, match: re.Match[str]) -> int:
    hours = _HOURS.match(text, match.end())
    return hours.end() if hours else match.end()


def _resolve(match: re.Match[str], on: date) -> date | None:
    kind = next((name for name in _WAYS if match[name]), None)
    try:
        return _WAYS[kind](match, on) if kind else None
    except (ValueError, OverflowError):
        return None


def _near(match: re.Match[str], on: date) -> date:
    return on + _NEAR[match["near"][0]] * DAY


def _weekday(match: re.Match[str], on: date) -> date:
    """周四 is the next one, today included; 本周四 that of this week, 下周四 that of the next."""
    monday = on - on.weekday() * DAY
    day = monday + _WEEKDAYS[match["weekday"]] * DAY
    if match["week"]:
        return day + 7 * _WEEKS[match["week"]] * DAY
    return day if day >= on else day + 7 * DAY


def _week(match: re.Match[str], on: date) -> date:
    """本周, 下周: its last workday; 下周初 its first, 下周中 its Wednesday."""
    monday = on - on.weekday() * DAY + 7 * _WEEKS[match["within"]] * DAY
    if match["part"] == "初":
        return calendar.add_workdays(monday - DAY, 1)
    return monday + 2 * DAY if match["part"] == "中" else last_workday_of_week(monday)


def last_workday_of_week(day: date) -> date:
    """The last workday from Monday to Sunday; Friday where the whole week is off."""
    monday = day - day.weekday() * DAY
    workdays = [monday + n * DAY for n in range(7) if calendar.is_workday(monday + n * DAY)]
    weekdays = [each for each in workdays if each.weekday() < 5]
    return max(weekdays or workdays, default=monday + 4 * DAY)


def _of_month(match: re.Match[str], on: date) -> date:
    month, day = _number(match["month"] or match["m"]), _number(match["day"] or match["d"])
    this_year = date(on.year, month, day)
    if this_year >= on:
        return this_year
    next_year = date(on.year + 1, month, day)
    return next_year if next_year - on <= _AHEAD else this_year


def _end_of_month(match: re.Match[str], on: date) -> date:
    said = match["of"] or ""
    period = Period.containing(on, "month")
    if said.startswith("下"):
        return period.shifted(1).ends_on
    if said and said not in ("本", "这个", "当"):
        return _next_end(_number(said), on)
    return period.ends_on


def _next_end(month: int, on: date) -> date:
    ends_on = Period.of_month(on.year, month).ends_on
    later = Period.of_month(on.year + 1, month).ends_on
    return later if ends_on < on and later - on <= _AHEAD else ends_on


def _workdays(match: re.Match[str], on: date) -> date:
    return calendar.add_workdays(on, _number(match["workdays"]))


def _days(match: re.Match[str], on: date) -> date:
    return on + _number(match["count"]) * DAY


def _day_of_month(match: re.Match[str], on: date) -> date:
    day, said = _number(match["dom"]), match["which"] or ""
    month = Period.containing(on, "month")
    if said.startswith("下") or (not said and day < on.day):
        month = month.shifted(1)
    return month.starts_on.replace(day=day)


def _feast(match: re.Match[str], on: date) -> date | None:
    """The first workday after a holiday, or the last before it; no name: the next holiday."""
    begins = _named_feast(match["feast"], on) if match["feast"] else _next_feast(on)
    if begins is None:
        return None
    if match["side"].endswith("前"):
        return calendar.add_workdays(begins, -1)
    return calendar.add_workdays(begins, 1)


def _named_feast(name: str, on: date) -> date:
    this_year = date(on.year, *_FEASTS[name])
    return this_year if calendar.add_workdays(this_year, 1) > on else date(on.year + 1, *_FEASTS[name])


def _next_feast(on: date) -> date | None:
    """The first weekday from today on that is no workday."""
    days = (on + n * DAY for n in range(120))
    return next((day for day in days if day.weekday() < 5 and not calendar.is_workday(day)), None)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = han_number(text)
    if value is None:
        raise ValueError("no number")
    return int(value)


_WAYS: Mapping[str, Callable[[re.Match[str], date], date | None]] = {
    "near": _near, "weekday": _weekday, "within": _week, "month": _of_month, "m": _of_month,
    "workdays": _workdays, "count": _days, "dom": _day_of_month, "side": _feast, "ending": _end_of_month,
}  # fmt: skip
