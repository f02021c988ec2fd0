"""Who is in a group: members come and go, the bot is added or thrown out, a group becomes a supergroup."""

from qbot.sandbox.errors import ControlError
from qbot.sandbox.network import GROUP, PRIVATE, SUPERGROUP, Chat, Network
from qbot.sandbox.store import Json

_RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
)  # fmt: skip
_MAY = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics", "can_edit_tag", "can_react_to_messages",
)  # fmt: skip
BOT_STATUSES = ("member", "administrator", "restricted", "left", "kicked")


def bot_member(net: Network, status: str) -> Json:
    """The bot as a ChatMember."""
    return _member(net.bot, status)


def member_object(net: Network, chat: Chat, user_id: int) -> Json:
    """A person as a ChatMember; the first member owns a group."""
    user = net.people[user_id].as_user()
    if user_id not in chat.members:
        return _member(user, "left")
    owner = chat.kind != PRIVATE and chat.members[0] == user_id
    return _member(user, "creator" if owner else "member")


def _member(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    match status:
        case "kicked":
            member["until_date"] = 0
        case "restricted":
            member |= dict.fromkeys(_MAY, False) | {"is_member": True, "until_date": 0}
        case "creator":
            member["is_anonymous"] = False
        case "administrator":
            member |= dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return member


def tell_of_bot_status(net: Network, chat: Chat, *, old: str, new: str, by: Json) -> None:
    """Queue a my_chat_member update."""
    net.updates.add(
        "my_chat_member",
        {
            "chat": net.chat_object(chat),
            "from": by,
            "date": net.now(),
            "old_chat_member": bot_member(net, old),
            "new_chat_member": bot_member(net, new),
        },
    )


def set_bot_status(net: Network, chat: Chat, status: str, *, by: Json) -> None:
    """Add the bot to a group, promote it, silence it, or put it out. ControlError for an unknown status."""
    if status not in BOT_STATUSES:
        raise ControlError(f"status: one of {', '.join(BOT_STATUSES)} is wanted")
    if chat.kind == PRIVATE:
        raise ControlError("the bot's place in a private chat is changed by blocking it")
    old, had_bot = chat.bot_status, chat.has_bot
    if old == status:
        return
    chat.bot_status = status
    net.save_chat(chat)
    tell_of_bot_status(net, chat, old=old, new=status, by=by)
    if chat.has_bot and not had_bot:
        post = net.post(chat, {"new_chat_members": [net.bot]}, sender=by)
        net.tell_bot("message", post.body)
    elif had_bot and not chat.has_bot:
        body = net.post(chat, {"left_chat_member": net.bot}, sender=by).body
        if by["id"] != net.bot["id"]:
            net.updates.add("message", body)


def set_member(net: Network, chat: Chat, user_id: int, *, present: bool) -> None:
    """A person joins or leaves a group."""
    if chat.kind == PRIVATE:
        raise ControlError("a private chat has no other members")
    if present == (user_id in chat.members):
        return
    user = net.people[user_id].as_user()
    (chat.members.append if present else chat.members.remove)(user_id)
    net.save_chat(chat)
    content: Json = {"new_chat_members": [user]} if present else {"left_chat_member": user}
    net.tell_bot("message", net.post(chat, content, sender=user).body)


def open_group(net: Network, *, title: str, members: list[int], supergroup: bool, forum: bool) -> Chat:
    """A new group of these people, the bot not among them yet."""
    number = 1 + sum(chat.kind != PRIVATE for chat in net.chats.values())
    base = 1_002_000_000_000 if supergroup else 5_000_000
    while -(base + number) in net.chats:
        number += 1
    kind = SUPERGROUP if supergroup else GROUP
    chat = Chat(-(base + number), kind, title, members, "left", forum=forum and supergroup)
    net.save_chat(chat)
    return chat


def migrate(net: Network, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup with another id; both sides are told by service messages."""
    if chat.kind != GROUP or chat.migrated_to is not None:
        raise ControlError("only a basic group that has not migrated yet can become a supergroup")
    new = open_group(net, title=chat.title, members=list(chat.members), supergroup=True, forum=False)
    new.bot_status = chat.bot_status
    net.save_chat(new)
    owner = net.people[chat.members[0]].as_user() if chat.members else net.bot
    net.tell_bot("message", net.post(chat, {"migrate_to_chat_id": new.id}, sender=owner).body)
    chat.migrated_to = new.id
    net.save_chat(chat)
    net.tell_bot("message", net.post(new, {"migrate_from_chat_id": chat.id}, sender=owner).body)
    return new
