"""What the operator sees of a plan file that is in order."""

from collections.abc import Iterator

from qbot.plan.models import Indicator, Phase, Plan, TaskGroup, Unit
from qbot.plan.words import FREQUENCY_WORDS, deduction_words, due_words, number_words, promise_words

_KIND_WORDS = {"task": "任务", "goal": "定性目标", "safeguard": "工作保障"}
_FIELD_WORDS = {
    "name": "名称",
    "measure": "计量单位",
    "counted_in": "计数单位",
    "lacking": "未达到的叫法",
    "frequency": "频次",
    "lead_unit": "牵头单位",
    "target.holds_from": "目标起算日",
    "target.value": "目标值",
}


def summary(plan: Plan) -> str:
    """The plan in Chinese, a line for each entry; 拟定 marks what the document does not state."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    yield f"{plan.title}（{plan.document}，{plan.issued_on}）"
    yield _counts(plan)
    for area in plan.areas:
        yield f"\n{area.name} {area.clause}"
        yield from (_indicator_line(plan, entry) for entry in plan.indicators if entry.area == area.id)
    yield "\n报送期限"
    for rule in plan.due_rules:
        mark = _mark(proposed=rule.proposed)
        yield f"  {FREQUENCY_WORDS[rule.frequency]}：{due_words(rule)}；至第{rule.late}个工作日可补报{mark}"
    yield "\n实施步骤"
    yield from (_phase_line(phase) for phase in plan.phases)
    for kind, words in _KIND_WORDS.items():
        yield f"\n{words}"
        yield from (_group_line(plan, group) for group in plan.groups if group.kind == kind)
    yield "\n单位"
    yield from (_unit_line(unit) for unit in plan.units if unit.kind != "township")
    yield "  乡镇：" + "、".join(unit.name for unit in plan.units if unit.kind == "township")
    yield from _scoring_lines(plan)
    if plan.elsewhere:
        yield "\n外地（不是本市的数）\n  " + "、".join(plan.elsewhere)
    yield "\n投诉电话"
    yield from (
        f"  {entry.number} {entry.purpose}{_mark(proposed=entry.proposed)}" for entry in plan.hotlines
    )


def _counts(plan: Plan) -> str:
    townships = sum(unit.kind == "township" for unit in plan.units)
    tasks = [group for group in plan.groups if group.kind == "task"]
    items = sum(len(group.items) for group in tasks)
    return (
        f"{len(plan.areas)}个领域、{len(plan.indicators)}项指标、{len(plan.phases)}个阶段、"
        f"{len(tasks)}组任务（{items}条措施）、{len(plan.units)}个单位（乡镇{townships}个）"
    )


def _indicator_line(plan: Plan, indicator: Indicator) -> str:
    lead = plan.unit[indicator.lead_unit].name
    due = due_words(plan.due_rule[indicator.frequency])
    proposed = "、".join(_FIELD_WORDS.get(name, name) for name in indicator.proposed)
    mark = f" 〔拟定：{proposed}〕" if proposed else ""
    return (
        f"  {indicator.id}  {indicator.name}  目标 {promise_words(indicator)}  "
        f"{FREQUENCY_WORDS[indicator.frequency]}，{due}  {lead}  {indicator.clause}{mark}"
    )


def _phase_line(phase: Phase) -> str:
    return f"  {phase.name} {phase.starts_on} 至 {phase.ends_on}：{'；'.join(phase.duties)}"


def _group_line(plan: Plan, group: TaskGroup) -> str:
    lead = f"{plan.unit[group.lead_unit].name}{_mark(proposed='lead_unit' in group.proposed)}"
    return f"  {group.clause} {group.name}：{len(group.items)}条，{lead}"


def _unit_line(unit: Unit) -> str:
    return f"  {unit.id}  {unit.name}{_mark(proposed=unit.proposed)}"


def _scoring_lines(plan: Plan) -> Iterator[str]:
    if plan.scoring is None:
        return
    weights = plan.scoring.weights
    yield f"\n考核评分 {plan.scoring.clause}{_mark(proposed=plan.scoring.proposed)}"
    yield (
        f"  完整性{number_words(weights.completeness)}分、及时性{number_words(weights.timeliness)}分、"
        f"达标{number_words(weights.targets)}分；公布前{plan.scoring.objection_workdays}个工作日内可提异议"
    )
    yield from (f"  {deduction_words(rule)}" for rule in plan.scoring.deductions)


def _mark(*, proposed: bool) -> str:
    return " 〔拟定〕" if proposed else ""
