"""Slash commands as typed."""

import re

import pytest

from handlers.commands import parse
from handlers.conversations import COMMANDS
from handlers.menu import MENU, OFFICE_MENU

BOT = "yongcheng_bot"


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("/help", "help", ()),
        ("/HELP", "help", ()),
        ("/start AbC-_9", "start", ("AbC-_9",)),
        ("/invite contact 市农业局  张三", "invite", ("contact", "市农业局", "张三")),
        ("/help\n现在呢", "help", ("现在呢",)),
        (f"/status@{BOT}", "status", ()),
        ("/status@Yongcheng_Bot 3月", "status", ("3月",)),
        ("/no_such", "no_such", ()),
    ],
)
def test_a_command_is_a_name_and_words(text: str, name: str, words: tuple[str, ...]) -> None:
    command = parse(text, bot=BOT)
    assert command is not None
    assert (command.name, command.words, command.for_us) == (name, words, True)


@pytest.mark.parametrize(
    "text", ["", "/", "help", "看 /help", "/报数", "/help，谢谢", "//help", "/" + "a" * 33, "/96.5%"]
)
def test_other_text_is_no_command(text: str) -> None:
    assert parse(text, bot=BOT) is None


def test_a_command_for_another_bot_is_not_ours() -> None:
    command = parse("/report@other_bot", bot=BOT)
    assert command is not None
    assert (command.for_us, command.named) == (False, True)


def test_a_command_may_name_us() -> None:
    commands = [parse(text, bot=BOT) for text in ("/report", f"/report@{BOT}")]
    assert [command.named for command in commands if command] == [False, True]


def test_everything_in_the_menus_is_carried_out() -> None:
    assert {*MENU, *OFFICE_MENU} <= {*COMMANDS, "start"}


def test_names_and_descriptions_are_what_telegram_takes() -> None:
    for name, words in (*MENU.items(), *OFFICE_MENU.items()):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(words) <= 256
