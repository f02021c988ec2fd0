"""Words about working groups."""

from collections.abc import Sequence

from handlers.actions_groups import NameUnits, OfficeGroup, TryAgain
from handlers.buttons import Bind
from handlers.screen import Button, Screen, safe, screen
from qbot.ports import SILENCED, Chat

NAMES_UNITS = "卡片上会写出未报单位"
NAMES_NOBODY = "卡片上只写项数"
OVERVIEW_STANDS = "总体情况会置顶在这个群里"
TRIED_AGAIN = "好,有要发的我会再试"
OVERVIEW_GOES = "总体情况不再放在这个群里"
NOT_BOUND = "本群还没有由办公室确认为工作群,请私聊我。这条没有记录。"
_REASONS = {"kicked": "已被移出", "left": "已退出", SILENCED: "被禁言"}


def added(chat_id: int, *, by_office: bool) -> Screen:
    """What the bot says when it comes into a group."""
    row = [[Button("设为工作群", Bind(chat_id, 1))]]
    if by_office:
        return screen("设为工作群后,我会在这里提醒阶段节点,并回答@我的问题。", buttons=row)
    return screen("大家好。本群须由办公室确认为工作群后,我才会在这里提醒和答问。", buttons=row)


def bound(title: str) -> Screen:
    return screen(
        f"✅ 「{safe(title)}」已设为工作群:阶段结束和宣传日前30、14、7、3、1天和当天上午9点在此提醒(遇休息日提前到上一个工作日)。"
    )


def unbound(title: str) -> Screen:
    return screen(f"「{safe(title)}」不再是工作群,不会再收到提醒。")


def lost(title: str, reason: str) -> Screen:
    """For the office: a working group that takes nothing any more."""
    why = _REASONS.get(reason, "无法发言")
    return screen(
        f"⚠️ 我在工作群「{safe(title)}」{why},那里的提醒和通知都停了,也不算已提醒。"
        "重新拉我进群或恢复发言权限后自动恢复。"
    )


def back(title: str) -> Screen:
    return screen(f"工作群「{safe(title)}」又可以发言了,提醒恢复。")


def topic_gone(title: str) -> Screen:
    return screen(f"⚠️ 工作群「{safe(title)}」里原来的话题已关闭或删除,以后改发到群里。")


def listing(groups: Sequence[Chat]) -> Screen:
    if not groups:
        return screen("我还没有进任何群。请把我拉进工作群,再点「设为工作群」。")
    lines = [f"{_mark(chat)} {safe(chat.title)}{_shown(chat)}" for chat in groups]
    rows = [row for chat in groups if chat.state == "active" or chat.bound for row in _buttons(chat)]
    return screen("\n".join(["<b>工作群</b>", *lines]), buttons=rows[:90])


def _buttons(chat: Chat) -> list[list[Button]]:
    binding = Button(
        f"{'取消' if chat.bound else '设为工作群'}:{chat.title}"[:40], Bind(chat.id, 0 if chat.bound else 1)
    )
    if not chat.bound:
        return [[binding]]
    names = Button(
        "不点名" if chat.names_units else "点名未报单位", NameUnits(chat.id, 0 if chat.names_units else 1)
    )
    own = Button("撤下总览" if chat.of_office else "放总览", OfficeGroup(chat.id, 0 if chat.of_office else 1))
    again = [] if chat.state == "active" else [[Button("已恢复,再试一次", TryAgain(chat.id))]]
    return [[binding], *again, [names, own]]


def _mark(chat: Chat) -> str:
    if chat.state != "active":
        reason = SILENCED if chat.is_silenced else chat.reason or ""
        return f"🚫 ({_REASONS.get(reason, '无法发言')})"
    return "🟢 已确认" if chat.bound else "⚪ 未确认"


def _shown(chat: Chat) -> str:
    if not chat.bound:
        return ""
    said = ["点名" if chat.names_units else "不点名"]
    said += ["办公室群,放总览"] if chat.of_office else []
    said += ["只在话题里发"] if chat.thread_id else []
    return f"({';'.join(said)})"
