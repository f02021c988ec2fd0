"""Sending words and answering presses: sendMessage, forward, copy, chat actions, callback answers."""

from typing import Any

from qbot.sandbox.api.targets import chat_of, frame, message_of, open_chat
from qbot.sandbox.errors import bad_request
from qbot.sandbox.html import utf16_length
from qbot.sandbox.network import Chat, Network, Post
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params
from qbot.sandbox.wording import CAPTION_LIMIT, TEXT_LIMIT, Wording, wording

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "sticker", "voice",
           "location", "contact")  # fmt: skip


def text_of(params: Params) -> Wording:
    """The `text` of a call; raises ApiError 400 when it is empty or too long."""
    words = wording(
        params.text("text"),
        parse_mode=params.text("parse_mode"),
        entities=params.object("entities"),
        limit=TEXT_LIMIT,
    )
    if not words.text:
        raise bad_request("message text is empty")
    return words


def caption_of(params: Params) -> Wording:
    """The `caption` of a call; raises ApiError 400 when it is too long."""
    return wording(
        params.text("caption"),
        parse_mode=params.text("parse_mode"),
        entities=params.object("caption_entities"),
        limit=CAPTION_LIMIT,
    )


async def send_message(net: Network, params: Params) -> Any:
    """Send a text."""
    chat = open_chat(net, params)
    content = text_of(params).fields() | frame(net, params, chat)
    return net.post(chat, content, sender=net.bot).body


async def send_chat_action(net: Network, params: Params) -> Any:
    """Show for a few seconds that the bot is busy."""
    chat = open_chat(net, params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    net.changes.add("action", chat_id=chat.id, action=params.text("action"))
    return True


async def forward_message(net: Network, params: Params) -> Any:
    """Send a message on, with its origin."""
    chat, post = open_chat(net, params), _source(net, params, "message to forward not found")
    content = _content(post.body) | frame(net, params, chat) | {"forward_origin": origin_of(post.body)}
    return net.post(chat, content, sender=net.bot).body


async def copy_message(net: Network, params: Params) -> Any:
    """Send a message's content again, as the bot's own; returns the MessageId."""
    chat, post = open_chat(net, params), _source(net, params, "message to copy not found")
    content = _content(post.body)
    if "caption" in params.values:
        content = {key: value for key, value in content.items() if "caption" not in key}
        content |= caption_of(params).fields("caption")
    return {
        "message_id": net.post(chat, content | frame(net, params, chat), sender=net.bot).body["message_id"]
    }


async def answer_callback_query(net: Network, params: Params) -> Any:
    """Show a toast or an alert to whoever pressed."""
    text = params.text("text")
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": params.flag("show_alert")}
    answer |= {"url": params.text("url")} if params.has("url") else {}
    press = net.presses.answer(params.text("callback_query_id"), answer, now=net.now())
    net.changes.add("answer", user_id=press.person_id, chat_id=press.chat_id, answer=answer)
    return True


def origin_of(body: Json) -> Json:
    """The MessageOrigin of a message that is passed on; a forward of a forward keeps its first origin."""
    if "forward_origin" in body:
        return dict(body["forward_origin"])
    return {"type": "user", "date": body["date"], "sender_user": body["from"]}


def _source(net: Network, params: Params, missing: str) -> Post:
    source: Chat = chat_of(net, params, "from_chat_id")
    post = message_of(net, params, chat=source, missing=missing)
    if not _content(post.body):
        raise bad_request("message can't be forwarded" if "forward" in missing else "message can't be copied")
    return post


def _content(body: Json) -> Json:
    return {key: body[key] for key in CONTENT if key in body}


METHODS = {
    "sendmessage": send_message,
    "sendchataction": send_chat_action,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
    "answercallbackquery": answer_callback_query,
}
