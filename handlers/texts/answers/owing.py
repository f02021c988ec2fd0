"""Who has not reported, by unit; and what the asker owes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.actions_follow import Chase
from handlers.actions_pictures import DEPARTMENTS
from handlers.actions_walk import Resume
from handlers.actions_workbook import SendForm
from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, period_words, promise_words, unit_name
from qbot.ledger.obligations import Obligation
from qbot.nudging.chasing import EVERYBODY
from qbot.periods import Period
from qbot.plan.models import Plan

SHOWN = 15
_NEXT = [
    [Button("报送情况图", DEPARTMENTS)],
    [Button("总体情况", Ask("overview", "")), Button("报送排名", Ask("ranking", ""))],
]
TOLD = "✅ 本乡镇上一季度的工作进展已报。"
OWES_NOTHING = "您没有要报的指标:您的身份或单位不牵头任何一项。"


def missing(
    plan: Plan,
    owed: Sequence[Obligation],
    *,
    on: date,
    expected: int,
    older: int = 0,
    townships: str = "",
) -> Screen:
    """Who has not reported, by unit; `older` counts what is owed from before, `townships` tells which of
    them have not told of their plan."""
    before = f"此外,更早的期次还有{older}项未报。" if older else ""
    if not expected:
        return screen("" if townships else "这一期没有应报的指标。", before, townships)
    if not owed:
        head = "✅ 本期应报的指标都已报齐。" if townships else "✅ 本期应报的都已报齐。"
        return screen(head, before, townships, buttons=_NEXT)
    blocks = [_head(owed, on=on, expected=expected)]
    for unit in dict.fromkeys(each.unit for each in owed):
        mine = [_owed(plan, each, on) for each in owed if each.unit == unit]
        blocks.append("\n".join([f"<b>{safe(unit_name(plan, unit))}</b>", *mine]))
    return screen(
        *blocks,
        before,
        townships,
        buttons=_NEXT,
    )


def not_over(period: Period, on: date) -> Screen:
    """Nothing is owed yet for a time that is not over."""
    state = "还没有开始" if period.starts_on > on else "还没有结束"
    return screen(f"{period_words(str(period))}{state},这一期的数还没到报送的时候。", buttons=_NEXT)


def to_chase(shown: Screen, unit: str | None) -> Screen:
    """The same with a button that chases, for the office."""
    row = (Button("一键催办", Chase(unit or EVERYBODY)),)
    return replace(shown, buttons=(row, *shown.buttons))


def missing_short(
    plan: Plan,
    owed: Sequence[Obligation],
    *,
    on: date,
    expected: int,
    older: int = 0,
    townships: str = "",
) -> Screen:
    """For a group: how many each unit owes."""
    if not owed:
        return missing(plan, owed, on=on, expected=expected, older=older, townships=townships)
    of_unit = Counter(each.unit for each in owed)
    units = "、".join(f"{safe(unit_name(plan, unit))}{count}项" for unit, count in of_unit.most_common())
    lines = [_head(owed, on=on, expected=expected), f"未报:{units}", townships]
    return screen("\n".join(filter(None, lines)))


def _head(owed: Sequence[Obligation], *, on: date, expected: int) -> str:
    late = sum(each.stage(on) != "open" for each in owed)
    periods = "、".join(dict.fromkeys(period_words(str(each.period)) for each in owed))
    return f"{periods} 应报{expected}项,已报{expected - len(owed)},未报{len(owed)}(其中逾期{late})"


def mine(
    plan: Plan,
    owed: Sequence[Obligation],
    older: Sequence[Obligation],
    *,
    on: date,
    progress: str = "",
) -> Screen:
    """What the asker owes, this period's and older ones, and what a township has to tell."""
    if not owed and not older:
        if progress:
            return screen(progress)
        return screen("✅ 您应报的都已报齐。", buttons=[[Button("总体情况", Ask("overview", ""))]])
    now = [f"您还有{len(owed)}项未报:", *(_owed(plan, each, on) for each in owed)] if owed else []
    before = (
        [f"更早的期次还有{len(older)}项:", *(_owed(plan, each, on) for each in older[:SHOWN])]
        if older
        else []
    )
    return screen(
        "\n".join(now),
        "\n".join([*before, *(["…"] if len(older) > SHOWN else [])]),
        progress,
        buttons=[[Button("逐项填报", Resume()), Button("填报表", SendForm())]],
    )


def _owed(plan: Plan, each: Obligation, on: date) -> str:
    if each.stage(on) == "open":
        when = f"{day(each.due_on)}前报"
    else:
        when = f"逾期{each.overdue_workdays(on)}个工作日"
    promise = promise_words(each, on=on)
    return f"· {safe(plan.indicator[each.indicator].name)} {period_words(str(each.period))}({when}{promise})"
