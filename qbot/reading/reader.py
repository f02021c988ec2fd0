"""Reading a message: text, sender and day in, meaning out; pure, over tables built once from the plan."""

import re
from datetime import date

from qbot.plan.models import Plan
from qbot.reading import events, gates
from qbot.reading.assembly import Assembled, Setting, assemble
from qbot.reading.digest import WHOLE, Digest
from qbot.reading.ellipsis import Ellipses
from qbot.reading.frames import lay_out
from qbot.reading.meaning import NOT_UNDERSTOOD, Clarify, Meaning, OpenItem, Step
from qbot.reading.names import Names
from qbot.reading.naming import Named, named
from qbot.reading.near import NearForms
from qbot.reading.normal import Normal, normalise
from qbot.reading.outline import Outline, outline
from qbot.reading.questions import ask
from qbot.reading.quotation import Quotation
from qbot.reading.sentences import SHORT, own_frames
from qbot.reading.tables import unrolled
from qbot.reading.tokens import Scan, Token, scan
from qbot.reading.trace import steps
from qbot.reading.typos import Typos

LIMIT = 4096
_REPAIRED = 500  # longer texts have other strange words than slips


class Reader:
    """Reads messages by a plan; the tables are built once, and only replaced as a whole."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._names = Names(plan)
        self._typos = Typos(self._names)
        self._ellipses = Ellipses(plan, self._names)
        self._near = NearForms(self._names)
        self._quotation = Quotation(plan)
        self._digest = Digest(self._names)
        self._topics = tuple(
            word for group in plan.groups for item in group.items for word in item.words if len(word) > 2
        )

    def read(self, text: str, *, on: date, role: str = "contact", chat: str = "private") -> Meaning:
        """The meaning of a text sent on a day; never raises."""
        return self._read(text, on=on, role=role, chat=chat)[0]

    def explain(self, text: str, *, on: date, role: str = "contact", chat: str = "private") -> list[Step]:
        """What every span was taken for and which rule decided, in Chinese."""
        meaning, normal, found = self._read(text, on=on, role=role, chat=chat)
        return steps(meaning, normal, found.tokens, self.plan)

    def outline(self, text: str, *, on: date) -> Outline:
        """What a text that was not understood seems to be about."""
        return outline(self._scan(normalise(text[:WHOLE]).text, on))

    def knows(self, word: str) -> bool:
        """Whether a word has a meaning already: a name of the plan, or a word that steers the reading."""
        return normalise(word).text in self._names.words

    def adopt(self, other: "Reader") -> None:
        """Read by the other's tables from now on."""
        self.__dict__.update(other.__dict__)

    def named(self, text: str, *, on: date) -> Named | None:
        """What a text names that says nothing else; None when it does."""
        return named(self._scan(normalise(text[:SHORT]).text, on))

    def _read(self, text: str, *, on: date, role: str, chat: str) -> tuple[Meaning, Normal, Scan]:
        normal = normalise(text[:LIMIT])
        if self._quotation.is_quoted(normal.text):
            return Meaning("other", rule="抄录方案原文"), normal, Scan(normal.text)
        stop = gates.reason(normal.text)
        if stop:
            return Meaning("other", rule=stop), normal, self._scan(normal.text[:WHOLE], on)
        digest = self._digest.of(normal)
        if digest is None:
            return _too_much(chat), normal, Scan(normal.text)
        normal = digest
        found = self._scan(normal.text, on)
        return self._judge(normal, found, on=on, role=role, chat=chat), normal, found

    def _scan(self, text: str, on: date) -> Scan:
        found = scan(text, self._names, on)
        if len(text) <= _REPAIRED and found.odd():
            repaired = self._typos.repair(text, found.tokens)
            if repaired != text:
                found = scan(repaired, self._names, on)
        if len(text) <= SHORT:
            near = {form.start: (form.end, form.word) for form in self._near.found(found.tokens)}
            if near:
                found = scan(found.text, self._names, on, near)
        return found

    def _judge(self, normal: Normal, found: Scan, *, on: date, role: str, chat: str) -> Meaning:
        text = found.text
        unit = next((t.data for t in found.tokens if t.kind == "unit"), None)
        setting = Setting(self.plan, on, normal, unit)
        tokens = unrolled(text, self._ellipses.filled(found.tokens))
        layout = lay_out(tokens)
        layout.frames, refused = own_frames(layout.frames, tokens, text, self.plan)
        if gates.is_notice(text):
            layout.frames = []
        assembled = assemble(layout, setting)
        named = any(t.kind in ("name", "pass", "total") and t.data is not None for t in tokens)
        return self._decide(text, tokens, assembled, normal=normal, named=named, chat=chat, refused=refused)

    def _decide(  # noqa: PLR0911 - one branch for each form
        self,
        text: str,
        tokens: list[Token],
        assembled: Assembled,
        *,
        normal: Normal,
        named: bool,
        chat: str,
        refused: str,
    ) -> Meaning:
        opened = (
            assembled.open
            if len(text) <= SHORT
            else tuple(o for o in assembled.open if o.lacks != "indicator")
        )
        if assembled.items or opened:
            if not assembled.items and events.is_undo(text):
                return Meaning("undo", rule="撤回上一条")
            return _report(assembled, opened, tokens)
        if events.is_undo(text):
            return Meaning("undo", rule="撤回上一条")
        elsewhere = any(t.kind == "elsewhere" for t in tokens)
        if events.is_incident(text) and not elsewhere:
            return Meaning("incident", rule="正在发生的突发事件")
        silent = refused == "说的是别处" or gates.is_statement(text)
        asked = None if silent else ask(text, tokens, named=named)
        if asked is not None:
            return Meaning("query", query=asked.question, clarify=asked.clarify, rule=asked.rule)
        if not refused and len(text) <= SHORT and not gates.no_report(text) and not gates.is_notice(text):
            bare = _bare(text, tokens, chat=chat, normal=normal)
            if bare is not None:
                return bare
        if events.is_progress(text, self._topics) and not elsewhere:
            return Meaning("progress", rule="说的是任务进展")
        return Meaning("other", rule=refused or NOT_UNDERSTOOD)


def _too_much(chat: str) -> Meaning:
    """More figures than a message holds: nothing is taken from it by halves."""
    if chat == "private":
        return Meaning("report", clarify="value", rule="一条消息里的数太多，须分条报送")
    return Meaning("other", rule="一条消息里的数太多")


_BLANK = re.compile(
    r"[:=]\s*(?:%|_+|x+%?|-|无法|)\s*[。,;]?\s*$|(?:报送|上报|现报|补报|"
    r"填报)(?!.{0,8}(?:了|过|完|没|吗|谁|要求|通知|时间))|_{2,}|空着"
)
_BARE = frozenset(
    ("number", "fraction", "filler", "weak", "strong", "is", "report", "period", "now", "unit", "noise")
)


def _bare(text: str, tokens: list[Token], *, chat: str, normal: Normal) -> Meaning | None:
    """A name without a number that is being reported, or a number without a name."""
    numbers = [t for t in tokens if t.kind in ("number", "fraction")]
    names = [t for t in tokens if t.kind == "name" and not t.data.family]
    if names and not numbers and _BLANK.search(text):
        return _asked("value", names[0].data.indicators, tokens=tokens, normal=normal)
    if not names and len(numbers) == 1 and chat == "private" and all(t.kind in _BARE for t in tokens):
        return _asked("indicator", (), tokens=tokens, normal=normal)
    return None


def _asked(lacks: Clarify, candidates: tuple[str, ...], *, tokens: list[Token], normal: Normal) -> Meaning:
    marked = [t for t in tokens if t.kind in ("number", "fraction", "name")]
    number = next((t for t in marked if t.kind == "number"), None)
    pair = next((t for t in marked if t.kind == "fraction"), None)
    value = number.data.value if number else None
    counts = pair.data if pair else (None, None)
    opened = OpenItem(
        indicator=candidates[0] if len(candidates) == 1 else None,
        value=value,
        numerator=counts[0],
        denominator=counts[1],
        period=None,
        unit=None,
        span=normal.span(marked[0].start, marked[-1].end),
        lacks=lacks,
        candidates=candidates,
    )
    return Meaning("report", clarify=lacks, candidates=candidates, open=(opened,), rule="报数不完整")


def _report(assembled: Assembled, opened: tuple[OpenItem, ...], tokens: list[Token]) -> Meaning:
    clarify = opened[0].lacks if opened else None
    correction = any(t.kind in ("fix", "void", "old", "not") for t in tokens)
    return Meaning(
        "report",
        items=assembled.items,
        clarify=clarify,
        candidates=opened[0].candidates if opened else (),
        open=opened,
        is_correction=correction,
        rule=opened[0].why if opened and not assembled.items else "陈述了指标的值",
    )
