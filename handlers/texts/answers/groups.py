"""The short form for working groups: one message, and a link to the rest in private."""

from collections.abc import Sequence

from handlers.screen import Link, Screen, screen

LINES = 6
DETAILS = "私聊看详情"


def short(found: Sequence[Screen], address: str) -> Screen:
    """The beginnings of all screens in one message."""
    share = max(2, LINES // max(1, len(found)))
    blocks = [_beginning(each.blocks[0], share) for each in found if each.blocks]
    return screen(*blocks, buttons=[[Link(DETAILS, address)]])


def _beginning(block: str, lines: int) -> str:
    told = block.split("\n")
    rest = len(told) - lines
    return block if rest <= 0 else "\n".join([*told[:lines], f"…还有{rest}行"])
