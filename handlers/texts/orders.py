"""Words of escalation: what is overdue, the draft, the message itself, its record, the list."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from handlers.actions_orders import (
    AnswerOrder,
    ChooseLeader,
    CloseOrder,
    Escalate,
    Finish,
    ListOrders,
    ListOverdue,
    Reword,
    SetLight,
    SetStep,
    ShowOrder,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import moment, period_words, promised_day, unit_name
from qbot.escalating import Done, Draft, lacks_leader
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series
from qbot.orders import CHOSEN_LIGHTS, STEPS, Light, Order, OrderEntry, Step
from qbot.people import Person
from qbot.plan.models import Plan

LIGHTS: dict[Light, str] = {
    "blue": "🔵 蓝色", "orange": "🟠 橙色", "red": "🔴 红色", "yellow": "🟡 黄色(已整改)",
}  # fmt: skip
STEP_WORDS: dict[Step, str] = {"remind": "提醒", "urge": "催办", "order": "督办单"}
TO_WHOM: dict[Step, str] = {"remind": "联络员", "urge": "联络员和单位领导", "order": "分管领导"}
KINDS: Mapping[str, str] = {
    "sent": "发给", "copy": "抄送", "answer": "答复", "office": "办公室", "made-good": "已报数,转黄", "closed": "结案",
}  # fmt: skip
PAGE = 6
MOST_OFFICIALS = 8
ENTRY_TEXT = 200
NOTHING_OVERDUE = "没有逾期未报的,不需要催办。"
NOT_OVERDUE = "{unit}没有逾期未报的指标,不需要催办。"
NOT_YET = "这一项{due_on}才到期,还不能催办。"
REPORTED = "这一项已经报了,不用再催。"
CLOSED_DRAFT = "这份草稿已经处理过或已过期,请重新从 /orders 开始。"
DROPPED = "好的,没有发出。"
NOBODY = "没有能收到的人:请先选择领导,或邀请该单位的联络员。"
ASK_TEXT = "❓ 请发来正文(直接回复即可,10分钟内有效;发 /cancel 放弃)。现在的正文是:\n{text}"
ASK_ANSWER = "❓ 请写答复内容(直接回复即可,10分钟内有效)。报数请直接发数。"
ASK_OUTCOME = "❓ 请写一句 {serial} 的办理结果,例如「已补报」「已说明原因」。"
CLOSED = "这件已经结案,不能再补充。"
PRIVATE_ONLY = "催办、督办不在群里说,请私聊我发 /orders。"
NOT_FOUND = "没有这个编号。"
NOT_YOURS = "这件督办与您无关。"
ANSWERED = "✅ 已记入{serial},办公室已收到。"
NOTED = "✅ 已记入{serial},已转给收件人。"
HOW = (
    "写法:/orders 看未结的;/orders 3 看全文;/orders 3 答复 内容;/orders 3 结案 结果;"
    "/orders 市农业局 从该单位逾期项里选。也可直接说「提醒/催办/督办 市农业局3月农产品」。"
)


def figure(plan: Plan, series: Series) -> str:
    indicator = plan.indicator.get(series.indicator)
    return f"{indicator.name if indicator else series.indicator} {period_words(series.period)}"


def short(plan: Plan, series: Series) -> str:
    indicator = plan.indicator.get(series.indicator)
    return f"{indicator.short if indicator else series.indicator} {period_words(series.period)}"


def overdue(plan: Plan, entries: Sequence[Obligation], *, page: int, on: date) -> Screen:
    """What may be escalated, a button each."""
    shown = entries[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return screen(NOTHING_OVERDUE)
    rows = [
        [
            Button(
                f"{unit_name(plan, each.unit)} {short(plan, each.series)}(逾期{each.overdue_workdays(on)}天)",
                Escalate(each.indicator, str(each.period)),
            )
        ]
        for each in shown
    ]
    if len(entries) > (page + 1) * PAGE:
        rows.append([Button("更多", ListOverdue(page + 1))])
    return screen(f"逾期未报{len(entries)}项,催哪一项?先出草稿,您点「发出」才会发。", buttons=rows)


def usual_text(
    plan: Plan, draft: Draft, owed: Obligation, *, done: Done, answer_by_on: date, on: date
) -> str:
    """What a step says where the office writes nothing else; plain text. It claims only what was done."""
    unit, late = unit_name(plan, draft.series.unit), owed.overdue_workdays(on)
    what = f"{figure(plan, draft.series)}应于{promised_day(owed.due_on)}前报送,至今未报,已逾期{late}个工作日"
    asks: dict[Step, str] = {
        "remind": f"{unit}:{what}。请尽快报送;有困难请回复说明。",
        "urge": f"{unit}:{what}{_done(done)}。请于{promised_day(answer_by_on)}前报送,并回复说明原因。",
        "order": (
            f"{unit}:{what}{_done(done)}。请督促于{promised_day(answer_by_on)}前补报,并回复说明原因和整改措施。"
        ),
    }
    return asks[draft.step]


def _done(done: Done) -> str:
    """,此前已提醒3次、催办1次; empty where nothing was done."""
    counts = (
        ("提醒", done.reminders + done.taken("remind")),
        ("催办", done.taken("urge")),
        ("督办", done.taken("order")),
    )
    said = [f"{name}{count}次" for name, count in counts if count]
    return f",此前已{'、'.join(said)}" if said else ""


def draft_screen(
    plan: Plan,
    draft: Draft,
    *,
    text: str,
    answer_by_on: date,
    to: Sequence[Person],
    officials: Sequence[Person],
    before: Sequence[Order],
    question: int,
) -> Screen:
    """The draft with all that can be changed in it."""
    names = "、".join(safe(each.name) for each in to) or "(还没有人)"
    head = [
        f"📝 <b>{STEP_WORDS[draft.step]}</b>(草稿,未发出) {LIGHTS[draft.light]}",
        f"{safe(unit_name(plan, draft.series.unit))} · {safe(figure(plan, draft.series))}",
        f"发给{TO_WHOM[draft.step]}:{names}",
        f"答复期限:{promised_day(answer_by_on)}",
    ]
    if before:
        head.append("此前:" + "、".join(f"{safe(each.serial)}({moment(each.issued_at)})" for each in before))
    if lacks_leader(draft):
        head.append(
            "⚠️ 该单位没有登记领导,请在下面选择。" if officials else "⚠️ 还没有领导可发,请先 /invite 领导。"
        )
    return screen("\n".join(head), safe(text), buttons=_draft_buttons(draft, officials, question))


def _draft_buttons(draft: Draft, officials: Sequence[Person], question: int) -> list[list[Button]]:
    rows = [
        [
            Button("发出", Finish(question, 1)),
            Button("改文字", Reword(question)),
            Button("不发", Finish(question, 0)),
        ]
    ]
    rows.append(
        [
            Button(f"{'✓' if each == draft.light else ''}{LIGHTS[each]}", SetLight(question, each))
            for each in CHOSEN_LIGHTS
        ]
    )
    rows.append(
        [Button(f"改为{STEP_WORDS[each]}", SetStep(question, each)) for each in STEPS if each != draft.step]
    )
    if draft.step != "remind":
        choices = [
            Button(f"{'✓' if each.id in draft.leaders else ''}{each.name}", ChooseLeader(question, each.id))
            for each in officials[:MOST_OFFICIALS]
        ]
        rows += [choices[n : n + 3] for n in range(0, len(choices), 3)]
    return rows


def message(plan: Plan, order: Order) -> Screen:
    """What the receivers get."""
    by = f"\n请于{promised_day(order.answer_by_on)}前答复:直接回复本条即可。" if order.answer_by_on else ""
    return screen(
        f"<b>{safe(order.serial)}</b> {LIGHTS[order.light]}\n{safe(figure(plan, order.series))}",
        f"{safe(order.text)}{by}",
        buttons=[[Button("答复", AnswerOrder(order.id)), Button("查看全部", ShowOrder(order.id))]],
    )


def issued(order: Order, to: Sequence[Person], *, opens_at: datetime | None) -> Screen:
    """The draft's place once it is sent, or waits for office hours."""
    names = "、".join(safe(each.name) for each in to)
    when = f"已编号,非工作时间不打扰,{moment(opens_at)}发出(届时已报则不发)" if opens_at else "已发出"
    return screen(
        f"✅ {when} {safe(order.serial)} {LIGHTS[order.light]},发给:{names}",
        buttons=[[Button("查看", ShowOrder(order.id)), Button("结案", CloseOrder(order.id))]],
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


def made_good(plan: Plan, order: Order) -> Screen:
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
    if entry.kind in ("sent", "made-good"):
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
