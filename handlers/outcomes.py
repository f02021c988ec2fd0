"""What an answer of Telegram means for an outbox row: one table, from error to outcome.

The rule above all: what may have been delivered is not sent again, unless the row says that a second one does
no harm, or the call is an edit, which changes nothing when it is repeated.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from handlers.bot_api import FileMissing
from handlers.transport import NotSent, ServerFailed, seconds_of
from qbot.messages import OutboxRow

MAX_UNCERTAIN_TRIES = 8
MAX_AGE = timedelta(hours=24)
_NOT_CARRIED_OUT = frozenset({500, 503})  # the server itself says that it failed; a gateway cannot say

_UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "chat_write_forbidden",
    "not enough rights to send",
    "have no rights to send",
)
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
_ALREADY_SO = ("message is not modified",)
_TOO_LATE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "query is too old",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there; `message_id` where the answer is a message."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after so many seconds. `reach` says what pauses meanwhile: `row` is this one alone."""

    seconds: float
    reason: str
    count_try: bool
    reach: Literal["row", "chat", "limit", "telegram"] = "chat"


@dataclass(frozen=True, slots=True)
class Held:
    """Its time has not come: this row alone waits so many seconds, and its age is counted from then on."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It will not be tried again; `quiet` when nobody needs to hear of it."""

    state: Literal["failed", "uncertain", "unreachable"]
    reason: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new id, and the row goes there."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic was closed or deleted; the row goes to the group as a whole."""


Outcome = Sent | Later | Held | GivenUp | Moved | TopicGone


def repeatable(row: OutboxRow) -> bool:
    """Whether a second call does no harm."""
    return row.outgoing.resend or row.outgoing.method.startswith(("edit", "delete", "pin", "unpin", "set"))


def judge(error: TelegramError | FileMissing, row: OutboxRow, *, now: datetime) -> Outcome:
    """What becomes of a row whose call failed with this error."""
    if isinstance(error, FileMissing | Forbidden | BadRequest):
        return _refused(error, row)
    if isinstance(error, RetryAfter):
        return Later(seconds_of(error), "flood limit", count_try=False, reach="limit")
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, InvalidToken):
        return _unknown_method_or_token(error, row, now=now)
    return _unsure(error, row, now=now)


def _refused(error: FileMissing | Forbidden | BadRequest, row: OutboxRow) -> Outcome:
    message = str(error)
    if isinstance(error, Forbidden):
        return GivenUp("unreachable", message)
    words = message.lower()
    if any(part in words for part in _ALREADY_SO):
        return Sent()
    if "message_thread_id" in row.outgoing.payload and any(part in words for part in _TOPIC_GONE):
        return TopicGone()
    if any(part in words for part in _UNREACHABLE):
        return GivenUp("unreachable", message)
    return GivenUp("failed", message, quiet=any(part in words for part in _TOO_LATE))


def _unknown_method_or_token(error: InvalidToken, row: OutboxRow, *, now: datetime) -> Outcome:
    if "not found" in error.message.lower():
        return GivenUp("failed", f"Telegram knows no method {row.outgoing.method}")
    return _wait_unless_old(Later(60.0, "token refused", count_try=False, reach="telegram"), row, now=now)


def _unsure(error: TelegramError, row: OutboxRow, *, now: datetime) -> Outcome:
    """No answer that settles it: a broken or missing connection, a 5xx, a body that cannot be read."""
    reason = error.message
    if isinstance(error, NotSent):
        wait = Later(0.0, reason, count_try=False, reach="telegram")
        return _wait_unless_old(wait, row, now=now)
    wait = Later(min(300.0, 4.0 ** min(row.tries, 6)), reason, count_try=True)
    if isinstance(error, ServerFailed) and error.status in _NOT_CARRIED_OUT:
        return _wait_unless_old(wait, row, now=now)
    if not repeatable(row):
        return GivenUp("uncertain", reason)
    if isinstance(error, ServerFailed):
        return _wait_unless_old(wait, row, now=now)
    return wait if row.tries + 1 < MAX_UNCERTAIN_TRIES else GivenUp("uncertain", reason)


def _wait_unless_old(later: Later, row: OutboxRow, *, now: datetime) -> Outcome:
    wanted_at = row.outgoing.not_before or row.created_at
    if now - max(wanted_at, row.created_at) > MAX_AGE:
        return GivenUp("failed", f"not deliverable for a day: {later.reason}")
    return later
