"""Words about reference values: what is on record, what was entered, what an entry lacks."""

from collections.abc import Mapping, Sequence

from handlers.actions_answers import asking
from handlers.actions_references import EnterReference, WithdrawReference
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.overview import status_line
from handlers.texts.answers.parts import way_words
from handlers.texts.words import day, distance, measured, moment
from qbot.ledger.current import Current
from qbot.ledger.references import Reference
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import period_words, promise_words
from qbot.reference_entry import Lack

SHOWN = 8
LONGEST_TEXT = 200
OFFICE_ALONE = "❌ 未记录:参考值(如全国平均水平)由办公室录入。要报本单位的数,请去掉「参考值」三个字。"
IN_PRIVATE = "❌ 未记录:参考值请办公室私聊我录入。"
NONE_NEEDED = "方案里没有要和参考值比较的指标。"
NO_LONGER = "这条参考值已经撤销或更正过了,没有改动。"
WITHDRAWN = "已撤销"


def listing(
    plan: Plan, entries: Mapping[str, Sequence[Reference]], *, names: Mapping[int, str], may_enter: bool
) -> Screen:
    """For each indicator measured by others what stands, newest period first; `entries` are those."""
    indicators = [plan.indicator[id_] for id_ in entries]
    if not indicators:
        return screen(NONE_NEEDED)
    blocks = [_on_record(each, entries[each.id], names) for each in indicators]
    how = "要录入或更正,点下面的按钮,或直接写:\n" + safe(example(indicators[0])) if may_enter else ""
    rows = [[Button(f"录入 {each.short}", EnterReference(each.id))] for each in indicators]
    return screen("<b>参考值</b>", *blocks, how, buttons=rows if may_enter else ())


def _on_record(indicator: Indicator, entries: Sequence[Reference], names: Mapping[int, str]) -> str:
    head = f"<b>{safe(indicator.name)}</b> 目标 {safe(promise_words(indicator))}"
    lines = [f"· {_entry(each, indicator)}{_by(each, names)}" for each in entries[:SHOWN]]
    more = [f"…共{len(entries)}期"] if len(entries) > SHOWN else []
    return "\n".join([head, *(lines or ["· 还没有录入,暂不能比较"]), *more])


def _entry(each: Reference, indicator: Indicator) -> str:
    value = measured(each.value, indicator) if each.value is not None else WITHDRAWN
    return f"{period_words(each.period)} {value}"


def _by(each: Reference, names: Mapping[int, str]) -> str:
    name = names.get(each.entered_by, "")
    told = f" {each.text[:LONGEST_TEXT]}" if names else ""
    return safe(f"(C-{each.id} {name} {moment(each.entered_at)}录入{':' if told else ''}{told.strip()})")


def example(indicator: Indicator) -> str:
    """How a reference value is written."""
    value = measured(indicator.target.value, indicator) if indicator.target.value is not None else ""
    sample = value or ("0.35%" if indicator.measure == "%" else f"82.5{indicator.measure}")
    return f"参考值 {indicator.short} 2018年一季度 {sample},来源:某某公告"


def type_value(indicator: Indicator) -> Screen:
    whose = safe(indicator.target.reference or "参考值")
    return screen(
        f"✍️ 请写{whose}是哪一期的、多少(10 分钟内的下一句话),最好带上出处,例如"
        f"「2018年一季度 {'0.35%' if indicator.measure == '%' else '82.5' + indicator.measure},来源:某某公告」。\n"
        "不录了请发 /cancel。"
    )


def entered(
    plan: Plan,
    stored: Reference,
    before: Reference | None,
    *,
    current: Current,
) -> Screen:
    """The receipt, told from the stored row, with how the indicator stands by it now."""
    indicator = plan.indicator[stored.indicator]
    was = f"(原{measured(before.value, indicator)},留存)" if before and before.value is not None else ""
    return screen(
        f"✅ 已录入参考值 C-{stored.id}\n{_of(indicator)}\n{_entry(stored, indicator)}{was}",
        _now(current),
        buttons=[
            [
                Button("撤销", WithdrawReference(stored.id)),
                Button("现在多少", asking("value", indicator.id)),
            ]
        ],
    )


def withdrawn(plan: Plan, taken: Reference, now: Reference | None, *, current: Current) -> Screen:
    indicator = plan.indicator[taken.indicator]
    left = f"这一期现为 {_entry(now, indicator)}(C-{now.id})" if now else "这一期现在没有参考值"
    return screen(
        f"↩️ 已撤销参考值 C-{taken.id}\n{_of(indicator)}\n{_entry(taken, indicator)}\n{left}",
        _now(current),
    )


def _of(indicator: Indicator) -> str:
    return f"<b>{safe(indicator.name)}</b> · {safe(indicator.target.reference or '参考值')}"


def _now(current: Current) -> str:
    """The indicator's newest figure beside it."""
    indicator, version = current.indicator, current.version
    lines = [f"现在:{status_line(current)}"]
    if version is not None and not current.overdue:
        lines.append(distance(current.assessment, indicator))
        lines.append(way_words(version, current.assessment, indicator))
    return "\n".join(filter(None, lines))


def traced(plan: Plan, entry: Reference, *, by: str, stands: bool) -> Screen:
    """Where an entry comes from; `by` is empty where no names and no words are told."""
    indicator = plan.indicator[entry.indicator]
    told = _entry(entry, indicator) if entry.value is not None else f"撤销 C-{entry.withdraws}"
    who = f"办公室 {safe(by)} {moment(entry.entered_at)}录入".replace("  ", " ")
    counts = "" if stands else " · 已更正或撤销,不再作数"
    original = f"原文:\n<blockquote>{safe(entry.text[:LONGEST_TEXT])}</blockquote>" if by else ""
    return screen(f"参考值 C-{entry.id}{counts}\n{_of(indicator)}\n{told}\n{who}", original)


def lacking(plan: Plan, lack: Lack, referred: Sequence[Indicator]) -> Screen:
    """What an entry lacks, and how it is written."""
    names = "、".join(each.short for each in referred)
    words = {
        "indicator": f"没看出是哪项指标的参考值(可录入:{names})",
        "period": "请写明是哪一期的,只写一期,例如「2018年一季度」「2017年」",
        "future": "这一期还没有开始",
        "value": "请写一个确定的数,单位和指标一致",
        "impossible": "这个数不在指标可能的范围内",
    }
    hint = f"\n例如「{safe(example(referred[0]))}」" if referred else ""
    return screen(f"❌ 未记录:{safe(words[lack])}。{hint}")


def line(indicator: Indicator, entries: Sequence[Reference]) -> str:
    """For the answer about a target: the newest references with the days on which they were entered."""
    whose = safe(indicator.target.reference or "参考值")
    if not entries:
        return f"{whose}的数还没有录入,暂不能比较"
    told = "、".join(f"{_entry(each, indicator)}({day(each.entered_at.date())}录入)" for each in entries[:2])
    return f"{whose}:{told}"
