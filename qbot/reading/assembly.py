"""From frames to figures: each name with its value and its period, or what has to be asked.

A figure becomes an item only when name, value and period are all certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qbot.plan.models import Plan
from qbot.reading.asides import inside_brackets, of_other_names
from qbot.reading.doubts import is_unsure
from qbot.reading.figures import Figure, figure
from qbot.reading.frames import Frame, Layout
from qbot.reading.headings import carry_aims, doubt_unsaid_failures
from qbot.reading.meaning import Clarify, Item, OpenItem
from qbot.reading.normal import Normal
from qbot.reading.roles import assign
from qbot.reading.said_periods import (
    TODAY,
    SaidPeriod,
    in_one_year,
    is_background,
    is_respective,
    parts_of,
    period_of,
    periods_of,
    said_behind,
    says_now,
    set_back,
)
from qbot.reading.sentences import SHORT
from qbot.reading.tokens import QUANTITY, Token


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
    layout.frames.sort(key=lambda f: f.tokens[0].start if f.tokens else 0)
    order = layout.frames
    is_account = len(setting.normal.text) > SHORT
    for frame in order:
        assign(frame.tokens)
        set_back(frame.tokens, is_account=is_account)
        inside_brackets(frame)
        of_other_names(frame)
    doubt_unsaid_failures(order)
    carry_aims(order)
    _doubt_all(order)
    now = False
    for frame in order:
        loose = [t for t in layout.loose if t.kind == "period" and t.end <= frame.tokens[0].start]
        own = tuple(periods_of(frame.tokens))
        before = own or tuple(sorted((*inherited, *loose[-1:]), key=lambda t: t.start)[-1:])
        now = says_now(frame.tokens) or (now and not own) or _is_headed_by_now(layout, frame)
        _resolve(frame, before or _behind(layout, order, frame), draft, own=bool(own), now=now)
        inherited = _latest(own) or tuple(loose[-1:]) or inherited
    return Assembled(_merged(draft), tuple(draft.opened))


def _latest(periods: Sequence[Token]) -> tuple[Token, ...]:
    """The period that goes on to hold for what follows: of one told and one looked back at, the later."""
    return tuple(
        sorted(periods, key=lambda t: max(p.last for p in t.data.periods) if t.data.periods else 0)[-1:]
    )


_ALL = ("都", "均", "全", "以上", "这几", "这些", "两个")


def _doubt_all(order: Sequence[Frame]) -> None:
    """What is doubted of all behind the last figure is doubted of each: ……，都没核实."""
    if len(order) < 2:
        return
    tokens = order[-1].tokens
    last = max((i for i, t in enumerate(tokens) if t.kind in QUANTITY), default=len(tokens))
    tail = "".join(token.text for token in tokens[last + 1 :])
    if is_unsure(tail) and any(word in tail for word in _ALL):
        for token in (t for frame in order for t in frame.tokens if t.role == "value"):
            token.role, token.cue = "vague", tail.strip("，,。()")


def _behind(layout: Layout, order: Sequence[Frame], frame: Frame) -> tuple[Token, ...]:
    """A period said once behind everything holds for all."""
    last = order[-1]
    behind = said_behind(last.tokens) if last is not frame else []
    behind += [t for t in layout.loose if t.kind == "period" and t.start > frame.tokens[-1].start]
    return tuple(behind[:1])


def _is_headed_by_now(layout: Layout, frame: Frame) -> bool:
    """截至目前 on its own before everything, and no period behind it."""
    before = [t for t in layout.loose if t.kind in ("now", "period") and t.end <= frame.tokens[0].start]
    return bool(before) and before[-1].kind == "now" and before[-1].text not in TODAY


def _resolve(
    frame: Frame, periods: tuple[Token, ...], draft: _Draft, *, own: bool, now: bool = False
) -> None:
    if len(frame.names) == 1 and frame.said[0].data.together and any(t.kind == "even" for t in frame.tokens):
        frame.names = [(name,) for name in frame.names[0]]  # 食药均为97%: the word names them all
    if len(frame.names) > 1:
        _several_names(frame, periods, draft, now=now)
        return
    parts = parts_of(frame, periods) if own else [(frame.tokens, periods)]
    if len(parts) > 1:
        in_one_year([period for _, said in parts for period in said], on=draft.setting.on)
    for tokens, said in parts:
        _one(frame, draft, names=frame.names[0], tokens=tokens, periods=said, now=now)


def _several_names(frame: Frame, periods: tuple[Token, ...], draft: _Draft, *, now: bool) -> None:
    """Several names before their numbers: one value for all only with 均, 都, 各; one for each with 分别."""
    kinds = {t.kind for t in frame.tokens}
    if not frame.numbers() and not kinds & {"nothing", "zero"}:
        return
    numbers = [t for t in frame.tokens if t.kind in QUANTITY]
    values = [t for t in numbers if t.role in ("value", "pass")] or [t for t in numbers if t.role == "total"]
    if len(values) < len(numbers) == len(frame.names) and not any(t.measure for t in numbers):
        values = numbers  # 农产品、食品抽检分别是97.3、96.1: the word before the first says what all are of
    worth = {str(v.data) for v in values}
    respectively = is_respective(frame.tokens) or (len(worth) > 1 and _says_each(frame.tokens))
    shared = len(worth) == 1 and bool(kinds & {"even", "every"}) and not respectively
    is_listed = all(len(names) == 1 for names in frame.names)
    if is_listed and respectively and len(values) == len(frame.names):
        for names, value in zip(frame.names, values, strict=True):
            _one(frame, draft, names=names, tokens=[value], periods=periods, now=now)
    elif frame.is_specific and shared:
        for names in frame.names:
            _one(frame, draft, names=names, tokens=frame.tokens, periods=periods, now=now)
    elif values:
        candidates = tuple(name for names in frame.names for name in names)
        state = figure(None, frame.tokens)
        draft.ask(frame, lacks="indicator", state=state, candidates=candidates)


def _says_each(tokens: Sequence[Token]) -> bool:
    """各为96.2%、97.8%: with several values each name has its own."""
    return any(t.kind == "even" and t.text[0] == "各" for t in tokens)


def _one(
    frame: Frame,
    draft: _Draft,
    *,
    names: tuple[str, ...],
    tokens: Sequence[Token],
    periods: tuple[Token, ...],
    now: bool,
) -> None:
    """One name with its numbers becomes an item, a question back, or nothing."""
    setting = draft.setting
    indicator = setting.plan.indicator[names[0]]
    certain = len(names) == 1
    state = figure(indicator if certain or indicator.measure != "%" else None, tokens)
    if state.is_missing:
        return
    others = _alternatives(frame.tokens)
    if len(others) > 1 and certain:
        draft.ask(frame, lacks="indicator", state=replace(state, fault=""), candidates=others)
        return
    if not certain or state.fault:
        draft.ask(frame, lacks="value" if certain else "indicator", state=state, candidates=names)
        return
    is_told = any(t.kind == "report" for t in frame.tokens)
    if not is_told and any(t.data.has_year for t in periods) and is_background(periods, setting.plan):
        return
    said = period_of(indicator, periods, on=setting.on, now=now)
    if said.period is None:
        draft.ask(frame, lacks="period", state=replace(state, fault=said.fault), candidates=names)
    else:
        draft.keep(frame, tokens, indicator=indicator.id, state=state, said=said)


def _alternatives(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The indicators between which the sender is not sure: 药品还是食品的忘了."""
    for i, token in enumerate(tokens):
        if token.kind != "or" or not i or i + 1 == len(tokens):
            continue
        sides = (tokens[i - 1], tokens[i + 1])
        if all(side.kind == "name" and not side.data.family for side in sides):
            return tuple(dict.fromkeys(side.data.indicators[0] for side in sides))
    return ()


def _span(tokens: Sequence[Token], frame: Frame, setting: Setting) -> tuple[int, int]:
    marked = [t for t in tokens if t.kind in QUANTITY or t.kind == "period"] + [
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
        self, frame: Frame, tokens: Sequence[Token], *, indicator: str, state: Figure, said: SaidPeriod
    ) -> None:
        """Add a certain figure."""
        if state.value is None or said.period is None:
            return
        item = Item(
            indicator=indicator, value=state.value, numerator=state.numerator, denominator=state.denominator,
            period=str(said.period), unit=self.setting.unit, span=_span(tokens, frame, self.setting),
            said_period=said.is_said,
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
            why=state.fault or "名称不能确定是哪项指标",
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
                indicator=item.indicator, value=None, numerator=None, denominator=None, period=item.period,
                unit=item.unit, span=item.span, lacks="value", candidates=(item.indicator,),
                why="同一指标同一期间说了两个数",
            )
        )  # fmt: skip
    return tuple(seen.values())
