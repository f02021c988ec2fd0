"""Words about figures that were taken back: the receipt, and those who hear of it."""

from collections.abc import Sequence
from datetime import datetime

from handlers.screen import Screen, safe, screen
from handlers.texts.words import figure, period_words, units_words
from qbot.clock import city_time
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.withdrawing import Withdrawn


def undone(plan: Plan, withdrawn: Sequence[Withdrawn], *, at: datetime, reason: str | None = None) -> Screen:
    """What was taken back, and what stands instead."""
    blocks = []
    for each in withdrawn:
        indicator = plan.indicator[each.version.series.indicator]
        lines = [
            f"↩️ 已撤销 R-{each.version.number}",
            f"{safe(indicator.name)} · {period_words(each.version.series.period)} "
            f"<s>{figure(each.version, indicator)}</s>",
        ]
        if each.stands:
            lines.append(_standing_now(plan, each))
        else:
            lines.append("该期现为:未报")
        if each.back:
            back = each.back
            lines.append(
                f"{period_words(back.series.period)}恢复为 {figure(back, indicator)}(R-{back.number})"
            )
        blocks.append("\n".join(lines))
    why = f"原因:{safe(reason)}。办公室已看到。\n" if reason else ""
    return screen(*blocks, f"{why}{city_time(at):%m月%d日 %H:%M} 撤销,原文留存。")


def settled_taken_back(plan: Plan, withdrawn: Sequence[Withdrawn], reason: str, *, by: Person) -> Screen:
    """To the office: figures that were reviewed or due have been taken back."""
    lines = [_taken_back(plan, each) for each in withdrawn]
    who = f"{units_words(plan, by.units)} {by.name}".strip()
    return screen(f"⚠️ {safe(who)}撤销了已审核或已过期限的数:\n" + "\n".join(lines) + f"\n原因:{safe(reason)}")


def taken_back_by(plan: Plan, withdrawn: Sequence[Withdrawn], *, by: Person) -> Screen:
    """To whoever reported what somebody else has taken back."""
    lines = [_taken_back(plan, each) for each in withdrawn]
    return screen(
        f"ℹ️ 办公室({safe(by.name)})撤销了您报的数:\n"
        + "\n".join(lines)
        + "\n原文留存。如有疑问请与办公室联系。"
    )


def _standing_now(plan: Plan, each: Withdrawn) -> str:
    """The figure that stands: restored, or as it was where a later one had already taken the place."""
    if each.stands is None:
        return ""
    now = f"{figure(each.stands, plan.indicator[each.stands.series.indicator])}(R-{each.stands.number})"
    is_later = each.stands.number > each.version.number
    return f"该期仍为 {now},没有变" if is_later else f"恢复为 {now}"


def _taken_back(plan: Plan, each: Withdrawn) -> str:
    version, indicator = each.version, plan.indicator[each.version.series.indicator]
    now = _standing_now(plan, each) if each.stands else "该期现为未报"
    return (
        f"R-{version.number} {safe(indicator.name)} · {period_words(version.series.period)}"
        f" {figure(version, indicator)},{now}"
    )


def not_yours(versions: Sequence[Version]) -> str:
    """撤销 in reply to what another reported: why nothing was taken back, and the ways out."""
    numbers = "、".join(f"R-{each.number}" for each in versions)
    by_office = any(each.draft.source == "proxy" for each in versions)
    whose = "办公室代报的" if by_office else "别人报的"
    wrong = "点那条消息下的[有误]告知办公室,或" if by_office else ""
    return (
        f"没有撤销:{numbers} 是{whose},不能由您撤销,别的数也没有动。\n"
        f"数不对,请{wrong}直接回复正确的数;要撤销您自己报的,请写「撤销R-号」。"
    )
