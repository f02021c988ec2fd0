"""The short form for working groups: one message, and a link to the rest in private."""

from collections.abc import Iterator, Sequence

from handlers.screen import Link, Screen, screen

LINES = 6
DETAILS = "私聊看详情"


def short(found: Sequence[Screen], address: str | None) -> Screen:
    """The beginnings of all screens in one message; `address` None where there is no more in private."""
    share = max(2, LINES // max(1, len(found)))
    blocks = [block for each in found for block in _beginning(each.blocks, share)]
    return screen(*blocks, buttons=[[Link(DETAILS, address)]] if address else ())


def _beginning(blocks: Sequence[str], lines: int) -> Iterator[str]:
    """The first block, cut where it is long, and those after it for as long as they fit whole."""
    for at, block in enumerate(blocks):
        told = block.split("\n")
        if len(told) <= lines + (at == 0):  # the line that tells of one left out takes no less room
            yield block
        elif at == 0:
            yield "\n".join([*told[:lines], f"…还有{len(told) - lines}行"])
        lines -= len(told)
        if lines <= 0:
            return
