"""What of a long text is read: its head and the sentences that may hold a figure.

A message is rarely longer than a screen; a pasted document is, and little of it is about figures.
"""

import re

from qbot.reading.names import Names
from qbot.reading.normal import Normal

WHOLE = 700  # characters that are read as they stand
_HEAD = 200
_SENTENCE = re.compile(r"[^。!?;\n]*+[。!?;\n]?")
_FIGURE = re.compile(r"\d|[百千万]分|[一二三四五六七八九十]成|点[零一二三四五六七八九]")
_PERIOD = re.compile(r"[\d一二三四五六七八九十上本这去今前半]个?[月季年]")


class Digest:
    """Knows by which words a sentence may be about an indicator."""

    def __init__(self, names: Names) -> None:
        words = sorted({word for word, (kind, _) in names.words.items() if kind == "name"}, key=len)
        shortest: list[str] = []
        for word in words:
            if not any(known in word for known in shortest):
                shortest.append(word)
        self._name = re.compile("|".join(map(re.escape, shortest)))

    def of(self, normal: Normal) -> Normal | None:
        """The text itself when it is short, else what matters of it; None when too much matters."""
        text = normal.text
        if len(text) <= WHOLE:
            return normal
        if not self._name.search(text):
            return normal.cut([(0, _HEAD)])  # no figure can be about anything
        kept = [(0, _HEAD)]
        room, follows = WHOLE - _HEAD, True
        for match in _SENTENCE.finditer(text, _HEAD):
            sentence = match[0]
            follows = bool(
                self._name.search(sentence)
                or _PERIOD.search(sentence)
                or (follows and _FIGURE.search(sentence))
            )
            if follows:
                kept.append(match.span())
                room -= len(sentence)
                if room < 0:
                    return None
        return normal.cut(kept)
