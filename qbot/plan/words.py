"""Targets, values and due rules as a person reads them on a phone."""

from decimal import Decimal

from qbot.periods import Frequency
from qbot.plan.models import DueRule, Indicator, Target

FREQUENCY_WORDS: dict[Frequency, str] = {"month": "月报", "quarter": "季报"}
_PERIOD_WORDS: dict[Frequency, str] = {"month": "月", "quarter": "季"}
_DEFAULT_REFERENCE = "参考值"


def number_words(value: Decimal) -> str:
    """A figure without trailing zeros or exponent: `96.5`, `100`, `0`."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def value_words(value: Decimal, measure: str) -> str:
    """A value with its measure: `96.6%`, `3家`."""
    return number_words(value) + measure


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
