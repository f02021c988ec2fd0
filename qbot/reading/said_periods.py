"""Which periods a figure is said of: its own, one said before or behind, or the default one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.reading.frames import Frame
from qbot.reading.tokens import QUANTITY, Token, is_stop

_BACKGROUND_MONTHS = 2
_LAST_YEAR = ("去年", "上年")
_TELLING = ("报", "报送", "上报", "填报", "补报")
_YARDSTICKS = frozenset(("base", "from", "past", "not"))
_TRAILING = frozenset(
    ("period", "filler", "weak", "strong", "is", "now", "unit", "done", "not", "fix", "report")
)
_STATED = QUANTITY | {"nothing", "zero"}
_BESIDE = frozenset(("noise", "difference", "target"))
TODAY = ("今天", "今日", "现在")


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """The period of a figure; `fault` says why it has to be asked instead."""

    period: Period | None
    is_said: bool
    fault: str = ""


def periods_of(tokens: Sequence[Token]) -> list[Token]:
    """The periods that are said of the value: no yardstick, no earlier figure's."""
    said = [
        token
        for i, token in enumerate(tokens)
        if token.kind == "period" and not _is_yardstick(tokens, i) and not _is_of_another(tokens, i)
    ]
    if len(said) < 2:
        return said
    told_at = _of_the_telling(tokens)
    return [token for token in said if token not in told_at and not _is_announced(token, said)]


def _of_the_telling(tokens: Sequence[Token]) -> list[Token]:
    """这个月报上月的: the first period is the time of reporting, not what is reported."""
    return [
        one
        for one, verb, other in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.kind == other.kind == "period" and verb.text in _TELLING
    ]


def _is_announced(token: Token, said: Sequence[Token]) -> bool:
    """一二季度一起报：一季度98.8，二季度99.3: a list whose every period is said again by itself."""
    alone = {t.data.periods[0] for t in said if t is not token and len(t.data.periods) == 1}
    return len(token.data.periods) > 1 and alone >= set(token.data.periods)


def _is_of_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause behind the value tells of its period that something else is so: 4月的还没出来."""
    start, end = _clause_around(tokens, at)
    before = tokens[:start]
    return (
        (tokens[at].data.fault or any(t.kind == "period" for t in before) or _is_told_before(before))
        and any(t.kind in _STATED for t in before)
        and not any(t.kind in _STATED or t.kind == "name" for t in tokens[start:end])
        and any(t.kind not in _TRAILING for t in _unbroken(tokens[at + 1 : end]))
    )


def _is_told_before(before: Sequence[Token]) -> bool:
    """Whether the sentence of the value has ended: ……未发生。6月将开展专项整治."""
    value = next((i for i, t in enumerate(before) if t.kind in _STATED), len(before))
    return any(t.kind == "strong" for t in before[value:])


def _unbroken(tokens: Sequence[Token]) -> Sequence[Token]:
    """What follows without a dash, a blank or a bracket: behind one a signature may stand."""
    return list(takewhile(lambda token: token.kind != "weak", tokens))


def _clause_around(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    start = next((i + 1 for i in range(at - 1, -1, -1) if is_stop(tokens[i])), 0)
    end = next((i for i in range(at, len(tokens)) if is_stop(tokens[i])), len(tokens))
    return start, end


def _is_yardstick(tokens: Sequence[Token], at: int) -> bool:
    """Whether a period only measures another: 比上月, 从一季度, 去年同期."""
    for token in reversed(tokens[:at]):
        if token.kind in _YARDSTICKS:
            return True
        if token.kind not in ("filler", "period") or token.text in (",",):
            break
    for token in tokens[at + 1 :]:
        if token.kind in QUANTITY:
            return token.role == "earlier" or (token.role == "difference" and _has_value(tokens[:at]))
        if is_stop(token) or token.kind in ("name", "period") or token.text in ("(", "["):
            break
        if token.kind in ("past", "target"):
            return True
    return False


def _has_value(tokens: Sequence[Token]) -> bool:
    return any(t.kind in QUANTITY and t.role in ("value", "total", "pass") for t in tokens)


def said_behind(tokens: Sequence[Token]) -> list[Token]:
    """Periods behind the last figure, which may hold for all before: 以上为上半年数据."""
    places = [token.start for token in tokens if token.kind in _STATED]
    return [t for t in periods_of(tokens) if places and t.start > places[-1]]


def parts_of(frame: Frame, periods: tuple[Token, ...]) -> list[tuple[list[Token], tuple[Token, ...]]]:
    """Several periods, each with a value of its own, make several parts of a frame."""
    values = [t for t in frame.tokens if t.kind in QUANTITY and t.role == "value"]
    if len(values) > 1:
        single = _one_for_each(frame, periods, values)
        if single:
            return [([value], (period,)) for value, period in zip(values, single, strict=True)]
    if len({t.data.periods for t in periods}) > 1:
        chunks = _chunks(frame.tokens, periods)
        if all(any(t.kind in _STATED and t.role not in _BESIDE for t in chunk) for chunk in chunks):
            return [(chunk, (period,)) for chunk, period in zip(chunks, periods, strict=True)]
    return [(frame.tokens, periods)]


def _one_for_each(frame: Frame, periods: tuple[Token, ...], values: Sequence[Token]) -> list[Token]:
    """As many periods as values: 1、2、3月, a run told month by month, or several with 分别."""
    respectively = is_respective(frame.tokens)
    if len(periods) == 1 and (respectively or len(periods[0].data.periods) > 1):
        return _told_apart(periods[0], len(values))
    distinct = {t.data.periods for t in periods}
    return list(periods) if respectively and len(distinct) == len(periods) == len(values) else []


def _chunks(tokens: list[Token], periods: Sequence[Token]) -> list[list[Token]]:
    """The tokens cut at the periods: before each where a value comes first, else behind each."""
    places = [tokens.index(period) for period in periods]
    value_first = any(
        t.kind in QUANTITY and t.role not in _BESIDE and t.role != "earlier" for t in tokens[: places[0]]
    )
    if value_first:
        starts, ends = [0, *(place + 1 for place in places[:-1])], [place + 1 for place in places]
    else:
        starts, ends = places, [*places[1:], len(tokens)]
    return [tokens[start:end] for start, end in zip(starts, ends, strict=True)]


def _told_apart(token: Token, count: int) -> list[Token]:
    """As many periods as there are values: those of a list (1、2、3月), or the months of a run (4-6月)."""
    data = token.data
    periods = data.periods
    if len(periods) == 1 and periods[0].length == count:
        periods = tuple(Period(month, month) for month in range(periods[0].first, periods[0].last + 1))
    if len(periods) != count:
        return []
    return [
        Token("period", token.start, token.end, token.text, replace(data, periods=(period,)))
        for period in periods
    ]


def is_respective(tokens: Sequence[Token]) -> bool:
    """Whether each of several has a value of its own: 分别, 依次."""
    return any(t.kind == "even" and t.text[0] in "分依" for t in tokens)


def is_background(periods: Sequence[Token], plan: Plan) -> bool:
    """Whether all periods lie well before the plan, so that the figure is history."""
    start = Period.containing(plan.phases[0].starts_on, "month").first - _BACKGROUND_MONTHS
    said = [p for t in periods for p in t.data.periods]
    return bool(said) and all(p.first < start for p in said)


def period_of(indicator: Indicator, periods: Sequence[Token], *, on: date, now: bool) -> SaidPeriod:
    """The period of a value: the one said, the current one if `now` was, or the last that is complete."""
    if any(t.data.fault or not t.data.periods for t in periods):
        return SaidPeriod(None, is_said=True, fault="期间不存在或尚未开始")
    said = _in_the_year_said(periods)
    if any(p.first > on.year * 12 + on.month - 1 for p in said):
        return SaidPeriod(None, is_said=True, fault="期间尚未开始")
    if len(said) > 1:
        return SaidPeriod(None, is_said=True, fault="一个数说了几个期间")
    if said:
        return SaidPeriod(said[0], is_said=True)
    if now:
        return SaidPeriod(Period.containing(on, indicator.frequency), is_said=True)
    return SaidPeriod(Period.last_completed(on, indicator.frequency), is_said=False)


def _in_the_year_said(periods: Sequence[Token]) -> list[Period]:
    """12月……，2018年: a year said apart is the year of the months said without one."""
    said = list(dict.fromkeys(p for t in periods for p in t.data.periods))
    years = {p.first // 12 for t in periods if t.data.whole_year for p in t.data.periods}
    if len(years) != 1 or len(said) == 1:
        return said
    shift = {
        p: 12 * (min(years) - p.first // 12) for t in periods if not t.data.has_year for p in t.data.periods
    }
    return [
        Period(p.first + by, p.last + by) for p in said if p.length < 12 for by in (shift.get(p, 0),)
    ] or said


def in_one_year(periods: Sequence[Token], *, on: date) -> None:
    """上半年98.8%，下半年99.5%, said in January: both are last year's, though a first half has begun."""
    now = on.year * 12 + on.month - 1
    for one, other in reversed(list(pairwise(periods))):
        if len(one.data.periods) != 1 or len(other.data.periods) != 1 or one.data.has_year:
            continue
        first, second = one.data.periods[0], other.data.periods[0]
        runs_on = first.last >= now and first > second and first.first % 12 < second.first % 12
        if runs_on and first.length == second.length:
            back = Period(first.first - 12, first.last - 12)
            one.data = replace(one.data, periods=(back,))


def set_back(tokens: Sequence[Token], *, is_account: bool) -> None:
    """What is told of the same period a year before is looked back at: 10月97.5%，去年10月才95.2%.

    In an account so is what is told of any earlier one: 二季度97.3%，一季度为96.9% reports the former.
    """
    current: Period | None = None
    is_back = False
    for token in tokens:
        if token.kind == "period" and len(token.data.periods) == 1:
            said = token.data.periods[0]
            is_back = current is not None and (
                said.length == current.length and said < current
                if is_account
                else token.text.startswith(_LAST_YEAR) and said.last + 12 == current.last
            )
            current = current if is_back else said
        elif is_back and token.kind in QUANTITY and token.role == "value":
            token.role, token.cue = "earlier", "更早的期间"


def says_now(tokens: Sequence[Token]) -> bool:
    """Whether a figure is said of today; 今天 alone may say when it was summed up."""
    for i, token in enumerate(tokens):
        if token.kind != "now":
            continue
        if token.text not in TODAY:
            return True
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and (
            after.kind in QUANTITY | {"name", "is"} or after.text in ("的", "是", "为")
        ):
            return True
    return False
