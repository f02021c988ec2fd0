"""Headings aside, what all documents share: how figures, days, periods and lights are written.

Codes of figures stand in 〔〕; the paper sets them smaller.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from qbot.documents.goals import Goal, Situation, Standing, standing_of
from qbot.documents.snapshot import About, Quoted, Snapshot
from qbot.ledger.obligations import PROGRESS
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import WORD, number_words, value_words

QUARTERS = "一二三四"
COUNTED = "项"
NONE = "—"
NOT_REPORTED = "尚未报送"
PAGE_OF_PAGES = "第 &P 页，共 &N 页"

SITUATION_WORDS: Mapping[Situation, str] = {
    "met": "达标",
    "near": "接近",
    "unmet": "未达标",
    "unknown": "待比较",
    "not-applicable": "不适用",
    "deferred": "暂无",
    "missing": "未报",
}
SIGNS: Mapping[Situation, str] = {
    "met": "●",
    "near": "◆",
    "unmet": "▲",
    "unknown": "◇",
    "not-applicable": "□",
    "deferred": "△",
    "missing": "○",
}
STANDING_WORDS: Mapping[Standing, str] = {
    "unreviewed": "未审",
    "reviewed": "已审",
    "returned": "已退回",
    "sample": "样例",
}


def checked_words(version: Version) -> str:
    """已审, 退回 or 未审, and whether the figure is carried over."""
    said = STANDING_WORDS[standing_of(version)]
    return f"{said}，沿用上期" if version.is_carried_over else said


REFERENCE = "参考值"  # where the plan does not name what others are meant


def day_words(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def short_day(on: date) -> str:
    return f"{on.month}月{on.day}日"


def period_words(period: Period) -> str:
    """2018-03 → 2018年3月, 2018-Q1 → 2018年一季度."""
    year, month = divmod(period.first, 12)
    if period.frequency == "month":
        return f"{year}年{month + 1}月"
    if period.frequency == "quarter":
        return f"{year}年{QUARTERS[month // 3]}季度"
    if period.length == 6 and month % 6 == 0:
        return f"{year}年{'下' if month else '上'}半年"
    if period.length == 12 and month == 0:
        return f"{year}年"
    to_year, to_month = divmod(period.last, 12)
    return f"{year}年{month + 1}月至{'' if to_year == year else f'{to_year}年'}{to_month + 1}月"


def period_text(text: str | None) -> str:
    return period_words(Period.parse(text)) if text else NONE


def unit_name(plan: Plan, unit: str | None) -> str:
    """A unit's name; its id where a newer plan has dropped it."""
    return plan.unit[unit].name if unit in plan.unit else unit or NONE


def indicator_name(plan: Plan, indicator: str) -> str:
    if indicator == PROGRESS:
        return WORD
    return plan.indicator[indicator].name if indicator in plan.indicator else indicator


def points(indicator: Indicator) -> str:
    """What differences of its values are counted in."""
    return "个百分点" if indicator.measure == "%" else indicator.measure


def figure_words(version: Version, indicator: Indicator) -> str:
    """96.6%（483/500）; 不适用; 暂无（承诺4月12日补报）."""
    draft = version.draft
    if draft.state == "not-applicable":
        return SITUATION_WORDS["not-applicable"]
    if draft.state == "deferred":
        promise = f"（承诺{short_day(draft.promised_on)}补报）" if draft.promised_on else ""
        return SITUATION_WORDS["deferred"] + promise
    if draft.value is None:
        return NONE
    words = value_words(draft.value, indicator.measure)
    if draft.denominator is None:
        return words
    counts = f"共{draft.denominator}" if draft.numerator is None else f"{draft.numerator}/{draft.denominator}"
    return f"{words}（{counts}）"


def known_words(goal: Goal) -> str:
    """The last known figure; — where there is none."""
    return figure_words(goal.version, goal.indicator) if goal.version else NONE


def light_words(situation: Situation) -> str:
    """● 达标: a sign with its word, never a colour alone."""
    return f"{SIGNS[situation]} {SITUATION_WORDS[situation]}"


def coded(snapshot: Snapshot, about: About, of: str) -> str:
    """A figure as it was issued, with its code: 19项〔B2〕; a change with its sign."""
    code, quoted = snapshot.code(about, of), snapshot.quoted(about, of)
    return f"{quoted_words(quoted)}〔{code}〕" if quoted else ""


def quoted_words(quoted: Quoted) -> str:
    """The value of a quoted figure with its measure; 尚未报送 where there is none."""
    if quoted.value is None:
        if quoted.situation in ("not-applicable", "deferred"):
            return SITUATION_WORDS[quoted.situation]
        return NOT_REPORTED
    if quoted.about != "change":
        return quoted.value + quoted.measure
    by = Decimal(quoted.value)
    word = "上升" if by > 0 else "下降"
    return "持平" if by == 0 else f"{word}{number_words(abs(by))}{quoted.measure}"


def listed(parts: Sequence[str]) -> str:
    return "、".join(parts)


def issue_number(number: int) -> str:
    return f"第{number}期"
