"""The Bot API's methods, by lower-case name."""

from collections.abc import Awaitable, Callable
from typing import Any

from qbot.sandbox.api import chats, commands, edits, media, messages, polling
from qbot.sandbox.network import Network
from qbot.sandbox.wire import Params

Method = Callable[[Network, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    **polling.METHODS,
    **messages.METHODS,
    **media.METHODS,
    **edits.METHODS,
    **chats.METHODS,
    **commands.METHODS,
}
