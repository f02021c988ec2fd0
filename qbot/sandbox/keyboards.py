"""Reply markup as the Bot API accepts it: inline keyboards with their limits, and reply keyboards."""

from typing import Any

from qbot.sandbox.errors import bad_request
from qbot.sandbox.store import Json

MAX_BUTTONS = 100
_ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip
_REPLY_KINDS = ("keyboard", "remove_keyboard", "force_reply")


def check_markup(markup: Any) -> Json | None:
    """The markup, or None for none. Raises ApiError 400 for what Telegram refuses."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if any(kind in markup for kind in _REPLY_KINDS):
        return markup
    raise bad_request("can't parse reply markup JSON object")


def inline_markup(markup: Any) -> Json | None:
    """As `check_markup`, where only an inline keyboard is allowed (edits)."""
    checked = check_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked


def _rows(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[_button(button) for button in row] for row in rows if row]


def _button(button: Any) -> Json:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(prefix + "InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(prefix + 'Can\'t find field "text"')
    if not text.strip():
        raise bad_request(prefix + "Inline keyboard button text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad_request(prefix + "Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button
