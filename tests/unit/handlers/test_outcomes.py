"""What each of Telegram's answers means for a row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.bot_api import FileMissing
from handlers.outcomes import MAX_UNCERTAIN_TRIES, GivenUp, Later, Moved, Sent, TopicGone, judge
from handlers.transport import NotSent, NotSentInTime, ServerFailed
from qbot.messages import OutboxRow, Outgoing

NOW = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)


def row(
    *, tries: int = 0, age: timedelta = timedelta(), method: str = "sendMessage", **more: Any
) -> OutboxRow:
    outgoing = Outgoing(chat_id=7, method=method, payload={"text": "x"}, kind="notice", **more)
    return OutboxRow(id=1, outgoing=outgoing, tries=tries, created_at=NOW - age)


MAYBE_DELIVERED = [TimedOut(), NetworkError("reset"), ServerFailed(502), ServerFailed(504)]


@pytest.mark.parametrize("error", [*MAYBE_DELIVERED, TelegramError("Invalid server response")], ids=str)
def test_what_may_have_been_delivered_is_not_sent_again(error: TelegramError) -> None:
    outcome = judge(error, row(), now=NOW)
    assert isinstance(outcome, GivenUp)
    assert outcome.state == "uncertain"


@pytest.mark.parametrize("error", MAYBE_DELIVERED, ids=str)
def test_a_row_that_may_go_twice_is_tried_again(error: TelegramError) -> None:
    outcome = judge(error, row(resend=True), now=NOW)
    assert isinstance(outcome, Later)
    assert outcome.count_try


@pytest.mark.parametrize("error", MAYBE_DELIVERED, ids=str)
def test_an_edit_may_always_be_made_again(error: TelegramError) -> None:
    assert isinstance(judge(error, row(method="editMessageText"), now=NOW), Later)


def test_tries_without_an_answer_are_bounded() -> None:
    outcome = judge(TimedOut(), row(resend=True, tries=MAX_UNCERTAIN_TRIES - 1), now=NOW)
    assert outcome == GivenUp("uncertain", "Timed out")


@pytest.mark.parametrize(
    "error", [NotSent("refused"), NotSentInTime("slow"), ServerFailed(500), ServerFailed(503)], ids=str
)
def test_what_never_reached_telegram_waits_for_a_day_however_often_it_was_tried(error: TelegramError) -> None:
    assert isinstance(judge(error, row(tries=500, age=timedelta(hours=23)), now=NOW), Later)
    outcome = judge(error, row(tries=500, age=timedelta(hours=25)), now=NOW)
    assert isinstance(outcome, GivenUp)
    assert outcome.state == "failed"


def test_a_day_counts_from_when_a_row_was_to_be_sent() -> None:
    late = row(age=timedelta(days=9), not_before=NOW - timedelta(hours=1))
    assert isinstance(judge(NotSent("refused"), late, now=NOW), Later)


def test_an_outage_pauses_everything_and_a_failing_message_its_chat_alone() -> None:
    outage = judge(NotSent("refused"), row(), now=NOW)
    single = judge(ServerFailed(502), row(resend=True), now=NOW)
    assert isinstance(outage, Later)
    assert outage.reach == "telegram"
    assert isinstance(single, Later)
    assert single.reach == "chat"


def test_a_flood_limit_is_waited_out_and_counts_no_try() -> None:
    outcome = judge(RetryAfter(30), row(tries=400, age=timedelta(days=3)), now=NOW)
    assert outcome == Later(30, "flood limit", count_try=False, reach="limit")


def test_a_migrated_group_is_followed() -> None:
    assert judge(ChatMigrated(-1009), row(), now=NOW) == Moved(-1009)


def test_a_topic_that_is_gone_is_left_only_where_one_was_meant() -> None:
    error = BadRequest("Bad Request: message thread not found")
    outgoing = Outgoing(1, "sendMessage", {"text": "好", "message_thread_id": 7}, "notice")
    assert judge(error, replace(row(), outgoing=outgoing), now=NOW) == TopicGone()
    assert isinstance(judge(error, row(), now=NOW), GivenUp)


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        BadRequest("Bad Request: chat not found"),
        BadRequest("Bad Request: group chat was deactivated"),
        BadRequest("Bad Request: not enough rights to send text messages to the chat"),
    ],
    ids=str,
)
def test_a_chat_that_takes_nothing_is_unreachable(error: TelegramError) -> None:
    outcome = judge(error, row(), now=NOW)
    assert isinstance(outcome, GivenUp)
    assert outcome.state == "unreachable"


def test_an_edit_that_changes_nothing_has_been_made() -> None:
    words = "Bad Request: message is not modified: specified new message content is exactly the same"
    assert judge(BadRequest(words), row(method="editMessageText"), now=NOW) == Sent()


@pytest.mark.parametrize(
    "words", ["message to edit not found", "message can't be edited", "query is too old"]
)
def test_what_comes_too_late_fails_quietly(words: str) -> None:
    outcome = judge(BadRequest(f"Bad Request: {words}"), row(), now=NOW)
    assert isinstance(outcome, GivenUp)
    assert outcome.state == "failed"
    assert outcome.quiet


@pytest.mark.parametrize(
    "error", [BadRequest("can't parse entities"), FileMissing("a.png"), InvalidToken("Not Found")], ids=str
)
def test_what_can_never_succeed_fails_aloud(error: TelegramError | FileMissing) -> None:
    outcome = judge(error, row(resend=True), now=NOW)
    assert isinstance(outcome, GivenUp)
    assert outcome.state == "failed"
    assert not outcome.quiet


def test_a_refused_token_fails_no_message() -> None:
    assert isinstance(judge(InvalidToken("Unauthorized"), row(), now=NOW), Later)
