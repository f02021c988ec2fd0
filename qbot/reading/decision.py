"""What kind of message it is: ways of taking it, in order; the first that fits decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qbot.reading import doubts, events, gates
from qbot.reading.assembly import Assembled
from qbot.reading.counts import SAMPLES
from qbot.reading.meaning import NOT_UNDERSTOOD, Clarify, Meaning, OpenItem
from qbot.reading.normal import Normal
from qbot.reading.questions import ask
from qbot.reading.sentences import ELSEWHERE, SHORT
from qbot.reading.tokens import QUANTITY, Token

_BLANK = re.compile(
    r"[:=]\s*(?:\(\s*\)\s*%?|%|_+|x+%?|-|无法|(?:家|个|项|起|批次?|吨|分|天)|"
    r")\s*[。,;]?\s*(?:\([^()\d]{1,8}\))?\s*$|(?:报送|上报|现报|补报|"
    r"填报)(?!.{0,8}(?:了|过|完|没|吗|谁|要求|通知|时间|截止|时限|工作|的是|有问题|有误|有疑问))|_{2,}|空着"
)
_BARE = QUANTITY | {
    "hedge",
    "about",
    "filler",
    "weak",
    "strong",
    "is",
    "report",
    "period",
    "now",
    "unit",
    "noise",
}
_NAME = 3  # characters of a person's name
_CORRECTING = frozenset(("fix", "void", "old", "not"))


# What a name and a number of other things yield that happen to stand near each other in an account.
_BY_CHANCE = frozenset(
    (
        "比率不能作数量",
        "批次数不全，也没有比率",
        "有几个不同的数",
        doubts.BETWEEN,
        doubts.OF_A_PART,
        doubts.OF_BODIES,
    )
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message on its way to a meaning; `refused` says why its frames are not the sender's own figures."""

    text: str
    tokens: list[Token]
    assembled: Assembled
    normal: Normal
    chat: str
    refused: str
    topics: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT

    @property
    def is_named(self) -> bool:
        """Whether it names an indicator or a family."""
        return any(t.kind in ("name", "pass", "total") and t.data is not None for t in self.tokens)

    @property
    def is_elsewhere(self) -> bool:
        return any(t.kind == "elsewhere" for t in self.tokens)

    @property
    def open(self) -> tuple[OpenItem, ...]:
        """What has to be asked; in an account too many words and numbers meet to ask about each."""
        half_read = self.assembled.open
        if self.is_short:
            return half_read
        return tuple(o for o in half_read if o.lacks != "indicator" and o.why not in _BY_CHANCE)


def decide(heard: Heard) -> Meaning:
    """The meaning of a message whose figures have been assembled."""
    return next(meaning for way in _WAYS if (meaning := way(heard)) is not None)


def _as_undo(heard: Heard) -> Meaning | None:
    if not events.is_undo(heard.text) or (heard.assembled.items and not _names_the_last(heard)):
        return None
    return Meaning("undo", rule="撤回上一条")


def _names_the_last(heard: Heard) -> bool:
    """Whether the one figure that is told is the one to be taken back: 刚才那条农产品97.2%报串了，撤回吧."""
    numbers = [t for t in heard.tokens if t.kind in QUANTITY]
    corrects = any(t.kind in ("fix", "is") for t in heard.tokens)
    if len(numbers) != 1 or corrects:
        return False
    before, behind = heard.text[: numbers[0].start], heard.text[numbers[0].end :]
    return events.speaks_of_the_last(before) and events.takes_back(behind)


def _as_report(heard: Heard) -> Meaning | None:
    items, opened = heard.assembled.items, heard.open
    if not items and not opened:
        return None
    return Meaning(
        "report",
        items=items,
        clarify=opened[0].lacks if opened else None,
        candidates=opened[0].candidates if opened else (),
        open=opened,
        is_correction=any(t.kind in _CORRECTING for t in heard.tokens),
        rule=opened[0].why if opened and not items else "陈述了指标的值",
    )


def _as_incident(heard: Heard) -> Meaning | None:
    if _happens_elsewhere(heard) or not events.is_incident(heard.text):
        return None
    return Meaning("incident", rule="正在发生的突发事件")


def _happens_elsewhere(heard: Heard) -> bool:
    """Whether another place is where it happens; not 泄漏，周边群众正在疏散."""
    begins = events.emergency_begins(heard.text)
    return any(t.kind == "elsewhere" and t.start < begins for t in heard.tokens)


def _as_query(heard: Heard) -> Meaning | None:
    if heard.refused in (ELSEWHERE, gates.DENIED) or gates.is_statement(heard.text):
        return None
    if (
        heard.is_named
        and _has_rate(heard.tokens)
        and gates.no_report(heard.text)
        and not gates.asks_plainly(heard.text)
    ):
        return None
    asked = ask(heard.text, heard.tokens, named=heard.is_named)
    if asked is None:
        return None
    return Meaning("query", query=asked.question, clarify=asked.clarify, rule=asked.rule)


def _has_rate(tokens: Sequence[Token]) -> bool:
    """Whether a figure is told: 许可证覆盖率必须100%，谁家漏一户我找谁."""
    return any(t.kind == "number" and (t.measure or t.data.form != "plain") for t in tokens)


def _as_half_report(heard: Heard) -> Meaning | None:
    """A name without a number that is being reported, or a number without a name."""
    text = heard.text
    if heard.refused or not heard.is_short or gates.no_report(text) or gates.is_notice(text):
        return None
    numbers = [t for t in heard.tokens if t.kind in QUANTITY]
    names = [t for t in heard.tokens if t.kind == "name" and not t.data.family]
    if names and not numbers and _BLANK.search(text):
        return _half(heard, "value", names[0].data.indicators)
    if not heard.is_named and _are_counts(heard.tokens):
        return _half(heard, "indicator", ())
    alone = len(numbers) == 1 and all(
        t.kind in _BARE or _is_signature(heard.tokens, i) for i, t in enumerate(heard.tokens)
    )
    if alone and not names and heard.chat == "private" and not _is_long_past(heard.tokens):
        return _half(heard, "indicator", ())
    return None


def _are_counts(tokens: Sequence[Token]) -> bool:
    """300批次里有9批不合格: samples that failed, of something that is not said."""
    counts = [t for t in tokens if t.kind == "number" and t.measure in SAMPLES]
    strange = any(t.kind in ("odd", "ruin", "task", "elsewhere") for t in tokens)
    return len(counts) > 1 and not strange and any(t.kind in ("fail", "pass") for t in tokens)


def _is_long_past(tokens: Sequence[Token]) -> bool:
    """去年是95.2% tells of the past alone."""
    return any(t.kind == "period" and t.data.whole_year and t.text[0] in "去前上" for t in tokens)


def _is_signature(tokens: Sequence[Token], at: int) -> bool:
    """A short word set apart behind everything, or behind a unit: 96.5%——住建局王芳."""
    set_apart = at > 1 and tokens[at - 1].kind in ("weak", "unit")
    behind = all(t.kind in ("weak", "noise") for t in tokens[at + 1 :])
    return tokens[at].kind == "odd" and set_apart and behind and len(tokens[at].text) <= _NAME


def _half(heard: Heard, lacks: Clarify, candidates: tuple[str, ...]) -> Meaning:
    marked = [t for t in heard.tokens if t.kind in QUANTITY or t.kind == "name"]
    number = next((t for t in marked if t.kind == "number"), None)
    pair = next((t for t in marked if t.kind == "fraction"), None)
    why = "说了指标，没说数值" if lacks == "value" else "说了数值，没说指标"
    opened = OpenItem(
        indicator=candidates[0] if len(candidates) == 1 else None,
        value=number.data.value if number else None,
        numerator=pair.data[0] if pair else None,
        denominator=pair.data[1] if pair else None,
        period=None,
        unit=None,
        span=heard.normal.span(marked[0].start, marked[-1].end),
        lacks=lacks,
        candidates=candidates,
        why=why,
    )
    return Meaning("report", clarify=lacks, candidates=candidates, open=(opened,), rule=why)


def _as_progress(heard: Heard) -> Meaning | None:
    if heard.refused or heard.is_elsewhere or gates.is_example(heard.text):
        return None
    if not events.is_progress(heard.text, heard.topics, told=_without_names(heard)):
        return None
    return Meaning("progress", rule="说的是任务进展")


def _without_names(heard: Heard) -> str:
    """The text without its indicators: 验收 in a name tells of no deed."""
    text = heard.text
    for token in heard.tokens:
        if token.kind == "name" and not token.data.family:
            text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text


def _as_other(heard: Heard) -> Meaning:
    return Meaning("other", rule=heard.refused or NOT_UNDERSTOOD)


_WAYS: tuple[Callable[[Heard], Meaning | None], ...] = (
    _as_undo,
    _as_report,
    _as_incident,
    _as_query,
    _as_half_report,
    _as_progress,
    _as_other,
)
