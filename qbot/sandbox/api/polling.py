"""Updates and the bot itself: getMe, getUpdates, the webhook that the sandbox does not have."""

from typing import Any

from qbot.sandbox.errors import bad_request
from qbot.sandbox.network import Network
from qbot.sandbox.wire import Params


class RawJson(str):
    """A result that is JSON text already."""

    __slots__ = ()


async def get_me(net: Network, params: Params) -> Any:
    """The bot as a User."""
    return {
        **net.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not net.settings["privacy"],
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(net: Network, params: Params) -> Any:
    """Confirm by offset, then give what waits or wait for it."""
    allowed = params.object("allowed_updates") if "allowed_updates" in params.values else None
    if isinstance(params.values.get("allowed_updates"), list):
        allowed = params.values["allowed_updates"]
    if allowed is not None and not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates: expected an array of strings")
    updates = await net.updates.poll(
        offset=params.integer("offset"),
        limit=params.integer("limit", 100),
        seconds=params.number("timeout"),
        allowed=allowed,
    )
    return RawJson(updates)


async def delete_webhook(net: Network, params: Params) -> Any:
    """There is none; waiting updates are dropped on demand."""
    if params.flag("drop_pending_updates"):
        net.updates.drop()
    return True


async def set_webhook(net: Network, params: Params) -> Any:
    """Only the empty address is taken: updates leave the sandbox through getUpdates."""
    if params.has("url"):
        raise bad_request("bad webhook: this server delivers updates through getUpdates alone")
    return await delete_webhook(net, params)


async def get_webhook_info(net: Network, params: Params) -> Any:
    """No webhook, and how many updates wait."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(net.updates)}


async def leave_server(net: Network, params: Params) -> Any:
    """The logOut and close methods, which need nothing here."""
    return True


METHODS = {
    "getme": get_me,
    "getupdates": get_updates,
    "deletewebhook": delete_webhook,
    "setwebhook": set_webhook,
    "getwebhookinfo": get_webhook_info,
    "logout": leave_server,
    "close": leave_server,
}
