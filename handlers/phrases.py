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

_OF_FIGURES = frozenset(("undo", "correct", "move"))


def about_a_number(text: str, *, addressed: bool) -> tuple[Command, Sequence[str]] | None:
    """The command that a sentence about a number means, with its words: R-5 通过. In a group, unless they are
    meant for the bot, only those that change a figure, which nobody else could carry out."""
    said = command_words(text)
    if said is None or not (addressed or said[0] in _OF_FIGURES):
        return None
    return COMMANDS[said[0]], said[1]


def command_for(text: str) -> Command | None:
    """The command that these words mean; None when they are no fixed phrase."""
    words = text.strip()
    if len(words) > 20:
        return None
    return PHRASES.get(words) or PHRASES.get(_POLITE.sub("", words))
