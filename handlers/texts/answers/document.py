"""The plan's own words: a clause quoted with its number, and the table of contents to walk through."""

from collections.abc import Sequence
from datetime import date

from handlers.actions_answers import Leaf, Quote
from handlers.actions_pictures import TIMELINE
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, unit_name
from qbot.pictures.occurrences import Occurrence
from qbot.plan.models import Clause, Plan, PublicityDay
from qbot.plan.search import Found

LONGEST_LABEL = 22


def quoted(plan: Plan, found: Sequence[Found]) -> Screen:
    """The clause that answers, in full, with its sentence set off; the other clauses below."""
    best = found[0]
    others = [Button(_label(each.clause), Quote(each.clause.number)) for each in found[1:]]
    return screen(
        _heading(plan, best.clause),
        _text(best.clause, best.sentence),
        _lead(plan, best.clause),
        buttons=[*([each] for each in others), [_contents()]],
    )


def clause(plan: Plan, number: str) -> Screen:
    """One clause, quoted below an answer that cites it, with its points."""
    blocks = [_told(each) for each in plan.quoted(number)]
    return screen(_heading(plan, plan.clause[number]), *blocks, buttons=[[_contents()]])


def contents(plan: Plan) -> Screen:
    """The sections of the plan."""
    rows = [[Button(_label(each), Leaf(each.number))] for each in plan.children("")]
    return screen(f"<b>{safe(plan.title)}</b>\n{safe(plan.document)} · 目录", buttons=rows)


def leaf(plan: Plan, number: str) -> Screen:
    """One place in the table of contents: its text, what lies below it, and the way up."""
    here = plan.clause[number]
    below = [[Button(_label(each), Leaf(each.number))] for each in plan.children(number)]
    up = [Button("上一级", Leaf(plan.parent(number)))]
    return screen(_heading(plan, here), _text(here, ""), buttons=[*below, up])


def nothing(plan: Plan) -> Screen:
    """The plan does not speak of it, as far as its words can be searched."""
    return screen(f"方案({safe(plan.document)})里没有找到相关条款。可从目录查看。", buttons=[[_contents()]])


def publicity(each: PublicityDay, coming: Occurrence, *, on: date) -> Screen:
    """When a day or a month of publicity comes, and what is to be done."""
    every = f"每年{each.month}月{f'{each.day}日' if each.day else ''}"
    left = (coming.starts_on - on).days
    when = f"下次{coming.starts_on:%Y年}{day(coming.starts_on)},还有{left}天" if left > 0 else "正在进行"
    if left == 0 and coming.ends_on == coming.starts_on:
        when = "就是今天"
    return screen(
        f"<b>{safe(each.name)}</b>\n{every} · {when}\n{safe(each.duty)}",
        buttons=[[Button("进度图", TIMELINE), Button(f"方案{each.clause}原文", Quote(each.clause))]],
    )


def _heading(plan: Plan, here: Clause) -> str:
    return f"<b>方案{safe(here.number)} {safe(here.title)}</b>\n{safe(plan.document)}"


def _lead(plan: Plan, here: Clause) -> str:
    """Whose the task of a clause is; empty for other clauses."""
    group = next((each for each in plan.groups if each.kind == "task" and each.clause == here.number), None)
    if group is None:
        return ""
    proposed = "(拟定)" if "lead_unit" in group.proposed else ""
    return f"牵头单位:{safe(unit_name(plan, group.lead_unit))}{proposed}"


def _text(here: Clause, sentence: str) -> str:
    text = safe(here.text)
    marked = safe(sentence.strip())
    if marked and marked != text:
        text = text.replace(marked, f"<b>{marked}</b>", 1)
    return f"<blockquote>{text}</blockquote>" if text else ""


def _told(here: Clause) -> str:
    return f"{safe(here.number)}\n{_text(here, '')}" if here.text else ""


def _label(here: Clause) -> str:
    words = here.text if here.number[-1:].isdigit() else here.title
    label = f"{here.number} {words}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _contents() -> Button:
    return Button("方案目录", Leaf(""))
