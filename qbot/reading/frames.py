"""A message as frames: each name with the words and numbers that belong to it.

A clause that talks of something nobody here knows closes the frame, so that its numbers belong to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qbot.reading.counts import SAMPLES
from qbot.reading.mentions import Mention, is_about_something_else, mentions_in
from qbot.reading.numerals import agrees, share
from qbot.reading.tokens import QUANTITY, Token, countable, is_stop

_CARRIED = frozenset(("period", "unit", "filler", "weak", "report", "now"))
_HEADING = frozenset(("period", "weak", "strong", "filler", "head", "unit"))


@dataclass(slots=True)
class Frame:
    """`names`: candidate sets, one for each name said; `tokens` run over one or several clauses."""

    names: list[tuple[str, ...]]
    said: list[Token]
    tokens: list[Token] = field(default_factory=list)

    @property
    def is_specific(self) -> bool:
        return all(len(names) == 1 for names in self.names)

    @property
    def kin(self) -> str:
        """All words that the plan has for what is named."""
        return "|".join(token.data.kin for token in self.said)

    def numbers(self) -> list[Token]:
        return [t for t in self.tokens if t.kind in QUANTITY]


@dataclass(slots=True)
class Layout:
    """The frames of a text, in order, and the tokens that stand outside all of them."""

    frames: list[Frame]
    loose: list[Token]


def lay_out(tokens: Sequence[Token]) -> Layout:
    """Cut tokens into frames, clause by clause."""
    cut = _clauses(tokens)
    clauses = [
        (clause, mentions_in(clause, judged=bool(after) and _fails(after)))
        for clause, after in zip(cut, [*cut[1:], []], strict=False)
    ]
    last = max((n for n, (_, mentions) in enumerate(clauses) if mentions), default=-1)
    growing = _Growing(Layout([], []))
    for n, (clause, mentions) in enumerate(clauses):
        if mentions:
            growing.add_named(clause, mentions)
        else:
            growing.add_nameless(clause, is_heading=n < last and _is_heading(clause))
    growing.layout.frames = _rejoined(growing.layout.frames)
    return growing.layout


def _fails(clause: Sequence[Token]) -> bool:
    """Whether a clause tells a number that failed: 抽查60批次，不合格1批次."""
    return any(one.kind == "fail" and other.kind in QUANTITY for one, other in pairwise(clause))


def _puts_right(clause: Sequence[Token]) -> bool:
    """Whether a clause gives the number that holds now, whoever found it: 经复核调整为83.1分."""
    return any(one.kind == "fix" and other.kind in QUANTITY for one, other in pairwise(clause))


def _name_total(ahead: list[Token], clause: Sequence[Token], mentions: Sequence[Mention], kin: str) -> None:
    """Let a count of the indicator's own things, right before it, be its whole: 新开工工程28个，受监28个."""
    counts = [t for t in ahead if t.kind in QUANTITY]
    parts = [t for t in clause if t.kind in QUANTITY]
    is_own = all(t.text in kin for t in ahead if t.kind in ("odd", "ruin"))
    if len(counts) == len(parts) == len(mentions) == 1 and is_own and all(map(_is_count, (*counts, *parts))):
        at = ahead.index(counts[0])
        ahead.insert(at, Token("total", counts[0].start, counts[0].start, counts[0].text))


def _proof(ahead: Sequence[Token], clause: Sequence[Token]) -> list[Token]:
    """The counts before a name whose rate they prove, whatever else is told of them; empty where none do.

    抽检蔬菜、畜禽、水产品420批次，合格411批次，农产品抽检合格率97.9%.
    """
    counts = [(i, t) for i, t in enumerate(ahead) if t.kind == "number" and t.measure in SAMPLES]
    rates = [t for t in clause if t.kind == "number" and t.data.form == "percent" and "." in t.data.digits]
    if len(counts) != 2 or len(rates) != 1:
        return []
    (_, total), (at, passed) = counts
    if ahead[at - 1].kind != "pass" or not 0 < passed.data.value <= total.data.value:
        return []
    if not agrees(rates[0].data.value, share(int(passed.data.value), int(total.data.value))):
        return []
    stop = Token("weak", passed.end, passed.end, ",")
    return [Token("total", total.start, total.start, total.text), total, ahead[at - 1], passed, stop]


def _is_count(token: Token) -> bool:
    return token.kind == "number" and token.data.form == "plain" and countable(token.measure)


@dataclass(slots=True)
class _Growing:
    """The layout so far: the frame that is open, and numbers that came before any name."""

    layout: Layout
    current: Frame | None = None
    closed: Frame | None = None
    ahead: list[Token] = field(default_factory=list)
    is_strange: bool = False  # the sentence has told numbers of something unknown

    def add_named(self, clause: list[Token], mentions: list[Mention]) -> None:
        """A clause with names: frames of its own, or more of the open one."""
        strange, self.is_strange = self.is_strange, False
        if strange and self.current is None and all(mention.is_family for mention in mentions):
            self.is_strange = clause[-1].kind != "strong"
            self.ahead = [*self.ahead, *clause] if self.is_strange else []
            self.layout.loose.extend(clause)
            return  # 安全培训1200人次，合格率95%
        ahead, self.ahead = self.ahead, []
        kin = "|".join(token.data.kin for token in mentions[0].said)
        if ahead and self.current is None and not is_about_something_else(ahead, kin, leniently=True):
            _name_total(ahead, clause, mentions, kin)
            clause, mentions = ahead + clause, [mention.moved(len(ahead)) for mention in mentions]
        elif proof := _proof(ahead, clause):
            clause, mentions = proof + clause, [mention.moved(len(proof)) for mention in mentions]
        self.closed = None
        for frame in _split(clause, mentions, self.current):
            if frame is not self.current:
                self.layout.frames.append(frame)
            self.current = frame

    def add_nameless(self, clause: list[Token], *, is_heading: bool) -> None:
        """A clause without a name belongs to the open frame, or to what follows, or to nothing."""
        if not is_heading:
            counts = not any(t.kind == "number" and t.data.form != "plain" for t in clause)
            kin = self.current.kin if self.current is not None and counts else ""
            if self.current is not None and (_puts_right(clause) or not is_about_something_else(clause, kin)):
                self.current.tokens.extend(clause)
                return
            if any(t.kind in QUANTITY for t in clause):
                self.closed, self.current = self.current or self.closed, None
                self.is_strange = clause[-1].kind != "strong" and is_about_something_else(clause)
                self.ahead = [*self.ahead, *clause] if clause[-1].kind != "strong" else []
            elif self.closed is not None and any(t.kind == "nothing" for t in clause):
                self.layout.frames.append(Frame(self.closed.names, self.closed.said, list(clause)))
                return
        self.layout.loose.extend(clause)


def _rejoined(frames: list[Frame]) -> list[Frame]:
    """Counts told apart belong together: 食品300批次药品100批次,食品合格291,药品合格98.

    So does a count that holds for each of several: 食品、药品各100批次，食品合格97，药品合格99.
    """
    kept: list[Frame] = []
    shared: Frame | None = None
    for frame in frames:
        if shared is not None and frame.names[0] in shared.names and _counts_only(frame, measured=False):
            frame.tokens[:0] = [
                *shared.tokens,
                Token("weak", frame.tokens[0].start, frame.tokens[0].start, ","),
            ]
            kept = [other for other in kept if other is not shared]
        elif len(frame.names) > 1 and frame.is_specific and _is_each(frame):
            shared = frame
        other = next((f for f in kept if f.names == frame.names and f.is_specific), None)
        if other is not None and _counts_only(other, measured=True) and _counts_only(frame, measured=False):
            other.tokens.append(Token("weak", frame.tokens[0].start, frame.tokens[0].start, ","))
            other.tokens.extend(frame.tokens)
        else:
            kept.append(frame)
    return kept


def _is_each(frame: Frame) -> bool:
    return any(t.kind == "even" for t in frame.tokens) and _counts_only(frame, measured=True)


def _counts_only(frame: Frame, *, measured: bool) -> bool:
    """Whether a frame holds exactly one number and that is a count, or may be one."""
    numbers = frame.numbers()
    if len(numbers) != 1 or numbers[0].kind != "number" or numbers[0].data.form != "plain":
        return False
    counted = any(t.kind in ("pass", "fail") for t in frame.tokens)
    return countable(numbers[0].measure) and not counted if measured else counted


def _is_heading(clause: Sequence[Token]) -> bool:
    """A period alone on its line, for what follows."""
    kinds = {t.kind for t in clause}
    return "period" in kinds and kinds <= _HEADING and clause[-1].text == "\n"


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        clauses[-1].append(token)
        if is_stop(token):
            clauses.append([])
    return [clause for clause in clauses if clause]


def _split(clause: list[Token], mentions: list[Mention], current: Frame | None) -> list[Frame]:
    """One frame for each mention; what stands between a number and the next name may belong to that."""
    frames: list[Frame] = []
    start = 0
    value_first = _is_value_first(clause, mentions)
    for n, mention in enumerate(mentions):
        stop = len(clause)
        if n + 1 < len(mentions):
            stop = mention.last + 1 if value_first else _boundary(clause, mention.last, mentions[n + 1].first)
        part = clause[start:stop]
        start = stop
        if frames and frames[-1].names == mention.names:
            frames[-1].tokens.extend(part)
        elif current is not None and not n and _continues(current, mention, part):
            if _counts_out_of(current, mention):
                _make_total(current)
            if not mention.is_family:
                current.names, current.said = mention.names, mention.said
            current.tokens.extend(part)
            frames.append(current)
        else:
            frames.append(Frame(mention.names, mention.said, list(part)))
    return frames


def _continues(current: Frame, mention: Mention, part: Sequence[Token]) -> bool:
    """Whether a clause says more of the open frame: its name again, its family, a member of its family."""
    if current.names == mention.names:
        return True
    if len(mention.names) != 1:
        return False
    if mention.is_family:
        return current.is_specific and set(current.names[0]) <= set(mention.names[0])
    return (
        not current.is_specific
        and bool(current.said[0].data.family)
        and set(mention.names[0]) <= set(current.names[0])
        and (
            _counts_out_of(current, mention)
            or not (current.numbers() and _has_number(part))
            or _is_counted_behind(current, part)
        )
    )


def _counts_out_of(current: Frame, mention: Mention) -> bool:
    """Whether a name counts what went wrong among what was counted before: 出口600批次，遭境外通报3批次."""
    return bool(mention.said[0].data.adverse) and _counts_only(current, measured=True)


def _is_counted_behind(current: Frame, part: Sequence[Token]) -> bool:
    """Whether a rate is told before the counts behind it: 合格率97%，农产品抽检410批，合格398批."""
    rates, counts = current.numbers(), [t for t in part if t.kind in QUANTITY]
    is_rate = len(rates) == 1 and rates[0].kind == "number" and rates[0].data.form == "percent"
    return is_rate and all(t.kind == "number" and t.measure in SAMPLES for t in counts)


def _make_total(frame: Frame) -> None:
    """Let the only count of a frame be the whole of which something is counted."""
    (count,) = frame.numbers()
    at = frame.tokens.index(count)
    frame.tokens.insert(at, Token("total", count.start, count.start, count.text))


def _has_number(part: Sequence[Token]) -> bool:
    return any(t.kind in QUANTITY for t in part)


def _is_value_first(clause: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    numbers = [i for i, t in enumerate(clause) if t.kind in QUANTITY]
    return (
        bool(numbers)
        and len(mentions) > 1
        and numbers[0] < mentions[0].first
        and numbers[-1] < mentions[-1].first
    )


def _boundary(clause: Sequence[Token], last: int, following: int) -> int:
    """Where a frame ends before the next name: periods and units between belong to the next."""
    stop = following
    while stop - 1 > last and clause[stop - 1].kind in _CARRIED:
        stop -= 1
    return stop
