"""A message as frames: each name with the words and numbers that belong to it.

A clause that talks of something nobody here knows closes the frame, so that its numbers belong to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qbot.reading.roles import is_stop
from qbot.reading.tokens import Token, countable

_MEASURE_ENDINGS = (
    "率",
    "数",
    "比例",
    "比率",
    "指数",
    "量",
    "事故",
    "抽检",
    "抽查",
    "验收",
    "试点",
    "rate",
    "coverage",
    "执行率",
    "测评",
    "天数",
)
_JOINING = ("安全", "质量", "的", "工程", "项目", "管理")
_PLACE_ENDINGS = "镇乡村区局所办科站队司厂家报了把是将说给让"
_QUANTITY = frozenset(("number", "fraction"))
_CARRIED = frozenset(("period", "unit", "filler", "weak", "report", "now"))


@dataclass(slots=True)
class Frame:
    """`names`: candidate sets, one for each name said; `tokens` run over one or several clauses."""

    names: list[tuple[str, ...]]
    said: list[Token]
    tokens: list[Token] = field(default_factory=list)
    foreign: bool = False

    @property
    def specific(self) -> bool:
        return all(len(names) == 1 for names in self.names)

    def numbers(self) -> list[Token]:
        return [t for t in self.tokens if t.kind in _QUANTITY]


@dataclass(slots=True)
class Layout:
    """The frames of a text, in order, and the tokens that stand outside all of them."""

    frames: list[Frame]
    loose: list[Token]


def lay_out(tokens: Sequence[Token]) -> Layout:
    """Cut tokens into frames, clause by clause."""
    layout = Layout([], [])
    current: Frame | None = None
    ahead: list[Token] = []
    clauses = [(clause, _mentions(clause)) for clause in _clauses(tokens)]
    last = max((n for n, (_, mentions) in enumerate(clauses) if mentions), default=-1)
    for n, (clause, mentions) in enumerate(clauses):
        if not mentions:
            if n < last and _is_heading(clause):
                layout.loose.extend(clause)
            elif current is not None and not _is_about_something_else(clause):
                current.tokens.extend(clause)
            else:
                if any(t.kind in _QUANTITY for t in clause):
                    current = None
                    ahead = [] if _is_about_something_else(clause) else clause
                layout.loose.extend(clause)
            continue
        if ahead and current is None and ahead[-1].kind != "strong":
            shift = len(ahead)
            moved = [(a + shift, b + shift, s, t) for a, b, s, t in mentions]
            frames = _split(ahead + clause, moved, current)
        else:
            frames = _split(clause, mentions, current)
        ahead = []
        for frame in frames:
            if frame is not current:
                layout.frames.append(frame)
            current = frame
    layout.frames = _rejoined(layout.frames)
    return layout


def _rejoined(frames: list[Frame]) -> list[Frame]:
    """Counts told apart belong together: 食品300批次药品100批次,食品合格291,药品合格98."""
    kept: list[Frame] = []
    for frame in frames:
        other = next((f for f in kept if f.names == frame.names and f.specific), None)
        if other is not None and _counts_only(other, measured=True) and _counts_only(frame, measured=False):
            other.tokens.append(Token("weak", frame.tokens[0].start, frame.tokens[0].start, ","))
            other.tokens.extend(frame.tokens)
        else:
            kept.append(frame)
    return kept


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
    return (
        "period" in kinds
        and kinds <= {"period", "weak", "strong", "filler", "head", "unit"}
        and clause[-1].text == "\n"
    )


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        clauses[-1].append(token)
        if is_stop(token):
            clauses.append([])
    return [clause for clause in clauses if clause]


def _is_about_something_else(clause: Sequence[Token]) -> bool:
    """Numbers beside unexplained words belong to those words."""
    if not any(t.kind in _QUANTITY for t in clause):
        return False
    strange = sum(len(t.text) for t in clause if t.kind in ("odd", "ruin", "task"))
    return strange >= 2 or any(t.kind == "name" for t in clause)


def _mentions(clause: Sequence[Token]) -> list[tuple[int, int, list[tuple[str, ...]], list[Token]]]:
    """Groups of names without a number between them: first index, last index, candidates, tokens."""
    names = [i for i, t in enumerate(clause) if t.kind in ("name", "pass", "total") and t.data is not None]
    valid = _unchanged(clause, names)
    groups: list[list[int]] = []
    for i in valid:
        if groups and not any(t.kind in _QUANTITY for t in clause[groups[-1][-1] : i]):
            groups[-1].append(i)
        else:
            groups.append([i])
    result = []
    for group in groups:
        merged = _merged([clause[i] for i in group])
        if merged:
            sets, said = merged
            places = [i for i in group if clause[i] in said]
            result.append((places[0], places[-1], sets, said))
    return _without_echoes(clause, result)


def _merged(tokens: list[Token]) -> tuple[list[tuple[str, ...]], list[Token]] | None:
    """The candidate sets of a group: specific names each stand alone, families narrow each other."""
    specific = [t for t in tokens if not t.data.family]
    if specific:
        sets: list[tuple[str, ...]] = []
        said: list[Token] = []
        for token in specific:
            if token.data.indicators not in sets:
                sets.append(token.data.indicators)
                said.append(token)
        return sets, said
    families = [t for t in tokens if t.kind == "name"] or [t for t in tokens if t.kind == "pass"] or tokens
    candidates = families[0].data.indicators
    for token in tokens:
        narrowed = tuple(i for i in candidates if i in token.data.indicators)
        candidates = narrowed or candidates
    return [candidates], families


def _without_echoes(
    clause: Sequence[Token], groups: list[tuple[int, int, list[tuple[str, ...]], list[Token]]]
) -> list[tuple[int, int, list[tuple[str, ...]], list[Token]]]:
    """Drop family words that only describe a number of a specific name of the clause
    (药品抽检120批次合格118批次).
    """
    specific = [g for g in groups if all(len(s) == 1 for s in g[2]) and not g[3][0].data.family]
    if not specific:
        whole = [g for g in groups if any(t.kind == "name" for t in g[3])]
        merged = _merged([t for g in groups for t in g[3]]) if groups else None
        if merged is None:
            return []
        if not whole and not any(t.kind == "pass" for g in groups for t in g[3]):
            return []
        if len(whole) > 1:
            return whole
        return [(groups[0][0], groups[-1][1], merged[0], merged[1])]
    return [
        group
        for group in groups
        if group in specific
        or (group[3][0].kind == "name" and not any(set(group[2][0]) & set(s[2][0]) for s in specific))
    ]


def _unchanged(clause: Sequence[Token], names: Sequence[int]) -> list[int]:
    """The names that mean what they say; a changed one takes the family words behind it along."""
    valid: list[int] = []
    lost = False
    last = -1
    for i in names:
        token = clause[i]
        if any(t.kind in ("period", "unit") for t in clause[last + 1 : i]) or not token.data.family:
            lost = False
        if lost and token.data.family:
            continue
        specific = any(not clause[j].data.family for j in valid)
        if (token.kind == "name" and _is_changed(clause, i)) or (
            token.data.family and not specific and _is_of_others(clause, i)
        ):
            lost = True
            continue
        last = i
        valid.append(i)
    return valid


def _is_of_others(clause: Sequence[Token], at: int) -> bool:
    """Whether something unexplained stands before a family word without a break: 学生体检合格率."""
    odd = 0
    for token in reversed(clause[:at]):
        if token.kind in ("weak", "strong", "number", "fraction", "period", "unit"):
            break
        if token.kind in ("odd", "ruin", "task"):
            odd += sum(ch > "\u2e80" for ch in token.text)
    return odd >= 2


def _is_changed(clause: Sequence[Token], at: int) -> bool:
    """A neighbour that nobody explains makes another thing of a short name: 旅客满意度, 食品标签."""
    token = clause[at]
    return _changed_behind(clause, at, token.text.endswith(_MEASURE_ENDINGS)) or _changed_before(clause, at)


def _changed_behind(clause: Sequence[Token], at: int, closed: bool) -> bool:
    near = True
    for token in clause[at + 1 :]:
        if token.kind == "name":
            return False
        if token.kind in _QUANTITY or (token.kind == "weak" and token.text.strip()):
            return False
        if token.kind in ("ruin", "task"):
            return near or not closed
        if token.kind == "odd" and token.text[0] > "\u2e80" and near and not closed:
            return len(token.text) > 1 or not any(
                t.kind == "name" and t.data.family for t in clause[at + 1 :]
            )
        near = near and token.text in _JOINING
    return False


def _changed_before(clause: Sequence[Token], at: int) -> bool:
    token = clause[at]
    before = clause[at - 1] if at else None
    if before is None or before.end != token.start:
        return False
    if before.kind in ("ruin", "task"):
        return token.data.family or len(token.text) < 4
    if before.kind != "odd" or before.text[-1] < "\u2e80":
        return False
    if before.text[-1] in _PLACE_ENDINGS:
        return False
    return (
        token.data.family
        or len(token.text) < 6
        or len(before.text) == 1
        or before.text.endswith(token.data.excluded)
    )


def _split(
    clause: list[Token],
    mentions: list[tuple[int, int, list[tuple[str, ...]], list[Token]]],
    current: Frame | None,
) -> list[Frame]:
    """One frame for each group of names; what stands between a number and the next name may belong to
    that.
    """
    frames: list[Frame] = []
    start = 0
    value_first = _is_value_first(clause, mentions)
    for n, (_, last, sets, said) in enumerate(mentions):
        stop = len(clause)
        if n + 1 < len(mentions):
            stop = last + 1 if value_first else _boundary(clause, last, mentions[n + 1][0])
        elif not value_first:
            stop = len(clause)
        part = clause[start:stop]
        start = stop
        family = said[0].data.family
        if (
            current is not None
            and not frames
            and (
                current.names == sets
                or (
                    family
                    and current.specific
                    and set(current.names[0]) <= set(sets[0])
                    and not current.foreign
                )
            )
        ):
            current.tokens.extend(part)
            frames.append(current)
            continue
        if (
            current is not None
            and not frames
            and not current.specific
            and len(sets) == 1
            and not family
            and set(sets[0]) <= set(current.names[0])
            and current.said[0].data.family
            and (not current.numbers() or not any(t.kind in _QUANTITY for t in part))
        ):
            current.names, current.said = sets, said
            current.tokens.extend(part)
            frames.append(current)
            continue
        frames.append(Frame(sets, said, list(part)))
    return frames


def _is_value_first(
    clause: Sequence[Token], mentions: Sequence[tuple[int, int, list[tuple[str, ...]], list[Token]]]
) -> bool:
    numbers = [i for i, t in enumerate(clause) if t.kind in _QUANTITY]
    return (
        bool(numbers) and len(mentions) > 1 and numbers[0] < mentions[0][0] and numbers[-1] < mentions[-1][0]
    )


def _boundary(clause: Sequence[Token], last: int, following: int) -> int:
    """Where a frame ends before the next name: periods and units between belong to the next."""
    stop = following
    while stop - 1 > last and clause[stop - 1].kind in _CARRIED:
        stop -= 1
    return stop
