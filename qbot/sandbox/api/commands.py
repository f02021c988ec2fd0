"""The bot's commands by scope and language, and what it says about itself."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from qbot.sandbox.api.targets import chat_of
from qbot.sandbox.errors import bad_request
from qbot.sandbox.network import PRIVATE, Chat, Network
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_TEXTS = {"name": 64, "description": 512, "short_description": 120}


async def set_commands(net: Network, params: Params) -> Any:
    """Set the menu of one scope and language."""
    commands = params.object("commands")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(command) for command in commands]
    net.setting("commands", net.settings["commands"] | {_key(net, params): kept})
    return True


async def get_commands(net: Network, params: Params) -> Any:
    """The menu of exactly one scope and language."""
    return net.settings["commands"].get(_key(net, params), [])


async def delete_commands(net: Network, params: Params) -> Any:
    """Drop the menu of one scope and language."""
    key = _key(net, params)
    net.setting("commands", {k: menu for k, menu in net.settings["commands"].items() if k != key})
    return True


def menu_for(net: Network, chat: Chat, user_id: int) -> list[Json]:
    """The commands a person sees in a chat: the narrowest scope that has any, their language first."""
    scopes: list[tuple[str, ...]] = []
    if chat.kind == PRIVATE:
        scopes = [("chat", str(chat.id)), ("all_private_chats",)]
    else:
        leads = bool(chat.members) and chat.members[0] == user_id
        scopes = [("chat_member", str(chat.id), str(user_id))]
        scopes += [("chat_administrators", str(chat.id))] if leads else []
        scopes += [("chat", str(chat.id))]
        scopes += [("all_chat_administrators",)] if leads else []
        scopes += [("all_group_chats",)]
    for scope in [*scopes, ("default",)]:
        for language in ("zh", ""):
            menu: list[Json] | None = net.settings["commands"].get(json.dumps([*scope, language]))
            if menu:
                return menu
    return []


def _command(command: Json) -> Json:
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _key(net: Network, params: Params) -> str:
    scope = params.object("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    language = params.text("language_code")
    if kind in _PLAIN_SCOPES:
        return json.dumps([kind, language])
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = chat_of(net, Params(scope))
    if kind != "chat" and chat.kind == PRIVATE:
        raise bad_request("can't change commands for administrators or members of a private chat")
    member = [str(scope.get("user_id"))] if kind == "chat_member" else []
    return json.dumps([kind, str(chat.id), *member, language])


def _profile_methods() -> dict[str, Callable[[Network, Params], Awaitable[Any]]]:
    methods = {}
    for field, limit in _TEXTS.items():
        compact = field.replace("_", "")
        methods[f"setmy{compact}"] = _setter(field, limit)
        methods[f"getmy{compact}"] = _getter(field)
    return methods


def _setter(field: str, limit: int) -> Callable[[Network, Params], Awaitable[Any]]:
    async def set_text(net: Network, params: Params) -> Any:
        if len(params.text(field)) > limit:
            raise bad_request(f"BOT_{field.upper()}_INVALID")
        net.setting("profile", net.settings["profile"] | {field: params.text(field)})
        return True

    return set_text


def _getter(field: str) -> Callable[[Network, Params], Awaitable[Any]]:
    async def get_text(net: Network, params: Params) -> Any:
        fallback = net.bot["first_name"] if field == "name" else ""
        return {field: net.settings["profile"].get(field, fallback)}

    return get_text


async def set_menu_button(net: Network, params: Params) -> Any:
    """Taken and not shown: the page always has its commands button."""
    return True


METHODS = {
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    "deletemycommands": delete_commands,
    "setchatmenubutton": set_menu_button,
    **_profile_methods(),
}
