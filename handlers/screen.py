"""What a person sees: blocks of escaped HTML and rows of buttons, packed into as many messages as needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from handlers.buttons import Action, encode
from handlers.packing import pack
from qbot.messages import Outgoing, OutgoingKind


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a press does."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Link:
    """A label and the address that a press opens."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Blocks are joined by a blank line, and split only where one alone is too long; buttons go below the
    last message. `listed` are the indicators that an answer lists in their order, for 第二个呢 after it."""

    blocks: tuple[str, ...]
    buttons: tuple[tuple[Button | Link, ...], ...] = ()
    listed: tuple[str, ...] = ()


def screen(*blocks: str, buttons: Sequence[Sequence[Button | Link]] = ()) -> Screen:
    """A screen of the blocks that are not empty."""
    return Screen(tuple(block for block in blocks if block), tuple(tuple(row) for row in buttons))


def safe(text: object) -> str:
    """Escaped for HTML."""
    return escape(str(text), quote=False)


def send(
    chat_id: int,
    shown: Screen,
    *,
    kind: OutgoingKind,
    subject: str | None = None,
    resend: bool = False,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> list[Outgoing]:
    """The calls that send a screen; the first one answers `reply_to`."""
    texts = list(pack(shown.blocks))
    calls: list[Outgoing] = []
    for index, text in enumerate(texts):
        payload: dict[str, Any] = {"text": text, "parse_mode": "HTML"}
        if index == 0 and reply_to is not None:
            payload["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        if thread_id is not None:
            payload["message_thread_id"] = thread_id
        if index == len(texts) - 1 and shown.buttons:
            payload["reply_markup"] = keyboard(shown)
        calls.append(Outgoing(chat_id, "sendMessage", payload, kind, resend=resend, subject=subject))
    return calls


def edit(chat_id: int, message_id: int, shown: Screen) -> Outgoing:
    """The call that puts a screen in place of a message sent before."""
    text = next(iter(pack(shown.blocks)))
    payload: dict[str, Any] = {"message_id": message_id, "text": text, "parse_mode": "HTML"}
    if shown.buttons:
        payload["reply_markup"] = keyboard(shown)
    return Outgoing(chat_id, "editMessageText", payload, "edit", resend=True)


def keyboard(shown: Screen) -> Mapping[str, Any]:
    """Telegram's inline keyboard."""
    return {"inline_keyboard": [[_key(button) for button in row] for row in shown.buttons]}


def _key(button: Button | Link) -> Mapping[str, str]:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": encode(button.action)}
