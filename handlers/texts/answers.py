"""Answers to questions: each names the period, the time and the standing of what it tells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import (
    LIGHTS,
    difference,
    distance,
    figure,
    light,
    measured,
    period_words,
    short_period,
    unit_name,
)  # fmt: skip
from qbot.answering import Figure
from qbot.clock import city_time
from qbot.ledger.current import Current
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Phase, Plan
from qbot.plan.words import number_words, target_words

SHOWN = 15


def day(on: date) -> str:
    return f"{on.month}月{on.day}日"


def now(plan: Plan, current: Current, *, on: date, reporter: str) -> Screen:
    """The newest figure of one indicator."""
    indicator = current.indicator
    lines = [f"<b>{safe(indicator.name)}</b>"]
    if current.version is None or current.period is None:
        lines.append("⚪ 尚未报送:没有任何一期的数。")
    elif current.overdue:
        lines.append(
            f"⚪ {period_words(str(current.awaited))}尚未报送(应于{day(current.awaited_due_on)}前报)"
        )
        lines.append(f"最近一次:{period_words(str(current.period))} {_reading(current.version, indicator)}")
    else:
        verdict = " ".join(filter(None, (light(current.assessment), distance(current.assessment, indicator))))
        running = "(本期未结束)" if current.period.ends_on >= on else ""
        lines.append(
            f"{period_words(str(current.period))}{running}:{_reading(current.version, indicator)} {verdict}"
        )
        lines.append(_change(current.version, current.before, indicator))
    lines.append(f"目标 {target_words(indicator)}(方案{safe(indicator.target.clause)})")
    if not current.overdue:
        lines.append(f"{period_words(str(current.awaited))}应于{day(current.awaited_due_on)}前报")
    lines.append(_reported(plan, current.version, reporter))
    return screen("\n".join(filter(None, lines)), buttons=_next_questions(indicator, current.version))


def at(plan: Plan, asked: Figure, *, unit: str | None, reporter: str) -> Screen:
    """The figure of a period that was named, the city's or a unit's own."""
    indicator = asked.indicator
    lines = [_title(plan, indicator, unit)]
    if asked.version is None:
        lines.append(f"⚪ {period_words(str(asked.period))}:尚未报送")
    else:
        verdict = " ".join(filter(None, (light(asked.assessment), distance(asked.assessment, indicator))))
        lines.append(f"{period_words(str(asked.period))}:{_reading(asked.version, indicator)} {verdict}")
        lines.append(_change(asked.version, asked.before, indicator))
    lines.append(f"目标 {target_words(indicator)}(方案{safe(indicator.target.clause)})")
    lines.append(_reported(plan, asked.version, reporter))
    buttons = _next_questions(indicator, asked.version) if unit is None else ()
    return screen("\n".join(filter(None, lines)), buttons=buttons)


def nothing(plan: Plan, indicator: Indicator, *, unit: str | None) -> Screen:
    """No figure at all from the unit that was named."""
    return screen(f"{_title(plan, indicator, unit)}\n⚪ 尚未报送:没有任何一期的数。")


def _title(plan: Plan, indicator: Indicator, unit: str | None) -> str:
    name = f"<b>{safe(indicator.name)}</b>"
    return f"{name}\n{safe(unit_name(plan, unit))}自报,不计入全市数" if unit else name


def _reading(version: Version, indicator: Indicator) -> str:
    return f"<b>{figure(version, indicator)}</b>"


def _change(version: Version, before: Version | None, indicator: Indicator) -> str:
    if before is None or before.value is None or version.value is None:
        return ""
    since = short_period(before.series.period, version.series.period)
    return f"较{since} {difference(version.value - before.value, indicator)}"


def _reported(plan: Plan, version: Version | None, reporter: str) -> str:
    if version is None:
        return ""
    at_ = city_time(version.reported_at)
    sample = " · 样例数据" if version.draft.source == "sample" else " · 未审"
    who = f"{unit_name(plan, version.series.unit)}{f' {reporter}' if reporter else ''}"
    return safe(f"{who} {at_.month}月{at_.day}日{at_:%H:%M}报(R-{version.number}){sample}")


def _next_questions(indicator: Indicator, version: Version | None) -> Sequence[Sequence[Button]]:
    if version is None:
        return [[Button("谁负责", Ask("owner", indicator.id))]]
    return [[Button("历史", Ask("history", indicator.id)), Button("原始报文", Ask("source", indicator.id))]]


def status(plan: Plan, all_: Sequence[Current], *, on: date) -> Screen:
    """All indicators with their lights, by area."""
    blocks = [f"<b>{day(on)} 总体情况</b> {len(all_)}项指标\n{counts(all_)}"]
    for area in plan.areas:
        mine = [each for each in all_ if each.indicator.area == area.id]
        blocks.append("\n".join([f"<b>{safe(area.name)}</b>", *(_status_line(each) for each in mine)]))
    rows = [[Button("哪些没达标", Ask("unmet", "")), Button("谁还没报", Ask("missing", ""))]]
    return screen(*blocks, buttons=rows)


def counts(all_: Sequence[Current]) -> str:
    """🟢19 🟡2 …, each with its word."""
    tally = Counter(each.light for each in all_)
    return " ".join(
        f"{words.split()[0]}{words.split()[1]}{tally[key]}" for key, words in LIGHTS.items() if tally[key]
    )


def _status_line(each: Current) -> str:
    indicator = each.indicator
    mark = LIGHTS[each.light]
    if each.version is None or each.period is None:
        return f"{mark} {safe(indicator.short)} 尚未报送"
    if each.overdue:
        return (
            f"{mark} {safe(indicator.short)} {period_words(str(each.awaited))}尚未报送"
            f"(上次{period_words(str(each.period))} {_plain(each.version, indicator)})"
        )
    return (
        f"{mark} {safe(indicator.short)} {_plain(each.version, indicator)}"
        f"/{target_words(indicator)} {period_words(str(each.period))}"
    )


def _plain(version: Version, indicator: Indicator) -> str:
    return measured(version.value, indicator) if version.value is not None else "—"


def unmet(all_: Sequence[Current]) -> Screen:
    """What is red or near, and what nobody knows."""
    short = [each for each in all_ if each.light in ("unmet", "near")]
    silent = [each for each in all_ if each.light == "missing"]
    if not short:
        body = "已报的指标中没有未达标的。"
    else:
        body = "\n".join(
            f"{_status_line(each)} {distance(each.assessment, each.indicator)}".rstrip() for each in short
        )
    tail = f"另有{len(silent)}项尚未报送,不知是否达标。" if silent else ""
    return screen(f"<b>未达标与接近</b>\n{body}", tail, buttons=[[Button("谁还没报", Ask("missing", ""))]])


def missing(plan: Plan, owed: Sequence[Obligation], *, on: date, expected: int, older: int = 0) -> Screen:
    """Who has not reported, by unit; `older` counts what is owed from before."""
    before = f"此外,更早的期次还有{older}项未报。" if older else ""
    if not owed:
        return screen("✅ 本期应报的都已报齐。", before)
    late = sum(each.stage(on) != "open" for each in owed)
    blocks = [f"应报{expected}项,已报{expected - len(owed)},未报{len(owed)}(其中逾期{late})"]
    for unit in dict.fromkeys(each.unit for each in owed):
        mine = [_owed(plan, each, on) for each in owed if each.unit == unit]
        blocks.append("\n".join([f"<b>{safe(unit_name(plan, unit))}</b>", *mine]))
    return screen(*blocks, before)


def mine(plan: Plan, owed: Sequence[Obligation], older: Sequence[Obligation], *, on: date) -> Screen:
    """What the asker owes, this period's and older ones."""
    if not owed and not older:
        return screen("✅ 您应报的都已报齐。")
    now_ = [f"您还有{len(owed)}项未报:", *(_owed(plan, each, on) for each in owed)] if owed else []
    before = (
        [f"更早的期次还有{len(older)}项:", *(_owed(plan, each, on) for each in older[:SHOWN])]
        if older
        else []
    )
    return screen("\n".join(now_), "\n".join([*before, *(["…"] if len(older) > SHOWN else [])]))


OWES_NOTHING = "您没有要报的指标:您的身份或单位不牵头任何一项。"


def _owed(plan: Plan, each: Obligation, on: date) -> str:
    if each.stage(on) == "open":
        when = f"{day(each.due_on)}前报"
    else:
        when = f"逾期{each.overdue_workdays(on)}个工作日"
    return f"· {safe(plan.indicator[each.indicator].name)} {period_words(str(each.period))}({when})"


def phase(plan: Plan, *, on: date, named: Phase | None = None) -> Screen:
    """Which phase it is, how long it still runs, and what must be done by its end."""
    now_ = plan.phase_on(on)
    blocks = []
    if now_:
        left = (now_.ends_on - on).days
        until = "今天结束" if left == 0 else f"还有{left}天结束({now_.ends_on:%Y年}{day(now_.ends_on)})"
        blocks.append(f"现在是「<b>{safe(now_.name)}</b>」阶段,{until}。\n" + _duties(now_))
    else:
        blocks.append("今天不在方案的任何阶段内。")
    following = named or next((each for each in plan.phases if each.starts_on > on), None)
    if following and following != now_:
        blocks.append(_other_phase(following, on))
    return screen(*blocks)


def _duties(phase_: Phase) -> str:
    return "\n".join(["到期前要完成:", *(f"· {safe(duty)}" for duty in phase_.duties)])


def _other_phase(other: Phase, on: date) -> str:
    if other.ends_on < on:
        return f"「{safe(other.name)}」已于{other.ends_on:%Y年}{day(other.ends_on)}结束。"
    return (
        f"「{safe(other.name)}」{other.starts_on:%Y年}{day(other.starts_on)}开始(还有{(other.starts_on - on).days}天),"
        f"{other.ends_on:%Y年}{day(other.ends_on)}结束(还有{(other.ends_on - on).days}天)。\n{_duties(other)}"
    )


def history(
    indicator: Indicator, by_period: Mapping[Period, Version], *, judged: Mapping[Period, str]
) -> Screen:
    """The last twelve figures, newest first."""
    newest = sorted(by_period, key=lambda period: (period.last, -period.length), reverse=True)[:12]
    if not newest:
        return screen(f"<b>{safe(indicator.name)}</b>\n⚪ 尚未报送")
    lines = [
        f"{period_words(str(each))} {figure(by_period[each], indicator)} {judged[each]}" for each in newest
    ]
    return screen("\n".join([f"<b>{safe(indicator.name)}</b> 最近{len(newest)}期", *lines]))


def compare(indicator: Indicator, now_: Version | None, before: Version | None) -> Screen:
    """The newest figure beside the one before."""
    if now_ is None or now_.value is None:
        return screen(f"<b>{safe(indicator.name)}</b>\n⚪ 尚未报送")
    head = f"<b>{safe(indicator.name)}</b>\n{period_words(now_.series.period)}:{_reading(now_, indicator)}"
    if before is None or before.value is None:
        return screen(f"{head}\n上一期没有报送,无法比较。")
    change = now_.value - before.value
    word = "持平" if change == 0 else "上升" if change > 0 else "下降"
    amount = (
        ""
        if change == 0
        else f"{number_words(abs(change))}{'个百分点' if indicator.measure == '%' else indicator.measure}"
    )
    return screen(
        f"{head}\n较{period_words(before.series.period)}({_plain(before, indicator)}){word}{amount}"
    )


def target(indicator: Indicator) -> Screen:
    return screen(
        f"<b>{safe(indicator.name)}</b>\n目标:{target_words(indicator)}(方案{safe(indicator.target.clause)})"
    )


def owner(plan: Plan, indicator: Indicator) -> Screen:
    proposed = "(拟定)" if "lead_unit" in indicator.proposed else ""
    return screen(
        f"<b>{safe(indicator.name)}</b>\n责任单位:{safe(unit_name(plan, indicator.lead_unit))}{proposed}"
    )


def source(plan: Plan, indicator: Indicator, version: Version | None, reporter: str) -> Screen:
    """Who reported the figure, when, in which words."""
    if version is None:
        return screen(f"<b>{safe(indicator.name)}</b>\n⚪ 尚未报送")
    return screen(
        f"<b>{safe(indicator.name)}</b> {period_words(version.series.period)} {figure(version, indicator)}\n"
        f"{_reported(plan, version, reporter)}",
        f"原文:\n<blockquote>{safe(version.draft.text[:1500])}</blockquote>",
    )


def hotlines(plan: Plan) -> Screen:
    lines = [f"· <b>{line.number}</b> {safe(line.purpose)}" for line in plan.hotlines]
    return screen("\n".join(["投诉举报电话:", *lines]))


def which_indicator(plan: Plan, about: str, candidates: Sequence[str]) -> Screen:
    """Ask which indicator a question is about."""
    buttons = [Button(plan.indicator[each].short, Ask(about, each)) for each in candidates]
    return screen("您问的是哪项指标?", buttons=[buttons[i : i + 2] for i in range(0, len(buttons), 2)])
