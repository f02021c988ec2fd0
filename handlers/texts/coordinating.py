"""Words about help that a task needs: the office's card, the answer to the sender, the list."""

from collections.abc import Mapping, Sequence

from handlers.actions_tasks import AnswerHelp, ListHelp, SettleHelp
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import unit_name
from qbot.clock import city_time
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.models import Plan

LINE_TEXT = 60


def card(plan: Plan, matter: Matter, sender: Person | None) -> Screen:
    """What the office gets."""
    return screen(
        f"🤝 需协调 H-{matter.id} · {_who(plan, matter, sender)} {city_time(matter.opened_at):%m月%d日 %H:%M}",
        f"事项:{_item(plan, matter)}",
        f"「{safe(matter.text)}」",
        buttons=[[Button("已协调", SettleHelp(matter.id)), Button("回复", AnswerHelp(matter.id))]],
    )


def settled_card(plan: Plan, matter: Matter, sender: Person | None, *, by: Person) -> Screen:
    return screen(
        f"✅ 已协调 H-{matter.id}({safe(by.name)}) · {_who(plan, matter, sender)}",
        f"事项:{_item(plan, matter)}",
        f"「{safe(matter.text)}」",
    )


def settled(plan: Plan, matter: Matter) -> Screen:
    """To whoever asked for it."""
    return screen(f"✅ 您需协调的事项 H-{matter.id} 办公室已协调:{_item(plan, matter)}")


def answer(plan: Plan, matter: Matter, words: str, *, by: Person) -> Screen:
    """The office's answer, to the sender."""
    return screen(
        f"💬 办公室({safe(by.name)})答复 H-{matter.id}:{_item(plan, matter)}",
        f"「{safe(words)}」",
        "要补充的话,回复本条即可。",
    )


def addition(plan: Plan, matter: Matter, words: str, sender: Person) -> Screen:
    """What the sender adds, to the office."""
    return screen(
        f"➕ H-{matter.id} 补充 · {_who(plan, matter, sender)}",
        f"「{safe(words)}」",
        buttons=[[Button("已协调", SettleHelp(matter.id)), Button("回复", AnswerHelp(matter.id))]],
    )


def listing(plan: Plan, matters: Sequence[Matter], people: Mapping[int, Person], *, more: bool) -> Screen:
    if not matters:
        return screen(NONE_OPEN)
    lines = [_line(plan, each, people.get(each.person_id or 0)) for each in matters]
    rows = [
        [
            Button(f"H-{each.id} 已协调", SettleHelp(each.id)),
            Button(f"H-{each.id} 回复", AnswerHelp(each.id)),
        ]
        for each in matters
    ]
    if more:
        rows.append([Button("更多", ListHelp(matters[-1].id))])
    return screen("<b>🤝 待协调的事项</b>", "\n".join(lines), buttons=rows)


def _line(plan: Plan, matter: Matter, sender: Person | None) -> str:
    said = matter.text if len(matter.text) <= LINE_TEXT else matter.text[:LINE_TEXT] + "…"
    return f"H-{matter.id} {city_time(matter.opened_at):%m月%d日} {_who(plan, matter, sender)}:{safe(said)}"


def _who(plan: Plan, matter: Matter, sender: Person | None) -> str:
    name = sender.name if sender is not None else "(不在名单)"
    return safe(f"{unit_name(plan, matter.payload.get('unit'))} {name}")


def _item(plan: Plan, matter: Matter) -> str:
    items = {item.id: item for group in plan.groups for item in group.items}
    item = items.get(str(matter.payload.get("item")))
    return safe(f"{item.text}({item.clause})" if item else matter.payload.get("item", ""))


ASK_ANSWER = "请写给对方的答复(10分钟内),发 /cancel 取消。"
ANSWERED = "已答复 H-{number},对方会收到。"
ADDED = "已转给办公室。"
SETTLED = "已记为已协调,已告知对方。"
SETTLED_BEFORE = "这件事已经办结。"
SENDER_GONE = "对方已不在名单里或收不到消息,没有送出。"
NONE_OPEN = "没有待协调的事项。"
NOT_FOUND = "没有这个编号。写法:/requests · /requests 3 已协调 · /requests 3 回复 内容"
