"""The explanation of a reading, in Chinese: what each span was taken for and which rule decided."""

from collections.abc import Sequence

from qbot.plan.models import Plan
from qbot.reading.meaning import Meaning, Step
from qbot.reading.normal import Normal
from qbot.reading.tokens import Token

_KINDS = {
    "name": "指标名称", "period": "期间", "unit": "单位", "phase": "阶段",
    "noise": "编号、日期或电话，不是数值", "pass": "合格类词", "fail": "不合格类词",
    "total": "总数类词", "hedge": "约数词", "about": "约数词", "target": "目标类词",
    "base": "比较对象词", "rise": "增减词", "fix": "更正词", "old": "旧值词",
    "void": "作废词", "past": "往期词", "ask": "疑问词", "even": "均分词", "every": "全部",
    "nothing": "未发生类词", "zero": "报零", "draft": "未定稿词",
    "hearsay": "转述词", "if": "假设词", "odd": "未识别", "not": "否定词", "now": "现时词",
    "from": "起点词", "to": "到达词", "peer": "参照水平词",
    "courtesy": "客套问句", "share": "占比词", "ruin": "表示另指他事的词", "above": "界限词",
    "rank": "名次词", "applied": "申报类词", "body": "单位类词", "score": "得分类词", "same": "不变类词",
    "due": "应有数类词", "done": "已有数类词",
}  # fmt: skip
_ROLES = {
    "value": "数值", "pass": "合格数", "fail": "不合格数", "total": "总数", "target": "目标值",
    "earlier": "往期或参照数", "difference": "增减量",
    "old": "被更正的旧值", "vague": "约数，须问清", "noise": "无关数字", "fixed": "更正后的值",
    "": "无关数字",
}  # fmt: skip
INTENTS = {
    "report": "报数",
    "query": "查询",
    "progress": "工作进展",
    "incident": "突发事件",
    "undo": "撤回",
    "other": "不处理",
}
_CLARIFY = {"indicator": "指标不明确，须问", "value": "数值不确定，须问", "period": "期间不确定，须问"}


def steps(meaning: Meaning, normal: Normal, tokens: Sequence[Token], plan: Plan) -> list[Step]:
    """One step for each span that steered the reading, then one for each figure, then the decision."""
    found = [step for token in tokens if (step := _of_token(token, normal, plan)) is not None]
    for item in meaning.items:
        name = plan.indicator[item.indicator].name
        start, end = item.span
        rule = "期间为文中所说" if item.said_period else "未说期间，取最近一个已结束的期间"
        found.append(
            Step(
                item.span,
                normal.original[start:end],
                f"{name} {item.period} = {item.value.normalize():f}",
                rule,
            )
        )
    whole = (0, len(normal.original))
    decision = INTENTS[meaning.intent] + (f"；{_CLARIFY[meaning.clarify]}" if meaning.clarify else "")
    return [*found, Step(whole, "", decision, meaning.rule)]


def _why(number: Token) -> str:
    return f"由“{number.cue}”决定" if number.cue else "旁边没有提示词"


def _of_token(token: Token, normal: Normal, plan: Plan) -> Step | None:
    span = normal.span(token.start, token.end)
    text = normal.original[span[0] : span[1]]
    if token.kind in ("number", "fraction"):
        return Step(span, text, _ROLES.get(token.role, token.role), _why(token))
    if token.kind not in _KINDS or not token.text.strip():
        return None
    taken = _KINDS[token.kind]
    if token.kind == "name":
        names = "、".join(plan.indicator[i].short for i in token.data.indicators)
        return Step(
            span,
            text,
            f"{taken}：{names}",
            "统称，单独不能定指标" if token.data.family else "方案文件中的别名",
        )
    if token.kind == "period" and token.data.periods:
        return Step(
            span,
            text,
            f"{taken}：{'、'.join(str(p) for p in token.data.periods)}",
            "尚未开始或不存在" if token.data.fault else "按报送日期推定",
        )
    return Step(span, text, taken, "词表")
