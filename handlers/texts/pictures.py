"""Words around pictures: captions with what matters most, the same as text, and what there is to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.actions_pictures import DEPARTMENTS, OVERVIEW, TIMELINE, TOWNSHIPS, Picture, trend_of
from handlers.buttons import Ask
from handlers.screen import Button, Link, Screen, safe, screen
from handlers.texts.answers import groups
from qbot.plan.models import Plan

NOTHING_OWED = "还没有到期的报送任务,画不出报送情况图。"
TOWNSHIPS_OWE = "乡镇每季度报一次工作进展,按这个计。"
SENDING = "正在画图…"
NO_PICTURE_YET = "还没有发过图。您想看哪一种?"
_FILE_NAMES: Mapping[str, str] = {
    "trend": "走势图.png", "overview": "总体情况图.png", "grid": "报送情况图.png", "timeline": "进度图.png",
}  # fmt: skip
_CAPTION_LINES: Mapping[str, slice] = {
    "trend": slice(0, 3),
    "overview": slice(0, 2),
    "grid": slice(0, 1),
    "timeline": slice(0, 1),
}


def file_name(kind: str) -> str:
    return _FILE_NAMES[kind]


def caption(shown: Picture, lines: Sequence[str], *, address: str | None) -> Screen:
    """The main words; in a group, where there is an `address`, with the way to the rest in private."""
    told = list(lines[_CAPTION_LINES[shown.kind]])
    if shown.kind == "grid":
        told.append(lines[-1])
    if shown.of == "township":
        told.append(TOWNSHIPS_OWE)
    head, *rest = (safe(line) for line in told)
    buttons: list[list[Button | Link]] = (
        [[Link(groups.DETAILS, address)]] if address else [_forms(shown), _next(shown)]
    )
    return screen("\n".join([f"<b>{head}</b>", *rest]), buttons=buttons)


def _forms(shown: Picture) -> list[Button | Link]:
    forms: list[Button | Link] = [Button("文字版", replace(shown, form="text"))]
    if shown.form == "photo":
        forms.append(Button("原图", replace(shown, form="file")))
    return forms


def _next(shown: Picture) -> list[Button | Link]:
    match shown.kind:
        case "trend":
            return [Button("现在多少", Ask("value", shown.of)), Button("历史", Ask("history", shown.of))]
        case "overview":
            return [Button("哪些没达标", Ask("unmet", "")), Button("报送情况图", DEPARTMENTS)]
        case "grid":
            other = Button("各部门", DEPARTMENTS) if shown.of == "township" else Button("各乡镇", TOWNSHIPS)
            return [Button("谁还没报", Ask("missing", "")), other]
        case _:
            return [Button("现在哪个阶段", Ask("phase", ""))]


def in_words(lines: Sequence[str]) -> Screen:
    """What a picture shows, as text."""
    head, *rest = (safe(line) for line in lines)
    return screen("\n".join([f"<b>{head}</b>", *rest]))


def menu(words: str = "您想看哪一种图?") -> Screen:
    """Every picture; the trend is asked for by its indicator."""
    return screen(
        f"{words}\n单项指标的走势,请说指标名,例如「食品抽检走势图」。",
        buttons=[
            [Button("总体情况图", OVERVIEW), Button("进度图", TIMELINE)],
            [Button("各部门报送", DEPARTMENTS), Button("各乡镇报送", TOWNSHIPS)],
        ],
    )


def which(plan: Plan, candidates: Sequence[str]) -> Screen:
    """Ask of which indicator the trend is wanted."""
    buttons = [Button(plan.indicator[each].short, trend_of(each)) for each in candidates]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    return screen("您想看哪项指标的走势?", buttons=rows)
