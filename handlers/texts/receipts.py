"""The receipt of a report, its undoing, and the questions asked before a figure is saved."""

from collections.abc import Mapping, Sequence

from handlers.actions_evidence import HowToAttach
from handlers.actions_reporting import Correct, Move, MoveTo, Undo
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import (
    difference,
    distance,
    example,
    figure,
    light,
    period_words,
    reported_by,
    short_period,
    standing,
    unit_name,
    units_words,
)
from qbot.errors import ForeignUnit
from qbot.ledger.current import assess_version
from qbot.ledger.references import NONE, References
from qbot.ledger.versions import Version
from qbot.moving import Moved
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import target_words
from qbot.reporting import Filed, Recorded


def receipt(
    plan: Plan,
    filed: Filed,
    *,
    series: Mapping[tuple[str, str], Mapping[Period, Version]],
    references: References = NONE,
    still_due: Sequence[Indicator],
    person: Person,
) -> Screen:
    """Told from the stored rows; `series` holds the standing versions of each (indicator, unit)."""
    blocks = [_line(plan, each, series[_key(each)], references, person) for each in filed.recorded]
    if still_due and filed.numbers:
        names = "、".join(indicator.name for indicator in still_due)
        blocks.append(f"本期还差{len(still_due)}项:{safe(names)}")
    if filed.foreign:
        blocks.append(foreign(plan, filed.foreign, person))
    return screen(*blocks, buttons=_buttons(filed))


def _key(recorded: Recorded) -> tuple[str, str]:
    return recorded.version.series.indicator, recorded.version.series.unit


def _buttons(filed: Filed) -> Sequence[Sequence[Button]]:
    numbers = filed.numbers
    if not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    undo, move = Button("撤销", Undo(first, last)), Button("改期次", Move(first, last))
    return [[undo, move, Button("更正", Correct(first, last)), Button("附佐证", HowToAttach(first))]]


def _line(
    plan: Plan,
    recorded: Recorded,
    by_period: Mapping[Period, Version],
    references: References,
    person: Person,
) -> str:
    version, series = recorded.version, recorded.version.series
    indicator = plan.indicator[series.indicator]
    head = f"✅ 已记录 R-{version.number}" if recorded.is_new else f"☑️ 此前已记录 R-{version.number},未变"
    head = f"{head} · {standing(version)}"
    if version.draft.source == "proxy" and recorded.is_new:
        head = f"{head}\n{safe(unit_name(plan, series.unit))} {safe(reported_by(version, person.name))}"
    name = f"<b>{safe(indicator.name)}</b> · {period_words(series.period)}"
    if series.unit != indicator.lead_unit:
        own = f"{figure(version, indicator)}({safe(unit_name(plan, series.unit))}自报,不计入全市数)"
        return "\n".join([head, name, own, *_changes(recorded, indicator)])
    period = Period.parse(series.period)
    judged = assess_version(indicator, period, by_period, references)
    verdict = " ".join(filter(None, (light(judged), distance(judged, indicator))))
    lines = [head, name, f"{figure(version, indicator)} 目标 {target_words(indicator)} {verdict}"]
    lines += _changes(recorded, indicator)
    before = by_period.get(period.shifted(-1))
    if before and before.value is not None and version.value is not None:
        change = difference(version.value - before.value, indicator)
        lines.append(f"较{short_period(before.series.period, series.period)} {change}")
    return "\n".join(lines)


def _changes(recorded: Recorded, indicator: Indicator) -> list[str]:
    """What was there before, what period was taken where none was said, and the reason given."""
    version, old, lines = recorded.version, recorded.replaced, []
    if recorded.is_new and old and old.value is not None:
        lines.append(_change(old, version, indicator))
    if recorded.is_new and not recorded.said_period:
        lines.append("(没写期次,按应报的这一期记;不对请点「改期次」)")
    if version.draft.reason:
        lines.append(f"原因:{safe(version.draft.reason)}")
    return lines


def _change(old: Version, version: Version, indicator: Indicator) -> str:
    before, now = figure(old, indicator), figure(version, indicator)
    if before == now and old.verdict == "returned":
        return f"退回后重报,数未变(原 R-{old.number} 留存)"
    return f"更正:{before} → {now}(原 R-{old.number} 留存)"


def foreign(plan: Plan, refusal: ForeignUnit, person: Person) -> str:
    """What was not the sender's to report, and whose it is."""
    townships = tuple(unit for unit in person.units if plan.unit[unit].kind == "township")
    if refusal.unit is None and len(townships) > 1:
        return _of_which_township(plan, refusal, townships)
    lines = []
    for id_ in dict.fromkeys(refusal.indicators):
        indicator = plan.indicator[id_]
        lines.append(f"❌ 未记录:{safe(indicator.name)}由{safe(unit_name(plan, indicator.lead_unit))}报送")
    if refusal.unit:
        lines.append(f"您写的单位是{safe(unit_name(plan, refusal.unit))}。")
    if person.is_office:
        name = safe(unit_name(plan, plan.indicator[refusal.indicators[0]].lead_unit))
        lines.append(f"请由责任单位的联络员报送;要替它报,请写「代{name}报:」加期次、指标和数,或发 /proxy。")
    else:
        lines.append(f"您是{safe(units_words(plan, person.units))}的联络员,只能报本单位的数。")
    return "\n".join(lines)


def _of_which_township(plan: Plan, refusal: ForeignUnit, townships: tuple[str, ...]) -> str:
    """Whoever speaks for several townships must say for which."""
    names = "、".join(safe(plan.indicator[id_].name) for id_ in dict.fromkeys(refusal.indicators))
    short = safe(plan.indicator[refusal.indicators[0]].short)
    example = f"{safe(unit_name(plan, townships[0]))} {short} 98"
    return (
        f"❌ 未记录:{names}。您联系{safe(units_words(plan, townships))},请写明是哪一个的,例如「{example}」。"
    )


def not_a_reporter() -> Screen:
    return screen("❌ 未记录。您的身份是领导,只能查询;数据由各单位联络员报送。")


def moved_by(plan: Plan, old: Version, new: Version, *, by: Person) -> Screen:
    """To whoever reported what somebody else has put into another period."""
    indicator = plan.indicator[old.series.indicator]
    return screen(
        f"ℹ️ 办公室({safe(by.name)})改了您报的数的期次:\n{safe(indicator.name)} {figure(new, indicator)}\n"
        f"{period_words(old.series.period)}(R-{old.number}) → {period_words(new.series.period)}(R-{new.number})。"
        "如有疑问请与办公室联系。"
    )


NOTHING_TO_UNDO = "没有可撤销的报送:您还没有报过数,或都已撤销。"
UNDO_OR_CORRECT = "还没有撤回,也没有改:您的话里有一个新数 {value}。\n要改成它,发「更正{name} {value}」;只撤回不改,发「撤回{name}」。"
NOTHING_OF_THAT = (
    "没有可撤销的:您没有报过这一项,或已撤销。要撤销别的,请回复那条回执写「撤销」,或写「撤销R-12」。"
)
NOTHING_OF_THEN = (
    "没有撤销:您说的那一天、那一期没有您报过的数,或已撤销;别的数没有动。要撤销别的,请写「撤销R-12」,"
    "或回复那条回执写「撤销」。"
)
NO_SUCH_NUMBER = "没有这个编号的数,什么都没有撤销。请核对回执上的 R-号。"
CORRECTED_SINCE = "这个数已被更正,不再是这一条。请在新的回执上点按钮,或回复新的回执。"
UNDONE_ALREADY = "这条已经撤销过了。"
WHY_UNDO = "请先说明撤销的原因"
TOO_OLD_TO_UNDO = "报送已超过一天,请联系办公室撤销,或直接发「更正」加新数。"
NOT_YOURS = "只有报送人本人或办公室可以撤销。"


def replaced_by(plan: Plan, recorded: Recorded, person: Person, *, to: Person) -> Screen:
    """To whoever reported the figure that another person's has replaced."""
    ask = f"与{safe(person.name)}" if to.is_office else "与办公室"
    version, old = recorded.version, recorded.replaced
    indicator = plan.indicator[version.series.indicator]
    was = f"{figure(old, indicator)}(R-{old.number}) → " if old else ""
    return screen(
        f"ℹ️ 您报的数已由{safe(person.name)}更正\n{safe(indicator.name)} · {period_words(version.series.period)}\n"
        f"{was}{figure(version, indicator)}(R-{version.number}),原数留存。如有疑问请{ask}联系。"
    )


def which_period(plan: Plan, version: Version, periods: Sequence[str]) -> Screen:
    """Offer periods for a figure that is already recorded."""
    indicator = plan.indicator[version.series.indicator]
    buttons = [Button(period_words(each), MoveTo(version.number, each)) for each in periods]
    return screen(
        f"R-{version.number} {safe(indicator.name)} {figure(version, indicator)}\n"
        f"现记在{period_words(version.series.period)},改到哪一期?(点选或直接写,例如「2月的」)",
        buttons=[buttons[i : i + 2] for i in range(0, len(buttons), 2)],
    )


def which_figure(plan: Plan, versions: Sequence[Version]) -> Screen:
    """The message brought several figures: of which one is the period to be changed?"""
    rows = [
        [
            Button(
                f"{plan.indicator[each.series.indicator].short} {period_words(each.series.period)}",
                Move(each.number, each.number),
            )
        ]
        for each in versions
    ]
    return screen("改哪一项的期次?", buttons=rows)


def which_value(plan: Plan, versions: Sequence[Version]) -> Screen:
    """Ask for the right value of a figure; of several, which one is wrong."""
    if len(versions) == 1:
        (version,) = versions
        indicator = plan.indicator[version.series.indicator]
        return screen(
            f"更正 R-{version.number} {safe(indicator.name)} · {period_words(version.series.period)}"
            f" {figure(version, indicator)}\n请直接回复正确的数,例如「{example(indicator)}」;不改了发 /cancel。"
        )
    labels = [
        f"{plan.indicator[each.series.indicator].short} {period_words(each.series.period)}"
        for each in versions
    ]
    rows = [
        [Button(label, Correct(each.number, each.number))]
        for label, each in zip(labels, versions, strict=True)
    ]
    return screen("更正哪一项?", buttons=rows)


def moved(
    plan: Plan,
    old: Version,
    moved_: Moved,
    *,
    series: Mapping[tuple[str, str], Mapping[Period, Version]],
    references: References = NONE,
    person: Person,
) -> Screen:
    """A figure now stands in another period: its receipt, and what has become of the place it left."""
    recorded = moved_.filed.recorded[0]
    left = f"{period_words(old.series.period)}现为:"
    left += figure(moved_.left, plan.indicator[old.series.indicator]) if moved_.left else "未报"
    return screen(
        _line(plan, recorded, series[_key(recorded)], references, person),
        f"期次:{period_words(old.series.period)} → {period_words(recorded.version.series.period)}"
        f"(原 R-{old.number} 留存)\n{left}",
        buttons=_buttons(moved_.filed),
    )


SAME_PERIOD = "已经是这一期了。"
PERIOD_NOT_BEGUN = "这一期还没有开始,不能改到那里。"
NOTHING_TO_MOVE = "没有可改期次的报送。写法:/move R-12 2月。"
NOT_YOURS_TO_CORRECT = "只有本单位的联络员或办公室可以更正。"
CORRECT_WHAT = "没有找到可更正的报送。请写全,例如「更正:3月食品抽检 98.7」,或「/correct R-12 98.7」。"
CORRECT_WHICH = "您上一条报了几项,请写明改哪一项,例如「更正:{example} 98.7」;原数不变。"
