"""Inline buttons under a finger: a press waits for the bot's answer, which goes back to who pressed."""

import asyncio
import secrets
from dataclasses import dataclass, field

from qbot.sandbox.errors import ControlError, bad_request
from qbot.sandbox.store import Json

ANSWER_WITHIN = 15 * 60


@dataclass(slots=True)
class Press:
    """One press that the bot has not answered yet; `pressed_at` in seconds of the sandbox's clock."""

    person_id: int
    chat_id: int
    pressed_at: int
    query_id: str = field(default_factory=lambda: str(secrets.randbits(62)))
    answer: asyncio.Future[Json] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Presses:
    """The open presses by callback query id."""

    def __init__(self) -> None:
        self._open: dict[str, Press] = {}

    def begin(self, press: Press) -> Press:
        """Await an answer to a press."""
        self._open[press.query_id] = press
        return press

    def answer(self, query_id: str, answer: Json, *, now: int) -> Press:
        """Answer a press once, within a quarter of an hour. Raises ApiError 400 otherwise."""
        press = self._open.pop(query_id, None)
        if press is None or now - press.pressed_at > ANSWER_WITHIN:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not press.answer.done():
            press.answer.set_result(answer)
        return press

    def close(self) -> None:
        """Nobody will be answered any more."""
        for press in self._open.values():
            press.answer.cancel()
        self._open.clear()


def find_button(body: Json, *, data: str | None, text: str | None) -> Json:
    """The button of a message by its data or its label. Raises ControlError when it is not there."""
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if button.get("callback_data") == data if data is not None else button["text"] == text:
            return dict(button)
    raise ControlError(f"the message has no button {text if data is None else data!r}")
