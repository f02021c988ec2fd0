"""Words of nudges: what a contact owes, and for the office what was not said and what a chase did."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.actions_follow import AskExtension, ChooseExtension, HandOver, NotYet
from handlers.actions_orders import ListOverdue
from handlers.actions_walk import Resume
from handlers.buttons import Action
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.townships import HOW as HOW_TO_TELL
from handlers.texts.words import day, moment, period_words, promised_day, unit_name
from qbot.ledger.obligations import Obligation
from qbot.nudging.caps import MOST_A_PERIOD, Reason, Withheld
from qbot.nudging.telling import Round, Told
from qbot.plan.models import Plan
from qbot.plan.words import WORD

SHOWN = 15
NOTHING_OWED = "✅ 您应报的都已报齐,没有待报的项。"
NOT_OWED = "这一项已经报了,或不再由您报送。"
WHY_NOT: Mapping[Reason, str] = {
    "today": "今天已提醒过",
    "spent": f"本期已提醒{MOST_A_PERIOD}次,不再自动提醒",
    "budget": "本周提醒已达上限",
    "promised": "已承诺补报,等承诺日",
    "nobody": "没有能收到消息的联络员",
}


def digest(plan: Plan, told: Told, *, on: date) -> Screen:
    """Everything a contact owes, what is asked for today first, with what can be done about it."""
    now = "\n".join([f"⏰ 您有{len(told.entries)}项待报:", *_lines(plan, told.entries, on)])
    rest = (
        "\n".join([f"另有{len(told.others)}项未报:", *_lines(plan, told.others, on)]) if told.others else ""
    )
    return screen(now, rest, _how(plan, told.entries), buttons=_what_to_do(told.entries, on))


def _how(plan: Plan, entries: Sequence[Obligation]) -> str:
    """How a figure is reported in a line, and how a word is said."""
    lines = []
    example = next((plan.indicator[each.indicator] for each in entries if not each.is_progress), None)
    if example is not None:
        sample = f"{example.short} {'96.5%' if example.measure == '%' else f'2{example.measure}'}"
        lines.append(f"直接回一句就行,例如「{safe(sample)}」。")
    if any(each.is_progress for each in entries):
        lines.append(HOW_TO_TELL)
    return "\n".join(lines)


def _what_to_do(entries: Sequence[Obligation], on: date) -> list[list[Button]]:
    """There is no 暂无 of how work goes, so that button stands below figures alone."""
    only = entries[0] if len(entries) == 1 else None
    later: Action = AskExtension(only.indicator, str(only.period)) if only else ChooseExtension()
    rows = [[Button("报", Resume())]]
    if any(not each.is_progress for each in entries):
        rows[0].append(Button("暂无", NotYet(only.indicator, str(only.period)) if only else NotYet("", "")))
    may_ask_for_leave = any(each.stage(on) == "open" for each in entries)
    rows.append([Button("申请延期", later)] if may_ask_for_leave else [])
    rows[-1].append(Button("转交", HandOver()))
    return rows


def _lines(plan: Plan, entries: Sequence[Obligation], on: date) -> list[str]:
    lines = [f"· {_called(plan, each)}({_when(each, on)})" for each in entries[:SHOWN]]
    return [*lines, "…"] if len(entries) > SHOWN else lines


def named(plan: Plan, entry: Obligation) -> str:
    """重点食品监督抽查合格率 2018年3月, 工作进展 2018年一季度."""
    name = WORD if entry.is_progress else plan.indicator[entry.indicator].name
    return f"{safe(name)} {period_words(str(entry.period))}"


def _called(plan: Plan, entry: Obligation) -> str:
    """The same to a contact, who may speak for several townships."""
    unit = safe(unit_name(plan, entry.unit)) if entry.is_progress else ""
    return f"{unit}{named(plan, entry)}"


def _when(each: Obligation, on: date) -> str:
    granted = ",已准延期" if each.extended else ""
    if each.promised_on is not None:
        return f"您承诺{promised_day(each.promised_on)}报,应于{day(each.due_on)}前报{granted}"
    if each.due_on > on:
        return f"{day(each.due_on)}到期{granted}"
    return f"今天到期{granted}" if each.due_on == on else f"已逾期,应于{day(each.due_on)}前报{granted}"


def unsaid(plan: Plan, withheld: Sequence[Withheld], *, on: date) -> Screen:
    """For the office: whom the bot does not remind any more, and of what."""
    lines = _kept_lines(plan, withheld)
    return screen(
        "\n".join(["📌 以下不再自动提醒,请办公室跟进:", *lines[:SHOWN], *_more(lines)]),
        buttons=_next_step(withheld, on),
    )


def chased(plan: Plan, done: Round, *, on: date) -> Screen:
    """For the office: who was reminded, and who was not and why."""
    told = [f"✅ 已提醒 {each}" for each in _told_lines(plan, done.told)]
    kept = _kept_lines(plan, done.withheld)
    if not told and not kept:
        return screen("没有今天到期或已逾期的未报项,不用催办。")
    head = (
        f"催办:已提醒{len(done.told)}人,{len(done.withheld)}处未提醒" if told else "催办:这次没有提醒任何人"
    )
    return screen(
        "\n".join([head, *told[:SHOWN], *_more(told)]),
        "\n".join(["未提醒:", *kept[:SHOWN], *_more(kept)]) if kept else "",
        buttons=_next_step(done.withheld, on),
    )


def _next_step(withheld: Sequence[Withheld], on: date) -> list[list[Button]]:
    """Where reminders are used up, the office goes on by escalation, once one of these figures is overdue."""
    spent = [entry for each in withheld if each.reason in ("spent", "budget") for entry in each.entries]
    may_escalate = any(each.overdue_workdays(on) > 0 and not each.is_progress for each in spent)
    return [[Button("发提醒、催办单", ListOverdue(0))]] if may_escalate else []


def unknown_unit(word: str) -> Screen:
    return screen(
        f"没有叫「{safe(word)}」的单位。发 /morning 点「选单位催办」,或写全称,例如 /chase 市农业局。"
    )


def chased_later(opens_at: datetime) -> str:
    """Said outside office hours."""
    return f"现在不在工作时间,{moment(opens_at)}发出;届时已报的不再提醒,结果会告诉您。"


def _told_lines(plan: Plan, told: Sequence[Told]) -> list[str]:
    """A line for each person; of those who were asked for townships' words alone, one line together."""
    words = [each for each in told if _is_of_words(each)]
    lines = [_who(plan, each) for each in told if each not in words]
    return [*lines, *_townships(plan, [entry for each in words for entry in each.entries])]


def _kept_lines(plan: Plan, withheld: Sequence[Withheld]) -> list[str]:
    """A line for each unit and person; of townships' words one for each reason."""
    words = [each for each in withheld if _is_of_words(each)]
    lines = [_kept(plan, each) for each in withheld if each not in words]
    for reason in dict.fromkeys(each.reason for each in words):
        entries = [entry for each in words if each.reason == reason for entry in each.entries]
        lines += [f"· {line} — {WHY_NOT[reason]}" for line in _townships(plan, entries)]
    return lines


def _is_of_words(each: Told | Withheld) -> bool:
    return all(entry.is_progress for entry in each.entries)


def _townships(plan: Plan, entries: Sequence[Obligation]) -> list[str]:
    """乡镇工作进展 2018年一季度 2个:城关镇、演集镇."""
    lines = []
    for period in dict.fromkeys(each.period for each in entries):
        units = dict.fromkeys(unit_name(plan, each.unit) for each in entries if each.period == period)
        lines.append(f"乡镇{WORD} {period_words(str(period))} {len(units)}个:{safe('、'.join(units))}")
    return lines


def _who(plan: Plan, told: Told) -> str:
    units = "、".join(dict.fromkeys(unit_name(plan, each.unit) for each in told.entries))
    return f"{safe(told.person.name)}({safe(units)},{len(told.entries)}项)"


def _kept(plan: Plan, withheld: Withheld) -> str:
    who = f" {safe(withheld.person.name)}" if withheld.person else ""
    what = "、".join(named(plan, each) for each in withheld.entries[:3])
    more = f"等{len(withheld.entries)}项" if len(withheld.entries) > 3 else ""
    return f"· {safe(unit_name(plan, withheld.unit))}{who}:{what}{more} — {WHY_NOT[withheld.reason]}"


def _more(lines: Sequence[str]) -> list[str]:
    return [f"…共{len(lines)}条"] if len(lines) > SHOWN else []
