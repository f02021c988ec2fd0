"""A file that goes out with a screen: the words become its caption, or follow it where they are too long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from handlers.bot_api import FILE, NAME
from handlers.packing import shown_units
from handlers.screen import Screen, keyboard, send
from qbot.messages import Outgoing, OutgoingKind

CAPTION_LIMIT = 1024
NAME_LIMIT = 100
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_METHODS = {"document": "sendDocument", "photo": "sendPhoto"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the files folder; `name` is what the receiver sees of it, a photo shows none."""

    path: str
    name: str
    kind: Literal["document", "photo"] = "document"


def attach(
    chat_id: int,
    attachment: Attachment,
    shown: Screen,
    *,
    kind: OutgoingKind,
    subject: str | None = None,
    resend: bool = False,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> Sequence[Outgoing]:
    """The calls that send a file with its screen; the first one answers `reply_to`."""
    caption = "\n\n".join(shown.blocks)
    fits = shown_units(caption) <= CAPTION_LIMIT
    payload: dict[str, Any] = {attachment.kind: {FILE: attachment.path, NAME: plain_name(attachment.name)}}
    if caption and fits:
        payload |= {"caption": caption, "parse_mode": "HTML"}
    if shown.buttons and fits:
        payload["reply_markup"] = keyboard(shown)
    if reply_to is not None:
        payload["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    if thread_id is not None:
        payload["message_thread_id"] = thread_id
    file = Outgoing(chat_id, _METHODS[attachment.kind], payload, kind, resend=resend, subject=subject)
    if fits:
        return [file]
    words = send(chat_id, shown, kind=kind, subject=subject, resend=resend, thread_id=thread_id)
    return [file, *words]


def plain_name(name: str) -> str:
    """A file name that every system takes: no control, direction or separating characters, not too long; the
    end, with its extension, is kept."""
    plain = _NOT_IN_NAMES.sub("_", name).strip(" .") or "file"
    if len(plain) <= NAME_LIMIT:
        return plain
    stem, dot, ending = plain.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) < 10 else ""
    return plain[: NAME_LIMIT - len(kept)] + kept
