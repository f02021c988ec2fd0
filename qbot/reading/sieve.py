"""Looking for a pattern again and again in windows of a long text, at each character about once."""

import re
from collections.abc import Iterator


class Sieve:
    """Looks for a pattern in windows that move on to the right, at each character about once."""

    _OVERLAP = 64  # no match that matters is longer

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern, self._text = pattern, text
        self._start = self._clean = 0

    def finds(self, start: int, end: int) -> bool:
        """Whether the pattern matches between two places."""
        return next(self.places(start, end), None) is not None

    def places(self, start: int, end: int) -> Iterator[int]:
        """Where the pattern matches between two places."""
        begin = max(start, self._clean - self._OVERLAP) if start == self._start else start
        match = self._pattern.search(self._text, begin, end)
        if match is None:
            self._start, self._clean = start, end
        while match is not None:
            yield match.start()
            match = self._pattern.search(self._text, max(match.end(), match.start() + 1), end)
