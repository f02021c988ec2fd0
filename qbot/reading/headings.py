"""Words said once before several names and meant for each: 不合格率：食品3.2%，药品1.5%.

Behind a colon they hold for all; without one what follows is asked: 去年同期食品97%，药品98%.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from qbot.reading.frames import Frame, Layout
from qbot.reading.tokens import QUANTITY, Token

_CARRIED = frozenset(("fail", "target", "past", "peer", "hedge", "old", "rise", "share"))
_JUDGING = frozenset(("pass", "fail"))
_OPEN = frozenset(("target", "past", "peer", "hedge"))
_PRESENT = frozenset(("period", "now", "is"))
_TELLING = _PRESENT | {"done", "to", "fix", "report", "every", "even"}
_ENDS = frozenset("。!?")
_HALF = 50  # per cent; a rate below is hardly one of what passed


@dataclass(frozen=True, slots=True)
class _Heading:
    """The words of a heading; `over_lines`: on a line of its own; `loose`: no colon is behind it."""

    words: Sequence[Token] = ()
    over_lines: bool = False
    loose: bool = False

    def ends(self, last: Frame, frame: Frame) -> bool:
        """Whether it no longer holds for a frame behind another."""
        if not self.words or (self.loose and _tells_of_now(last, frame)):
            return True
        stops = [t for t in last.tokens if t.kind == "strong" and t.text != ";"]
        if _is_headed_anew(last.tokens):
            return True
        return any(t.text in _ENDS or not self.over_lines or t.text.count("\n") > 1 for t in stops)


def carry(layout: Layout) -> None:
    """Put the steering words of a heading before every name that it heads."""
    heading = _Heading()
    last: Frame | None = None
    for frame in layout.frames:
        line = _line_above(layout, frame)
        own = _heading_of(frame)
        if line is not None:
            heading = _Heading(line, over_lines=True)
            _put(frame, heading.words)
        elif own is not None:
            heading = own
        elif last is not None and not heading.ends(last, frame):
            _put(frame, heading.words)
        else:
            heading = _Heading()
        last = frame


def doubt_unsaid_failures(frames: Sequence[Frame]) -> None:
    """食品不合格率3.2%，药品1.5%: the second rate may be one of what failed, and is asked.

    So is one behind a mere change: 比上月食品提高1.2%，药品0.5%.
    """
    failed: Token | None = None
    changed: Token | None = None
    for frame in frames:
        rates = [t for t in frame.tokens if t.kind == "number" and t.data.form != "plain"]
        judged = _is_judged(frame)
        for rate in rates:
            if rate.role == "fail":
                failed = rate
            elif rate.role == "value" and rate.data.value < _HALF:
                doubt = changed or (None if judged else failed)
                if doubt is not None:
                    rate.role, rate.cue = "vague", doubt.cue
        changed = changed if any(t.role == "vague" for t in rates) else _only_change(rates)
        if any(t.kind == "strong" and t.text != ";" for t in frame.tokens):
            failed = changed = None


def carry_aims(frames: Sequence[Frame]) -> None:
    """国家级要建成1个以上，省级5个: behind an aim a bare figure of the same sentence is one too."""
    aimed = False
    for frame in frames:
        numbers = [t for t in frame.tokens if t.kind in QUANTITY]
        values = [t for t in numbers if t.role in ("value", "pass", "total")]
        if aimed and values and not any(t.kind in _TELLING for t in frame.tokens):
            for token in values:
                token.role = "target"
        elif numbers:
            above = any(t.kind == "above" for t in frame.tokens)
            aimed = above and all(t.role == "target" for t in numbers)
        aimed = aimed and not any(t.kind == "strong" for t in frame.tokens)


def _only_change(rates: Sequence[Token]) -> Token | None:
    """The change that is all a frame tells, or None."""
    return rates[-1] if rates and all(rate.role == "difference" for rate in rates) else None


def _is_headed_anew(tokens: Sequence[Token]) -> bool:
    """Whether another heading stands behind the figure: 药品98% and 实际: below it."""
    figures = [i for i, t in enumerate(tokens) if t.kind in QUANTITY]
    return bool(figures) and any(t.text == ":" for t in tokens[figures[-1] :])


def _tells_of_now(last: Frame, frame: Frame) -> bool:
    behind = last.tokens[last.tokens.index(last.said[0]) :] if last.said[0] in last.tokens else last.tokens
    return any(t.kind in _PRESENT for t in (*behind, *frame.tokens))


def _heading_of(frame: Frame) -> _Heading | None:
    """The steering words before the first name when a colon, or nothing, parts them; None: no heading."""
    before = list(takewhile(lambda token: token.kind != "name", frame.tokens))
    if any(t.kind in QUANTITY for t in before):
        return None
    written = [t for t in before if t.text.strip()]
    if not written:
        return None
    if written[-1].text == ":":
        return _Heading([t for t in written if t.kind in _CARRIED])
    word = written[-1]
    if word.kind in _OPEN:
        doubt = Token("hedge", word.start, word.end, word.text)
        return _Heading([doubt], loose=True)
    return _Heading([word]) if word.kind == "fail" else None


def _line_above(layout: Layout, frame: Frame) -> list[Token] | None:
    """The steering words of a line of its own with a colon at its end, right above a frame, or None."""
    start = frame.tokens[0].start
    above = list(_backwards(layout.loose, start))
    if not above or above[0].text != ":":
        return None
    return [t for t in above if t.kind in _CARRIED]


def _backwards(loose: Sequence[Token], start: int) -> Iterator[Token]:
    """The loose tokens that end where a frame starts, the last first, as far as their line goes."""
    for token in reversed([t for t in loose if t.end <= start]):
        if token.end != start:
            return
        start = token.start
        if token.text.strip():
            if token.kind == "strong" or token.kind in QUANTITY:
                return
            yield token


def _is_judged(frame: Frame) -> bool:
    """Whether a frame says itself what its rate is of: 农产品合格率98%."""
    return any(t.kind in _JUDGING for t in frame.tokens) or frame.said[0].text.endswith("率")


def _put(frame: Frame, heading: Sequence[Token]) -> None:
    judged = _is_judged(frame)
    at = frame.tokens[0].start
    frame.tokens[:0] = [
        Token(t.kind, at, at, t.text, t.data) for t in heading if not (judged and t.kind == "fail")
    ]
