"""Telegram's command menu: everybody's commands, and the office's for the office."""

from collections.abc import Mapping
from typing import Any

from handlers.delivery import Delivery
from qbot.people import Person

MENU: Mapping[str, str] = {
    "help": "怎么用",
    "report": "报数:我还差什么,怎么写",
    "status": "全部指标与红绿灯",
    "missing": "谁还没报",
    "phase": "现在到哪一步,还有几天",
    "mine": "我还差什么没报",
    "cancel": "取消进行中的提问",
    "start": "开始使用,或输入邀请码",
}
OFFICE_MENU: Mapping[str, str] = {
    "invite": "邀请联络员、领导或办公室同事",
    "people": "人员名单,移除",
    "groups": "工作群",
    "office": "办公室首页",
    "why": "回复一条消息:为什么这样读",
}


async def show_to_all(delivery: Delivery) -> None:
    """The menu that everybody sees."""
    await delivery.call("setMyCommands", {"commands": _commands(MENU)})


async def show_to_office(delivery: Delivery, person: Person) -> None:
    """The longer menu, in an office member's private chat."""
    scope: Mapping[str, Any] = {"type": "chat", "chat_id": person.telegram_user_id}
    await delivery.call("setMyCommands", {"commands": _commands({**MENU, **OFFICE_MENU}), "scope": scope})


def _commands(menu: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"command": name, "description": words} for name, words in menu.items()]
