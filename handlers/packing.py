"""Blocks of HTML packed into messages under Telegram's limit.

Telegram counts UTF-16 units of what is shown, after tags and entities are parsed; so does this. A block that
alone is too long is split between lines, or inside a line between characters, and tags that are open at the
split are closed and opened again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

MESSAGE_LIMIT = 4096
_PIECES = re.compile(r"<(?P<close>/)?(?P<name>[a-z-]+)[^<>]*>|&[a-z]+;|&#\w+;|.", re.DOTALL)


def pack(blocks: Sequence[str]) -> Iterator[str]:
    """Texts of at most 4096 units each; blocks are joined by a blank line."""
    text, used = "", 0
    for block in (part for whole in blocks for part in _within_limit(whole)):
        size = shown_units(block)
        if text and used + 2 + size > MESSAGE_LIMIT:
            yield text
            text, used = block, size
        else:
            text, used = (f"{text}\n\n{block}", used + 2 + size) if text else (block, size)
    if text:
        yield text


def shown_units(block: str) -> int:
    """How many UTF-16 units Telegram counts."""
    return sum(_units(piece) for piece in _PIECES.finditer(block))


def plain(block: str) -> str:
    """What is shown of a text, as Telegram gives it back: without tags, entities parsed, trimmed."""
    return unescape("".join(each[0] for each in _PIECES.finditer(block) if not each["name"])).strip()


def _units(piece: re.Match[str]) -> int:
    if piece["name"]:
        return 0
    return 1 if len(piece[0]) > 1 else len(piece[0].encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Part:
    """A part that grows piece by piece; `tags` are open at its end, as names with their opening text."""

    text: str = ""
    used: int = 0
    tags: list[tuple[str, str]] = field(default_factory=list)

    def take(self, piece: re.Match[str]) -> None:
        self.text += piece[0]
        self.used += _units(piece)
        if piece["close"]:
            self.tags.pop()
        elif piece["name"]:
            self.tags.append((piece["name"], piece[0]))

    def closed(self) -> str:
        return self.text + "".join(f"</{name}>" for name, _ in reversed(self.tags))

    def following(self) -> "_Part":
        return _Part("".join(opening for _, opening in self.tags), 0, list(self.tags))


def _within_limit(block: str) -> Iterator[str]:
    if shown_units(block) <= MESSAGE_LIMIT:
        yield block
        return
    part = _Part()
    for line in re.split(r"(?<=\n)", block):
        if part.used and part.used + shown_units(line) > MESSAGE_LIMIT:
            yield part.closed()
            part = part.following()
        for piece in _PIECES.finditer(line):
            if part.used + _units(piece) > MESSAGE_LIMIT:
                yield part.closed()
                part = part.following()
            part.take(piece)
    if part.used:
        yield part.closed()
