"""The office's words for a reminder: 每周一9点提醒群里报进度, 5月20日15点提醒住建局交自查报告.

A strict grammar: when, 提醒, whom, what. What does not fit is not guessed.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from qbot.audiences import NO_NAMES, Audience, read_audience
from qbot.own_reminders import Rule, Wanted
from qbot.plan.models import Plan
from qbot.reading.normal import normalise
from qbot.reading.numerals import han_number
from qbot.reading.spoken_days import find_days

LONGEST = 200
NINE = time(9, 0)
Fault = Literal["when", "whom", "what", "past", "rhythm"]

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_PART = r"(?P<part>上午|早上|早晨|清早|中午|下午|傍晚|晚上|今晚)?"
_CLOCK = re.compile(
    rf"\s*(?:的|在)?\s*{_PART}\s*(?:(?P<hour>{_N})(?:点钟?|时)(?:(?P<half>半)|(?P<quarter>一刻)|(?P<minute>{_N})分?)?"
    r"|(?P<h>\d{1,2}):(?P<m>\d{2}))?\s*$"
)
_SAID = re.compile(
    r"^(?:请|麻烦|帮我|帮忙)*\s*(?P<when>\S.*?)\s*(?:请|帮我|自动|定时|要)*提醒(?:一下)?(?![了过的吗没函])(?P<rest>.*)$",
    re.DOTALL,
)
_AT = re.compile(r"^(?:等到|等|待到|到了?|在|于)+|(?:的时候|时候)$")
_IN_GROUPS = re.compile(r"\s*(?:在|到)?(?:各|所有)?(?:工作)?群(?:里|内|中)?(?:面)?$")
_EVERYBODY = re.compile(r"^(?:一下)?(?:大家|各位|所有人|大伙)")
_NO_TIME_FIRST = re.compile(r"^(?:请|麻烦|帮我|帮忙)*\s*提醒(?:一下)?(?P<rest>[^了过].*)$", re.DOTALL)
_DONE = frozenset({"了", "过", "过了"})
_ASKS = re.compile(r"[?]|[吗么]$|谁|是否|是不是")
_EVERY_OTHER = re.compile(
    r"隔|每隔|每[两二三四五六七八九十2-9]+个?(?:天|日|周|星期|礼拜|月|年)|每个?季度?|每半"
)
_TIMELIKE = re.compile(
    r"\d{1,2}[:点时日号]|[一二三四五六七八九十]点|[天日周月年季]|星期|礼拜|上午|下午|早|晚|中午"
)
_DAILY = re.compile(
    r"(?:每[天日]|天天)?每?个?工作日(?:里)?的?(?:每[天日]|天天)?|每天|每日|天天|每个?(?:周|星期|礼拜)一(?:到|至|-)(?:周|星期|礼拜)?五(?:每[天日])?|周一[到至]周?五(?:每[天日])?"
)
_WEEKLY = re.compile(
    r"每(?:个)?(?:周|星期|礼拜)(?P<days>[一二三四五六日天](?:(?:、|和|及|,|周|星期)*[一二三四五六日天])*)"
)
_NTH_WORKDAY = re.compile(rf"每个?月的?(?:第(?P<nth>{_N})个?工作日|(?P<last>最后一个?工作日))")
_MONTHLY = re.compile(
    rf"每个?月的?(?:(?P<days>{_N}[日号](?:(?:、|和|及|,)*{_N}[日号])*)|(?P<last>最后一天|月底|月末|底|末))"
)
_CLOCK_BEHIND = re.compile(
    rf"(?:上午|早上|早晨|清早|中午|下午|傍晚|晚上)?\s*(?:{_N}(?:点钟?|时)(?:半|一刻|{_N}分?)?|\d{{1,2}}:\d\d)\s*$"
)
_YEARLY = re.compile(rf"每年的?(?P<month>{_N})月(?P<day>{_N})[日号]")
_ONE_DAY = re.compile(rf"{_N}(?=[日号])")
_YEAR = re.compile(r"(?P<year>20\d\d)年")
_WEEKDAYS = "一二三四五六日"
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "今晚"})
_NOON = 12


@dataclass(frozen=True, slots=True)
class Misfit:
    """It begins like a reminder and cannot be one: what is wrong with it."""

    fault: Fault


def read_reminder(
    plan: Plan, text: str, *, on: date, names: Mapping[str, tuple[int, str]] = NO_NAMES
) -> Wanted | Misfit | None:
    """The reminder that a text asks for; None when it asks for none. `names` are those of people."""
    normal = normalise(text).text.strip().rstrip("。!")
    if len(normal) > LONGEST or _ASKS.search(normal):
        return None
    said = _SAID.match(normal)
    if said is None:
        return _without_time(plan, normal, on=on)
    place = _IN_GROUPS.search(said["when"])
    when = _AT.sub("", said["when"][: place.start()] if place else said["when"])
    if place:
        audience, what = Audience(all_groups=True), _EVERYBODY.sub("", said["rest"].strip())
    else:
        audience, what = read_audience(plan, said["rest"].strip(), names=names)
    rule = _rule(when, on=on)
    if rule is None:
        return _misfit(plan, normal, when, audience, on=on)
    if rule.day is not None and rule.day < on:
        return Misfit("past")
    return _wanted(rule, audience, what)


def _misfit(plan: Plan, normal: str, when: str, audience: Audience, *, on: date) -> Misfit | None:
    """Why words that no rule fits are no reminder; None where they are about something else."""
    is_meant = not audience.is_nobody and _TIMELIKE.search(when) and not when.startswith(("昨", "前天", "已"))
    if _EVERY_OTHER.match(when) and (is_meant or when.startswith(("每", "隔"))):
        return Misfit("rhythm")
    if when.startswith("每") or is_meant:
        return Misfit("when")
    return _without_time(plan, normal, on=on)


def _wanted(rule: Rule, audience: Audience, what: str) -> Wanted | Misfit | None:
    if audience.is_nobody:
        return Misfit("whom")
    what = what.strip(" ,:;")
    if what in _DONE:
        return None
    return Wanted(what, rule, audience) if what else Misfit("what")


def _without_time(plan: Plan, normal: str, *, on: date) -> Misfit | None:
    """提醒住建局5月20日15点交报告 leaves open which of the two the time is of: it is not guessed."""
    said = _NO_TIME_FIRST.match(normal)
    if said is None:
        return None
    audience, what = read_audience(plan, said["rest"].strip())
    return Misfit("when") if not audience.is_nobody and find_days(what, on=on) else None


def _rule(when: str, *, on: date) -> Rule | None:
    """The rule that these words state as a whole."""
    for pattern, make in _REPEATED:
        match = pattern.match(when)
        if match is not None:
            at = _clock(when[match.end() :])
            return make(match, at) if at is not None else None
    return _once(when, on=on)


def _daily(_match: re.Match[str], at: time) -> Rule:
    return Rule("workdays", at)


def _weekly(match: re.Match[str], at: time) -> Rule:
    days = {
        _WEEKDAYS.index("日" if char == "天" else char)
        for char in match["days"]
        if char in "一二三四五六日天"
    }
    return Rule("weekly", at, tuple(sorted(days)))


def _nth(match: re.Match[str], at: time) -> Rule | None:
    number = -1 if match["last"] else _number(match["nth"])
    return Rule("monthly-workday", at, (number,)) if number == -1 or 1 <= number <= 15 else None


def _monthly(match: re.Match[str], at: time) -> Rule | None:
    numbers = (
        (-1,) if match["last"] else tuple(sorted({_number(each) for each in _ONE_DAY.findall(match["days"])}))
    )
    return Rule("monthly", at, numbers) if all(n == -1 or 1 <= n <= 31 for n in numbers) else None


def _yearly(match: re.Match[str], at: time) -> Rule | None:
    month, day = _number(match["month"]), _number(match["day"])
    is_day = 1 <= month <= 12 and 1 <= day <= monthrange(2020, month)[1]
    return Rule("yearly", at, (month * 100 + day,)) if is_day else None


_REPEATED: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], time], Rule | None]]] = (
    (_DAILY, _daily), (_WEEKLY, _weekly), (_NTH_WORKDAY, _nth), (_MONTHLY, _monthly), (_YEARLY, _yearly),
)  # fmt: skip


def _once(when: str, *, on: date) -> Rule | None:
    year = _YEAR.match(when)
    said = when[year.end() :] if year else when
    from_day = date(int(year["year"]), 1, 1) if year and int(year["year"]) != on.year else on
    clock = _CLOCK_BEHIND.search(said)
    named = said[: clock.start()].rstrip() if clock else said
    if clock and not named and not year:
        return _today(clock[0], on)
    days = find_days(named, on=from_day)
    if len(days) != 1 or (days[0].start, days[0].end) != (0, len(named)):
        return None
    at = _clock(clock[0] if clock else "")
    return Rule("once", at, day=days[0].day) if at is not None else None


def _today(clock: str, on: date) -> Rule | None:
    """下午3点 without a day is today's."""
    at = _clock(clock)
    return Rule("once", at, day=on) if at is not None else None


def _clock(words: str) -> time | None:
    """The hour said, nine where none is; None where the words are something else, or no hour."""
    match = _CLOCK.match(words)
    if match is None or (match["part"] and not (match["hour"] or match["h"])):
        return None
    if not (match["hour"] or match["h"]):
        return NINE
    hour, minute = _number(match["hour"] or match["h"]), _minute(match)
    if match["part"] in _AFTERNOON or (not match["part"] and match["hour"] and 1 <= hour <= 6):
        hour += _NOON if hour < _NOON else 0
    elif match["part"] == "中午" and hour <= 2:
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _minute(match: re.Match[str]) -> int:
    if match["half"] or match["quarter"]:
        return 30 if match["half"] else 15
    said = match["minute"] or match["m"]
    return _number(said) if said else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(han_number(text) or 0)
