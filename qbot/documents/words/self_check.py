"""The self-check file: headings, and what a goal still lacks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from qbot.documents.goals import SITUATIONS, Goal
from qbot.documents.words.common import (
    COUNTED,
    REFERENCE,
    SITUATION_WORDS,
    day_words,
    listed,
    points,
)
from qbot.plan.models import Phase, Plan
from qbot.plan.words import number_words, periods_words

TITLE = "创建全国质量强市示范城市自查表"
HEADINGS = ("自查概况", "定量目标", "定性目标")
GOAL_COLUMNS = ("序号", "目标", "条款", "目标值", "期次", "数值", "灯号", "佐证", "尚缺")
ITEM_COLUMNS = ("序号", "目标", "条款", "进展", "佐证", "尚缺")
COMPLETE = "齐备"
NOT_TOLD = "尚未报告"
NO_EVIDENCE = "无佐证材料"


def subtitle(plan: Plan, phase: Phase, *, on: date) -> str:
    span = f"{day_words(phase.starts_on)}至{day_words(phase.ends_on)}"
    return f"{plan.document}　{phase.name}阶段（{span}）　填表日期：{day_words(on)}"


def overall(goals: Sequence[Goal]) -> str:
    tally = Counter(goal.situation for goal in goals)
    lights = (f"{SITUATION_WORDS[each]}{tally[each]}{COUNTED}" for each in SITUATIONS if tally[each])
    lacking = sum(bool(list(lacks(goal))) for goal in goals)
    done = len(goals) - lacking
    return f"定量目标{len(goals)}项：{listed(tuple(lights))}。材料齐备{done}项，尚有欠缺{lacking}项。"


def told_items(*, told: int, of: int, proven: int) -> str:
    return f"定性目标{of}项：已报告进展{told}项，其中有佐证材料{proven}项。"


def duties(phase: Phase) -> str:
    return f"本阶段应完成（方案{phase.clause}）：{'；'.join(phase.duties)}。"


def lacks(goal: Goal) -> Iterator[str]:
    """What stands between a goal and a clean file; nothing where it is complete."""
    current = goal.current
    match goal.situation:
        case "missing":
            yield f"{periods_words(current.unreported)}数据未报"
            return
        case "deferred":
            promised_on = goal.version.draft.promised_on if goal.version else None
            yield f"数据暂无{f'，承诺{day_words(promised_on)}补报' if promised_on else ''}"
            return
        case "not-applicable":
            yield "不适用的理由待核"
        case "unmet" | "near":
            yield f"{SITUATION_WORDS[goal.situation]}{_distance(goal)}"
        case "unknown":
            yield f"缺可比数据（{_yardstick(goal)}）"
        case "met":
            pass
    if goal.indicator.target.above_peers and current.assessment.peers is None and goal.value is not None:
        yield f"缺可比数据（{_others(goal)}）"
    yield from _unchecked(goal)


def _distance(goal: Goal) -> str:
    assessment = goal.current.assessment
    peers = assessment.peers.distance if assessment.peers else None
    short = (
        f"，{whose}差{number_words(-distance)}{points(goal.indicator)}"
        for whose, distance in (("", assessment.distance), (f"较{_others(goal)}", peers))
        if distance is not None and distance < 0
    )
    return "".join(short)


def _others(goal: Goal) -> str:
    return goal.indicator.target.reference or REFERENCE


def _yardstick(goal: Goal) -> str:
    target = goal.indicator.target
    return "上年同期或上期" if target.kind in ("rising", "falling") else target.reference or REFERENCE


def _unchecked(goal: Goal) -> Iterator[str]:
    match goal.standing:
        case "unreviewed":
            yield "数据未审核"
        case "returned":
            yield "数据已退回，待重报"
        case "sample":
            yield "为样例数据，待实报"
    if goal.version and goal.version.is_carried_over:
        yield "为沿用上期的数"
    if not goal.evidence:
        yield NO_EVIDENCE


def files(count: int) -> str:
    return f"{count}件" if count else "无"
