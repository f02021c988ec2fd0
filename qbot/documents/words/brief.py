"""The brief: its headings and its sentences."""

from collections.abc import Mapping, Sequence
from datetime import date

from qbot.documents.goals import Goal
from qbot.documents.issue import Before
from qbot.documents.milestones import Milestone
from qbot.documents.snapshot import PEERS, Snapshot
from qbot.documents.words.common import (
    NONE,
    REFERENCE,
    SITUATION_WORDS,
    checked_words,
    coded,
    day_words,
    figure_words,
    indicator_name,
    issue_number,
    known_words,
    listed,
    period_text,
    period_words,
    quoted_words,
    short_day,
    unit_name,
)
from qbot.ledger.obligations import Obligation, Stage
from qbot.plan.models import Phase, Plan
from qbot.plan.words import promise_words

BRIEF_TITLE = "质量强市示范城市创建工作简报"
BRIEF_HEADINGS = ("总体情况", "指标灯号一览", "未达标", "未报送", "较上期变化", "近期节点")
BRIEF_COLUMNS = ("代码", "指标", "目标（条款）", "期次", "数值", "灯号", "审核")
DISTRIBUTION = (
    "报：创建工作领导小组组长、副组长",
    "送：创建工作领导小组各成员单位",
    "发：各乡镇人民政府，市直有关单位",
)
NOTHING_UNMET = "已报送的指标中没有未达标的。"
NOTHING_OWED = "应报的数据均已报送。"
FIRST_ISSUE = "本期为第一期，没有上期可比。"
NOTHING_CHANGED = "各项指标与上期相比没有变化。"
ARRIVED_LEAD = "上期未报、本期报送的："
RENEWED_LEAD = "灯号未变、数据有更新的："
NOTHING_AHEAD = "近期没有节点。"
NEAR_LEAD = "接近目标的指标："
SAMPLE_NOTE = "标“样例”的为演练数据，不是实际报送的数。"
UNREVIEWED_NOTE = "标“未审”的为报送单位自报、办公室尚未审核的数。"


def standing_words(goal: Goal) -> str:
    """未审, 已审，沿用上期 …; — where no figure is shown."""
    return checked_words(goal.version) if goal.version and goal.is_current else NONE


def overall(snapshot: Snapshot, *, on: date) -> str:
    lights = (
        SITUATION_WORDS[situation] + coded(snapshot, "count", situation)
        for situation in SITUATION_WORDS
        if (quoted := snapshot.quoted("count", situation)) and (quoted.value != "0" or situation in _ALWAYS)
    )
    return f"截至{day_words(on)}，{coded(snapshot, 'count', 'indicators')}创建指标中，{'，'.join(lights)}。"


_ALWAYS = ("met", "unmet", "missing")


def reporting(snapshot: Snapshot) -> str:
    expected, reported, still_open, overdue = (
        coded(snapshot, "owed", of) for of in ("expected", "reported", "open", "overdue")
    )
    return f"应报送数据{expected}，已报送{reported}，未报送{still_open}，其中逾期{overdue}。"


def present_phase(phase: Phase) -> str:
    span = f"{day_words(phase.starts_on)}至{day_words(phase.ends_on)}"
    duties = "；".join(phase.duties)
    return f"当前处于「{phase.name}」阶段（{span}，方案{phase.clause}），到期前应完成：{duties}。"


def shortfall(plan: Plan, goal: Goal, snapshot: Snapshot) -> str:
    """What falls short: figure, target, distance, who leads."""
    indicator = goal.indicator
    code = snapshot.code("figure", indicator.id)
    parts = (
        f"{indicator.name}：{period_text(str(goal.period))}{known_words(goal)}〔{code}〕",
        f"目标{promise_words(indicator)}",
        _short_by(goal, snapshot),
        _short_of_peers(goal, snapshot),
    )
    return f"{'，'.join(filter(None, parts))}。牵头单位：{unit_name(plan, indicator.lead_unit)}。"


def _short_by(goal: Goal, snapshot: Snapshot) -> str:
    """How far the figure is from what it is measured against: a target, an earlier period, others."""
    distance, assessment = coded(snapshot, "distance", goal.indicator.id), goal.current.assessment
    if not distance:
        return ""
    if assessment.referred:
        return f"较{_others(goal, snapshot)}差{distance}"
    return f"{f'较{period_words(assessment.compared)}' if assessment.compared else ''}差{distance}"


def _short_of_peers(goal: Goal, snapshot: Snapshot) -> str:
    distance = coded(snapshot, "distance", goal.indicator.id + PEERS)
    return f"较{_others(goal, snapshot)}差{distance}" if distance else ""


def _others(goal: Goal, snapshot: Snapshot) -> str:
    """全国平均水平（2018年一季度0.35%〔B21〕）."""
    quoted = snapshot.quoted("reference", goal.indicator.id)
    when = period_text(quoted.period) if quoted else ""
    whose = goal.indicator.target.reference or REFERENCE
    return f"{whose}（{when}{coded(snapshot, 'reference', goal.indicator.id)}）"


def beside(goal: Goal, snapshot: Snapshot) -> str:
    """The reference value below the target that it is measured by; empty where none is told."""
    quoted = snapshot.quoted("reference", goal.indicator.id)
    told = coded(snapshot, "reference", goal.indicator.id)
    return f"{period_text(quoted.period)}{told}" if quoted else ""


def owed(plan: Plan, mine: Sequence[Obligation], goal: Goal | None, snapshot: Snapshot, *, on: date) -> str:
    """What one unit owes of one indicator, with the last known figure apart."""
    periods = (
        f"{period_words(each.period)}（应于{short_day(each.due_on)}前报{_OWED_STAGES[each.stage(on)]}）"
        for each in mine
    )
    known = _instead(mine, goal, snapshot) if goal and goal.version and goal.period else ""
    return f"{indicator_name(plan, mine[0].indicator)}{listed(tuple(periods))}{known}"


def _instead(mine: Sequence[Obligation], goal: Goal, snapshot: Snapshot) -> str:
    """What is known in place of a figure owed: a promise, what was given back, the last figure before it."""
    code = snapshot.code("figure", goal.indicator.id)
    is_owed = goal.period in [each.period for each in mine]
    if is_owed and goal.situation == "deferred":
        return f"，{known_words(goal)}〔{code}〕"
    if is_owed and goal.standing == "returned":
        return f"，所报{known_words(goal)}〔{code}〕已退回待重报"
    if goal.situation == "missing" and goal.period:
        return f"，最近一次报送为{period_words(goal.period)}{known_words(goal)}〔{code}〕"
    return ""


_OWED_STAGES: Mapping[Stage, str] = {"open": "", "overdue": "，已逾期", "needs-leave": "，已过可补报期限"}


def change(goal: Goal, before: Before, snapshot: Snapshot, previous: Snapshot) -> str:
    """What is different from the issue before: the figure, the light, or both."""
    code, situation = snapshot.code("figure", goal.indicator.id), before.stands.situation
    parts = [_figure_change(goal, before, snapshot, previous), _reference_change(goal, snapshot, previous)]
    if situation == "missing" and goal.situation != "missing":
        parts.append("" if goal.value is None else SITUATION_WORDS[goal.situation])  # 暂无 is said already
    elif situation and situation != goal.situation:
        parts.append(f"由“{SITUATION_WORDS[situation]}”转为“{SITUATION_WORDS[goal.situation]}”")
    return f"{goal.indicator.name}〔{code}〕{'，'.join(filter(None, parts))}"


def _figure_change(goal: Goal, before: Before, snapshot: Snapshot, previous: Snapshot) -> str:
    version, issued = goal.version, before.issued
    if version is None:
        return "原报数据已撤回" if issued.version else ""
    if version.number == before.stands.version:
        return ""
    told = f"{period_text(version.series.period)}{figure_words(version, goal.indicator)}"
    if issued.version is None:
        return told
    verb = "更正为" if version.series.period == issued.period else "报送"
    difference = coded(snapshot, "change", goal.indicator.id)
    was = f"（{_was(before, previous)}）"
    return f"{verb}{told}{was}{f'，{difference}' if difference else ''}"


def _was(before: Before, previous: Snapshot) -> str:
    """What the issue before said, and what has become of it: 第1期A5原为2018年6月94.6%，已更正为95.2%."""
    issued = f"{period_text(before.issued.period)}{quoted_words(before.issued)}"
    where = f"{issue_number(previous.number)}{before.code}"
    if before.is_taken_back:
        return f"{where}原为{issued}，已撤回"
    if before.is_corrected:
        verb = "后报" if before.issued.value is None else "已更正为"
        return f"{where}原为{issued}，{verb}{quoted_words(before.stands)}"
    return f"{where}为{issued}"


def _reference_change(goal: Goal, snapshot: Snapshot, previous: Snapshot) -> str:
    """What others had in the issue before and have now, for a light that turned while its figure stayed."""
    now = snapshot.quoted("reference", goal.indicator.id)
    was = previous.quoted("reference", goal.indicator.id)
    if now is None or (was is not None and was.entry == now.entry):
        return ""
    told = f"{goal.indicator.target.reference or REFERENCE}{period_text(now.period)}"
    before = f"（{issue_number(previous.number)}为{quoted_words(was)}）" if was else ""
    return f"{told}为{coded(snapshot, 'reference', goal.indicator.id)}{before}"


def milestone(each: Milestone, name: str) -> str:
    match each.kind:
        case "phase-ends":
            return f"「{name}」阶段结束，应完成：{'、'.join(each.duties)}"
        case "phase-starts":
            return f"「{name}」阶段开始"
        case "publicity":
            return f"{name}，{'、'.join(each.duties)}"
        case "due":
            return f"{name}数据报送截止"


def milestone_day(on: date, told: Sequence[str]) -> str:
    return f"{short_day(on)}：{'；'.join(told)}。"


def tracing_notes(number: int, snapshot: Snapshot) -> Sequence[str]:
    """How to trace a figure, what the marks mean, and the seal of the figures."""
    standings = {each.standing for each in snapshot.figures.values()}
    notes = [f"注：〔A1〕〔B1〕等为数字的溯源代码，向机器人发送“简报第{number}期A1哪来的”可查来源。"]
    if "unreviewed" in standings:
        notes.append(UNREVIEWED_NOTE)
    if "sample" in standings:
        notes.append(SAMPLE_NOTE)
    notes.append(f"本期数字已固化，校验码（SHA-256）：{snapshot.checksum}")
    return notes
