"""From frames to figures: each name with its value and its period, or what has to be asked.

A figure becomes an item only when name, value and period are all certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.reading.figures import Figure, figure
from qbot.reading.frames import Frame, Layout
from qbot.reading.meaning import Clarify, Item, OpenItem
from qbot.reading.normal import Normal
from qbot.reading.roles import assign
from qbot.reading.tokens import QUANTITY, Token, is_stop

_BACKGROUND_MONTHS = 2
_BEFORE = ("上", "去年", "前")


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the frames of a message yield."""

    items: tuple[Item, ...]
    open: tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the assembly needs to know besides the tokens."""

    plan: Plan
    on: date
    normal: Normal
    unit: str | None


def assemble(layout: Layout, setting: Setting) -> Assembled:
    """Items and open items of all frames, in the order of the text."""
    draft = _Draft(setting, [], [])
    inherited: tuple[Token, ...] = ()
    order = sorted(layout.frames, key=lambda f: f.tokens[0].start if f.tokens else 0)
    for frame in order:
        assign(frame.tokens)
        _inside_brackets(frame)
        _of_other_names(frame)
    for frame in order:
        loose = [t for t in layout.loose if t.kind == "period" and t.end <= frame.tokens[0].start]
        own = tuple(periods_of(frame.tokens))
        before = own or tuple(sorted((*inherited, *loose[-1:]), key=lambda t: t.start)[-1:])
        after = () if before else _trailing(layout, order, frame)
        _resolve(frame, before or after, draft, own=bool(own))
        if own:
            inherited = own[-1:]
        elif loose:
            inherited = tuple(loose[-1:])
    return Assembled(_merged(draft), tuple(draft.opened))


def periods_of(tokens: Sequence[Token]) -> list[Token]:
    """The periods that are said of the value: no yardstick, no earlier figure's."""
    found = []
    for i, token in enumerate(tokens):
        if token.kind == "period" and not _is_yardstick(tokens, i) and not _is_of_another(tokens, i):
            found.append(token)
    return found


_TRAILING = frozenset(
    ("period", "filler", "weak", "strong", "is", "now", "unit", "done", "not", "fix", "report")
)
_STATED = QUANTITY | {"nothing", "zero"}


def _is_of_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause behind the value tells of its period that something else is so: 4月的还没出来."""
    start, end = _clause_around(tokens, at)
    before = tokens[:start]
    return (
        any(t.kind == "period" for t in before)
        and any(t.kind in _STATED for t in before)
        and not any(t.kind in _STATED or t.kind == "name" for t in tokens[start:end])
        and any(t.kind not in _TRAILING for t in tokens[at + 1 : end])
    )


def _clause_around(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    start = next((i + 1 for i in range(at - 1, -1, -1) if is_stop(tokens[i])), 0)
    end = next((i for i in range(at, len(tokens)) if is_stop(tokens[i])), len(tokens))
    return start, end


def _is_yardstick(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[:at]):
        if token.kind in ("base", "from", "past", "old", "not"):
            return True
        if token.kind not in ("filler", "period") or token.text in (",",):
            break
    for token in tokens[at + 1 :]:
        if token.kind in ("number", "fraction"):
            return token.role == "earlier" or (token.role == "difference" and _has_value(tokens[:at]))
        if is_stop(token) or token.kind in ("name", "period"):
            break
        if token.kind in ("past", "target"):
            return True
    return False


def _has_value(tokens: Sequence[Token]) -> bool:
    return any(t.kind in QUANTITY and t.role in ("value", "total", "pass") for t in tokens)


def _of_other_names(frame: Frame) -> None:
    """A number right behind a name that means something else here is none of ours: 不合格产品下架率100%."""
    other = False
    for token in frame.tokens:
        if is_stop(token):
            other = False
        elif token.kind == "name" and not token.data.family:
            other = token.data.indicators not in frame.names and token not in frame.said
        elif token.kind in QUANTITY and other:
            token.role = "noise"


def _inside_brackets(frame: Frame) -> None:
    """A figure in brackets with a period of its own is an earlier one: 96.5%(上月95.8%)."""
    depth, period, seen, dated, past = 0, False, False, False, False
    for token in frame.tokens:
        if token.kind == "weak" and token.text in "([":
            depth, period = depth + 1, False
        elif token.kind == "weak" and token.text in ")]":
            depth = max(0, depth - 1)
        elif depth and token.kind == "period":
            period = True
        elif token.kind == "period":
            dated = dated or not seen
            past = seen and not dated and token.text.startswith(_BEFORE)
        elif is_stop(token):
            past = False
        elif token.kind == "number" and token.role == "value":
            if seen and (past or (depth and period)):
                token.role = "earlier"
            seen = True


def _trailing(layout: Layout, order: Sequence[Frame], frame: Frame) -> tuple[Token, ...]:
    """A period said once behind everything holds for all: 以上为上半年数据."""
    last = order[-1]
    tokens = list(last.tokens) if last is not frame else []
    places = [i for i, t in enumerate(tokens) if t.kind in ("number", "fraction", "nothing", "zero")]
    behind = [t for t in periods_of(tokens) if places and t.start > tokens[places[-1]].start]
    behind += [t for t in layout.loose if t.kind == "period" and t.start > frame.tokens[-1].start]
    return tuple(behind[:1])


def _resolve(frame: Frame, periods: tuple[Token, ...], draft: _Draft, *, own: bool) -> None:
    if len(frame.names) == 1 and frame.said[0].data.together and any(t.kind == "even" for t in frame.tokens):
        frame.names = [(name,) for name in frame.names[0]]  # 食药均为97%: the word names them all
    if len(frame.names) > 1:
        _several_names(frame, periods, draft)
        return
    parts = _parts(frame, periods) if own else [(frame.tokens, periods)]
    for tokens, said in parts:
        _one(frame, draft, names=frame.names[0], tokens=tokens, periods=said)


def _parts(frame: Frame, periods: tuple[Token, ...]) -> list[tuple[list[Token], tuple[Token, ...]]]:
    """Several periods, each with a value of its own, make several parts."""
    values = [t for t in frame.tokens if t.kind in ("number", "fraction") and t.role == "value"]
    if len(periods) == 1 and len(values) > 1:
        single = _told_apart(periods[0], len(values))
        if single and (len(periods[0].data.periods) > 1 or _is_respective(frame.tokens)):
            return [([value], (period,)) for value, period in zip(values, single, strict=True)]
    distinct = list(dict.fromkeys(t.data.periods for t in periods))
    if len(distinct) < 2:
        return [(frame.tokens, periods)]
    if len(distinct) == len(periods) == len(values) and _is_respective(frame.tokens):
        return [([value], (period,)) for value, period in zip(values, periods, strict=True)]
    starts = [frame.tokens.index(t) for t in periods]
    before = [
        t
        for t in frame.tokens[: starts[0]]
        if t.kind in ("number", "fraction") and t.role not in ("noise", "earlier", "difference", "target")
    ]
    if before:
        starts = [0] + [s + 1 for s in starts[:-1]]
        ends = [frame.tokens.index(t) + 1 for t in periods]
        chunks = [frame.tokens[a:b] for a, b in zip(starts, ends, strict=True)]
    else:
        ends = [*starts[1:], len(frame.tokens)]
        chunks = [frame.tokens[a:b] for a, b in zip(starts, ends, strict=True)]
    with_value = [
        any(
            t.kind in ("number", "fraction", "nothing", "zero")
            and t.role not in ("noise", "difference", "target")
            for t in chunk
        )
        for chunk in chunks
    ]
    if all(with_value):
        return [(chunk, (period,)) for chunk, period in zip(chunks, periods, strict=True)]
    return [(frame.tokens, periods)]


def _told_apart(token: Token, count: int) -> list[Token]:
    """As many periods as there are values: those of a list (1、2、3月), or the months of a run (4-6月)."""
    data = token.data
    periods = data.periods
    if len(periods) == 1 and periods[0].length == count:
        periods = tuple(Period(month, month) for month in range(periods[0].first, periods[0].last + 1))
    if len(periods) != count:
        return []
    return [
        Token("period", token.start, token.end, token.text, replace(data, periods=(period,)))
        for period in periods
    ]


def _is_respective(tokens: Sequence[Token]) -> bool:
    """Whether each of several has a value of its own: 分别, 依次."""
    return any(t.kind == "even" and t.text[0] in "分依" for t in tokens)


def _several_names(frame: Frame, periods: tuple[Token, ...], draft: _Draft) -> None:
    """Several names before their numbers: one value for all only with 均, 都, 各; one for each with 分别."""
    kinds = {t.kind for t in frame.tokens}
    if not frame.numbers() and not kinds & {"nothing", "zero"}:
        return
    values = [t for t in frame.tokens if t.kind in QUANTITY and t.role in ("value", "pass")]
    respectively = _is_respective(frame.tokens)
    shared = len({str(v.data) for v in values}) == 1 and bool(kinds & {"even", "every"}) and not respectively
    if frame.is_specific and respectively and len(values) == len(frame.names):
        for names, value in zip(frame.names, values, strict=True):
            _one(frame, draft, names=names, tokens=[value], periods=periods)
    elif frame.is_specific and shared:
        for names in frame.names:
            _one(frame, draft, names=names, tokens=frame.tokens, periods=periods)
    elif values:
        candidates = tuple(name for names in frame.names for name in names)
        state = figure(None, frame.tokens)
        draft.ask(frame, lacks="indicator", state=state, candidates=candidates)


def _one(
    frame: Frame,
    draft: _Draft,
    *,
    names: tuple[str, ...],
    tokens: Sequence[Token],
    periods: tuple[Token, ...],
) -> None:
    """One name with its numbers becomes an item, a question back, or nothing."""
    setting = draft.setting
    indicator = setting.plan.indicator[names[0]]
    certain = len(names) == 1
    state = figure(indicator if certain or indicator.measure != "%" else None, tokens)
    if state.fault == "missing":
        return
    if not certain or state.fault:
        draft.ask(frame, lacks="value" if certain else "indicator", state=state, candidates=names)
        return
    period, said, fault = _period(indicator, tokens, periods, setting)
    if fault or period is None:
        draft.ask(frame, lacks="period", state=state, candidates=names)
    elif not (any(t.data.has_year for t in periods) and _is_background(period, setting)):
        draft.keep(frame, tokens, indicator=indicator.id, state=state, period=str(period), said=said)


def _is_background(period: Period, setting: Setting) -> bool:
    """Whether a period lies well before the plan, so that its figure is history."""
    start = Period.containing(setting.plan.phases[0].starts_on, "month").first
    return period.first < start - _BACKGROUND_MONTHS


def _period(
    indicator: Indicator, tokens: Sequence[Token], periods: tuple[Token, ...], setting: Setting
) -> tuple[Period | None, bool, bool]:
    """The period of a value, whether it was said, and whether it has to be asked."""
    if any(t.data.fault or not t.data.periods for t in periods):
        return None, True, True
    said = list(dict.fromkeys(p for t in periods for p in t.data.periods))
    if len(said) > 1:
        narrow = [p for p in said if p.length < 12]
        said = narrow or said
    if len(said) > 1:
        return None, True, True
    if said:
        return said[0], True, False
    if _is_now(tokens):
        return Period.containing(setting.on, indicator.frequency), True, False
    return Period.last_completed(setting.on, indicator.frequency), False, False


def _is_now(tokens: Sequence[Token]) -> bool:
    for i, token in enumerate(tokens):
        if token.kind != "now":
            continue
        if token.text not in ("今天", "今日", "现在"):
            return True
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and (
            after.kind in ("name", "number", "fraction", "is") or after.text in ("的", "是", "为")
        ):
            return True
    return False


def _span(tokens: Sequence[Token], frame: Frame, setting: Setting) -> tuple[int, int]:
    marked = [t for t in tokens if t.kind in ("number", "fraction", "period")] + [
        t for t in frame.said if t.kind == "name"
    ]
    marked = marked or frame.said
    return setting.normal.span(min(t.start for t in marked), max(t.end for t in marked))


@dataclass(frozen=True, slots=True)
class _Draft:
    """What has been found so far."""

    setting: Setting
    items: list[Item]
    opened: list[OpenItem]

    def keep(
        self, frame: Frame, tokens: Sequence[Token], *, indicator: str, state: Figure, period: str, said: bool
    ) -> None:
        """Add a certain figure."""
        if state.value is None:
            return
        item = Item(
            indicator=indicator, value=state.value, numerator=state.numerator, denominator=state.denominator,
            period=period, unit=self.setting.unit, span=_span(tokens, frame, self.setting), said_period=said,
        )  # fmt: skip
        self.items.append(item)

    def ask(self, frame: Frame, *, lacks: Clarify, state: Figure, candidates: tuple[str, ...]) -> None:
        """Add a half-read figure."""
        periods = {p for t in periods_of(frame.tokens) for p in t.data.periods}
        single = str(periods.pop()) if len(periods) == 1 and lacks != "period" else None
        item = OpenItem(
            indicator=candidates[0] if len(candidates) == 1 else None,
            value=state.value, numerator=state.numerator,
            denominator=state.denominator, period=single, unit=self.setting.unit,
            span=_span(frame.tokens, frame, self.setting), lacks=lacks, candidates=candidates,
        )  # fmt: skip
        self.opened.append(item)


def _merged(draft: _Draft) -> tuple[Item, ...]:
    """The same figure said twice is one item; two values for one indicator and period are asked."""
    seen: dict[tuple[str, str], Item] = {}
    clash: set[tuple[str, str]] = set()
    for item in draft.items:
        key = (item.indicator, item.period)
        other = seen.get(key)
        if other is not None and other.value != item.value:
            clash.add(key)
        if other is None or other.denominator is None:
            seen[key] = item
    for key in clash:
        item = seen.pop(key)
        draft.opened.append(
            OpenItem(
                indicator=item.indicator,
                value=None,
                numerator=None,
                denominator=None,
                period=item.period,
                unit=item.unit,
                span=item.span,
                lacks="value",
                candidates=(item.indicator,),
            )
        )
    return tuple(seen.values())
