"""Words before an order is sent: what is overdue, why a figure is not, the draft, and that it has gone."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.actions_follow import Chase, ChooseChased
from handlers.actions_orders import (
    ChooseLeader,
    CloseOrder,
    ContactsOnly,
    Escalate,
    Finish,
    ListOverdue,
    Reword,
    SetLight,
    SetStep,
    ShowOrder,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.orders import LIGHTS, STEP_WORDS, figure, short
from handlers.texts.words import moment, period_words, promised_day, unit_name
from qbot.escalating import Done, Draft, lacks_leader
from qbot.ledger.obligations import Obligation
from qbot.nudging.chasing import EVERYBODY
from qbot.orders import CHOSEN_LIGHTS, STEPS, Order, Step
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.plan.words import WORD

PAGE = 6
MOST_OFFICIALS = 8
MOST_REASONS = 6
NOTHING_OVERDUE = "没有逾期未报的,不需要催办。"
NOT_OVERDUE = "{unit}没有逾期未报的项,不需要催办。"
NOT_YET = "这一项{due_on}才到期,还不能催办。"
REPORTED = "这一项已经报了,不用再催。"
CLOSED_DRAFT = "这份草稿已经处理过或已过期,请重新从 /orders 开始。"
DROPPED = "好的,没有发出。"
ASK_TEXT = "❓ 请发来正文(直接回复即可,10分钟内有效;发 /cancel 放弃)。现在的正文是:\n{text}"
NO_LEADER = {
    "urge": "没有发出:催办要发给单位领导,还没有选。请在草稿里选一位,或点「只发联络员」,或改为提醒。",
    "order": "没有发出:督办单只发给领导,还没有选。请在草稿里选一位,或改为催办、提醒。",
}
NO_CONTACT = "没有发出:该单位没有能收到的联络员。请先 /invite 邀请,或改为督办单发给领导。"


def overdue(
    plan: Plan, entries: Sequence[Obligation], *, page: int, on: date, of_all: bool = False
) -> Screen:
    """What may be escalated, a button each; where it is everybody's, also the way to remind all at once."""
    shown = entries[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return screen(NOTHING_OVERDUE)
    rows = _choices(plan, shown, on=on)
    if len(entries) > (page + 1) * PAGE:
        rows.append([Button("更多", ListOverdue(page + 1))])
    if of_all:
        rows.append([Button("一键催办", Chase(EVERYBODY)), Button("选单位催办", ChooseChased(0))])
    return screen(f"逾期未报{len(entries)}项,催哪一项?先出草稿,您点「发出」才会发。", buttons=rows)


def only_chased(plan: Plan, owed: Obligation, *, on: date) -> Screen:
    """A township that has not told of its plan is reminded; the steps are about figures."""
    unit = unit_name(plan, owed.unit)
    return screen(
        f"{safe(unit)}还没报{period_words(str(owed.period))}{WORD}(逾期{owed.overdue_workdays(on)}个工作日)。\n"
        "工作进展只提醒联络员;逐级催办、督办单针对的是指标数据。",
        buttons=[[Button("提醒联络员", Chase(owed.unit))]],
    )


def not_meant(
    plan: Plan, unit: str, reasons: Sequence[str], entries: Sequence[Obligation], *, on: date
) -> Screen:
    """Why nothing is drafted about the figures that were named, and what else of the unit is overdue."""
    lines = [f"· {safe(each)}" for each in reasons[:MOST_REASONS]]
    if len(reasons) > MOST_REASONS:
        lines.append(f"……共{len(reasons)}项")
    name = safe(unit_name(plan, unit))
    rest = f"{name}另有{len(entries)}项逾期未报,催哪一项?" if entries else f"{name}没有别的逾期未报的指标。"
    buttons = _choices(plan, entries[:PAGE], on=on)
    return screen("没有起草:\n" + "\n".join(lines), rest, buttons=buttons)


def _choices(plan: Plan, entries: Sequence[Obligation], *, on: date) -> list[list[Button]]:
    return [
        [
            Button(
                f"{unit_name(plan, each.unit)} {short(plan, each.series)}(逾期{each.overdue_workdays(on)}天)",
                Escalate(each.indicator, str(each.period)),
            )
        ]
        for each in entries
    ]


def why_not(plan: Plan, owed: Obligation, *, is_reported: bool, on: date) -> str:
    """What is true of a figure that is not overdue."""
    what, due = figure(plan, owed.series), promised_day(owed.due_on)
    if is_reported:
        return f"{what}已经报了"
    if on < owed.since_on:
        return f"{what}还没到报送时间,{due}才到期"
    return f"{what}已准延期到{due},还没到期" if owed.extended else f"{what}{due}才到期"


def of_another(plan: Plan, indicator: str) -> str:
    """That a figure is another unit's to report."""
    found = plan.indicator[indicator]
    return f"{found.name}由{unit_name(plan, found.lead_unit)}报送"


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
    has_contact = any(each.role != "official" for each in to)
    head = [
        f"📝 <b>{STEP_WORDS[draft.step]}</b>(草稿,未发出) {LIGHTS[draft.light]}",
        f"{safe(unit_name(plan, draft.series.unit))} · {safe(figure(plan, draft.series))}",
        f"发给{_to_whom(draft)}:{names}",
        f"答复期限:{promised_day(answer_by_on)}",
    ]
    if before:
        head.append("此前:" + "、".join(f"{safe(each.serial)}({moment(each.issued_at)})" for each in before))
    open_ones = [each for each in before if each.is_open and each.step == draft.step]
    if open_ones:
        serials = "、".join(safe(each.serial) for each in open_ones)
        head.append(
            f"⚠️ 同一项已有{serials},还没结案。可先看它,在它下面催答复或结案;确要另发再点「仍要发出」。"
        )
    if lacks_leader(draft):
        head.append(_no_leader(draft, has_contact=has_contact, has_officials=bool(officials)))
    if draft.step != "order" and not has_contact:
        head.append("⚠️ 该单位没有能收到的联络员,请 /invite 邀请。")
    rows = _draft_buttons(draft, officials, question, has_contact=has_contact, is_again=bool(open_ones))
    buttons = [*([Button(f"查看 {each.serial}", ShowOrder(each.id))] for each in open_ones), *rows]
    return screen("\n".join(head), safe(text), buttons=buttons)


def _to_whom(draft: Draft) -> str:
    if draft.step == "order":
        return "分管领导"
    return "联络员和单位领导" if draft.step == "urge" and draft.leaders else "联络员"


def _no_leader(draft: Draft, *, has_contact: bool, has_officials: bool) -> str:
    """That a leader is missing, and what can be done."""
    what = "该单位没有登记领导" if has_officials else "还没有可发的领导(用 /invite 领导 邀请)"
    ways = ["在下面选择领导"] if has_officials else []
    if draft.step == "urge":
        ways += ["点「只发联络员」", "改为提醒"] if has_contact else ["改为督办单"] if has_officials else []
    else:
        ways.append("改为催办、提醒")
    return f"⚠️ {what},请{'或'.join(ways)}。" if ways else f"⚠️ {what}。"


def _draft_buttons(
    draft: Draft, officials: Sequence[Person], question: int, *, has_contact: bool, is_again: bool
) -> list[list[Button]]:
    rows = [
        [
            Button("仍要发出" if is_again else "发出", Finish(question, 1)),
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
    if draft.step == "urge" and lacks_leader(draft) and has_contact:
        rows.append([Button("只发联络员", ContactsOnly(question))])
    if draft.step != "remind":
        choices = [
            Button(f"{'✓' if each.id in draft.leaders else ''}{each.name}", ChooseLeader(question, each.id))
            for each in officials[:MOST_OFFICIALS]
        ]
        rows += [choices[n : n + 3] for n in range(0, len(choices), 3)]
    return rows


def issued(order: Order, to: Sequence[Person], *, opens_at: datetime | None) -> Screen:
    """The draft's place once it is sent, or waits for office hours."""
    names = "、".join(safe(each.name) for each in to)
    when = f"已编号,非工作时间不打扰,{moment(opens_at)}发出(届时已报则不发)" if opens_at else "已发出"
    return screen(
        f"✅ {when} {safe(order.serial)} {LIGHTS[order.light]},发给:{names}",
        buttons=[[Button("查看", ShowOrder(order.id)), Button("结案", CloseOrder(order.id))]],
    )
