"""All words on pictures and in the lines that stand for them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from qbot.documents.goals import Goal, Situation
from qbot.documents.goals import Standing as Check
from qbot.ledger.assessment import Assessment
from qbot.ledger.current import Current
from qbot.ledger.references import has_reference
from qbot.ledger.versions import State
from qbot.periods import Frequency, Period
from qbot.pictures.occurrences import Occurrence
from qbot.pictures.standing import Row, Standing, done, on_time_of_due
from qbot.plan.models import Indicator, Phase, Plan, PublicityDay, UnitKind
from qbot.plan.words import number_words, period_words, target_words, value_words

LIGHT_WORDS: dict[Situation, str] = {
    "met": "达标",
    "near": "接近",
    "unmet": "未达标",
    "unknown": "待比较",
    "not-applicable": "不适用",
    "deferred": "暂无",
    "missing": "未报",
}
LIGHT_SIGNS: dict[Situation, str] = {
    "met": "✓",
    "near": "!",
    "unmet": "×",
    "unknown": "?",
    "not-applicable": "/",
    "deferred": "…",
    "missing": "–",
}
STATE_WORDS: dict[State, str] = {"not-applicable": "不适用", "deferred": "暂无", "withdrawn": "已撤销"}
CHECK_WORDS: dict[Check, str] = {
    "unreviewed": "未审",
    "reviewed": "已审",
    "returned": "已退回",
    "sample": "样例",
}
STANDING_WORDS: dict[Standing, str] = {
    "on-time": "按时",
    "early": "提前",
    "late": "迟报",
    "missing": "未报",
    "returned": "退回",
    "not-due": "未到期",
}
STANDING_SIGNS: dict[Standing, str] = {
    "on-time": "✓",
    "early": "早",
    "late": "迟",
    "missing": "缺",
    "returned": "退",
    "not-due": "·",
}
NO_PROMISES: Mapping[str, date] = MappingProxyType({})
MISSING, UNFINISHED, CARRIED_OVER = "未报", "期未满", "沿用上期"
NOTHING_YET, NEVER, NO_VALUE, TODAY = "尚未报送", "从未报送", "—", "今天"
OVERVIEW_TITLE, OVERVIEW_COLUMNS = "质量指标总览", ("数值", "目标", "期次")
TIMELINE_TITLE, PUBLICITY, OUTSIDE = "实施步骤与宣传节点", "每年宣传节点", "不在方案的实施期内"
GRID_TITLES: dict[UnitKind, str] = {
    "office": "办公室报送情况",
    "department": "各部门报送情况",
    "township": "各乡镇报送情况",
}
GRID_NOTE = "格内小字：已报/应报项数"
ON_TIME_SHARE, UNIT = "按时/应报", "单位"
NOTHING_TO_DRAW = "还没有报过一期的数"
NO_MARK, OTHER_SPAN = "×", "按其他时段报送"
PERIOD_SAMPLE: dict[Frequency, str] = {"month": "12月", "quarter": "一季度"}


def as_of(on: date) -> str:
    return f"截至{day_words(on)}"


def day_words(on: date) -> str:
    return f"{on.year}年{month_day(on)}"


def month_day(on: date) -> str:
    return f"{on.month}月{on.day}日"


def span_words(first: date, last: date) -> str:
    """2018年1月1日—2019年4月30日; the year once where it is the same."""
    return f"{day_words(first)}—{month_day(last) if first.year == last.year else day_words(last)}"


def near_period(period: Period, on: date) -> str:
    """The period without its year where that is the year of the day."""
    words, year = period_words(period), f"{on.year}年"
    return words.removeprefix(year) or words if period.starts_on.year == period.ends_on.year else words


def range_words(periods: Sequence[Period]) -> str:
    """From the first period to the last, for a title."""
    first, last = period_words(periods[0]), period_words(periods[-1])
    return first if len(periods) == 1 else f"{first}—{last}"


def cell_words(standings: Sequence[Standing]) -> str:
    """Beneath a cell's sign where several things are owed: how many are there."""
    return f"{done(standings)}/{len(standings)}" if len(standings) > 1 else ""


def figure_words(goal: Goal) -> str:
    """The figure with its measure; a dash where there is none."""
    return NO_VALUE if goal.value is None else value_words(goal.value, goal.indicator.measure)


def last_known(current: Current) -> str:
    """The figure that is not current any more, apart from the light."""
    if current.version is None or current.period is None:
        return NEVER
    period, goal = period_words(current.period), Goal(current)
    if goal.value is None:
        return f"上次：{period} {STATE_WORDS.get(current.version.draft.state, NO_VALUE)}"
    return f"上次：{period} {figure_words(goal)}（当时{LIGHT_WORDS[current.assessment.light]}）"


def aside(goal: Goal, promised_on: date | None = None) -> str:
    """What has to be told of an indicator on a line of its own: a figure too old, the day of a promise."""
    known = last_known(goal.current) if goal.version and not goal.is_current else ""
    promise = f"{month_day(promised_on)}前补报（已承诺）" if promised_on else ""
    return "；".join(filter(None, (known, promise)))


def awaited_words(current: Current) -> str:
    if since := _since(current):
        state = f"{since}未报，最早"
    else:
        state = "仍未报，" if current.overdue else "待报，"
    return f"{period_words(current.awaited)}{state}应于{month_day(current.awaited_due_on)}前报"


def _since(current: Current) -> str:
    """一季度起, where a later one is overdue, too."""
    return "起" if len(current.unreported) > 1 else ""


def distance_words(assessment: Assessment, indicator: Indicator) -> str:
    """How far the figure is from what it is measured against; empty where nothing can be said."""
    if assessment.distance is None or assessment.against is None:
        return ""
    by = f"{number_words(abs(assessment.distance))}{_difference_measure(indicator)}"
    compared = assessment.referred.period if assessment.referred else assessment.compared
    if compared is None:
        return "与目标持平" if not assessment.distance else f"{_than_target(assessment.distance)}{by}"
    whose = indicator.target.reference or "" if assessment.referred else ""
    yardstick = f"{period_words(compared)}{whose}的{value_words(assessment.against, indicator.measure)}"
    if not assessment.distance:
        return f"与{yardstick}持平"
    is_higher = (assessment.distance > 0) == (indicator.target.better == "higher")
    return f"比{yardstick}{'高' if is_higher else '低'}{by}"


def _than_target(distance: Decimal) -> str:
    return "优于目标" if distance > 0 else "距目标差"


def _difference_measure(indicator: Indicator) -> str:
    return "个百分点" if indicator.measure == "%" else indicator.measure


def aim_words(indicator: Indicator) -> str:
    return f"目标 {target_words(indicator)}"


def yardstick_note(assessment: Assessment, indicator: Indicator) -> str:
    """What stands in for a target line where the target is a direction."""
    if assessment.against is not None:
        return ""
    if indicator.target.kind in ("rising", "falling"):
        return "与上年同期比，没有则与上期比：尚无可比的数"
    return f"{indicator.target.reference}尚未录入，暂不能比较" if has_reference(indicator) else ""


def peers_words(assessment: Assessment, indicator: Indicator) -> str:
    """How the figure stands beside others, where it has to be better than they are."""
    if not indicator.target.above_peers:
        return ""
    whose, peers = indicator.target.reference or "", assessment.peers
    if peers is None:
        return f"{whose}的数尚未录入"
    is_higher = (peers.distance > 0) == (indicator.target.better == "higher")
    word = "高于" if is_higher else "低于"
    value = value_words(peers.reference.value, indicator.measure)
    return f"{word if peers.distance else '等于'}{whose}{period_words(peers.reference.period)}的{value}"


def left_words(phase: Phase, on: date) -> str:
    """How a phase stands on a day."""
    if phase.ends_on < on:
        return "已结束"
    if phase.starts_on > on:
        return f"{(phase.starts_on - on).days}天后开始"
    left = (phase.ends_on - on).days
    return f"进行中，还有{left}天" if left else "进行中，今天结束"


def publicity_name(publicity: PublicityDay) -> str:
    """With the day or the month in which it comes every year."""
    day = f"{publicity.day}日" if publicity.day else ""
    return f"{publicity.name}（{publicity.month}月{day}）"


def until_words(following: Occurrence, on: date) -> str:
    """How long until a publicity day or month comes."""
    if following.starts_on <= on:
        return TODAY if following.starts_on == following.ends_on else "正在进行"
    return f"下次{day_words(following.starts_on)}，还有{(following.starts_on - on).days}天"


def period_or_awaited(goal: Goal, on: date) -> str:
    """What a current figure is about; what is not reported where there is none."""
    current = goal.current
    if goal.is_current and current.period is not None:
        return near_period(current.period, on)
    return f"{near_period(current.awaited, on)}{_since(current)}{MISSING}"


def check_note(goal: Goal, on: date) -> str:
    """What a reader must know of a figure beside its period; empty for a reviewed one of a full period."""
    if goal.value is None or goal.standing is None:
        return ""
    period = goal.current.period
    checked = "" if goal.standing == "reviewed" else CHECK_WORDS[goal.standing]
    carried = CARRIED_OVER if goal.version and goal.version.is_carried_over else ""
    running = UNFINISHED if period is not None and period.ends_on >= on else ""
    return "·".join(filter(None, (checked, carried, running)))


def trend_subtitle(plan: Plan, indicator: Indicator, on: date) -> str:
    unit = plan.unit[indicator.lead_unit].name if indicator.lead_unit in plan.unit else ""
    return " · ".join(filter(None, (as_of(on), unit, f"方案{indicator.target.clause}")))


def headline(goal: Goal, on: date) -> str:
    """What the newest figure is about and how far it can be trusted; what is awaited where it is too old."""
    current = goal.current
    if current.version is None or current.period is None:
        return NOTHING_YET
    if current.overdue:
        return awaited_words(current)
    note = "" if goal.value is None else check_note(goal, on) or CHECK_WORDS["reviewed"]
    return " · ".join(filter(None, (period_words(current.period), note)))


def verdict(goal: Goal) -> str:
    """The last line of what is known now."""
    current = goal.current
    if current.version is None or goal.situation == "not-applicable":
        return awaited_words(current)
    if goal.value is None or current.overdue:
        return aside(goal) or awaited_words(current)
    assessment, indicator = current.assessment, goal.indicator
    told = distance_words(assessment, indicator) or yardstick_note(assessment, indicator)
    return "；".join(filter(None, (told, peers_words(assessment, indicator))))


def period_in_year(period: Period) -> str:
    """A month or a quarter below its year: 3月, 一季度."""
    return period_words(period).partition("年")[2]


def year_words(year: int) -> tuple[str, str]:
    """A year's name and what stands for it where that is too wide."""
    return f"{year}年", str(year)


def column_names(period: Period) -> tuple[str, ...]:
    """A period above a column, the shorter the later: 一季度, 一季."""
    name = period_in_year(period) or year_words(period.starts_on.year)[1]
    return (name, name.removesuffix("度"))


def units_counted(count: int) -> str:
    return f"{count}个单位"


def now_words(plan: Plan, on: date) -> str:
    """Which phase a day lies in and how long that still runs."""
    phase = plan.phase_on(on)
    return f"「{phase.name}」{left_words(phase, on)}" if phase else OUTSIDE


def share_words(row: Row) -> str:
    """How much of what was due came on time: `11/12`; a dash where nothing was due."""
    on_time, owed = on_time_of_due(row)
    return f"{on_time}/{owed}" if owed else NO_VALUE
