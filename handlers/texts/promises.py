"""What is said of figures that are not there: 暂无 with its promised day, and 不适用."""

from collections.abc import Sequence
from datetime import date

from handlers.actions_promises import Promise
from handlers.actions_reporting import Undo
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import blank, figure, period_words, promised_day, reported_by, unit_name
from qbot.deferring import Deferred, Pending, is_far
from qbot.ledger.obligations import Granted
from qbot.ledger.versions import Series, Version
from qbot.plan.models import Plan
from qbot.promises import Absence

NONE_OF_THEM, ALL_OF_THEM = -1, -2
MOST_CHOICES = 8
NOTHING_OWED = "补报期限内的都已报齐,没有可以推迟的,没有记录。"
NO_BLANK_OF_WORDS = "工作进展没有「暂无」:直接说一句做到哪了就算报了,还没动的也可以说「还没启动」;要晚几天报,发「申请延期」。没有记录。"
DROPPED = "好的,没有记录。"
NOT_A_DAY = "没看懂是哪一天,仍没有记录。请点选,或写「周五」「20号前」「3个工作日内」。"
PROMISE_WHAT = (
    "请写明哪个指标、哪天报,例如「/promise 3月药品 周五」;不适用的写「/promise 3C 不适用」。没有记录。"
)
CLOSED = "这个问题已经回答过或已过期。"
EXPIRED = "⌛ {day}问您「{words}」的还没有回答,没有记录。如仍要报,请重新发一次。"


def receipt(plan: Plan, deferred: Deferred, *, on: date, by: str = "") -> Screen:
    """What was stored in place of figures, by whom where that is the office, and what was not."""
    blocks = [_recorded(plan, each, on=on, granted=deferred.granted, by=by) for each in deferred.recorded]
    blocks += [_line(plan, "☑️ 此前已记录", each) for each in deferred.unchanged]
    blocks += [_kept(plan, each) for each in deferred.kept]
    numbers = [each.number for each in deferred.recorded]
    buttons = [[Button("撤销", Undo(numbers[0], numbers[-1]))]] if numbers else []
    return screen(*blocks, buttons=buttons)


def _recorded(plan: Plan, version: Version, *, on: date, granted: Granted, by: str) -> str:
    lines = [_line(plan, "🕓 已记录", version)]
    if version.draft.source == "proxy":
        lines.append(safe(f"{unit_name(plan, version.series.unit)} {reported_by(version, by)}"))
    if version.draft.reason:
        lines.append(f"原因:{safe(version.draft.reason)}")
    if version.draft.state == "not-applicable":
        lines.append("待办公室确认;如有数,直接报数即可。")
    elif is_far(plan, version, on=on, granted=granted):
        lines.append("⚠️ 这个日期偏晚:超出补报期限或相隔15个工作日以上,已照记,办公室会看到。")
    else:
        lines.append("到那天之前不再提醒;报了数即替换。")
    return "\n".join(lines)


def _line(plan: Plan, head: str, version: Version) -> str:
    indicator, series = plan.indicator[version.series.indicator], version.series
    own = "" if series.unit == indicator.lead_unit else f"({safe(unit_name(plan, series.unit))})"
    return (
        f"{head} R-{version.number}(不是数值)\n"
        f"<b>{safe(indicator.name)}</b> · {period_words(series.period)}{own}\n{blank(version)}"
    )


def _kept(plan: Plan, version: Version) -> str:
    indicator = plan.indicator[version.series.indicator]
    return (
        f"❌ 未记录:{safe(indicator.name)} · {period_words(version.series.period)}已有数"
        f" {figure(version, indicator)}(R-{version.number}),不会被空缺替换。数不对请发「更正」加新数,或撤销。"
    )


def unfit(plan: Plan, indicators: Sequence[str]) -> str:
    """The period said is none of these indicators'."""
    names = "、".join(safe(plan.indicator[each].name) for each in indicators)
    return f"❌ 未记录:{names}没有这一期,或还没有开始。请写明期次,例如「3月」「一季度」。"


def which(plan: Plan, state: Absence, series: Sequence[Series], *, question: int) -> Screen:
    """Ask which figures are meant, all of them or one."""
    what = "不适用" if state == "not-applicable" else "暂无"
    shown = series[:MOST_CHOICES]
    rows = [[Button(_short(plan, each), Promise(question, n))] for n, each in enumerate(shown)]
    every = [[Button(f"全部{len(series)}项", Promise(question, ALL_OF_THEM))]] if len(series) > 1 else []
    return screen(
        f"❓ 您有{len(series)}项未报,是哪一项{what}?\n点选或直接回复指标名;选定之前不会记录。",
        buttons=[*rows, *every, [Button("都不是", Promise(question, NONE_OF_THEM))]],
    )


def _short(plan: Plan, series: Series) -> str:
    return f"{plan.indicator[series.indicator].short} {period_words(series.period)}"


def which_day(plan: Plan, pending: Pending, days: Sequence[date], *, on: date, question: int) -> Screen:
    """Ask for the promised day, with the reason where it has been said."""
    names = "、".join(_short(plan, each) for each in pending.series[:MOST_CHOICES])
    noted = f"已记下原因:{safe(pending.reason)}。\n" if pending.reason else ""
    buttons = [Button(_day_label(each, on), Promise(question, n)) for n, each in enumerate(days)]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    return screen(
        f"❓ {safe(names)} 暂无,哪天能报?\n{noted}点选或直接回复日期,例如「周五」「20号前」;定下日期才记录。",
        buttons=[*rows, [Button("先不记", Promise(question, NONE_OF_THEM))]],
    )


def _day_label(day: date, on: date) -> str:
    return f"明天 {promised_day(day)}" if (day - on).days == 1 else promised_day(day)


def chosen(words: str) -> Screen:
    return screen(f"已选:{safe(words)}")


def label(plan: Plan, series: Sequence[Series]) -> str:
    """What was chosen, in a word."""
    return _short(plan, series[0]) if len(series) == 1 else f"全部{len(series)}项"
