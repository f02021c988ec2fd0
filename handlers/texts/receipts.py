"""The receipt of a report, its undoing, and the questions asked before a figure is saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.buttons import Choose, Undo
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import (
    difference,
    distance,
    figure,
    light,
    period_words,
    short_period,
    unit_name,
    units_words,
)
from qbot.clock import city_time
from qbot.errors import ForeignUnit
from qbot.ledger.current import assess_version
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import target_words
from qbot.reporting import Filed, Recorded, Withdrawn


def receipt(
    plan: Plan,
    filed: Filed,
    *,
    series: Mapping[tuple[str, str], Mapping[Period, Version]],
    still_due: Sequence[Indicator],
    person: Person,
) -> Screen:
    """Told from the stored rows; `series` holds the standing versions of each (indicator, unit)."""
    blocks = [_line(plan, each, series[_key(each)], person) for each in filed.recorded]
    if still_due and filed.numbers:
        names = "、".join(indicator.name for indicator in still_due)
        blocks.append(f"本期还差{len(still_due)}项:{safe(names)}")
    if filed.foreign:
        blocks.append(foreign(plan, filed.foreign, person))
    return screen(*blocks, buttons=_undo_row(filed))


def _key(recorded: Recorded) -> tuple[str, str]:
    return recorded.version.series.indicator, recorded.version.series.unit


def _undo_row(filed: Filed) -> Sequence[Sequence[Button]]:
    numbers = filed.numbers
    return [[Button("撤销", Undo(numbers[0], numbers[-1]))]] if numbers else []


def _line(plan: Plan, recorded: Recorded, by_period: Mapping[Period, Version], person: Person) -> str:
    version, series = recorded.version, recorded.version.series
    indicator = plan.indicator[series.indicator]
    head = f"✅ 已记录 R-{version.number}" if recorded.is_new else f"☑️ 此前已记录 R-{version.number},未变"
    name = f"<b>{safe(indicator.name)}</b> · {period_words(series.period)}"
    if series.unit != indicator.lead_unit:
        return "\n".join(
            [
                head,
                name,
                f"{figure(version, indicator)}({safe(unit_name(plan, series.unit))}自报,不计入全市数)",
            ]
        )
    period = Period.parse(series.period)
    judged = assess_version(indicator, period, by_period)
    verdict = " ".join(filter(None, (light(judged), distance(judged, indicator))))
    lines = [
        head,
        name,
        f"{figure(version, indicator)} 目标 {target_words(indicator)} {verdict}",
    ]
    if recorded.is_new and recorded.replaced and recorded.replaced.value is not None:
        old = recorded.replaced
        lines.append(f"更正:{figure(old, indicator)} → {figure(version, indicator)}(原 R-{old.number} 留存)")
    before = by_period.get(period.shifted(-1))
    if before and before.value is not None and version.value is not None:
        change = difference(version.value - before.value, indicator)
        lines.append(f"较{short_period(before.series.period, series.period)} {change}")
    return "\n".join(lines)


def foreign(plan: Plan, refusal: ForeignUnit, person: Person) -> str:
    """What was not the sender's to report, and whose it is."""
    lines = []
    for id_ in dict.fromkeys(refusal.indicators):
        indicator = plan.indicator[id_]
        lines.append(f"❌ 未记录:{safe(indicator.name)}由{safe(unit_name(plan, indicator.lead_unit))}报送")
    if refusal.unit:
        lines.append(f"您写的单位是{safe(unit_name(plan, refusal.unit))}。")
    if person.is_office:
        lines.append("请由责任单位的联络员报送。")
    else:
        lines.append(f"您是{safe(units_words(plan, person.units))}的联络员,只能报本单位的数。")
    return "\n".join(lines)


def not_a_reporter() -> Screen:
    return screen("❌ 未记录。您的身份是领导,只能查询;数据由各单位联络员报送。")


def undone(plan: Plan, withdrawn: Sequence[Withdrawn], *, at: datetime) -> Screen:
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
            lines.append(f"恢复为 {figure(each.stands, indicator)}(R-{each.stands.number})")
        else:
            lines.append("该期现为:未报")
        blocks.append("\n".join(lines))
    return screen(*blocks, f"{city_time(at):%m月%d日 %H:%M} 撤销,原文留存。")


NOTHING_TO_UNDO = "没有可撤销的报送:您还没有报过数,或都已撤销。"
UNDONE_ALREADY = "这条已经撤销过了。"
TOO_OLD_TO_UNDO = "报送已超过一天,请联系办公室撤销,或直接发「更正」加新数。"
NOT_YOURS = "只有报送人本人或办公室可以撤销。"


def which_indicator(
    plan: Plan, *, question: int, amount: str, period: str | None, candidates: Sequence[str]
) -> Screen:
    """Ask by buttons which indicator a figure belongs to."""
    head = f"{safe(amount)} 是哪项指标?" if amount else "您说的是哪项指标?"
    when = f"({period_words(period)})" if period else ""
    buttons = [
        Button(plan.indicator[id_].short, Choose(question, index)) for index, id_ in enumerate(candidates)
    ]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return screen(
        f"{head}{when}\n选定之前不会记录。", buttons=[*rows, [Button("都不是", Choose(question, -1))]]
    )


def which_value(plan: Plan, indicator: str | None) -> Screen:
    name = plan.indicator[indicator].name if indicator else "这项指标"
    measure = plan.indicator[indicator].measure if indicator else ""
    example = (
        f"「{safe(plan.indicator[indicator].short)} 3月 96.5{measure}」"
        if measure == "%" and indicator
        else ""
    )
    return screen(
        f"❓ {safe(name)}的数没有看准,尚未记录。\n请只写一个确定的数{f',例如{example}' if example else ''};"
        "有批次的写「抽检500批次,合格483」。"
    )


def which_period(plan: Plan, indicator: str | None) -> Screen:
    name = plan.indicator[indicator].name if indicator else "这个数"
    return screen(
        f"❓ {safe(name)}是哪一期的?尚未记录。\n请写明一个已开始的月份或季度再发一次,例如「3月」「一季度」。"
    )


def chosen(plan: Plan, indicator: str) -> Screen:
    return screen(f"已选:{safe(plan.indicator[indicator].name)}")


QUESTION_DROPPED = "好的,这个数没有记录。请把指标名和数一起再发一次,例如「食品抽检 96.5」。"
QUESTION_CLOSED = "这个问题已经回答过或已过期,请重新发送。"
QUESTION_OF_ANOTHER = "这是问别人的,请由发报人本人点选。"
