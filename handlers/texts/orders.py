"""Words of the orders that were sent: the message itself, what is said of it, its record, the list."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from handlers.actions_orders import (
    AnswerOrder,
    CloseOrder,
    ListOrders,
    ListOverdue,
    ShowOrder,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import moment, period_words, promised_day, unit_name
from qbot.ledger.versions import Series
from qbot.orders import Light, Order, OrderEntry, Step
from qbot.people import Person
from qbot.plan.models import Plan

LIGHTS: dict[Light, str] = {
    "blue": "🔵 蓝色", "orange": "🟠 橙色", "red": "🔴 红色", "yellow": "🟡 黄色(已整改)",
}  # fmt: skip
STEP_WORDS: dict[Step, str] = {"remind": "提醒", "urge": "催办", "order": "督办单"}
KINDS: Mapping[str, str] = {
    "sent": "发给", "copy": "抄送", "answer": "答复", "office": "办公室", "made-good": "已报数,转黄", "taken-back": "报数已撤回或退回,转红", "closed": "结案",
}  # fmt: skip
ENTRY_TEXT = 200
ASK_ANSWER = "❓ 请写答复内容(直接回复即可,10分钟内有效)。报数请直接发数。"
ASK_OUTCOME = "❓ 请写一句 {serial} 的办理结果,例如「已补报」「已说明原因」。"
CLOSED = "这件已经结案,不能再补充。"
PRIVATE_ONLY = "催办、督办不在群里说,请私聊我发 /orders。"
NOT_FOUND = "没有这个编号。发 /orders 看未结的。"
NOT_YOURS = "这件督办与您无关。"
ANSWERED = "✅ 已记入{serial},办公室已收到。"
NOTED = "✅ 已记入{serial},已转给收件人。"
HOW = (
    "写法:/orders 看未结的;/orders 督办1号 看全文;/orders 督办1号 答复 内容;/orders 督办1号 结案 结果"
    "(往年的写全,如 督办〔2017〕1号)。也可直接说「督办1号结案,已补报」。\n"
    "/orders 市农业局 从该单位逾期项里选;也可直接说「提醒/催办/督办 市农业局3月农产品」。"
)


def figure(plan: Plan, series: Series) -> str:
    indicator = plan.indicator.get(series.indicator)
    return f"{indicator.name if indicator else series.indicator} {period_words(series.period)}"


def short(plan: Plan, series: Series) -> str:
    indicator = plan.indicator.get(series.indicator)
    return f"{indicator.short if indicator else series.indicator} {period_words(series.period)}"


def message(plan: Plan, order: Order) -> Screen:
    """What the receivers get."""
    by = f"\n请于{promised_day(order.answer_by_on)}前答复:直接回复本条即可。" if order.answer_by_on else ""
    return screen(
        f"<b>{safe(order.serial)}</b> {LIGHTS[order.light]}\n{safe(figure(plan, order.series))}",
        f"{safe(order.text)}{by}",
        buttons=[[Button("答复", AnswerOrder(order.id)), Button("查看全部", ShowOrder(order.id))]],
    )


def answered(plan: Plan, order: Order, entry: OrderEntry, by: Person) -> Screen:
    """An answer, to the office; or the office's word, to the receivers."""
    where = f"({safe(unit_name(plan, order.series.unit))})" if not by.is_office else "(办公室)"
    buttons = [Button("答复", AnswerOrder(order.id)), Button("查看全部", ShowOrder(order.id))]
    if not by.is_office:
        buttons.append(Button("结案", CloseOrder(order.id)))
    return screen(
        f"💬 <b>{safe(order.serial)}</b> · {safe(by.name)}{where} {moment(entry.said_at)}",
        f"「{safe(entry.text)}」",
        buttons=[buttons],
    )


def turned(plan: Plan, order: Order) -> Screen:
    """That the light has followed the figure: it has come, or it was taken back."""
    if order.light == "red":
        return screen(
            f"🔴 {safe(order.serial)}由黄转红:{safe(unit_name(plan, order.series.unit))}的"
            f"{safe(figure(plan, order.series))}已撤回或退回,现在又是未报。",
            buttons=[[Button("查看", ShowOrder(order.id))]],
        )
    return screen(
        f"🟡 {safe(order.serial)}由红转黄:{safe(unit_name(plan, order.series.unit))}已报"
        f"{safe(figure(plan, order.series))}。可以结案了。",
        buttons=[[Button("结案", CloseOrder(order.id)), Button("查看", ShowOrder(order.id))]],
    )


def closed(order: Order) -> Screen:
    return screen(f"✅ {safe(order.serial)}已结案。\n结果:{safe(order.outcome)}")


def whole(
    plan: Plan, order: Order, record: Sequence[OrderEntry], people: Mapping[int, Person], viewer: Person
) -> Screen:
    """An order with its record."""
    state = "办理中" if order.is_open else f"已结案:{safe(order.outcome)}"
    lines = [_entry(each, people) for each in record]
    buttons = [Button("答复", AnswerOrder(order.id))] if order.is_open else []
    if order.is_open and viewer.is_office:
        buttons.append(Button("结案", CloseOrder(order.id)))
    return screen(
        f"<b>{safe(order.serial)}</b> {LIGHTS[order.light]} · {state}\n"
        f"{safe(unit_name(plan, order.series.unit))} · {safe(figure(plan, order.series))}",
        safe(order.text),
        "\n".join(lines),
        buttons=[buttons] if buttons else [],
    )


def _entry(entry: OrderEntry, people: Mapping[int, Person]) -> str:
    who = people.get(entry.person_id) if entry.person_id is not None else None
    name = safe(who.name) if who else ""
    head = f"· {moment(entry.said_at)} {KINDS[entry.kind]}{' ' if name else ''}{name}"
    if entry.kind in ("sent", "made-good", "taken-back"):
        return head
    said = entry.text if len(entry.text) <= ENTRY_TEXT else entry.text[:ENTRY_TEXT] + "…"
    return f"{head}:{safe(said)}"


def listing(plan: Plan, orders: Sequence[Order], *, there: Collection[int], more: bool, on: date) -> Screen:
    """Open orders, and the way to a new one."""
    new = [Button("新催办/督办", ListOverdue(0))]
    if not orders:
        return screen("没有未结的提醒、催办和督办。", buttons=[new])
    lines = [_line(plan, each, there=there, on=on) for each in orders]
    rows = [[Button(f"查看 {each.serial}", ShowOrder(each.id))] for each in orders]
    if more:
        rows.append([Button("更多", ListOrders(orders[-1].id))])
    return screen("未结的提醒、催办和督办:\n" + "\n".join(lines), buttons=[*rows, new])


def which(orders: Sequence[Order]) -> Screen:
    """Several have the number that was said."""
    rows = [[Button(f"查看 {each.serial}", ShowOrder(each.id))] for each in orders]
    return screen(
        "有几件是这个号,请点一件,或写明是提醒、催办还是督办,例如「督办1号结案,已补报」。", buttons=rows
    )


def own(plan: Plan, orders: Sequence[Order], *, there: Collection[int], on: date) -> Screen:
    """The open orders that a contact or an official got."""
    if not orders:
        return screen("您没有未结的提醒、催办和督办。")
    lines = [_line(plan, each, there=there, on=on) for each in orders]
    rows = [[Button(f"查看 {each.serial}", ShowOrder(each.id))] for each in orders]
    return screen(
        "发给您的、未结的:\n" + "\n".join(lines), "直接回复那条消息即可答复;报数请直接发数。", buttons=rows
    )


def _line(plan: Plan, order: Order, *, there: Collection[int], on: date) -> str:
    late = order.answer_by_on is not None and order.answer_by_on < on
    state = "已报" if order.id in there else "答复已超期" if late else "未报"
    return (
        f"· {safe(order.serial)} {LIGHTS[order.light]} {safe(unit_name(plan, order.series.unit))} "
        f"{safe(short(plan, order.series))} · {state}"
    )
