"""Words of a report in a unit's name."""

from collections.abc import Sequence

from handlers.actions_proxy import ProxyFor, ProxyUnits
from handlers.actions_review import Dispute
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import figure, period_words, unit_name
from qbot.ledger.versions import Version
from qbot.plan.models import Plan

PAGE = 10

CONTACT_MAY_NOT = "❌ 未记录。代报只有办公室可以;您可以直接报本单位的数,例如「食品抽检 3月 96.5」。"
NOT_CERTAIN = "❌ 未记录:没有读出确定的数。代报请写明指标、期次和数,例如「代{unit}报:3月 {example} 96.5」。"
WRONG_WHICH = "刚才代报的不止一个数,请写明是哪个,例如「R-{number} 有误」,或点那条消息里的按钮。"
OWN_WRONG = "R-{number} 是您自己报的:改数请发「更正 R-{number} 」加正确的数,不要了请发「撤销 R-{number}」。"
NO_PERIOD = "❌ 未记录:代报请写明期次,例如「3月」「一季度」。"


def unknown_unit(name: str) -> Screen:
    return screen(f"❌ 未记录:方案里没有叫「{safe(name)}」的单位。发 /proxy 从名单里选。")


def choose_unit(plan: Plan, *, page: int) -> Screen:
    """The units to report for: those that lead an indicator first, a page at a time."""
    units = sorted(plan.units, key=lambda unit: not plan.led_by(unit.id))
    shown = units[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(unit.name, ProxyFor(unit.id)) for unit in shown]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    if (page + 1) * PAGE < len(units):
        rows.append([Button("更多", ProxyUnits(page + 1))])
    return screen("代哪个单位报?", buttons=rows)


def type_words(plan: Plan, unit: str) -> Screen:
    name = safe(unit_name(plan, unit))
    return screen(
        f"✍️ 请直接写要代{name}报的内容(10 分钟内的下一句话),例如「3月 {safe(_example(plan, unit))} 96.5」。\n"
        f"不报了请发 /cancel。"
    )


def not_certain(plan: Plan, unit: str) -> Screen:
    return screen(safe(NOT_CERTAIN.format(unit=unit_name(plan, unit), example=_example(plan, unit))))


def not_theirs(plan: Plan, unit: str, indicators: Sequence[str]) -> Screen:
    """What the unit does not report, and whose it is."""
    lines = [
        f"❌ 未记录:{safe(plan.indicator[each].name)}由"
        f"{safe(unit_name(plan, plan.indicator[each].lead_unit))}报送,不是{safe(unit_name(plan, unit))}。"
        for each in indicators
    ]
    return screen("\n".join(lines))


def told(plan: Plan, versions: Sequence[Version], *, by: str) -> Screen:
    """What the unit's contacts read at once, with a button for each figure to call it wrong."""
    lines = [f"· R-{each.number} {safe(_name(plan, each))} {_figure(plan, each)}" for each in versions]
    unit = safe(unit_name(plan, versions[0].series.unit))
    rows = [[Button(f"R-{each.number} 有误", Dispute(each.number))] for each in versions]
    if len(versions) == 1:
        rows = [[Button("有误", Dispute(versions[0].number))]]
    return screen(f"📝 办公室({safe(by)})代{unit}报了:\n" + "\n".join(lines), buttons=rows)


def nobody_told(plan: Plan, unit: str) -> Screen:
    return screen(f"⚠️ {safe(unit_name(plan, unit))}没有可通知的联络员,代报的数无人知晓,请另行告知。")


def _name(plan: Plan, version: Version) -> str:
    return plan.indicator[version.series.indicator].name


def _figure(plan: Plan, version: Version) -> str:
    indicator = plan.indicator[version.series.indicator]
    return f"{period_words(version.series.period)} {figure(version, indicator)}"


def _example(plan: Plan, unit: str) -> str:
    led = plan.led_by(unit)
    return (led or plan.indicators)[0].short
