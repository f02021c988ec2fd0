"""The walk through what is owed: its cards, its pauses and its summary."""

from collections.abc import Mapping
from datetime import date

from handlers.actions_walk import Resume, WalkOn
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, example, figure, period_words, promised_day, short_period
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Series, Version
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import target_words
from qbot.walking import Outcome, Walk

OUTCOMES: Mapping[Outcome, str] = {
    "recorded": "记录", "carried-over": "沿用上期", "deferred": "暂无", "not-applicable": "不适用", "skipped": "跳过", "held": "待确认",
}  # fmt: skip
SHOWN = 8
PAST_STEP = "这一项已经过去了,请在最新的一条里操作。"
NO_EARLIER = "上一期没有数,不能同上期。请直接回复这一期的数。"
NOT_SURE = "这个数没有看准,没有记录。请回复一个确定的数。"
OF_OTHERS = (
    "这句说的不只是这一项,没有记录。请先回答这一项;其余各项会接着逐项问您,每项回一个数(零就回 0)即可。"
)
IN_PRIVATE = "逐项填报请私聊我,已把第一项发给您。"
START_FIRST = "逐项填报请私聊我:先点开我的头像,发一句 /report 。"
EXPIRED = "⌛ 逐项填报已停在第{place}项,一天没有继续。已记录的都在;发 /report 接着填。"


def nothing_to_fill(older: int) -> Screen:
    """Nothing can be filled in; `older` counts what could only be made up with the office's leave."""
    if not older:
        return screen("✅ 您应报的都已报齐,没有要填的。")
    return screen(
        f"✅ 补报期限内的都已报齐,没有要填的。\n另有{older}项更早的已过补报期限:有数可直接写明期次报来"
        "(例如「1月食品抽检96.5」),或与办公室联系;发 /mine 看是哪些。"
    )


def card(
    plan: Plan,
    walk: Walk,
    *,
    question: int,
    earlier: Version | None,
    standing: Version | None,
    due: Obligation,
    on: date,
) -> Screen:
    """The item that is asked now, and by when it is `due`."""
    step = walk.current
    if step is None:
        return summary(plan, walk)
    indicator = plan.indicator[step.series.indicator]
    lines = [
        f"📝 逐项填报 {walk.at + 1}/{len(walk.steps)}",
        f"<b>{safe(indicator.name)}</b> · {period_words(step.series.period)}({_due(due, on)})",
        f"目标 {target_words(indicator)}{_earlier(indicator, step.series, earlier)}",
        _stands(indicator, standing),
        f"直接回复数,例如「{safe(example(indicator))}」{_counts(indicator)};没有数写「暂无,周五报」或「不适用」。",
    ]
    return screen("\n".join(filter(None, lines)), buttons=_buttons(walk, indicator, question, earlier))


def _due(owed: Obligation, on: date) -> str:
    if owed.stage(on) != "open":
        return f"逾期{owed.overdue_workdays(on)}个工作日"
    return f"{day(owed.due_on)}前报{',已延期' if owed.extended else ''}"


def _earlier(indicator: Indicator, series: Series, earlier: Version | None) -> str:
    if earlier is None or earlier.value is None:
        return ""
    return f" · {short_period(earlier.series.period, series.period)} {figure(earlier, indicator)}"


def _stands(indicator: Indicator, standing: Version | None) -> str:
    """What is on record for the item already: a figure when one comes back to it, or a promise."""
    if standing is None:
        return ""
    if standing.value is not None:
        returned = ",已被退回,请重报" if standing.verdict == "returned" else ",回复新数即更正"
        return f"现记 {figure(standing, indicator)}(R-{standing.number}){returned}"
    promised_on = standing.draft.promised_on
    return f"您承诺{promised_day(promised_on)}报" if promised_on else f"现记 {figure(standing, indicator)}"


def _counts(indicator: Indicator) -> str:
    return f"或「500{safe(indicator.counted_in)}合格483」" if indicator.counted_in else ""


def _buttons(walk: Walk, indicator: Indicator, question: int, earlier: Version | None) -> list[list[Button]]:
    first = [Button("跳过", WalkOn(question, "skip"))]
    if earlier is not None and earlier.value is not None:
        first.insert(0, Button(f"同上期 {figure(earlier, indicator)}", WalkOn(question, "same")))
    back = [Button("返回上一项", WalkOn(question, "back"))] if walk.has_earlier else []
    stop = [Button("暂停", WalkOn(question, "pause")), Button("结束", WalkOn(question, "end"))]
    return [first, [*back, *stop]]


def left(plan: Plan, series: Series, words: str) -> Screen:
    """In place of a card whose button was pressed."""
    indicator = plan.indicator[series.indicator]
    return screen(f"{words}:{safe(indicator.short)} {period_words(series.period)}")


def paused(walk: Walk) -> Screen:
    return screen(
        f"⏸ 逐项填报已暂停在 {walk.at + 1}/{len(walk.steps)},已记录的都在。发 /report 或点「继续」接着填。",
        buttons=[[Button("继续", Resume())]],
    )


def summary(plan: Plan, walk: Walk) -> Screen:
    """What became of all items."""
    counts = [f"{words}{walk.count(outcome)}项" for outcome, words in OUTCOMES.items() if walk.count(outcome)]
    if walk.count(None):
        counts.append(f"未填{walk.count(None)}项")
    blocks = [f"🏁 逐项填报结束(共{len(walk.steps)}项):{'、'.join(counts)}。"]
    blocks.append(_listed(plan, walk, "carried-over", "沿用上期的会标明,有新数请直接报来"))
    blocks.append(_listed(plan, walk, "skipped", "跳过的仍待报"))
    blocks.append(_listed(plan, walk, "held", "待确认的请点选上面的问题,确认之前没有记录"))
    rest = walk.count(None) + walk.count("skipped")
    return screen(*blocks, buttons=[[Button("继续填报", Resume())]] if rest else [])


def _listed(plan: Plan, walk: Walk, outcome: Outcome, head: str) -> str:
    names = [
        f"{safe(plan.indicator[each.series.indicator].short)} {period_words(each.series.period)}"
        for each in walk.steps
        if each.outcome == outcome
    ]
    more = f" 等{len(names)}项" if len(names) > SHOWN else ""
    return f"{head}:{'、'.join(names[:SHOWN])}{more}" if names else ""
