"""From what a caller sends to a message's text: markup parsed, trimmed, links found, limits held."""

import re
from dataclasses import dataclass, field

from qbot.sandbox.errors import bad_request
from qbot.sandbox.html import parse_html, utf16_length
from qbot.sandbox.store import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"，。；、）】》]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{2,31})(?!\w)"
    r"|(?<![\w/@<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?![\w/])",
    re.ASCII,
)
_HASHTAG = re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SHIELDING = {"pre", "code", "text_link"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with its entities, as they stand in a Message."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)

    def fields(self, name: str = "text") -> Json:
        """The Message fields: text and entities, or caption and caption_entities."""
        if not self.text:
            return {}
        entities = "entities" if name == "text" else "caption_entities"
        return {name: self.text} | ({entities: self.entities} if self.entities else {})


def wording(
    source: str, *, parse_mode: str = "", entities: list[Json] | None = None, limit: int = TEXT_LIMIT
) -> Wording:
    """Read a text as the Bot API does; raises ApiError 400 for broken markup and for what is too long."""
    if any("\ud800" <= char <= "\udfff" for char in source):
        raise bad_request("strings must be encoded in UTF-8")
    text, given = _CONTROLS.sub("", source.replace("\r", "")), list(entities or [])
    match parse_mode.lower():
        case "":
            pass
        case "html":
            text, given = parse_html(text)
        case "markdown" | "markdownv2":
            raise bad_request(f"unsupported parse_mode: {parse_mode} is not read here, send HTML")
        case _:
            raise bad_request("unsupported parse_mode")
    text, given = _trim(text, given)
    if utf16_length(text) > limit:
        raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    return Wording(text, sorted(given + _found(text, given), key=lambda e: (e["offset"], -e["length"])))


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    lead = len(text) - len(text.lstrip())
    trimmed = text.strip()
    length = utf16_length(trimmed)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] - lead + entity["length"], length)
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return trimmed, kept


def _found(text: str, given: list[Json]) -> list[Json]:
    shields = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in _SHIELDING]
    hits = [(m.lastgroup or "", m.start(), m.end()) for m in _FOUND.finditer(text)]
    hits += [
        ("hashtag", m.start(), m.end())
        for m in _HASHTAG.finditer(text)
        if not any(a < m.end() and m.start() < b for _, a, b in hits)
    ]
    found = []
    for kind, begin, end in hits:
        offset = utf16_length(text[:begin])
        length = utf16_length(text[begin:end])
        if not any(a < offset + length and offset < b for a, b in shields):
            found.append({"type": kind, "offset": offset, "length": length})
    return found
