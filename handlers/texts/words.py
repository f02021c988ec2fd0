"""The small words that all families share: periods, figures, differences, lights."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from qbot.audiences import of_kinds
from qbot.clock import city_time
from qbot.ledger.assessment import Assessment
from qbot.ledger.obligations import PROGRESS, Obligation
from qbot.ledger.versions import Series, Version
from qbot.people import Role
from qbot.periods import Period
from qbot.plan import words as plan_words
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import WORD, number_words, value_words

LIGHTS = {
    "met": "🟢 达标",
    "near": "🟡 接近",
    "unmet": "🔴 未达标",
    "missing": "⚪ 未报",
    "unknown": "⚪ 待比较",
}

STANDINGS = {None: "未审", "passed": "已审", "returned": "已退回"}

ROLES: Mapping[Role, str] = {"contact": "联络员", "official": "领导", "office": "办公室"}


def day(on: date) -> str:
    """4月3日."""
    return f"{on.month}月{on.day}日"


def moment(at: datetime) -> str:
    """4月3日09:12, in the city's time."""
    local = city_time(at)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def standing(version: Version) -> str:
    """What the office has said of a figure, and whether it is carried over; a sample is only ever called a
    sample."""
    if version.draft.source == "sample":
        return "样例数据"
    return STANDINGS[version.verdict] + (",沿用上期" if version.is_carried_over else "")


def period_words(text: str) -> str:
    """2018-03 → 2018年3月, 2018-Q1 → 2018年一季度."""
    return plan_words.period_words(Period.parse(text))


def short_period(text: str, beside: str) -> str:
    """The same without the year where it is the other one's."""
    words = period_words(text)
    return words[5:] if text[:4] == beside[:4] and len(words) > 5 else words


def measured(value: Decimal, indicator: Indicator) -> str:
    """A value with its measure: 96.6%, 3家."""
    return value_words(value, indicator.measure)


def promise_words(owed: Obligation, *, on: date) -> str:
    """,承诺4月5日(周四)报, where a day was promised; said to be over when it is."""
    if owed.promised_on is None:
        return ""
    over = "" if owed.is_promised(on) else ",承诺已过期"
    return f",承诺{promised_day(owed.promised_on)}报{over}"


def promised_day(day_: date) -> str:
    """4月5日(周四)."""
    return f"{day(day_)}(周{'一二三四五六日'[day_.weekday()]})"


def blank(version: Version) -> str:
    """What stands in place of a value: 不适用, 暂无(承诺4月5日(周四)报)."""
    if version.draft.state == "not-applicable":
        return "不适用"
    promised_on = version.draft.promised_on
    return f"暂无,承诺{promised_day(promised_on)}报" if promised_on else "暂无"


def figure(version: Version, indicator: Indicator) -> str:
    """The value with the counts behind it: 96.6%(483/500); without a value, why there is none."""
    if version.value is None:
        return blank(version)
    draft = version.draft
    if draft.numerator is not None and draft.denominator is not None:
        return f"{measured(version.value, indicator)}({draft.numerator}/{draft.denominator})"
    if draft.denominator is not None:
        return f"{measured(version.value, indicator)}(共{draft.denominator})"
    return measured(version.value, indicator)


def reported_by(version: Version, name: str) -> str:
    """Who reported, as far as it may be told: `name` is empty where no names are given."""
    if version.draft.source != "proxy":
        return name
    return f"办公室代报({name})" if name else "办公室代报"


def difference(by: Decimal, indicator: Indicator) -> str:
    """+0.7个百分点, -1家."""
    unit = "个百分点" if indicator.measure == "%" else indicator.measure
    return "持平" if by == 0 else f"{'+' if by > 0 else ''}{number_words(by)}{unit}"


def light(assessment: Assessment) -> str:
    """The light with its word; a figure from before its target held is not judged."""
    return "⚪ 目标尚未生效" if assessment.holds_from else LIGHTS[assessment.light]


def distance(assessment: Assessment, indicator: Indicator) -> str:
    """高于目标1.6个百分点; empty where there is nothing to say."""
    if (
        assessment.distance is None
        or assessment.distance == 0
        or assessment.compared
        or assessment.holds_from
    ):
        return ""
    unit = "个百分点" if indicator.measure == "%" else indicator.measure
    if assessment.light == "met":
        whose = indicator.target.reference if assessment.referred else None
        return f"优于{whose or '目标'}{number_words(abs(assessment.distance))}{unit}"
    if indicator.whole and indicator.target.kind == "at-least":
        return f"还差{number_words(abs(assessment.distance))}{unit}"
    word = "差" if indicator.target.better == "higher" else "超出"
    return f"{word}{number_words(abs(assessment.distance))}{unit}"


def unit_name(plan: Plan, unit: str | None) -> str:
    """A unit's name; its id where a newer plan has dropped it."""
    return plan.unit[unit].name if unit in plan.unit else str(unit or "")


def example(indicator: Indicator) -> str:
    """A value of the indicator as people write it."""
    if indicator.measure == "%":
        return "96.5"
    return f"{2 if indicator.whole else 82.5}{indicator.measure}"


def series_words(plan: Plan, series: Series) -> str:
    """重点食品 2018年3月, 工作进展 2018年一季度; an id where a newer plan has dropped the indicator."""
    indicator = plan.indicator.get(series.indicator)
    name = WORD if series.indicator == PROGRESS else indicator.short if indicator else series.indicator
    return f"{name} {period_words(series.period)}"


def addressees(plan: Plan, units: tuple[str, ...]) -> list[str]:
    """Units by name, all townships in one word (各乡镇)."""
    townships = set(of_kinds(plan, "township"))
    if not townships or not townships <= set(units):
        return [unit_name(plan, unit) for unit in units]
    others = [unit_name(plan, unit) for unit in units if unit not in townships]
    return [*others, f"各乡镇({len(townships)}个)"]


def units_words(plan: Plan, units: tuple[str, ...]) -> str:
    return "、".join(unit_name(plan, unit) for unit in units)
