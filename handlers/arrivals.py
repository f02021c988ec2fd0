"""What must be known of a raw update to store it: its number, its chat, its kind.

Nothing here may raise on any JSON object: an update that makes no sense is stored like every other, so that
it blocks none behind it.
"""

import json
from collections.abc import Mapping
from typing import Any

from qbot.messages import NewUpdate

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


def read_arrival(update: object) -> NewUpdate | None:
    """The update as a row of the inbox; None when it has no usable update_id and cannot be told apart."""
    if not isinstance(update, Mapping):
        return None
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        return None
    kind = next((key for key in update if key != "update_id"), "empty")
    return NewUpdate(
        update_id=number,
        chat_id=_chat_of(update.get(kind)),
        kind=str(kind)[:64],
        raw=json.dumps(update, ensure_ascii=False, separators=(",", ":")),
    )


def private_sender(update: object) -> int | None:
    """The private chat in which someone wrote this message, and waits to hear of it; None for all else."""
    for kind in ("message", "edited_message"):
        chat = _part(_part(update, kind), "chat")
        if _part(chat, "type") == "private":
            return _id_of(chat)
    return None


def _chat_of(content: object) -> int:
    for holder in (content, _part(content, "message")):
        chat = _id_of(_part(holder, "chat"))
        if chat is not None:
            return chat
    return _id_of(_part(content, "from")) or 0


def _id_of(owner: object) -> int | None:
    number = _part(owner, "id")
    fits = isinstance(number, int) and not isinstance(number, bool) and -(2**63) <= number < 2**63
    return number if fits else None


def _part(whole: object, name: str) -> Any:
    return whole.get(name) if isinstance(whole, Mapping) else None
