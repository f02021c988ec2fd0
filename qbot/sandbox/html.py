"""Telegram's HTML: tags become entities with UTF-16 offsets; errors name the byte offset as Telegram does."""

import html as escapes
import re
from dataclasses import dataclass

from qbot.sandbox.errors import ApiError, bad_request
from qbot.sandbox.store import Json

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_TOKEN = re.compile(r"<|&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]*(?=[\s>])))?""",
)


def utf16_length(text: str) -> int:
    """The length that Telegram counts: UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while found := _TOKEN.search(self.source, self.at):
            self.emit(self.source[self.at : found.start()])
            self.at = found.end()
            if found[0] != "<":
                self.emit(escapes.unescape(found[0]))
            elif self.source.startswith("/", self.at):
                self.end_tag(found.start())
            else:
                self.start_tag(found.start())
        self.emit(self.source[self.at :])
        if self.open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def emit(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def place(self, index: int) -> str:
        return f"at byte offset {len(self.source[:index].encode())}"

    def start_tag(self, begin: int) -> None:
        name = _match(_NAME, self.source, self.at)
        self.at = name.end()
        if self.at == len(self.source):
            raise _fault(f"Unclosed start tag {self.place(begin)}")
        tag = name[0].lower()
        if tag not in _KINDS:
            raise _fault(f'Unsupported start tag "{tag}" {self.place(begin)}')
        argument = self.attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" {self.place(begin)}')
        self.open.append(_Open(tag, argument, self.length))

    def attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            rest = self.source[self.at :]
            self.at += len(rest) - len(rest.lstrip())
            if self.at == len(self.source):
                raise _fault(f'Unclosed start tag "{tag}" {self.place(begin)}')
            if self.source[self.at] == ">":
                self.at += 1
                return argument
            found = _ATTRIBUTE.match(self.source, self.at)
            if found is None:
                raise _fault(f'Empty attribute name in the tag "{tag}" {self.place(begin)}')
            if self.source[found.end() :].lstrip().startswith("="):
                raise _fault(f"Unexpected end of name token {self.place(found.end())}")
            self.at = found.end()
            argument = _argument(tag, name=found[1], value=found[2]) or argument

    def end_tag(self, begin: int) -> None:
        if not self.open:
            raise _fault(f"Unexpected end tag {self.place(begin)}")
        name = _match(_NAME, self.source, self.at + 1)
        close = name.end()
        close += len(self.source[close:]) - len(self.source[close:].lstrip())
        if not self.source.startswith(">", close):
            raise _fault(f"Unclosed end tag {self.place(begin)}")
        opened = self.open.pop()
        if name[0] and name[0] != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{name[0]}>"'
            raise _fault(f"Unmatched end tag {self.place(begin)}, {expected}")
        self.at = close + 1
        if self.length > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity: Json = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            url = opened.argument or "".join(self.pieces)
            if not re.match(r"(https?|tg|mailto|tel)[:.]|[\w-]+(\.[\w-]+)+", url, re.IGNORECASE):
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument and self.open and self.open[-1].tag == "pre":
            self.open[-1].argument = opened.argument
            return
        elif opened.tag == "pre" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "code" and self.open and self.open[-1].tag == "pre":
            return
        self.entities.append(entity)


def _argument(tag: str, *, name: str, value: str | None) -> str:
    if value is None:
        return "1" if (tag, name) == ("blockquote", "expandable") else ""
    plain = escapes.unescape(value[1:-1] if value[:1] in {'"', "'"} else value.lower())
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return plain
        case ("code", "class") if plain.startswith("language-"):
            return plain.removeprefix("language-")
        case ("span", "class") if plain.startswith("tg-"):
            return plain.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return ""


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    assert found is not None, "the pattern matches the empty string"  # noqa: S101
    return found


def _fault(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities. Raises ApiError 400 with Telegram's words for broken markup."""
    return _Parser(source).run()
