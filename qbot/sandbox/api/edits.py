"""Changing what was sent: edits, deletions, pins, reactions."""

from typing import Any

from qbot.sandbox.api.media import item_content
from qbot.sandbox.api.messages import caption_of, text_of
from qbot.sandbox.api.targets import message_of, open_chat
from qbot.sandbox.errors import bad_request
from qbot.sandbox.keyboards import inline_markup
from qbot.sandbox.network import PRIVATE, SUPERGROUP, Chat, Network, Post
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params

DELETE_WITHIN = 48 * 3600
REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")


async def edit_text(net: Network, params: Params) -> Any:
    """Replace a text and its keyboard."""
    post = _own_post(net, params)
    if "text" not in post.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(net, post, _cleared(post, "text", "entities") | text_of(params).fields() | _markup(params))


async def edit_caption(net: Network, params: Params) -> Any:
    """Replace a caption and the keyboard."""
    post = _own_post(net, params)
    if "text" in post.body:
        raise bad_request("there is no caption in the message to edit")
    fields = caption_of(params).fields("caption")
    return _edit(net, post, _cleared(post, "caption", "caption_entities") | fields | _markup(params))


async def edit_reply_markup(net: Network, params: Params) -> Any:
    """Replace the keyboard alone; this does not mark the message as edited."""
    return _edit(net, _own_post(net, params), _markup(params))


async def edit_media(net: Network, params: Params) -> Any:
    """Replace the picture or file, its caption and the keyboard."""
    post = _own_post(net, params)
    content = await item_content(net, params, params.object("media"))
    return _edit(net, post, _cleared(post, *_CONTENT) | content | _markup(params))


async def delete_message(net: Network, params: Params) -> Any:
    """Take back an own message, or another's where the bot may, within 48 hours."""
    chat = open_chat(net, params)
    post = message_of(net, params, chat=chat, missing="message to delete not found")
    _check_deletable(net, chat, post)
    net.remove(post)
    return True


async def delete_messages(net: Network, params: Params) -> Any:
    """Take back several; those that are gone are passed over."""
    chat = open_chat(net, params)
    ids = params.object("message_ids")
    if not isinstance(ids, list) or not all(isinstance(i, int) for i in ids) or not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified")
    posts = [post for post in (net.find(chat.id, i) for i in ids) if post is not None]
    for post in posts:
        _check_deletable(net, chat, post)
    for post in posts:
        net.remove(post)
    return True


async def pin(net: Network, params: Params) -> Any:
    """Pin a message on top of its chat."""
    chat = open_chat(net, params)
    post = message_of(net, params, chat=chat, missing="message to pin not found")
    message_id = post.body["message_id"]
    if message_id not in chat.pinned:
        chat.pinned.append(message_id)
        net.save_chat(chat)
        pinned = {key: value for key, value in post.body.items() if key != "reply_to_message"}
        net.post(chat, {"pinned_message": pinned}, sender=net.bot)
    return True


async def unpin(net: Network, params: Params) -> Any:
    """Unpin a message, or the newest one."""
    chat = open_chat(net, params)
    message_id = params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    net.save_chat(chat)
    return True


async def unpin_all(net: Network, params: Params) -> Any:
    """Unpin everything."""
    chat = open_chat(net, params)
    chat.pinned.clear()
    net.save_chat(chat)
    return True


async def set_reaction(net: Network, params: Params) -> Any:
    """Set the bot's one reaction to a message, or none."""
    chat = open_chat(net, params)
    post = message_of(net, params, chat=chat, missing="message to react not found")
    reactions = params.object("reaction") or []
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emojis = [str(r.get("emoji", "")) for r in reactions if isinstance(r, dict)]
    if any(emoji.replace("\ufe0f", "") not in REACTIONS for emoji in emojis):
        raise bad_request("REACTION_INVALID")
    net.react(post, emojis)
    return True


def _own_post(net: Network, params: Params) -> Post:
    if params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    post = message_of(net, params, chat=open_chat(net, params), missing="message to edit not found")
    if post.body["from"]["id"] != net.bot["id"] or "forward_origin" in post.body or not _editable(post):
        raise bad_request("message can't be edited")
    return post


def _editable(post: Post) -> bool:
    return bool(post.body.keys() & {"text", "photo", "document"})


def _cleared(post: Post, *names: str) -> Json:
    return {name: None for name in names if name in post.body}


def _markup(params: Params) -> Json:
    return {"reply_markup": inline_markup(params.object("reply_markup"))}


def _edit(net: Network, post: Post, fields: Json) -> Json:
    changed = {name for name, value in fields.items() if post.body.get(name) != value}
    if not changed:
        raise bad_request(_SAME)
    stamp = {"edit_date": net.now()} if changed - {"reply_markup"} else {}
    return net.amend(post, fields | stamp).body


def _check_deletable(net: Network, chat: Chat, post: Post) -> None:
    own = post.body["from"]["id"] == net.bot["id"]
    allowed = own or chat.kind == PRIVATE or chat.bot_status == "administrator"
    old = net.now() - post.body["date"] > DELETE_WITHIN
    if not allowed or (old and not (chat.kind == SUPERGROUP and chat.bot_status == "administrator")):
        raise bad_request("message can't be deleted")


METHODS = {
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagereplymarkup": edit_reply_markup,
    "editmessagemedia": edit_media,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "pinchatmessage": pin,
    "unpinchatmessage": unpin,
    "unpinallchatmessages": unpin_all,
    "setmessagereaction": set_reaction,
}
