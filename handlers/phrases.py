"""Sentences that mean a command: exact wordings, with the small words of politeness around them, and those
about a number."""

import re
from collections.abc import Sequence

from handlers.conversation import Command
from handlers.conversations import COMMANDS, PHRASES
from handlers.numbered import command_words

_POLITE = re.compile(
    r"^(?:请|麻烦|帮我|给我|我要|我想|打开|看看|看一下|查看)+|(?:一下|吧|谢谢|[\s。!!??,,、~])+$"
)


def spoken_command(text: str) -> tuple[Command, Sequence[str]] | None:
    """The command that these words mean, with its own words; None when they are no fixed phrase."""
    command = command_for(text)
    if command is not None:
        return command, ()
    said = command_words(text)
    return (COMMANDS[said[0]], said[1]) if said is not None else None


def command_for(text: str) -> Command | None:
    """The command that these words mean; None when they are no fixed phrase."""
    words = text.strip()
    if len(words) > 20:
        return None
    return PHRASES.get(words) or PHRASES.get(_POLITE.sub("", words))
