"""A file goes out with its words and buttons, under a name that every system takes."""

import pytest

from handlers.attachments import CAPTION_LIMIT, NAME_LIMIT, Attachment, attach, plain_name
from handlers.buttons import Ask
from handlers.screen import Button, screen

TABLE = Attachment("ab/abc", "填报表.xlsx")
BUTTONS = [[Button("走势", Ask("history", "x"))]]


def test_short_words_become_the_caption_with_the_buttons_below() -> None:
    [call] = attach(
        7, TABLE, screen("<b>三月</b>", buttons=BUTTONS), kind="answer", subject="R-1", reply_to=5
    )
    assert (call.method, call.subject) == ("sendDocument", "R-1")
    assert call.payload["document"] == {"$file": "ab/abc", "name": "填报表.xlsx"}
    assert call.payload["caption"] == "<b>三月</b>"
    assert call.payload["reply_markup"]["inline_keyboard"][0][0]["text"] == "走势"
    assert call.payload["reply_parameters"]["message_id"] == 5


def test_words_too_long_for_a_caption_follow_the_file_with_the_buttons() -> None:
    photo = Attachment("ab/abc", "走势.png", "photo")
    file, words = attach(
        7, photo, screen("字" * (CAPTION_LIMIT + 1), buttons=BUTTONS), kind="answer", thread_id=3
    )
    assert file.method == "sendPhoto"
    assert not file.payload.keys() & {"caption", "reply_markup"}
    assert words.payload["reply_markup"]
    assert file.payload["message_thread_id"] == words.payload["message_thread_id"] == 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("检验报告.pdf", "检验报告.pdf"),
        ('../../etc/"x"\r\n.pdf', "_.._etc__x___.pdf"),
        ("\u202efdp.exe", "_fdp.exe"),
        (" . ", "file"),
    ],
)
def test_a_name_holds_nothing_that_leads_elsewhere(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_long_name_keeps_its_extension() -> None:
    short = plain_name("长" * 300 + ".xlsx")
    assert len(short) == NAME_LIMIT
    assert short.endswith("长.xlsx")
