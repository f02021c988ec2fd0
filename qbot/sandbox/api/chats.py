"""Asking about chats and their members, and leaving them."""

from typing import Any

from qbot.sandbox.api.targets import chat_of, open_chat
from qbot.sandbox.errors import bad_request, forbidden
from qbot.sandbox.groups import bot_member, member_object, set_bot_status
from qbot.sandbox.network import PRIVATE, Chat, Network
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params

_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip


def _group(net: Network, params: Params) -> Chat:
    chat = chat_of(net, params)
    if chat.kind != PRIVATE and not chat.has_bot:
        kind = "kicked from" if chat.bot_status == "kicked" else "not a member of"
        raise forbidden(f"bot {'was' if kind == 'kicked from' else 'is'} {kind} the {chat.kind} chat")
    return chat


async def get_chat(net: Network, params: Params) -> Any:
    """The ChatFullInfo."""
    chat = _group(net, params)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    info: Json = net.chat_object(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.kind != PRIVATE:
        info["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    pinned = net.find(chat.id, chat.pinned[-1]) if chat.pinned else None
    return info | ({"pinned_message": pinned.body} if pinned else {})


async def get_member(net: Network, params: Params) -> Any:
    """One ChatMember; who is not in the chat has left it."""
    chat, user_id = _group(net, params), params.integer("user_id")
    if user_id == net.bot["id"]:
        return bot_member(net, chat.bot_status)
    if user_id not in net.people:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "user not found")
    return member_object(net, chat, user_id)


async def get_administrators(net: Network, params: Params) -> Any:
    """The owner, and the bot where it is an administrator."""
    chat = _group(net, params)
    if chat.kind == PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    owner = [member_object(net, chat, chat.members[0])] if chat.members else []
    return owner + ([bot_member(net, chat.bot_status)] if chat.bot_status == "administrator" else [])


async def count_members(net: Network, params: Params) -> Any:
    """How many are in the chat, the bot included."""
    return len(_group(net, params).members) + 1


async def leave(net: Network, params: Params) -> Any:
    """Leave a group."""
    chat = open_chat(net, params)
    if chat.kind == PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_status(net, chat, "left", by=net.bot)
    return True


METHODS = {
    "getchat": get_chat,
    "getchatmember": get_member,
    "getchatadministrators": get_administrators,
    "getchatmembercount": count_members,
    "leavechat": leave,
}
