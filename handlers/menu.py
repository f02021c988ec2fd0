"""Telegram's command menu: everybody's commands, and the office's for the office."""

from collections.abc import Mapping
from typing import Any

from handlers.conversations import COMMANDS
from handlers.delivery import Delivery
from qbot.people import Person

MENU: Mapping[str, str] = {
    **{command.name: command.menu for command in COMMANDS.values() if not command.for_office},
    "start": "开始使用,或输入邀请码",
}
OFFICE_MENU: Mapping[str, str] = {
    command.name: command.menu for command in COMMANDS.values() if command.for_office
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
