"""What a person sees: blocks of escaped HTML and rows of buttons, packed into as many messages as needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from handlers.buttons import Action, encode
from qbot.messages import Outgoing, OutgoingKind

MESSAGE_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a press does."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Screen:
    """Blocks are joined by a blank line and never torn apart; buttons go below the last message."""

    blocks: tuple[str, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()


def screen(*blocks: str, buttons: Sequence[Sequence[Button]] = ()) -> Screen:
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
    texts = list(_packed(shown.blocks))
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
    text = next(iter(_packed(shown.blocks)))
    payload: dict[str, Any] = {"message_id": message_id, "text": text, "parse_mode": "HTML"}
    if shown.buttons:
        payload["reply_markup"] = keyboard(shown)
    return Outgoing(chat_id, "editMessageText", payload, "edit", resend=True)


def keyboard(shown: Screen) -> Mapping[str, Any]:
    """Telegram's inline keyboard."""
    return {
        "inline_keyboard": [
            [{"text": button.label, "callback_data": encode(button.action)} for button in row]
            for row in shown.buttons
        ]
    }


def _packed(blocks: Sequence[str]) -> Iterator[str]:
    """Blocks joined into texts within the limit; a block that alone is too long is split at its lines."""
    text = ""
    for block in (part for whole in blocks for part in _within_limit(whole)):
        joined = f"{text}\n\n{block}" if text else block
        if _units(joined) > MESSAGE_LIMIT:
            yield text
            text = block
        else:
            text = joined
    if text:
        yield text


def _within_limit(block: str) -> Iterator[str]:
    if _units(block) <= MESSAGE_LIMIT:
        yield block
        return
    part = ""
    for line in block.split("\n"):
        joined = f"{part}\n{line}" if part else line
        if _units(joined) > MESSAGE_LIMIT and part:
            yield part
            part = line
        else:
            part = joined
    yield part


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
