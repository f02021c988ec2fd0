"""The bot on its own sandbox, whose clock a test can move."""

import socket

from qbot.sandbox.client import SandboxClient
from tests.e2e.bot_process import BotProcess
from tests.e2e.town import Message, by_bot, words


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Rehearsal:
    """The running bot, its page's address, and the people on it."""

    def __init__(self, bot: BotProcess, root: str) -> None:
        self.bot, self.root = bot, root
        self.people = SandboxClient(root)

    async def said(self, chat: int, having: str) -> Message:
        """The bot's message with these words, present or to come."""
        return await self.people.wait_for(chat, lambda m: by_bot(m) and having in words(m), 20)

    async def count(self, chat: int, having: str) -> int:
        """How many messages of the bot hold these words."""
        return sum(by_bot(m) and having in words(m) for m in await self.people.messages(chat))
