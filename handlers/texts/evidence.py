"""Words about evidence: received, refused, listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.actions_evidence import AttachTo, ListEvidence, OpenEvidence
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import figure, period_words
from qbot.clock import city_time
from qbot.evidence import Attached, Evidence, Paper
from qbot.ledger.versions import Version
from qbot.plan.models import Plan

HOW = "请用「回复」这条回执的方式,把照片或 PDF 等文件(20 MB 以内)发给我,就存为这些数的佐证。"
TOO_LARGE = "❌ 文件超过 20 MB,机器人取不到,没有保存。请压缩、分成几份,或改发照片。"
NOT_FETCHED = "⚠️ 文件暂时没有取到,没有保存。请过一会儿再发一次。"
NOT_A_PAPER = "❌ 这种文件不能作佐证,没有保存。请发照片、PDF、OFD、Word、表格或文本文件。"
FOREIGN_FIGURE = "❌ 没有保存:这条数不是您单位的,只能给本单位的数附佐证。"
NOT_YOURS = "这份文件或这条数不是您单位的。"
ASSIGNED = "这份文件已经说明过了。"
NO_SUCH_FIGURE = "没有这个编号的记录,或它已撤销。没有保存。"
NOT_HERE = "文件请在与我的私聊里打开。"
SENDING = "正在发送"
DAMAGED = "⚠️ 这份文件在服务器上缺失或与存入时不一致,请告知管理员核对备份。"
ONLY_REPORTERS = "佐证由联络员和办公室查看。"
DROPPED = "好的,这份文件不作为佐证。"
WITH_REPORT = "📎 已收下{name},本条记录后就作为它的佐证。"


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a list: whose evidence it is, or of which incident, and who sent it."""

    evidence: Evidence
    figures: Sequence[Version]
    sender: str
    incident: int | None = None


def attached(plan: Plan, paper: Paper, result: Attached) -> Screen:
    """What a paper is evidence of now."""
    blocks = []
    if result.figures:
        lines = [f"📎 已附佐证:{_name(paper)}", *(_line(plan, each) for each in result.figures)]
        blocks.append("\n".join(lines))
    if result.already:
        blocks.append(f"☑️ 这份文件已经是 {_numbers(result.already)} 的佐证,没有重复保存。")
    if result.elsewhere:
        others = "、".join(f"R-{number}" for number in result.elsewhere[:5])
        blocks.append(f"提示:同样的文件此前已作为 {others} 的佐证。")
    shown = (*result.figures, *result.already)[0]
    return screen(*blocks, buttons=[[Button("查看佐证", ListEvidence(shown.number, 0))]])


def with_report(paper: Paper) -> Screen:
    return screen(WITH_REPORT.format(name=_name(paper)))


def whose(plan: Plan, evidence: Evidence, figures: Sequence[Version]) -> Screen:
    """Ask which figure a paper belongs to."""
    if not figures:
        return screen(
            f"📎 收到{_name(evidence.paper)}。您还没有报过数:请先报数,再回复那条回执把文件发来;"
            "也可以把数写成文件的说明一起发。"
        )
    buttons = [[Button(_label(plan, version), AttachTo(evidence.id, version.number))] for version in figures]
    return screen(
        f"📎 收到{_name(evidence.paper)},是哪个数的佐证?\n点选或直接回复指标名、编号(如 R-12);也可以回复某条回执发文件。",
        buttons=[*buttons, [Button("不是佐证", AttachTo(evidence.id, 0))]],
    )


def assigned(plan: Plan, tied: Sequence[Evidence], version: Version) -> Screen:
    what = _name(tied[0].paper) if len(tied) == 1 else f"{len(tied)}份文件"
    return screen(
        f"📎 已附佐证:{what}\n{_line(plan, version)}",
        buttons=[[Button("查看佐证", ListEvidence(version.number, 0))]],
    )


def listing(
    plan: Plan, entries: Sequence[Entry], *, of: Version | None, first: int, older: int | None
) -> Screen:
    """A page of papers; `first` counts them from 1, `older` is the id below which there are more."""
    head = f"📎 {_line(plan, of)} 的佐证(含更正前的)" if of else "📎 佐证,最近的在前"
    if not entries:
        return screen(f"{head}\n\n还没有。{HOW.replace('这条', '')}")
    blocks = [_entry(plan, first + index, entry) for index, entry in enumerate(entries)]
    opening = [
        Button(f"打开 {first + index}", OpenEvidence(entry.evidence.id))
        for index, entry in enumerate(entries)
    ]
    rows = [opening[index : index + 3] for index in range(0, len(opening), 3)]
    if older is not None:
        rows.append([Button("更多", ListEvidence(of.number if of else 0, older))])
    return screen(head, *blocks, buttons=rows)


def opened(plan: Plan, entry: Entry) -> Screen:
    """The caption of a paper that is sent back."""
    paper = entry.evidence.paper
    return screen("\n".join([_entry(plan, None, entry), f"SHA-256 <code>{paper.sha256[:16]}…</code>"]))


def _entry(plan: Plan, place: int | None, entry: Entry) -> str:
    head = f"{place}. " if place else ""
    lines = [f"{head}{_name(entry.evidence.paper)}"]
    lines += [_line(plan, version) for version in entry.figures] or [_unsaid(entry)]
    lines.append(f"{safe(entry.sender)} {city_time(entry.evidence.added_at):%m月%d日 %H:%M} 提交")
    return "\n".join(lines)


def _unsaid(entry: Entry) -> str:
    return f"E-{entry.incident} 突发情况的材料" if entry.incident else "尚未说明是哪个数的佐证"


def _line(plan: Plan, version: Version) -> str:
    indicator = plan.indicator[version.series.indicator]
    when = period_words(version.series.period)
    return f"R-{version.number} {safe(indicator.name)} · {when} {figure(version, indicator)}"


def _label(plan: Plan, version: Version) -> str:
    indicator = plan.indicator[version.series.indicator]
    return f"R-{version.number} {indicator.short} {period_words(version.series.period)}"


def _numbers(versions: Sequence[Version]) -> str:
    return "、".join(f"R-{version.number}" for version in versions)


def _name(paper: Paper) -> str:
    size = paper.size / 1024
    words = f"{size / 1024:.1f} MB" if size >= 1024 else f"{max(1, round(size))} KB"
    return f"{safe(paper.name)}({words})"
