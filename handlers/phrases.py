"""Sentences that mean a command: exact wordings, with the small words of politeness around them."""

import re

from handlers.conversation import Command
from handlers.conversations import PHRASES

_POLITE = re.compile(
    r"^(?:请|麻烦|帮我|给我|我要|我想|打开|看看|看一下|查看)+|(?:一下|吧|谢谢|[\s。!!??,,、~])+$"
)


def command_for(text: str) -> Command | None:
    """The command that these words mean; None when they are no fixed phrase."""
    words = text.strip()
    if len(words) > 20:
        return None
    return PHRASES.get(words) or PHRASES.get(_POLITE.sub("", words))
