"""An album comes as several messages and is answered once: by its first part.

Remembered in memory alone: a restart between two parts costs a superfluous answer, never a missing one.
"""

import json
from collections import OrderedDict

from telegram import Message

from qbot.ports import Reads

_KEPT = 1000
_MOST_PARTS = 12  # an album has ten


async def words_follow(tx: Reads, chat_id: int, album: str) -> bool:
    """Whether a part of the album that holds its words has come in already and waits to be handled."""
    for row in await tx.inbox.waiting(chat_id, limit=_MOST_PARTS):
        message = json.loads(row.raw).get("message") or {}
        if message.get("media_group_id") == album and message.get("caption"):
            return True
    return False


class Albums:
    """The first part of each recent album."""

    def __init__(self) -> None:
        self._first: OrderedDict[tuple[int, str], int] = OrderedDict()

    def continues(self, message: Message) -> bool:
        """Whether this is a further part of an album; the same part asked about again is still the first."""
        if message.media_group_id is None:
            return False
        first = self._first.setdefault((message.chat_id, message.media_group_id), message.message_id)
        if len(self._first) > _KEPT:
            self._first.popitem(last=False)
        return first != message.message_id
