"""Words about briefs: what the next issue would say, what was issued, and where a figure of one comes from."""

from collections.abc import Sequence

from handlers.actions_briefs import CorrectBrief, DraftBrief, IssueBrief, OpenBrief, SendBrief
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, moment, unit_name
from qbot.clock import city_day
from qbot.documents.correction import Correction
from qbot.documents.goals import SITUATIONS
from qbot.documents.issue import Issue
from qbot.documents.snapshot import Quoted, Snapshot
from qbot.documents.words.common import (
    SITUATION_WORDS,
    STANDING_WORDS,
    indicator_name,
    issue_number,
    period_text,
    quoted_words,
)
from qbot.documents.words.correction import correction_subject
from qbot.issued import Issued
from qbot.ledger.references import Reference
from qbot.plan.models import Plan
from qbot.ports import Chat

SHOWN = 12
LONGEST_TEXT = 500
ALREADY_ISSUED = "这一期已经签发过了,请发 /brief 重新查看。"
NO_SUCH_ISSUE = "没有这一期简报。"
NO_SUCH_CODE = "这一期简报里没有这个代码。代码印在数字后面的〔〕里,如 A12、B3。"
FILE_LOST = "⚠️ 这一期简报的文件已不在文件目录里,请联系管理员从备份恢复。"
SENT_ALREADY = "这一期已经发到该群。"
NO_SUCH_GROUP = "没有这个工作群,请用群的全名,发 /groups 可查。"
NO_CORRECTION = "经核对,这一期所载数字无需更正。"


def office_name(plan: Plan) -> str:
    """Who issues the plan's papers (方案 五(一))."""
    return f"{plan.city}创建“全国质量强市示范城市”工作领导小组办公室"


def preview(issue: Issue, snapshot: Snapshot, *, to_correct: Issued | None) -> Screen:
    """What the next issue would say; above all, what is not met."""
    lights = [
        f"{SITUATION_WORDS[each]}{quoted.value}"
        for each in SITUATIONS
        if (quoted := snapshot.quoted("count", each)) and quoted.value != "0"
    ]
    expected, reported, open_, overdue = (
        snapshot.quoted("owed", each) for each in ("expected", "reported", "open", "overdue")
    )
    red = [safe(goal.indicator.short) for goal in issue.goals if goal.situation == "unmet"]
    shown = [goal for goal in issue.goals if goal.is_current and goal.value is not None]
    unreviewed = sum(goal.standing == "unreviewed" for goal in shown)
    buttons = [
        [
            Button("生成草稿", DraftBrief(issue.number)),
            Button(f"签发{issue_number(issue.number)}", IssueBrief(issue.number)),
        ]
    ]
    if issue.number > 1:
        buttons.append([Button(f"{issue_number(issue.number - 1)}文件", OpenBrief(issue.number - 1))])
    if to_correct:
        buttons[-1].append(
            Button(f"{issue_number(to_correct.number)}更正说明", CorrectBrief(to_correct.number))
        )
    return screen(
        f"<b>简报{issue_number(issue.number)}预览</b> 截至{day(issue.issued_on)}\n"
        f"{len(issue.goals)}项指标:{' '.join(lights)}\n"
        f"应报{_plain(expected)},已报{_plain(reported)},未报{_plain(open_)},其中逾期{_plain(overdue)}",
        f"未达标:{'、'.join(red)}" if red else "已报的没有未达标的。",
        f"有{unreviewed}项未审,简报里会标「未审」。" if unreviewed else "",
        "签发后数字固化,不再改动;以后的更正另出更正说明。",
        f"{issue_number(to_correct.number)}签发后有数改动过,可出更正说明。" if to_correct else "",
        buttons=buttons,
    )


def _plain(quoted: Quoted | None) -> str:
    return f"{quoted.value}{quoted.measure}" if quoted else ""


def draft(issue: Issue) -> Screen:
    return screen(
        f"简报{issue_number(issue.number)}<b>草稿</b>,未签发。签发前数字还会随报送变化。",
        buttons=[[Button(f"签发{issue_number(issue.number)}", IssueBrief(issue.number))]],
    )


def issued(paper: Issued, *, by: str, groups: Sequence[Chat]) -> Screen:
    """Beside the file of an issue, for the office."""
    return screen(
        f"✅ 简报{issue_number(paper.number)}\n{safe(by)} {moment(paper.issued_at)}签发\n"
        f"校验码 {paper.checksum[:12]}…\n问「简报{issue_number(paper.number)}A1哪来的」可查任一数字的来源。",
        buttons=[
            *(
                [Button(f"发到「{chat.title[:20]}」", SendBrief(paper.number, chat.id))]
                for chat in groups[:8]
            ),
            [Button("更正说明", CorrectBrief(paper.number))],
        ],
    )


def to_group(paper: Issued) -> Screen:
    return screen(f"📄 简报{issue_number(paper.number)}({day(city_day(paper.issued_at))}签发)")


def sent_to(title: str) -> str:
    return f"已发到「{title[:40]}」"


def correction(plan: Plan, number: int, found: Sequence[Correction]) -> Screen:
    """Beside the correction note."""
    lines = [f"· {each.code} {safe(correction_subject(plan, each.issued))}" for each in found[:SHOWN]]
    more = [f"…共{len(found)}处"] if len(found) > SHOWN else []
    return screen("\n".join([f"简报{issue_number(number)}<b>更正说明</b>", *lines, *more]))


def file_name(number: int, what: str = "") -> str:
    return f"简报{issue_number(number)}{what}.docx"


def traced(plan: Plan, snapshot: Snapshot, code: str) -> str:
    """What an issue said under a code, and what that was made of."""
    quoted = snapshot.figures[code]
    head = f"<b>简报{issue_number(snapshot.number)} {code}</b>({moment(snapshot.issued_at)}签发)"
    if quoted.about == "figure":
        return f"{head}\n{_figure(plan, quoted)}"
    if quoted.about == "reference":
        name = safe(correction_subject(plan, quoted))
        return f"{head}\n{name}:{quoted_words(quoted)}(C-{quoted.entry})"
    name = "全部指标数" if quoted.of == "indicators" else correction_subject(plan, quoted)
    return "\n".join([head, f"{safe(name)}:{quoted_words(quoted)}", *_sources(plan, snapshot, quoted)])


def entered(entry: Reference, *, by: str) -> str:
    """Where a reference value comes from."""
    return (
        f"办公室 {safe(by)} {moment(entry.entered_at)}录入,原文:\n"
        f"<blockquote>{safe(entry.text[:LONGEST_TEXT])}</blockquote>"
    )


def _figure(plan: Plan, quoted: Quoted) -> str:
    name = safe(indicator_name(plan, quoted.of))
    if quoted.version is None:
        return f"{name}:签发时尚未报送"
    said = [period_text(quoted.period), quoted_words(quoted)]
    said += [STANDING_WORDS[quoted.standing]] if quoted.standing else []
    told = f"{name} {' '.join(said)}(R-{quoted.version})"
    return f"{told}\n签发时自{period_text(quoted.awaited)}起的数逾期未报" if quoted.awaited else told


def _sources(plan: Plan, snapshot: Snapshot, quoted: Quoted) -> Sequence[str]:
    lines = [f"· {_source(plan, snapshot, each)}" for each in quoted.sources[:SHOWN]]
    more = [f"…共{len(quoted.sources)}项"] if len(quoted.sources) > SHOWN else []
    return ["由以下得出:", *lines, *more] if lines else []


def _source(plan: Plan, snapshot: Snapshot, source: str) -> str:
    """A code of this issue, a code of an earlier one (`2:A5`), the version that has corrected that (`R-140`),
    or what was owed (`indicator/unit/period`)."""
    if source in snapshot.figures:
        return f"{source} {_figure(plan, snapshot.figures[source])}".replace("\n", ",")
    if source.startswith("R-"):
        return f"{source}(已更正的数)"
    number, _, code = source.partition(":")
    if code:
        return f"简报{issue_number(int(number))} {code}"
    indicator, unit, period = source.split("/")
    return f"{safe(unit_name(plan, unit))} {safe(indicator_name(plan, indicator))} {period_text(period)}"
