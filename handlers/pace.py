"""How fast Telegram lets us speak: 1 message/s to a chat, 20/min to a group, 30/s in all.

Pure: the caller says what time it is. An edit counts like a message, as Telegram's flood control counts it;
a call that belongs to no chat (answering a button, the bot's own settings) counts towards the total alone.
"""

from collections import deque

BURST = 3
PER_GROUP_MINUTE = 20
IN_ALL_SECOND = 30
_FORGET_ABOVE = 1_000


class Pace:
    """Counts what was sent, in monotonic seconds, and tells how long to wait before the next.

    A private chat may take BURST at once and then one a second; in any minute a group takes PER_GROUP_MINUTE
    at most; in any second everything together takes IN_ALL_SECOND at most.
    """

    def __init__(self) -> None:
        self._all: deque[float] = deque(maxlen=IN_ALL_SECOND)
        self._groups: dict[int, deque[float]] = {}
        self._chats: dict[int, tuple[float, float]] = {}

    def room(self, now: float) -> int:
        """How many calls may go out in all at this moment."""
        return IN_ALL_SECOND - sum(1 for at in self._all if now < at + 1)

    def wait_for_room(self, now: float) -> float:
        """Seconds until one more call may go out; 0 when one may now."""
        if len(self._all) < IN_ALL_SECOND:
            return 0.0
        return max(0.0, self._all[0] + 1 - now)

    def wait(self, chat_id: int | None, now: float) -> float:
        """Seconds until this chat may be sent something, the total included; 0 when it may now."""
        wait = self.wait_for_room(now)
        if chat_id is None:
            return wait
        saved, since = self._chats.get(chat_id, (float(BURST), now))
        wait = max(wait, since + 1 - saved - now)
        group = self._groups.get(chat_id)
        if group is not None and len(group) == PER_GROUP_MINUTE:
            wait = max(wait, group[0] + 60 - now)
        return max(0.0, wait)

    def spend(self, chat_id: int | None, now: float) -> None:
        """Count a call that goes out now."""
        self._all.append(now)
        if chat_id is None:
            return
        saved, since = self._chats.get(chat_id, (float(BURST), now))
        self._chats[chat_id] = (min(float(BURST), saved + now - since) - 1, now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=PER_GROUP_MINUTE)).append(now)
        if len(self._chats) > _FORGET_ABOVE:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop the chats whose past no longer limits them."""
        self._chats = {chat: kept for chat, kept in self._chats.items() if now < kept[1] + BURST + 1}
        self._groups = {chat: sent for chat, sent in self._groups.items() if now < sent[-1] + 60}
