"""Reading a message: text, sender and day in, meaning out; pure, over tables built once from the plan."""

from datetime import date

from qbot.plan.models import Plan
from qbot.reading import gates
from qbot.reading.assembly import Setting, assemble
from qbot.reading.courtesy import without_courtesy
from qbot.reading.decision import Heard, decide
from qbot.reading.digest import WHOLE, Digest
from qbot.reading.ellipsis import Ellipses
from qbot.reading.frames import lay_out
from qbot.reading.headings import carry
from qbot.reading.meaning import NOT_UNDERSTOOD, Meaning, Step
from qbot.reading.names import Names
from qbot.reading.naming import Named, named
from qbot.reading.near import NearForms
from qbot.reading.normal import Normal, normalise
from qbot.reading.outline import Outline, outline
from qbot.reading.quotation import Quotation
from qbot.reading.scanning import scan
from qbot.reading.sentences import SHORT, own_frames
from qbot.reading.tables import unrolled
from qbot.reading.tokens import Scan
from qbot.reading.trace import steps
from qbot.reading.typos import Typos

LIMIT = 4096
_REPAIRED = 200  # longer texts have other strange words than slips


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
        """The meaning of a text sent on a day; never raises.

        The role only tells what a sender is likely to mean; who may report is decided elsewhere.
        """
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
        said = without_courtesy(normal)
        if self._quotation.is_quoted(said.text):
            return Meaning("other", rule="抄录方案原文"), normal, Scan(normal.text)
        stop = gates.reason(normal.text)
        if stop:
            return Meaning("other", rule=stop), normal, self._scan(normal.text[:WHOLE], on)
        digest = self._digest.of(said)
        if digest is None:
            return _too_much(chat), normal, Scan(normal.text)
        normal = digest
        found = self._scan(normal.text, on)
        meaning = self._judge(normal, found, on=on, role=role, chat=chat)
        if meaning.rule == NOT_UNDERSTOOD and len(normal.text) <= SHORT:
            repaired = self._typos.repair(found.text, found.tokens, boldly=True)
            if repaired != found.text:
                found = self._scan(repaired, on)
                meaning = self._judge(normal, found, on=on, role=role, chat=chat)
        return meaning, normal, found

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
        tokens = unrolled(text, self._ellipses.filled(found.tokens))
        layout = lay_out(tokens)
        carry(layout)
        layout.frames, refused = own_frames(
            layout.frames, tokens, text, self.plan, reports=role != "official"
        )
        if gates.is_notice(text):
            layout.frames = []
        return decide(
            Heard(
                text=text,
                tokens=tokens,
                assembled=assemble(layout, Setting(self.plan, on, normal, unit)),
                normal=normal,
                chat=chat,
                refused=refused,
                topics=self._topics,
            )
        )


def _too_much(chat: str) -> Meaning:
    """More figures than a message holds: nothing is taken from it by halves."""
    if chat == "private":
        return Meaning("report", clarify="value", rule="一条消息里的数太多，须分条报送")
    return Meaning("other", rule="一条消息里的数太多")
