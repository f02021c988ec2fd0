"""Where a call aims: the chat it may write to, the message it means, the message it replies to."""

from typing import Any

from qbot.sandbox.errors import bad_request, forbidden
from qbot.sandbox.keyboards import check_markup
from qbot.sandbox.network import PRIVATE, Chat, Network, Post
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params


def chat_of(net: Network, params: Params, name: str = "chat_id") -> Chat:
    """The chat that is meant. Raises ApiError 400 when there is none, or when it has become a supergroup."""
    if not params.has(name):
        raise bad_request(f"{name} is empty")
    chat = net.chats.get(_number(params.values[name]))
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def open_chat(net: Network, params: Params) -> Chat:
    """The chat that is meant, if the bot may write there. Raises ApiError 403 when it may not."""
    if str(params.values.get("chat_id")) == str(net.bot["id"]):
        raise forbidden("bots can't send messages to bots")
    chat = chat_of(net, params)
    if chat.kind == PRIVATE:
        person = net.people[chat.id]
        if person.deactivated:
            raise forbidden("user is deactivated")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    elif not chat.has_bot:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def message_of(net: Network, params: Params, *, chat: Chat, missing: str) -> Post:
    """The message that is meant. Raises ApiError 400 with `missing` when it is not there."""
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    post = net.find(chat.id, message_id)
    if post is None:
        raise bad_request(missing)
    return post


def frame(net: Network, params: Params, chat: Chat) -> Json:
    """What every new message of the bot may carry: topic, quoted message, keyboard."""
    if chat.bot_status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    markup = check_markup(params.object("reply_markup"))
    content = _topic(params, chat) | _reply(net, params, chat)
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup is not None:
        chat.keyboard = markup if "keyboard" in markup else None
        net.save_chat(chat)
    return content


def without_quote(body: Json) -> Json:
    """A message as it is embedded in a reply: without what it replies to itself."""
    return {key: value for key, value in body.items() if key != "reply_to_message"}


def _reply(net: Network, params: Params, chat: Chat) -> Json:
    given = params.object("reply_parameters")
    if given is not None and not isinstance(given, dict):
        raise bad_request("can't parse reply parameters JSON object")
    reply: dict[str, Any] = given or {}
    message_id = _number(reply.get("message_id") or params.values.get("reply_to_message_id"))
    if not message_id:
        return {}
    quoted = net.find(_number(reply.get("chat_id")) or chat.id, message_id)
    if quoted is not None:
        return {"reply_to_message": without_quote(quoted.body)}
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _topic(params: Params, chat: Chat) -> Json:
    thread = params.integer("message_thread_id")
    if not thread:
        return {}
    if not chat.forum or thread not in chat.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
