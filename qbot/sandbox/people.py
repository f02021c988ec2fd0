"""What a person does in a chat: write, attach, forward, edit, press, start the bot, block it."""

import asyncio
import secrets
from typing import Any

from qbot.sandbox.api.media import content_of_upload
from qbot.sandbox.api.messages import CONTENT, origin_of
from qbot.sandbox.api.targets import without_quote
from qbot.sandbox.errors import ControlError
from qbot.sandbox.groups import tell_of_bot_status
from qbot.sandbox.network import PRIVATE, Chat, Network, Person, Post
from qbot.sandbox.presses import Press, find_button
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Upload
from qbot.sandbox.wording import CAPTION_LIMIT, wording

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def enter(net: Network, person: Person, chat: Chat) -> None:
    """Check that a person may write in a chat; writing to the bot starts it."""
    if person.id not in chat.members:
        raise ControlError(f"{person.name} is not in this chat")
    if chat.migrated_to is not None:
        raise ControlError(f"this group is now the supergroup {chat.migrated_to}")
    if chat.kind == PRIVATE and person.blocked:
        raise ControlError(f"{person.name} has blocked the bot: unblock it first")
    if chat.kind == PRIVATE and not person.started:
        person.started = True
        net.save_person(person)


def say(net: Network, person: Person, chat: Chat, content: Json, *, anonymous: bool = False) -> Post:
    """Put a person's message into a chat and tell the bot if it may see it."""
    enter(net, person, chat)
    sender = person.as_user()
    if anonymous:
        sender, content = ANONYMOUS, content | {"sender_chat": net.chat_object(chat)}
    post = net.post(chat, content, sender=sender)
    net.tell_bot("message", post.body)
    return post


def quote(net: Network, chat: Chat, reply_to: int | None) -> Json:
    """The reply_to_message field. Raises ControlError when that message is not there."""
    if reply_to is None:
        return {}
    quoted = net.find(chat.id, reply_to)
    if quoted is None:
        raise ControlError(f"reply_to: there is no message {reply_to} in this chat")
    return {"reply_to_message": without_quote(quoted.body)}


def topic(net: Network, chat: Chat, thread: int | None) -> Json:
    """The topic fields; a topic opens with its first message."""
    if thread is None:
        return {}
    if not chat.forum:
        raise ControlError("topic: this group has no topics")
    if thread not in chat.topics:
        chat.topics.append(thread)
        net.save_chat(chat)
    return {"message_thread_id": thread, "is_topic_message": True}


def forwarded(net: Network, person: Person, *, chat_id: int, message_id: int) -> Json:
    """Another message's content with its origin. Raises ControlError when the person cannot see it."""
    post = net.find(chat_id, message_id)
    if post is None or person.id not in net.chats[chat_id].members:
        raise ControlError("forward: there is no such message")
    content = {key: post.body[key] for key in CONTENT if key in post.body}
    if not content:
        raise ControlError("forward: a service message cannot be forwarded")
    return content | {"forward_origin": origin_of(post.body)}


async def attach(net: Network, uploads: list[Upload], *, kind: str, caption: str) -> list[Json]:
    """The contents of one message or, for several files, of an album."""
    words = wording(caption, limit=CAPTION_LIMIT).fields("caption")
    album: Json = {"media_group_id": str(secrets.randbits(53))} if len(uploads) > 1 else {}
    contents = [await _attached(net, upload, kind) | album for upload in uploads]
    contents[0] = contents[0] | words
    return contents


async def _attached(net: Network, upload: Upload, kind: str) -> Json:
    if kind != "voice":
        return await content_of_upload(net, upload, kind)
    facts = await net.files.keep(upload, kind)
    kept = {name: facts[name] for name in ("file_id", "file_unique_id", "file_size", "mime_type")}
    return {"voice": kept | {"duration": 3}}


def sticker(emoji: str) -> Json:
    """A sticker's content."""
    facts = {"file_id": f"sticker-{secrets.token_hex(8)}", "file_unique_id": secrets.token_hex(8)}
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**facts, **shape, "emoji": emoji}}


def revise(net: Network, person: Person, chat: Chat, *, message_id: int, text: str) -> Post:
    """Edit one's own message: its text, or the caption of its picture or file."""
    post = net.find(chat.id, message_id)
    if post is None or post.body["from"]["id"] != person.id:
        raise ControlError(f"{person.name} has no message {message_id} in this chat")
    enter(net, person, chat)
    name = "text" if "text" in post.body else "caption"
    if name == "text" and not text.strip():
        raise ControlError("text: a message cannot become empty")
    entities = "entities" if name == "text" else "caption_entities"
    fields: Json = {name: None, entities: None} | wording(text).fields(name)
    net.amend(post, fields | {"edit_date": net.now()})
    net.tell_bot("edited_message", post.body)
    return post


async def press(
    net: Network, person: Person, chat: Chat, *, message_id: int, data: str | None, text: str | None,
    raw: bool, seconds: float,
) -> Json:  # fmt: skip
    """Press a button and wait for the bot's answer; `raw` sends data that no button holds."""
    if person.id not in chat.members:
        raise ControlError(f"{person.name} is not in this chat")
    post = net.find(chat.id, message_id)
    if raw:
        data = data or ""
    elif post is None:
        raise ControlError(f"there is no message {message_id} in this chat")
    else:
        button = find_button(post.body, data=data, text=text)
        if "callback_data" not in button:
            return {"answered": True, "url": button.get("url")}
        data = button["callback_data"]
    gone = {"chat": net.chat_object(chat), "message_id": message_id, "date": 0}
    opened = net.presses.begin(Press(person.id, chat.id, net.now()))
    query: dict[str, Any] = {
        "id": opened.query_id,
        "from": person.as_user(),
        "message": gone if post is None else post.body,
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    net.updates.add("callback_query", query)
    done, _ = await asyncio.wait([opened.answer], timeout=seconds)
    if not done or opened.answer.cancelled():
        return {"answered": False}
    return {"answered": True, **opened.answer.result()}


def start_bot(net: Network, person: Person, code: str | None) -> Post:
    """Press START, plain or from a deep link; a blocked bot is unblocked by it."""
    set_blocked(net, person, blocked=False)
    text = f"/start {code}" if code else "/start"
    return say(net, person, net.chats[person.id], wording(text).fields())


def set_blocked(net: Network, person: Person, *, blocked: bool) -> None:
    """Block or unblock the bot."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    net.save_person(person)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    tell_of_bot_status(net, net.chats[person.id], old=old, new=new, by=person.as_user())
