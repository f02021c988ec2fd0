"""What a township told of its plan of action, and which have not yet."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.tasks import how_it_stands
from handlers.texts.words import day, moment, unit_name
from qbot.answering.townships import Quarter
from qbot.ledger.obligations import Obligation
from qbot.pictures.standing import Standing
from qbot.plan.models import Plan
from qbot.plan.words import period_words
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress

NOTES = 5
LONGEST_ITEM = 24
_STANDINGS: Mapping[Standing, str] = {
    "on-time": "✅ 按时", "early": "✅ 按时", "late": "🟡 迟报", "missing": "⚪ 未报", "returned": "⚪ 已退回",
    "not-due": "⚪ 还没报",
}  # fmt: skip
HOW = "直接说一句本乡镇的进展就算报了,例如「分户验收完成80%」。"


def township(plan: Plan, unit: str, quarters: Sequence[Quarter], notes: Sequence[Progress]) -> Screen:
    """One township: its last quarters, and what it told last."""
    name = safe(unit_name(plan, unit))
    lines = [_line(each, unit, each.standings[unit]) for each in quarters]
    return screen(
        f"<b>{name}</b>\n不牵头指标,每季度报一次本乡镇实施方案的进展。",
        "\n".join(lines),
        "\n".join(["最近的进展:", *(_note(plan, each) for each in notes)]) if notes else "还没有报过进展。",
        buttons=[[Button("总体情况", Ask("overview", "")), Button("谁还没报", Ask("missing", ""))]],
    )


def _line(quarter: Quarter, unit: str, standing: Standing) -> str:
    owed = quarter.owed[unit]
    due = "" if standing in ("on-time", "early", "late") else f"(应于{day(owed.due_on)}前报{granted(owed)})"
    return f"{period_words(quarter.period)}进展 {_STANDINGS[standing]}{due}"


def granted(owed: Obligation) -> str:
    """Said of a day that is later than the plan's."""
    return ",已准延期" if owed.extended else ""


def _note(plan: Plan, note: Progress) -> str:
    item = Tasks(plan).item.get(note.item)
    text = item.text if item else note.text
    named = text if len(text) <= LONGEST_ITEM else f"{text[: LONGEST_ITEM - 1]}…"
    return f"· {safe(named)} {how_it_stands(note)} {moment(note.told_at)}(T-{note.id})"


def owed(plan: Plan, quarter: Quarter) -> str:
    """What a township's contact owes; empty where everything was told."""
    silent = quarter.silent
    if not silent:
        return ""
    days = dict.fromkeys((quarter.owed[unit].due_on, granted(quarter.owed[unit])) for unit in silent)
    lines = []
    for due_on, leave in days:
        names = [
            safe(unit_name(plan, unit))
            for unit in silent
            if (quarter.owed[unit].due_on, granted(quarter.owed[unit])) == (due_on, leave)
        ]
        what = f"{period_words(quarter.period)}的工作进展"
        lines.append(f"{'、'.join(names)}还没报{what}(应于{day(due_on)}前报{leave})。")
    return "\n".join([*lines, HOW])


def ask_word(plan: Plan, owed: Sequence[Obligation], *, on: date) -> Screen:
    """Asks for the words that a contact's townships owe."""
    lines = [
        f"· {safe(unit_name(plan, each.unit))} {period_words(each.period)}工作进展"
        f"({_until(each, on)}{granted(each)})"
        for each in owed
    ]
    return screen("\n".join(["📝 请说一句进展做到哪了:", *lines]), HOW)


def _until(owed: Obligation, on: date) -> str:
    late = owed.overdue_workdays(on)
    return f"逾期{late}个工作日" if late else f"{day(owed.due_on)}前报"


def silent(plan: Plan, quarter: Quarter, *, on: date, by_name: bool) -> str:
    """Which townships have not told; empty where all have."""
    names = [safe(unit_name(plan, unit)) for unit in quarter.silent]
    if not names:
        return ""
    late = "已过期" if quarter.due_on < on else f"应于{day(quarter.due_on)}前报"
    head = f"乡镇{period_words(quarter.period)}工作进展:{len(quarter.standings)}个应报,未报{len(names)}个({late})"
    return f"{head}\n{'、'.join(names)}" if by_name else head
