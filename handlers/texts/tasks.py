"""Words about tasks: the receipt of a note, the question whose item it is, and the lists."""

from collections.abc import Sequence

from handlers.actions_tasks import (
    ChangeItem,
    DropNote,
    PickGroup,
    PickItem,
    ShowTasks,
    TakeBackNote,
    WantHelp,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import series_words, unit_name
from qbot.clock import city_time
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.plan.models import Item, Plan, TaskGroup
from qbot.tasks.matching import Tasks
from qbot.tasks.overview import GroupLine, Line
from qbot.tasks.progress import Progress, State

STATES: dict[State, str] = {
    "waiting": "⚪ 未启动", "running": "🔵 推进中", "done": "✅ 已完成", "stuck": "🔴 受阻",
}  # fmt: skip
LABEL = 24
QUOTED = 60


def receipt(plan: Plan, tasks: Tasks, note: Progress, *, settles: Sequence[Series] = ()) -> Screen:
    """Told from the stored note; `settles` are the quarterly words that its unit owed."""
    wish = "🤝 需协调:已转办公室" if note.needs_help else ""
    first = [] if note.needs_help else [Button("需协调", WantHelp(note.id))]
    return screen(
        "\n".join(
            filter(
                None,
                [
                    f"📌 进展已登记 T-{note.id}(不计入指标数据)",
                    f"<b>{_named(tasks, note.item)}</b>",
                    f"{how_it_stands(note)} · {safe(unit_name(plan, note.unit))}",
                    *(f"✅ 算作本乡镇{series_words(plan, each)},这一季度不再提醒" for each in settles),
                    wish,
                ],
            )
        ),
        buttons=[[Button("改条目", ChangeItem(note.id)), *first, Button("撤回", TakeBackNote(note.id))]],
    )


def how_it_stands(note: Progress) -> str:
    share = f" {note.percent}%" if note.percent is not None else ""
    return f"{STATES[note.state]}{share}"


def which_item(tasks: Tasks, likely: Sequence[str], *, question: int, said: str) -> Screen:
    """Ask by buttons which item a note is about."""
    lines = [f"{index}. {_item(tasks.item[id_])}" for index, id_ in enumerate(likely, start=1)]
    rows = [
        [Button(f"{index}. {_short(_name(tasks.item[id_]))}", PickItem(question, id_))]
        for index, id_ in enumerate(likely, start=1)
    ]
    return screen(
        f"❓「{safe(_short(said, QUOTED))}」说的是方案里的哪一项?选定之前不会登记。",
        "\n".join(lines),
        buttons=[*rows, [Button("都不是", PickItem(question, ""))]],
    )


def which_group(tasks: Tasks, *, question: int, said: str) -> Screen:
    groups = {group.id: group for group in tasks.group_of.values()}
    buttons = [Button(_short(group.name, 12), PickGroup(question, id_)) for id_, group in groups.items()]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return screen(
        f"❓「{safe(_short(said, QUOTED))}」属于哪一类工作?选定之前不会登记。",
        buttons=[*rows, [Button("都不是,不登记", DropNote(question))]],
    )


def which_of_group(group: TaskGroup, *, question: int) -> Screen:
    lines = [f"{index}. {_item(item)}" for index, item in enumerate(group.items, start=1)]
    rows = [
        [Button(f"{index}. {_short(_name(item))}", PickItem(question, item.id))]
        for index, item in enumerate(group.items, start=1)
    ]
    return screen(
        f"<b>{safe(group.name)}</b>(方案{safe(group.clause)})",
        "\n".join(lines),
        buttons=[*rows, [Button("返回", PickItem(question, ""))]],
    )


def chosen(tasks: Tasks, item: str) -> Screen:
    return screen(f"已选:{_named(tasks, item)}")


def taken_back(tasks: Tasks, note: Progress) -> Screen:
    return screen(f"↩️ 已撤回 T-{note.id}:{_named(tasks, note.item)}\n原文留存,不再计入该项进展。")


def own_list(
    plan: Plan, told: Sequence[Line], person: Person, *, group: TaskGroup | None, offset: int, page: int
) -> Screen:
    """A page of items with the last word on each."""
    if not told:
        return screen(NO_TASKS)
    head = f"{safe(group.name)}(方案{safe(group.clause)})" if group else "我的任务"
    silent = sum(line.is_stale for line in told)
    shown = told[offset : offset + page]
    where = f"第{offset + 1}—{offset + len(shown)}项,共{len(told)}项"
    key = group.id if group else ""
    more = [[Button("更多", ShowTasks(person.id, key, offset + page))]] if offset + page < len(told) else []
    return screen(
        f"<b>{head}</b>\n{where},{f'{silent}项还没报过或已很久没报' if silent else '近期都报过'}。",
        "\n".join(_line(plan, line, named=group is not None) for line in shown),
        HOW_TO_TELL if group is None else "",
        buttons=more,
    )


def groups_list(told: Sequence[GroupLine], person: Person) -> Screen:
    """For office and officials: every group with its counts, the most silent first."""
    lines = [f"{index}. {_group(each)}" for index, each in enumerate(told, start=1)]
    buttons = [
        Button(f"{index}. {_short(each.group.name, 12)}", ShowTasks(person.id, each.group.id, 0))
        for index, each in enumerate(told, start=1)
    ]
    return screen(
        "<b>任务进展</b>(最久没报的在前)",
        "\n".join(lines),
        buttons=[buttons[i : i + 2] for i in range(0, len(buttons), 2)],
    )


def _group(each: GroupLine) -> str:
    counts = [f"{STATES[state]}{count}" for state in STATES if (count := each.states.get(state, 0))]
    if each.untold:
        counts.append(f"没报过{each.untold}")
    return f"{safe(each.group.name)} {len(each.group.items)}项:{' '.join(counts)}"


def _line(plan: Plan, line: Line, *, named: bool) -> str:
    note = line.note
    if note is None:
        return f"· {_item(line.item)}:还没报过"
    who = f" {safe(unit_name(plan, note.unit))}" if named else ""
    others = f" 等{line.told_by}个单位" if named and line.told_by > 1 else ""
    wish = " 🤝需协调" if note.needs_help else ""
    late = " ⏳很久没报" if line.is_stale else ""
    day = f"{city_time(note.told_at):%Y年%m月%d日}"
    return f"· {_item(line.item)}:{how_it_stands(note)}{wish}{late}({day}{who}{others})"


def _item(item: Item) -> str:
    return f"{safe(_short(item.text, 40))}({safe(item.clause)})"


def _named(tasks: Tasks, item: str) -> str:
    """An item's text with its clause; its id where a newer plan has dropped it."""
    known = tasks.item.get(item)
    return safe(f"{known.text}(方案{known.clause})") if known else safe(item)


def _name(item: Item) -> str:
    return item.words[0] if item.words else item.text


def _short(text: str, most: int = LABEL) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


HOW_TO_TELL = "报进展直接说一句,例如「首席质量官制度已在32家企业推行」「分户验收完成80%,需协调经费」。"
NO_TASKS = "您的单位在方案里没有牵头的任务,也还没有报过进展。" + HOW_TO_TELL
NOT_A_REPORTER = "您的身份是领导,工作进展由各单位联络员报送,这条没有登记。发 /tasks 看各项进展。"
NOT_YOURS = "只有报告人本人或办公室可以改。"
NOT_YOUR_LIST = "这是别人打开的清单,请自己发 /tasks。"
WITHDRAWN = "这条进展已撤回或已改到别的条目。"
HELP_BEFORE = "已经转过办公室了。"
HELP_SENT = "已转办公室"
DROPPED = "好的,这条没有登记。"
EXPIRED = "⌛ {day}问您的那条进展没有选条目,没有登记。需要的话请再发一次。"
EXPIRED_CHANGE = "⌛ {day}问的「改条目」没有选,原来的登记不变。"
KEPT = "好的,原来的登记不变。"
NOTE_UNKNOWN = "没有这条进展。写法:/tasks · /tasks T-12 撤回 · /tasks T-12 需协调 · /tasks T-12 改条目"
