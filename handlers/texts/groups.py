"""Words about working groups."""

from collections.abc import Sequence

from handlers.buttons import Bind
from handlers.screen import Button, Screen, safe, screen
from qbot.ports import Chat


def added(chat_id: int, *, by_office: bool) -> Screen:
    """What the bot says when it comes into a group."""
    row = [[Button("设为工作群", Bind(chat_id, 1))]]
    if by_office:
        return screen("设为工作群后,我会在这里提醒阶段节点,并回答@我的问题。", buttons=row)
    return screen("大家好。本群须由办公室确认为工作群后,我才会在这里提醒和答问。", buttons=row)


def bound(title: str) -> Screen:
    return screen(f"✅ 「{safe(title)}」已设为工作群:阶段结束前30、14、7、3、1天和当天上午9点在此提醒。")


def unbound(title: str) -> Screen:
    return screen(f"「{safe(title)}」不再是工作群,不会再收到提醒。")


def listing(groups: Sequence[Chat]) -> Screen:
    if not groups:
        return screen("我还没有进任何群。请把我拉进工作群,再点「设为工作群」。")
    lines = [f"{_mark(chat)} {safe(chat.title)}" for chat in groups]
    rows = [
        [
            Button(
                f"{'取消' if chat.bound else '设为工作群'}:{chat.title}"[:40],
                Bind(chat.id, 0 if chat.bound else 1),
            )
        ]
        for chat in groups
        if chat.state == "active" or chat.bound
    ]
    return screen("\n".join(["<b>工作群</b>", *lines]), buttons=rows)


def _mark(chat: Chat) -> str:
    if chat.state != "active":
        return "🚫 (已移出或禁言)"
    return "🟢 已确认" if chat.bound else "⚪ 未确认"


NOT_BOUND = "本群还没有由办公室确认为工作群,请私聊我。这条没有记录。"
