"""Words about workbooks: the form sent out, what became of a table sent in, why a file is not read."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from handlers.actions_reporting import Undo
from handlers.actions_workbook import SendForm
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import blank, measured, period_words, unit_name
from qbot.deferring import Deferred, Located
from qbot.documents.sheets import Tint
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Version
from qbot.plan.models import Plan
from qbot.reading.meaning import Clarify
from qbot.reporting import Filed, Recorded
from qbot.weighing import Held
from qbot.workbook.filing import Fate
from qbot.workbook.formats import ROW_LIMIT, TableRefused, Trouble
from qbot.workbook.lines import Problem

MOST_UNDONE = 200  # by one press
FORM_NAME = "填报表.xlsx"
ONLY_REPORTERS = "填报表由联络员填报;您的身份只能查询。"
NOT_FETCHED = "⚠️ 文件暂时没有取到,没有读取。请过一会儿再发一次。"
NO_ROWS = (
    "❌ 表里没有认出要报的行,没有记录。表头请写「指标」「期次」「数值」(或「抽检批次」「合格批次」);"
    "发「填报表」可以得到一张现成的。"
)
_GET_FORM = ((Button("填报表", SendForm()),),)
_TROUBLES: Mapping[Trouble, str] = {
    "too-large": "文件超过 2 MB。请只留要报的行,或分成几份。",
    "too-many-rows": f"超过 {ROW_LIMIT} 行。请只留要报的行,或分成几份,每份不超过 {ROW_LIMIT} 行。",
    "too-many-columns": "列太多。请只留指标、期次、数值等列。",
    "too-many-sheets": "工作表太多。请只留要报的那张。",
    "old": "这是旧版 .xls 文件。请在 Excel 或 WPS 里另存为 .xlsx 再发。",
    "encrypted": "文件有密码,打不开。请去掉密码再发。",
    "macros": "文件带有宏。为安全起见不读取,请另存为不带宏的 .xlsx 再发。",
    "bomb": "文件解压后大得不正常。请新建一张表,只粘贴要报的内容再发。",
    "broken": "文件打不开,可能已损坏,或扩展名与内容不符。请重新另存为 .xlsx 再发。",
    "encoding": "文字编码认不出来。请另存为 .xlsx 或 UTF-8 的 .csv 再发。",
    "unknown": "这种表格格式不认识。请另存为 .xlsx 或 .csv 再发。",
    "empty": "这张表是空的。",
}
_PROBLEMS: Mapping[Problem, str] = {
    "formula": "本行有公式,未读取。请复制后「粘贴为数值」",
    "fault": "单元格是错误值或时间,请重填",
    "merged": "本行用到合并的单元格,未读取。请取消合并,每格单独填写",
    "date-value": "数值被表格软件变成了日期。请把单元格设为「文本」后重填",
    "date-number": "期次是一个日期序号。请写成「2018年3月」",
    "period": "期次没看懂。请写成「2018年3月」或「2018年一季度」",
    "no-value": "没有填数",
    "no-name": "没有写指标",
}
_CLARIFIED: Mapping[Clarify, str] = {
    "indicator": "指标没看准,请写全名",
    "value": "数没看准。百分数请填 96.6 或 96.6%,批次请填整数",
    "period": "期次没看准,请写一个已开始的期次",
}


def form(plan: Plan, owed: Sequence[Obligation], units: Sequence[str]) -> Screen:
    """The caption of a form."""
    names = "、".join(unit_name(plan, unit) for unit in units)
    rows = f"应报未报 {len(owed)} 行" if owed else "目前没有应报未报的数,表里是空行"
    return screen(f"📋 填报表:{safe(names)},{rows}。\n填好后把文件发回给我,每一行都按一条报送处理;空行不动。")


def refused(trouble: TableRefused) -> Screen:
    """Why a file was not read at all."""
    return screen(f"❌ 没有读取,没有记录。{_TROUBLES[trouble.trouble]}", buttons=_GET_FORM)


def nothing_found(hidden: Collection[str]) -> Screen:
    return screen(NO_ROWS, _hidden(hidden), buttons=_GET_FORM)


def summary(plan: Plan, fates: Sequence[Fate], *, hidden: Collection[str], asked: int) -> Screen:
    """What became of a table: counted, the numbers of what was recorded, and what is still to be done."""
    recorded = [each for fate in fates if fate.filed for each in fate.filed.recorded]
    deferred = [each for fate in fates if fate.deferred for each in fate.deferred.recorded]
    unchanged = [each for fate in fates if fate.deferred for each in fate.deferred.unchanged]
    new = [*(each.version for each in recorded if each.is_new), *deferred]
    same = len(recorded) + len(deferred) + len(unchanged) - len(new)
    held = [each for fate in fates for each in fate.held]
    failed = sum(1 for fate in fates if not (fate.is_on_record or fate.held))
    lines = [f"📋 读了 {len(fates)} 条:记录 {len(new)},已有未变 {same},"
             f"待确认 {len(held)},未记录 {failed}"]  # fmt: skip
    if new:
        lines.append(f"✅ 已记录 {_ranges([each.number for each in new])}")
    if held:
        lines.append(f"❓ {len(held)} 个数存疑或要写原因,{_asked(len(held), asked)}")
    if failed:
        lines.append("原因见附表的「结果」列,改好后只发这些行即可。")
    return screen("\n".join(lines), _hidden(hidden), buttons=_undo(new))


def _asked(held: int, asked: int) -> str:
    if asked == held:
        return "下面逐个问您。"
    return f"先问 {asked} 个;其余请核实后单独发一句。" if asked else "请核实后逐个发一句。"


def _undo(new: Sequence[Version]) -> Sequence[Sequence[Button]]:
    """One press takes the whole table back, where its numbers follow each other."""
    numbers = sorted(each.number for each in new)
    if not 0 < len(numbers) <= MOST_UNDONE or numbers[-1] - numbers[0] >= len(numbers):
        return []
    return [[Button("撤销这张表", Undo(numbers[0], numbers[-1]))]]


def _hidden(names: Collection[str]) -> str:
    shown = "、".join(f"「{safe(name)}」" for name in list(names)[:5])
    return f"隐藏的工作表没有读取:{shown}。" if names else ""


def _ranges(numbers: Sequence[int]) -> str:
    """R-12、R-13 as `R-12至R-13`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(f"R-{a}" if a == b else f"R-{a}至R-{b}" for a, b in runs)


def verdict(plan: Plan, fates: Sequence[Fate]) -> tuple[str, Tint]:
    """The words of the 结果 column for a row, and the colour beside them."""
    said = [part for fate in fates for part in _said(plan, fate)]
    order: tuple[Tint, ...] = ("bad", "fair", "faint", "good")
    return ";".join(words for words, _ in said), min((tint for _, tint in said), key=order.index)


def _said(plan: Plan, fate: Fate) -> list[tuple[str, Tint]]:
    if fate.line.problem is not None:
        tint: Tint = "faint" if fate.line.problem == "no-value" else "bad"
        return [(f"未记录:{_PROBLEMS[fate.line.problem]}", tint)]
    said = _filed(plan, fate.filed) if fate.filed else []
    said += [*_deferred(plan, fate.deferred)] if fate.deferred else []
    said += [*_not_located(plan, fate.located)] if fate.located else []
    if fate.clarify is not None:
        said.append((f"未记录:{_CLARIFIED[fate.clarify]}", "bad"))
    if fate.unread == "no-day":
        said.append(("未记录:请写明哪天能报,例如「暂无,周五前补」", "bad"))
    return said or [("未记录:没有看出指标和数", "bad")]


def _filed(plan: Plan, filed: Filed) -> list[tuple[str, Tint]]:
    said: list[tuple[str, Tint]] = [(_recorded(plan, each), "good") for each in filed.recorded]
    said += [(_held(plan, each), "fair") for each in filed.held]
    said += [
        (f"未记录:{plan.indicator[each.item.indicator].short}刚报过一个数,请写明期次", "fair")
        for each in filed.unclear
    ]
    if filed.foreign:
        said += [(_foreign(plan, id_), "bad") for id_ in dict.fromkeys(filed.foreign.indicators)]
    return said


def _deferred(plan: Plan, deferred: Deferred) -> Iterator[tuple[str, Tint]]:
    """What stands in place of a figure now."""
    for version in deferred.recorded:
        yield (
            f"已记录 R-{version.number}:{period_words(version.series.period)} {blank(version)}(不是数值)",
            "good",
        )
    for version in deferred.unchanged:
        yield f"已有 R-{version.number},未变", "good"
    for version in deferred.kept:
        number = version.number
        yield f"未记录:{period_words(version.series.period)}已有数(R-{number}),不会被空缺替换", "fair"


def _not_located(plan: Plan, located: Located) -> Iterator[tuple[str, Tint]]:
    for id_ in located.foreign:
        yield _foreign(plan, id_), "bad"
    for id_ in located.unfit:
        yield f"未记录:{plan.indicator[id_].short}没有这个期次,或还没开始", "bad"
    if not (located.foreign or located.unfit):
        yield "未记录:没看准是哪项指标、哪一期", "bad"


def _foreign(plan: Plan, id_: str) -> str:
    return f"未记录:{plan.indicator[id_].name}由{unit_name(plan, plan.indicator[id_].lead_unit)}报送"


def _recorded(plan: Plan, recorded: Recorded) -> str:
    version = recorded.version
    indicator = plan.indicator[version.series.indicator]
    value = measured(version.value, indicator) if version.value is not None else ""
    what = f"{period_words(version.series.period)} {value}"
    if not recorded.is_new:
        return f"已有 R-{version.number},未变:{what}"
    old = recorded.replaced
    before = (
        f"(原 R-{old.number} {measured(old.value, indicator)} 留存)" if old and old.value is not None else ""
    )
    return f"已记录 R-{version.number}:{what}{before}"


def _held(plan: Plan, held: Held) -> str:
    if held.doubt is None:
        return "未记录:改动已到期或已审核的数,请在「说明」里写原因"
    if held.doubt.kind == "exchanged":
        return "未记录:合格批次比抽检批次还多,是否写反?请核实后确认"
    indicator = plan.indicator[held.draft.series.indicator]
    value = measured(held.draft.value, indicator) if held.draft.value is not None else ""
    return f"未记录:{value} 与往期相差大或像是笔误,请核实后确认"
