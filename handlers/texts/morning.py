"""Words of the office's morning: what is due, who is missing by name, and what else waits."""

from collections.abc import Sequence
from datetime import date

from handlers.actions_briefs import CorrectBrief
from handlers.actions_follow import Chase, ChooseChased
from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.nudges import named
from handlers.texts.people import MATTERS
from handlers.texts.words import day, period_words, promise_words, unit_name
from qbot.ledger.obligations import Obligation
from qbot.nudging.caps import MOST_A_PERIOD
from qbot.nudging.chasing import EVERYBODY
from qbot.nudging.morning import Morning
from qbot.nudging.papers import Papers
from qbot.plan.models import Plan

SHOWN = 20
NAMES = 6
APART = 2
PAGE = 8


def morning(plan: Plan, told: Morning) -> Screen:
    """The whole day's beginning on one screen."""
    due, overdue = told.due_today, told.overdue
    blocks = [f"<b>☀️ {day(told.on)} 办公室晨报</b>"]
    for head, entries in (("今天到期未报", due), ("逾期未报", overdue)):
        figures = [each for each in entries if not each.is_progress]
        if figures:
            blocks.append("\n".join([f"{head}{len(figures)}项:", *_lines(plan, told, figures)]))
        blocks += _townships(plan, told, [each for each in entries if each.is_progress])
    if not due and not overdue:
        blocks.append("✅ 没有今天到期或逾期未报的项。")
    return screen(
        *blocks,
        _open_work(told),
        _papers(told.papers),
        _trouble(told),
        buttons=_buttons(told, bool(due or overdue)),
    )


def _buttons(told: Morning, missing: bool) -> Sequence[Sequence[Button]]:
    number = told.papers.to_correct
    note = [[Button(f"简报第{number}期更正说明", CorrectBrief(number))]] if number is not None else []
    if not missing:
        return note
    return [
        [Button("一键催办", Chase(EVERYBODY)), Button("选单位催办", ChooseChased(0))],
        [Button("谁还没报", Ask("missing", ""))],
        *note,
    ]


def _papers(told: Papers) -> str:
    lines = []
    if told.to_correct is not None:
        lines.append(f"📄 简报第{told.to_correct}期签发后有数更正,可出更正说明。")
    if told.altered is not None:
        lines.append(f"⚠️ 简报第{told.altered}期的存档与签发时的校验码不一致,请联系管理员。")
    if told.self_check is not None:
        check = told.self_check
        until = f"还有{check.days_left}天结束" if check.days_left else "今天结束"
        lines.append(
            f"📄 「{safe(check.phase.name)}」{until},自查材料还有{check.lacking}项不齐。发「自查材料」看缺什么。"
        )
    return "\n".join(lines)


def _townships(plan: Plan, told: Morning, words: Sequence[Obligation]) -> list[str]:
    """The townships that owe a word, by name and in one line for each day on which it was due."""
    of_day: dict[date, list[Obligation]] = {}
    for each in words:
        of_day.setdefault(each.due_on, []).append(each)
    return [_of_one_day(plan, told, mine) for mine in of_day.values()]


def _of_one_day(plan: Plan, told: Morning, mine: Sequence[Obligation]) -> str:
    first, late = mine[0], mine[0].overdue_workdays(told.on)
    since = f"逾期{late}个工作日" if late else "今天到期"
    granted = ",已准延期" if first.extended else ""
    asked = _last_asked(told, mine)
    names = "、".join(safe(unit_name(plan, each.unit)) for each in mine)
    head = f"乡镇{period_words(str(first.period))}进展未报{len(mine)}个({since}{granted}{asked})"
    deaf = [safe(unit_name(plan, each.unit)) for each in mine if each.unit not in told.stands.hearing]
    if not deaf:
        return f"{head}:{names}"
    whom = "都" if len(deaf) == len(mine) else f"{'、'.join(deaf)}"
    return f"{head}:{names}\n⚠️ 其中{whom}无人可收消息"


def _lines(plan: Plan, told: Morning, entries: Sequence[Obligation]) -> list[str]:
    """A line for each figure; where that is too much, one for each unit with many, so that nobody late is left out."""
    if len(entries) <= SHOWN:
        return [_line(plan, told, each) for each in entries]
    of_unit: dict[str, list[Obligation]] = {}
    for each in entries:
        of_unit.setdefault(each.unit, []).append(each)
    return [line for mine in of_unit.values() for line in _unit_lines(plan, told, mine)]


def _unit_lines(plan: Plan, told: Morning, mine: Sequence[Obligation]) -> list[str]:
    if len(mine) <= APART:
        return [_line(plan, told, each) for each in mine]
    return [_unit_line(plan, told, mine)]


def _unit_line(plan: Plan, told: Morning, mine: Sequence[Obligation]) -> str:
    """Of one unit: how much, the one that is late the longest, the last reminder, how many are promised."""
    asked = _last_asked(told, mine)
    promised = sum(each.is_promised(told.on) for each in mine)
    promise = f",{promised}项有承诺" if promised else ""
    first, late = mine[0], mine[0].overdue_workdays(told.on)
    since = f",最久逾期{late}个工作日({named(plan, first)})" if late else ""
    unit = safe(unit_name(plan, first.unit))
    return f"· {unit} {_who(told, first.unit)}:{len(mine)}项{since}{asked}{promise}"


def _last_asked(told: Morning, mine: Sequence[Obligation]) -> str:
    """When anybody was reminded of these the last time, and of how many where it was not all."""
    heard = [days for each in mine if (days := _heard_on(told, each))]
    if not heard:
        return ",未提醒过"
    last = f"{day(max(max(days) for days in heard))}已提醒"
    rest = len(mine) - len(heard)
    return f",其中{len(heard)}项{last},{rest}项未提醒过" if rest else f",{last}"


def _heard_on(told: Morning, entry: Obligation) -> set[date]:
    return {on for who in told.stands.allowances_for(entry.unit) for on in who.heard_on(entry)}


def _who(told: Morning, unit: str) -> str:
    names = [person.name for person in told.stands.hearing.get(unit, ())]
    away = [person.name for person in told.stands.away.get(unit, ())]
    if names:
        return safe("、".join(names))
    return safe(f"⚠️{'、'.join(away)}外出,无人代收") if away else "⚠️无人可收消息"


def _line(plan: Plan, told: Morning, entry: Obligation) -> str:
    who = _who(told, entry.unit)
    late = entry.overdue_workdays(told.on)
    since = f"逾期{late}个工作日" if late else "今天到期"
    granted = ",已准延期" if entry.extended else ""
    asked = _asked(told, entry)
    promise = promise_words(entry, on=told.on)
    return (
        f"· {safe(unit_name(plan, entry.unit))} {who}:{named(plan, entry)}({since}{granted}{asked}{promise})"
    )


def _asked(told: Morning, entry: Obligation) -> str:
    """How often whoever hears of the figure now was reminded, as the caps count it; by name where they differ."""
    found = {
        each.person.name: _times(each.heard_on(entry)) for each in told.stands.allowances_for(entry.unit)
    }
    if len(set(found.values())) > 1:
        return "," + "、".join(f"{safe(name)}{times}" for name, times in found.items())
    return "".join(f",{times}" for times in list(found.values())[:1])


def _times(days: Sequence[date]) -> str:
    if not days:
        return "未提醒过"
    times = f"第{len(days)}次" if len(days) < MOST_A_PERIOD else f"满{MOST_A_PERIOD}次"
    return f"{day(days[-1])}已提醒({times})"


def _open_work(told: Morning) -> str:
    counts = [
        *((MATTERS[kind], count) for kind, count in told.waiting.items()),
        ("待审数据", told.unreviewed),
        ("其中存疑", told.doubtful),
        ("未结突发情况", told.incidents),
        ("等联络员核实的数", told.held),
        ("等联络员回答的提问", told.unanswered),
    ]
    shown = [f"{name} {count}" for name, count in counts if count]
    return "待办:" + " · ".join(shown) if shown else ""


def _trouble(told: Morning) -> str:
    lines = []
    if told.unreachable:
        names = _some([person.name for person in told.unreachable])
        lines.append(f"⚠️ 收不到消息的联络员:{names}(未激活或已屏蔽)")
    if told.lost_groups:
        lines.append(f"⚠️ 发不进的工作群:{safe('、'.join(told.lost_groups))}")
    if told.dead:
        lines.append(f"⚠️ 处理失败的来信 {told.dead} 条(原文已留存)")
    if told.uncertain:
        lines.append(f"⚠️ 昨日以来不确定是否收到提醒或通知、没有重发的:{_some(told.uncertain)}")
    return "\n".join(lines)


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}个" if len(names) > NAMES else ""
    return "、".join(safe(name) for name in names[:NAMES]) + more


def choose_units(plan: Plan, entries: Sequence[Obligation], *, page: int) -> Screen:
    """The units of which something is missing, each to be reminded by a press."""
    units = list(dict.fromkeys(each.unit for each in entries))
    shown = units[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return screen("没有今天到期或已逾期的未报项,不用催办。")
    rows = [
        [Button(f"{unit_name(plan, unit)} {sum(e.unit == unit for e in entries)}项", Chase(unit))]
        for unit in shown
    ]
    turns = []
    if page:
        turns.append(Button("上一页", ChooseChased(page - 1)))
    if len(units) > (page + 1) * PAGE:
        turns.append(Button("更多", ChooseChased(page + 1)))
    return screen("点一个单位,提醒它的联络员:", buttons=[*rows, *([turns] if turns else [])])
