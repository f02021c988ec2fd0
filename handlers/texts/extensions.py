"""Words about extensions: what is asked for, the office's card, the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.actions_extensions import DecideExtension, ExtendWhich, ListExtensions
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, promised_day, series_words, unit_name
from qbot import calendar
from qbot.clock import city_day
from qbot.extensions import Application, Extension, ExtensionRefused
from qbot.ledger.obligations import PROGRESS, Obligation, obligation_of
from qbot.ledger.versions import Series
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.models import Plan

NONE_OF_THEM = -1
MOST_CHOICES = 8
OTHER_UNIT = "只有责任单位的联络员可以申请延期。"
NOTHING_OPEN = (
    "您没有还在期限内的未报项,不必申请延期。已过期限的请直接补报,或说明哪天能报,例如「药品周五报」。"
)
NOT_OWED = "❌ 未提交:这一期没有要求您报,不必申请延期。"
DROPPED = "好的,没有提交延期申请。"
EXPIRED = "⌛ {day}问您为哪一项申请延期,还没有回答,没有提交。如仍需要,请重新发一次。"
CLOSED = "这个问题已经回答过或已过期。"
DECIDED = "这份延期申请已经处理过了。"
GRANTED, REFUSED = "已同意", "已退回"
HOW = "写法:/extensions 看待批的延期申请;/extensions 12 同意 或 /extensions 12 不同意。"
NOT_FOUND = "没有这份延期申请。"
HOW_TO_ASK = (
    "请写明哪项、延到哪天、什么原因,例如「/extend 3月药品 4月20日 因省局数据未下发」;"
    "只发「申请延期」,会一步步问您。没有提交。"
)


@dataclass(frozen=True, slots=True)
class Card:
    """A wish with who asks, the day that holds without it, and the plan's own day."""

    matter: Matter
    extension: Extension
    due_on: date
    planned_on: date
    asker: Person | None


def short(plan: Plan, series: Series) -> str:
    """What is asked for, in a word; a township's with its name, as one person may speak for several."""
    unit = unit_name(plan, series.unit) if series.indicator == PROGRESS else ""
    return f"{unit}{series_words(plan, series)}"


def which(plan: Plan, open_: Sequence[Obligation], wanted: Application, *, question: int) -> Screen:
    """Ask which of the figures that are still in time is meant, with what has been said of the wish so far."""
    rows = [
        [Button(f"{short(plan, each.series)}(至{promised_day(each.due_on)})", ExtendWhich(question, n))]
        for n, each in enumerate(open_[:MOST_CHOICES])
    ]
    return screen(
        f"❓ 为哪一项申请延期?点选或直接回复指标名;选定之前不会提交。{_so_far(wanted)}",
        buttons=[*rows, [Button("都不是", ExtendWhich(question, NONE_OF_THEM))]],
    )


def _so_far(wanted: Application) -> str:
    until = wanted.until
    said = [
        f"延至{promised_day(until.day)}" if until.day else "",
        f"延{until.days}天" if until.days else "",
        f"延{until.workdays}个工作日" if until.workdays else "",
        f"原因:{safe(wanted.reason)}" if wanted.reason else "",
    ]
    noted = ",".join(filter(None, said))
    return f"\n已记下:{noted}。" if noted else ""


def ask_terms(plan: Plan, due: Sequence[Obligation], *, wants_day: bool, wants_reason: bool) -> Screen:
    """Ask for what is missing: the day, the reason, or both."""
    names = "、".join(f"{short(plan, each.series)}({_holds(plan, each)})" for each in due)
    if wants_day and wants_reason:
        ask = "延到哪天,什么原因?例如「4月20日,因省局数据未下发」。"
    elif wants_day:
        ask = "延到哪天?例如「4月20日」「下周五」「5个工作日」。"
    else:
        ask = "什么原因?一句话即可。"
    return screen(f"❓ 申请延期:{safe(names)}\n{ask}\n10分钟内回复有效;发 /cancel 放弃。")


def _holding(due_on: date, planned_on: date) -> str:
    """The day that holds: the plan's, or one that was granted already."""
    if due_on == planned_on:
        return f"原定{promised_day(due_on)}"
    return f"原定{day(planned_on)},已准延至{promised_day(due_on)}"


def _holds(plan: Plan, due: Obligation) -> str:
    planned = obligation_of(plan, due.series) or due
    return _holding(due.due_on, planned.due_on)


def submitted(plan: Plan, due: Obligation, until_on: date, reason: str) -> Screen:
    return screen(
        f"📨 已提交延期申请,等办公室批复。\n<b>{safe(short(plan, due.series))}</b>\n"
        f"{_holds(plan, due)},申请延至{promised_day(until_on)}\n原因:{safe(reason)}\n"
        f"批复之前仍按{promised_day(due.due_on)};有数可随时直接报。"
    )


def refusal(plan: Plan, refused: ExtensionRefused, *, on: date) -> str:
    """Why it was not put before the office, and what to do instead."""
    due, name = refused.due, safe(short(plan, refused.due.series))
    if refused.reason == "reported":
        return f"❌ 未提交:{name} 已经报了,不必延期。数不对请发「更正」加新数。"
    if refused.reason == "waiting":
        return f"⏳ {name} 已有一份延期申请在等办公室批复,请稍候,不必重复提交。"
    if refused.reason == "not-later":
        return f"❌ 未提交:{name} 的期限就是{promised_day(due.due_on)},请写更晚的日期。"
    if due.is_progress:
        return f"❌ 未提交:{name} 的期限{promised_day(due.due_on)}已过,过期后不能再申请延期。直接说一句做到哪了就行。"
    if on <= due.late_until:
        return (
            f"❌ 未提交:{name} 的期限{promised_day(due.due_on)}已过,过期后不能再申请延期。\n"
            f"请直接补报(可补到{promised_day(due.late_until)}),或说明哪天能报,例如「周五报」。"
        )
    return (
        f"❌ 未提交:{name} 的期限{promised_day(due.due_on)}和补报期{promised_day(due.late_until)}都已过。\n"
        "请直接报数并写明原因,办公室会看到;有困难请发「转办公室 …」说明。"
    )


def card(plan: Plan, shown: Card) -> Screen:
    """What the office gets, with its buttons while it is open."""
    buttons = [
        [
            Button("同意", DecideExtension(shown.matter.id, 1)),
            Button("不同意", DecideExtension(shown.matter.id, 0)),
        ]
    ]
    return screen(_lines(plan, shown), buttons=buttons if shown.extension.granted is None else [])


def decided(plan: Plan, shown: Card, *, by: Person) -> Screen:
    """The same card once the office has decided."""
    verdict = "✅ 已同意" if shown.extension.granted else "↩️ 不同意"
    return screen(_lines(plan, shown), f"{verdict}({safe(by.name)})")


def _lines(plan: Plan, shown: Card) -> str:
    extension = shown.extension
    later = calendar.workdays_between(shown.due_on, extension.until_on)
    who = shown.asker.name if shown.asker else "(已不在名单)"
    return (
        f"📅 延期申请 {shown.matter.id} · {safe(unit_name(plan, extension.series.unit))} {safe(who)}\n"
        f"<b>{safe(short(plan, extension.series))}</b>\n"
        f"{_holding(shown.due_on, shown.planned_on)},申请延至{promised_day(extension.until_on)}(晚{later}个工作日)\n"
        f"原因:{safe(extension.reason)}"
    )


def answer(plan: Plan, shown: Card, *, on: date, words: str = "") -> Screen:
    """The decision, to whoever asked; where the day has passed meanwhile, what is to be done now."""
    extension, due_on = shown.extension, shown.due_on
    name, said = safe(short(plan, extension.series)), f"\n办公室:{safe(words)}" if words else ""
    if extension.granted:
        day_words = f"新期限{promised_day(extension.until_on)},提醒和考核都按这一天算。"
        over = f"\n{_overdue(extension.until_on, on, extension.series)}" if on > extension.until_on else ""
        return screen(f"✅ 办公室同意延期:{name}\n{day_words}{over}{said}")
    if on > due_on:
        todo = _overdue(due_on, on, extension.series)
    else:
        else_ = "" if extension.series.indicator == PROGRESS else "数据没齐可发「暂无,X日报」说明。"
        still = "原定" if due_on == shown.planned_on else ""
        todo = f"仍按{still}{promised_day(due_on)}报。{else_}"
    return screen(f"↩️ 办公室未同意延期:{name}\n{todo}{said}")


def _overdue(due_on: date, on: date, series: Series) -> str:
    late = calendar.workdays_between(due_on, on)
    since = f",已逾期{late}个工作日" if late else ""
    else_ = "" if series.indicator == PROGRESS else ";一时报不了,发「暂无,X日报」说明"
    return f"⚠️ 期限{promised_day(due_on)}已过{since},请尽快补报{else_}。"


def own(plan: Plan, wishes: Sequence[Extension]) -> Screen:
    """What has become of a contact's own wishes, the newest first."""
    if not wishes:
        return screen("您单位没有提过延期申请。要申请,发「申请延期」。")
    return screen("您单位的延期申请:", *(_fate(plan, each) for each in wishes))


def _fate(plan: Plan, wish: Extension) -> str:
    asked = f"{day(city_day(wish.asked_at))}提出"
    until = promised_day(wish.until_on)
    if wish.granted is None:
        fate = f"⏳ 等办公室批复({asked});批复之前仍按现在的期限"
    else:
        fate = f"✅ 已同意,新期限{until}" if wish.granted else f"↩️ 未同意({asked}),请按原期限报"
    return f"<b>{safe(short(plan, wish.series))}</b> 申请延至{until}\n{fate}"


def listing(plan: Plan, cards: Sequence[Card], *, more: bool) -> Screen:
    """The wishes that wait, with a pair of buttons each."""
    if not cards:
        return screen("没有待批的延期申请。")
    rows = [
        [
            Button(f"同意 {each.matter.id}", DecideExtension(each.matter.id, 1)),
            Button(f"不同意 {each.matter.id}", DecideExtension(each.matter.id, 0)),
        ]
        for each in cards
    ]
    if more:
        rows.append([Button("更多", ListExtensions(cards[-1].matter.id))])
    return screen(
        f"待批的延期申请{'(还有更多)' if more else ''}:",
        *(_lines(plan, each) for each in cards),
        buttons=rows,
    )
