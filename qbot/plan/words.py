"""Targets, values and due rules as a person reads them on a phone."""

from collections.abc import Sequence
from decimal import Decimal

from qbot.periods import Frequency, Period
from qbot.plan.models import DeductedEvent, Deduction, DueRule, Indicator, Target

WORD = "工作进展"  # what a township owes each quarter
FREQUENCY_WORDS: dict[Frequency, str] = {"month": "月报", "quarter": "季报"}
_PERIOD_WORDS: dict[Frequency, str] = {"month": "月", "quarter": "季"}
EVENT_WORDS: dict[DeductedEvent, str] = {
    "late": "迟报",
    "missing": "未报",
    "returned": "被退回",
    "supervised": "被督办",
}
_DEFAULT_REFERENCE = "参考值"
_QUARTERS = "一二三四"


def number_words(value: Decimal) -> str:
    """A figure without trailing zeros or exponent: `96.5`, `100`, `0`."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def value_words(value: Decimal, measure: str) -> str:
    """A value with its measure: `96.6%`, `3家`."""
    return number_words(value) + measure


def period_words(period: Period) -> str:
    """A period as people say it: `2018年3月`, `2018年一季度`, `2018年上半年`, `2018年1月至9月`."""
    year, month = divmod(period.first, 12)
    if period.frequency == "month":
        return f"{year}年{month + 1}月"
    if period.frequency == "quarter":
        return f"{year}年{_QUARTERS[month // 3]}季度"
    if period.length == 6 and month % 6 == 0:
        return f"{year}年{'下' if month else '上'}半年"
    if period.length == 12 and month == 0:
        return f"{year}年"
    to_year, to_month = divmod(period.last, 12)
    return f"{year}年{month + 1}月至{'' if to_year == year else f'{to_year}年'}{to_month + 1}月"


def periods_words(periods: Sequence[Period]) -> str:
    """Periods of one frequency, oldest first: `2018年一季度、二季度`, `2017年11月至2018年2月`."""
    runs: list[list[Period]] = []
    for each in periods:
        if runs and runs[-1][-1].shifted(1) == each:
            runs[-1].append(each)
        else:
            runs.append([each])
    told, year = "", 0
    for run in runs:
        is_long = len(run) > 2
        for place, each in enumerate((run[0], run[-1]) if is_long else run):
            joint = "至" if place and is_long else "、" if told else ""
            told += joint + period_words(each).removeprefix(f"{year}年")
            year = each.first // 12
    return told


def target_words(indicator: Indicator) -> str:
    """What the indicator must reach: `≥95%`, `=100%`, `持续提高`, `低于全国平均水平`."""
    return _kind_words(indicator.target, indicator.measure)


def promise_words(indicator: Indicator) -> str:
    """The target with what else was promised of it: `≥3家(累计)`, `持续提高，高于全国同等城市`."""
    words = target_words(indicator)
    if indicator.target.above_peers:
        words += f"，高于{indicator.target.reference or _DEFAULT_REFERENCE}"
    return words + ("(累计)" if indicator.target.cumulative else "")


def due_words(rule: DueRule) -> str:
    """When a figure is due: `月后5个工作日内`."""
    return f"{_PERIOD_WORDS[rule.frequency]}后{rule.due}个工作日内"


def deduction_words(rule: Deduction) -> str:
    """What an event costs: `被退回每次扣1分，最多5分`."""
    each, most = number_words(rule.points), number_words(rule.at_most)
    return f"{EVENT_WORDS[rule.event]}每次扣{each}分，最多{most}分"


def _kind_words(target: Target, measure: str) -> str:
    value = value_words(target.value, measure) if target.value is not None else ""
    reference = target.reference or _DEFAULT_REFERENCE
    match target.kind:
        case "at-least":
            return f"≥{value}"
        case "exactly":
            return f"={value}"
        case "below-reference":
            return f"低于{reference}"
        case "above-reference":
            return f"高于{reference}"
        case "rising":
            return "持续提高"
        case "falling":
            return "持续下降"
