"""What is asked before a figure is saved, and what is said when the asking ends."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.actions_reporting import Choose
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import example, figure, measured, period_words, short_period, unit_name
from qbot.ledger.doubt import Doubt, rate
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import number_words
from qbot.weighing import Held

REASONS = ("笔误", "口径调整", "补充数据", "上级核定")
TRUE_REASONS = ("数据属实", "样本变化", "口径调整", "补充数据")
UNDO_REASONS = ("数据有误", "重复报送", "口径调整", "上级核定")
NONE_OF_THEM = -1
MOST_SHOWN = 8


def which_indicator(
    plan: Plan, *, question: int, amount: str, period: str | None, candidates: Sequence[str]
) -> Screen:
    """Ask by buttons, or in words, which indicator a figure belongs to."""
    head = f"❓ {safe(amount)} 是哪项指标?" if amount else "❓ 您说的是哪项指标?"
    when = f"({period_words(period)})" if period else ""
    labels = [plan.indicator[id_].short for id_ in candidates]
    return screen(
        f"{head}{when}\n点选或直接回复指标名;选定之前不会记录。", buttons=_choices(question, labels, "都不是")
    )


def which_value(
    plan: Plan, indicator: str | None, *, question: int, period: str | None = None, why: str = ""
) -> Screen:
    """Ask for one certain figure; `why` says what is wrong with the one that was read."""
    entry = plan.indicator[indicator] if indicator else None
    name = safe(entry.name) if entry else "这项指标"
    when = f"({period_words(period)})" if period else ""
    example = _example(entry)
    return screen(
        f"❓ {name}{when}的数没有看准{_because(why)},尚未记录。\n请直接回复一个确定的数{example}。",
        buttons=_choices(question, [], "不报了"),
    )


def _because(why: str) -> str:
    return f"({safe(why)})" if why else ""


def _example(indicator: Indicator | None) -> str:
    if indicator is None:
        return ""
    counts = f";有{safe(indicator.counted_in)}的写「500{safe(indicator.counted_in)}合格483」"
    return f",例如「{safe(example(indicator))}」{counts if indicator.counted_in else ''}"


def which_period(
    plan: Plan, indicator: str | None, amount: str, *, question: int, periods: Sequence[str], why: str = ""
) -> Screen:
    """Ask for the period, the likely ones on buttons."""
    name = safe(plan.indicator[indicator].name) if indicator else "这个数"
    labels = [period_words(each) for each in periods]
    return screen(
        f"❓ {name} {safe(amount)} 是哪一期的?{_because(why)}尚未记录。\n点选或直接回复,例如「3月」「一季度」。",
        buttons=_choices(question, labels, "不报了"),
    )


def _choices(question: int, labels: Sequence[str], none: str) -> Sequence[Sequence[Button]]:
    buttons = [Button(label, Choose(question, index)) for index, label in enumerate(labels)]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return [*rows, [Button(none, Choose(question, NONE_OF_THEM))]]


def is_it_true(plan: Plan, held: Held, *, question: int) -> Screen:
    """A held figure: what is odd about it, and the ways out."""
    series = held.draft.series
    indicator = plan.indicator[series.indicator]
    value = measured(held.draft.value or Decimal(0), indicator)
    odd = held.doubt or Doubt("jump")
    if odd.kind == "exchanged":
        return _is_exchanged(plan, held, question=question)
    labels = [f"确认{value}"]
    if odd.instead is not None:
        labels.append(f"改为{measured(odd.instead, indicator)}")
    return screen(
        f"❓ <b>{safe(indicator.name)}</b> · {period_words(series.period)}{_own(plan, held)}\n"
        f"{_oddness(indicator, odd, value, series.period)}\n确认之前不会记录;数写错了直接回复正确的数。",
        buttons=_choices(question, labels, "不报了"),
    )


def _is_exchanged(plan: Plan, held: Held, *, question: int) -> Screen:
    """More passed than were checked: the two numbers the other way round, or others."""
    series, passed, checked = held.draft.series, held.draft.numerator, held.draft.denominator
    share = measured(rate(checked or 0, passed or 1), plan.indicator[series.indicator])
    return screen(
        f"❓ <b>{safe(plan.indicator[series.indicator].name)}</b> · {period_words(series.period)}"
        f"{_own(plan, held)}\n抽检{checked}批次、合格{passed}批次:合格的比抽检的还多,是否两个数写反?\n"
        "尚未记录;数写错了直接回复正确的数,例如「500批次合格483」。",
        buttons=_choices(question, [f"改为{checked}/{passed}({share})"], "不报了"),
    )


def _own(plan: Plan, held: Held) -> str:
    unit = held.draft.series.unit
    return (
        ""
        if plan.indicator[held.draft.series.indicator].lead_unit == unit
        else f"({safe(unit_name(plan, unit))})"
    )


def _oddness(indicator: Indicator, odd: Doubt, value: str, period: str) -> str:
    before = ""
    if odd.before is not None:
        when = short_period(str(odd.period), period) if odd.period else "此前"
        when = "原来" if str(odd.period) == period else when
        before = f"{when}{measured(odd.before, indicator)},"
    stands = measured(odd.before, indicator) if odd.before is not None else ""
    instead = number_words(odd.instead) if odd.instead is not None else ""
    said = {
        "swapped": f"{before}这次{value},是否把{instead}写反了?",
        "point": f"{before}这次{value},小数点是否点错?",
        "fall": f"{before}这次{value}。这是累计数,{_how_so(odd, period)}",
        "carried-over": f"已连续几期同上期({value}),这一期确实没有变化吗?",
        "superseded": f"您改的是旧消息。它报的数后来已更正为{stands},这次改成{value}吗?",
    }
    return said.get(odd.kind, f"{before}这次{value},变化很大,是否属实?")


def _how_so(odd: Doubt, period: str) -> str:
    is_before = odd.period is not None and odd.period > Period.parse(period)
    return "怎么比后来的还多?" if is_before else "怎么少了?"


def why_changed(plan: Plan, held: Held, *, question: int) -> Screen:
    """A settled figure is to change: the reason is part of the record."""
    series = held.draft.series
    indicator = plan.indicator[series.indicator]
    old = figure(held.replaced, indicator) if held.replaced else "—"
    settled = "已审核" if held.replaced and held.replaced.verdict == "passed" else "已过报送期限"
    return screen(
        f"❓ <b>{safe(indicator.name)}</b> · {period_words(series.period)}{_own(plan, held)}\n"
        f"{old} → {measured(held.draft.value or Decimal(0), indicator)}\n"
        f"这一期{settled},改数要说明原因(点选,或回复本条写明)。说明之前原数不变。",
        buttons=_choices(question, REASONS, "不改了"),
    )


def why_withdrawn(plan: Plan, settled: Sequence[Version], *, question: int) -> Screen:
    """A settled figure is to be taken back: the reason is part of the record."""
    lines = [
        f"R-{each.number} <b>{safe(plan.indicator[each.series.indicator].name)}</b> · {stands(plan, each)}"
        f"({'已审核' if each.verdict == 'passed' else '已过报送期限'})"
        for each in settled[:MOST_SHOWN]
    ]
    if len(settled) > MOST_SHOWN:
        lines.append(f"……共{len(settled)}个")
    return screen(
        "❓ 要撤销:\n" + "\n".join(lines) + "\n"
        "撤销要说明原因(点选,或回复本条写明),办公室会看到。说明之前原数不变。",
        buttons=_choices(question, UNDO_REASONS, "不撤了"),
    )


def why_true(plan: Plan, indicator: str, value: Decimal, *, question: int, reasons: Sequence[str]) -> Screen:
    """The sender stands by an unusual figure: in a word, why."""
    words = measured(value, plan.indicator[indicator])
    return screen(
        f"❓ {safe(plan.indicator[indicator].name)} {words}:请选一个原因,或回复本条写明。说明后即记录。",
        buttons=_choices(question, reasons, "不报了"),
    )


def chosen(words: str) -> Screen:
    return screen(f"已选:{safe(words)}")


def expired(words: str, asked_on: str) -> Screen:
    return screen(
        f"⌛ {asked_on}问您的还没有回答,这条没有记录,已转办公室:\n「{safe(words)}」\n如仍要报,请重新发一次。"
    )


def stands(plan: Plan, version: Version) -> str:
    """A figure in one line: 2018年3月 96.6%."""
    indicator = plan.indicator[version.series.indicator]
    return f"{period_words(str(Period.parse(version.series.period)))} {figure(version, indicator)}"


UNDO_EXPIRED = "⌛ 昨天问您撤销的原因,还没有回答,没有撤销,原来的数不变。如仍要撤销,请重新发一次。"


def dropped_for(plan: Plan, words: str, last: Version | None) -> Screen:
    """撤回 has dropped a question: which message's, and what was reported before and stands."""
    return screen(f"↩️ 好的,不再问「{safe(words)}」,它没有记录。\n{_still(plan, last)}".strip())


def not_asked_on(plan: Plan, last: Version | None) -> Screen:
    """撤回 has dropped a question of no figure."""
    return screen(f"↩️ 好的,刚才的问题不再问了,没有记录。\n{_still(plan, last)}".strip())


def _still(plan: Plan, last: Version | None) -> str:
    """What was reported before and stands."""
    if last is None:
        return ""
    name = safe(plan.indicator[last.series.indicator].name)
    return (
        f"此前报的 R-{last.number} {name} · {stands(plan, last)} 仍然有效;要撤销它,请再发一次「撤回」"
        f"或「撤销R-{last.number}」。"
    )


TOO_MANY = "您还有{count}个问题没有回答,请先回答(点选或回复),或发 /cancel 全部取消,再报新的。这条没有记录。"
DROPPED = "好的,这个数没有记录。请把指标名和数一起再发一次,例如「食品抽检 96.5」。"
KEPT = "好的,原来的数不变。"
CLOSED = "这个问题已经回答过或已过期,请重新发送。"
OF_ANOTHER = "这是问别人的,请由发报人本人点选。"
ANSWER_WHICH = (
    "这条消息里有几处在问您,分不清您答的是哪一处,没有记录。请写明指标名和数,或逐条回复(引用)对应的问题。"
)
NOT_SURE = "这个数还是没有看准,仍没有记录。请回复一个确定的数;眼下没有准数,写「暂无,周五报」。"
YES_TO_WHAT = (
    "没分清您说的「是」指哪一样,仍没有记录。数没错请回「就是这个数」;写错了请点[改为…],或直接回复正确的数。"
)
CANNOT_BE = "合格的批次不能比抽检的多,没有记录。写反了请点「改为…」,或回复正确的批次,例如「500批次合格483」。"
NOT_AN_ANSWER = "没看懂这个回答,仍没有记录。请点选按钮,或换个写法;发 /cancel 取消。"
NOT_YET = (
    "好的,先不记录,这个问题给您留着(一天内有效)。数定了再点选或回复即可;"
    "要告诉我哪天报,写「暂无,周五报」;不报了请点上面的按钮,或发 /cancel 取消。"
)
OF_OTHERS = (
    "这句说的是别的指标,没有记录;上面问的这个数还等您回答。"
    "其他指标请写明指标名和数,例如「3月药品98.6」,或发 /report 逐项填报。"
)
