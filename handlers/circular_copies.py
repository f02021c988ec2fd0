"""How circulars leave the house: copies for people and groups, and the number of readers below them."""

from collections.abc import Sequence

from handlers.attachments import Attachment, attach
from handlers.screen import Screen, keyboard, screen, send
from handlers.texts import circulars as texts
from qbot.circulars import Circular
from qbot.circulating import Copies
from qbot.messages import Outgoing
from qbot.people import Person
from qbot.ports import Chat


def copies() -> Copies:
    """The words for everybody."""
    return Copies(private=_private, group=_group, reminder=_reminder)


def count_below(made: Circular, chat_id: int, message_id: int, readers: int) -> Outgoing:
    """The call that shows the number of readers below a group's copy."""
    shown = screen(buttons=texts.read_button(made, readers=readers))
    return buttons_of(chat_id, message_id, shown)


def buttons_of(chat_id: int, message_id: int, shown: Screen) -> Outgoing:
    """The call that changes a message's buttons alone, whether it has a file or not."""
    payload = {"message_id": message_id, "reply_markup": keyboard(shown)}
    return Outgoing(chat_id, "editMessageReplyMarkup", payload, "edit", resend=True)


def _private(person: Person, made: Circular) -> Sequence[Outgoing]:
    return _copy(person.telegram_user_id, made, texts.circular(made), thread_id=None)


def _group(chat: Chat, made: Circular) -> Sequence[Outgoing]:
    return _copy(chat.id, made, texts.circular(made, readers=0), thread_id=chat.thread_id)


def _reminder(person: Person, made: Circular) -> Sequence[Outgoing]:
    return _copy(person.telegram_user_id, made, texts.reminder(made), thread_id=None)


def _copy(chat_id: int, made: Circular, shown: Screen, *, thread_id: int | None) -> Sequence[Outgoing]:
    if made.draft.file is None:
        return send(chat_id, shown, kind="notice", subject=made.subject, thread_id=thread_id)
    file = Attachment(made.draft.file, made.draft.file_name or "file")
    return attach(chat_id, file, shown, kind="notice", subject=made.subject, thread_id=thread_id)
