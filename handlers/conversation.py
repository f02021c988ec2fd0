"""What a conversation offers to people: commands, phrases, buttons, replies and files it understands.

Each conversation states its own; `handlers.conversations` lists them, and the application asks there.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Message

from handlers.buttons import Action
from handlers.visit import Visit
from qbot.people import Person

Run = Callable[[Visit, Person, Sequence[str]], Awaitable[None]]
Press = Callable[[Visit, Person, Any], Awaitable[str | None]]  # the action is the one it is kept under
Reply = Callable[[Visit, Person, int], Awaitable[bool]]
Take = Callable[[Visit, Person, Message], Awaitable[bool]]
Say = Callable[[Visit, Person], Awaitable[bool]]
Afterwards = Callable[[Visit, Person], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command and the sentences that mean the same; `run` gets the words behind it.

    `menu` are the words of Telegram's command list. An office command is refused to everybody else, and
    outside of a private chat unless it works `in_groups`, even in those that are not working groups yet.
    """

    name: str
    menu: str
    run: Run
    for_office: bool = False
    in_groups: bool = False
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One family of exchanges.

    `presses`: what a button does, by its action; the words returned are shown beside the button.
    `replies`: a message that replies to one of ours whose subject is `PREFIX:NUMBER` (`R-12` is `R:12`).
    `takes`: messages with a photo or a file; the first that returns True has taken it.
    `says`: plain words, tried before they are read as a report or a question; True when they were taken.
    `asks`: the same, but only for words that are meant for the bot: in a group those that address it.
    `afterwards`: what is still to be said once the plain words in a private chat have been dealt with.
    """

    commands: tuple[Command, ...] = ()
    presses: Mapping[type[Action], Press] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)
    takes: tuple[Take, ...] = ()
    says: tuple[Say, ...] = ()
    asks: tuple[Say, ...] = ()
    afterwards: tuple[Afterwards, ...] = ()
