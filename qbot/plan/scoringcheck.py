"""What must hold within the rule table of the assessment: whole weights, each event once."""

from collections.abc import Iterator

from qbot.errors import Fault
from qbot.plan.models import Scoring
from qbot.plan.parts import Parts
from qbot.plan.words import number_words

_WHOLE = 100


def scoring_faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of the section `scoring`; none where a plan has no such section."""
    scoring = parts.sole("scoring", Scoring)
    if scoring is None:
        return
    weights = scoring.weights
    total = weights.completeness + weights.timeliness + weights.targets
    if total != _WHOLE:
        yield Fault("scoring.weights", f"各项权重之和应为 {_WHOLE}，现为 {number_words(total)}")
    seen: dict[str, int] = {}
    for index, rule in enumerate(scoring.deductions):
        place = f"scoring.deductions[{index}]"
        if rule.event in seen:
            yield Fault(f"{place}.event", f"{rule.event} 与 scoring.deductions[{seen[rule.event]}] 重复")
        seen.setdefault(rule.event, index)
        if rule.at_most < rule.points:
            yield Fault(f"{place}.at_most", f"不能小于每次所扣的 {number_words(rule.points)} 分")
