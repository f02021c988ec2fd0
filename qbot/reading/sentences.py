"""Which frames count as the sender's own statement: questions, suppositions, other places and aims do not."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from qbot.plan.models import Plan
from qbot.reading import gates
from qbot.reading.frames import Frame
from qbot.reading.gated import gated
from qbot.reading.questioning import is_question
from qbot.reading.sieve import Sieve
from qbot.reading.tokens import Token

ELSEWHERE = "说的是别处"
SHORT = 120  # in a text no longer than this a word that takes back speaks of all of it
_CLAUSE_END = re.compile(r"[,。;!?\n]")
_END = re.compile(r"[。!?\n;]")
_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,3}?)(省|市|县|州|自治区|(?<![辖社地小城全灾景范发新])区)(?!级|属|"
    r"直|场|民|质|区的|里的|中|长)"
)
_OF_ALL = re.compile(r"都|均|以上|这[几些]|全部?[没未]")
_PLACE_SIGNS = frozenset("省市县州区")
_WIDER = re.compile(
    r"省\S{0,4}[局厅委](?!级)|全省|全国|省里|省局|省厅|国家局|上级|中央|我省|外省|外市|"
    r"外县|省内|国内|各省|国家(?!级|局|标)"
)
_AIMS = "目标|任务|计划|力争|确保|打算|往上走|下一步|接下来|今后"
_AIM = re.compile("(?:" + _AIMS + r")(?!\D{0,8}\d)(?!.{0,6}(?:完成|达到|实现)了?)")
_ORDER = re.compile(
    r"必须|务必|一定要|"
    r"(?<![获取觉值使])得(?=有|达|建成|完成)|(?:必须|务必|须(?!知)|应当|限期|抓紧|年内要?|年底前|"
    r"月底前).{0,8}(?:建|达|完成|实现|做|提高|控制|降|"
    r"有|拿|创|争|搞|评|到\d)(?!了)"
)
_ACTUAL = re.compile(r"实际|完成|实绩|现为|目前|已")
_ASIDE = re.compile(r"[,。]\s*(?:另外?|顺便|请问|问一?下|想问|再问|还想|对了)")
_WISH = re.compile(
    r"(?:^|[,。;\s])就(?:好|行|够)(?!吗|吧)|(?:能|到|有|\d%?[个家]?)[^,。;]{0,4}就(?:好|行|够)(?!吗|吧)|"
    r"该多好|做梦|就能"
)
_COMPARING = ("与", "和", "跟", "同", "比", "较", "于", "过")
_SET_ASIDE = re.compile(r"(?:不说|不提|不管|另说|另算|不谈|不论|放一?边|放一放|别管|甭管)了?(?=[,。;!?\n]|$)")
_DENIED_BEHIND = re.compile(
    r"\s*(?:我|俺|咱|这个?数?|这|从来)[^,。;!?\n\d]{0,6}(?:没|没有|未|不曾)(?:报|说|发|讲|提|填)过|"
    r"\s*不是我们?\S{0,2}(?:报|发|说|填)的"
)
_QUOTED = re.compile(r"\"[^\"\n]{4,60}\"")
_AROUND = 4  # characters around a quotation that make it one
_OURS = re.compile(r"[我本咱俺][^,。;]?[们市县局镇乡单]|全市|[我俺咱]")
_REFUSING = (
    *(pattern for pattern, _ in (*gates.UNREPORTED, *gates.WISHES)),
    gates.DENIALS, _DENIED_BEHIND, re.compile(_AIMS), _ORDER, _WISH,
)  # fmt: skip
_SUSPECT = gated("|".join(pattern.pattern for pattern in _REFUSING))
_NEUTRAL = re.compile(
    r"(?:我|本|全|咱|俺|该|们|和|与|及|跟|号|的)$|县级$|超$|门$|上$|股$|楼$|菜$|夜$|集$|[比较于过]"
)


def own_frames(
    frames: list[Frame], tokens: Sequence[Token], text: str, plan: Plan, *, reports: bool = True
) -> tuple[list[Frame], str]:
    """The frames that state something of the sender's own, and why others were dropped.

    `reports`: whether the sender is one who reports, so that 对吗 behind a figure is politeness.
    """
    if not frames:
        return [], ""
    kept: list[Frame] = []
    why = ""
    surroundings = _Surroundings(text, tokens, plan, reports=reports)
    away = 0
    for frame in frames:
        reason = surroundings.refusal(frame)
        if not reason and away and not surroundings.is_back_home(away, frame):
            reason = ELSEWHERE
        away = frame.tokens[-1].end if reason == ELSEWHERE else 0
        if reason:
            why = why or reason
        else:
            kept.append(frame)
    return kept, why


def _puts_right(token: Token, end: int) -> bool:
    """更正 or 应为 before the figure; 改 alone may be said of anything: 照着改就行."""
    return token.kind == "fix" and len(token.text) > 1 and token.start < end


def _compares(token: Token) -> bool:
    return token.kind in ("base", "peer") or token.text in _COMPARING


class _Surroundings:
    """What stands around a frame: its sentence, its clause, and what they say about whose figure it is."""

    def __init__(self, text: str, tokens: Sequence[Token], plan: Plan, *, reports: bool) -> None:
        self._text = text
        self._reports = reports
        self._own = plan.city.rstrip("市县区")
        self._tokens = tokens
        self._is_short = len(text) <= SHORT
        self._ends = [0, *(match.end() for match in _END.finditer(text))]
        self._known = {t.start for t in tokens if t.kind in ("unit", "name", "phase")}
        self._places = self._other_places()
        self._elsewhere = [
            token.start
            for n, token in enumerate(tokens)
            if token.kind == "elsewhere" and not (n and _compares(tokens[n - 1]))
        ]
        self._wider = Sieve(_WIDER, text)
        self._asks: dict[tuple[int, int, bool], bool] = {}
        self._is_plain = not _SUSPECT.search(text)

    @cached_property
    def _names(self) -> list[int]:
        return [t.start for t in self._tokens if t.kind == "name"]

    @cached_property
    def _specific(self) -> list[int]:
        return [t.start for t in self._tokens if t.kind == "name" and not t.data.family]

    @cached_property
    def _is_many(self) -> bool:
        return len({t.data.indicators for t in self._tokens if t.kind == "name"}) > 1

    @cached_property
    def _periods(self) -> list[int]:
        return [t.start for t in self._tokens if t.kind == "period"]

    @cached_property
    def _stops(self) -> list[int]:
        return [match.end() for match in _CLAUSE_END.finditer(self._text)]

    @cached_property
    def _aside(self) -> list[tuple[int, int]]:
        return [self._clause(match.start()) for match in _SET_ASIDE.finditer(self._text)]

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        """What stands in quotation marks within a longer text: 门口贴着“药品合格率100%”."""
        spans = [match.span() for match in _QUOTED.finditer(self._text)]
        return [(a, b) for a, b in spans if len(self._text) - (b - a) >= _AROUND]

    @cached_property
    def _aims(self) -> tuple[Sieve, Sieve, Sieve]:
        """What tells of an aim, a wish and an order."""
        aim, wish, order = (Sieve(pattern, self._text) for pattern in (_AIM, _WISH, _ORDER))
        return aim, wish, order

    @cached_property
    def _loud(self) -> list[tuple[Sieve, str, bool]]:
        return [(Sieve(p, self._text), why, why == gates.DRAFT) for p, why in gates.UNREPORTED]

    @cached_property
    def _quiet(self) -> list[tuple[Sieve, str]]:
        return [(Sieve(p, self._text), why) for p, why in gates.WISHES]

    def _other_places(self) -> list[int]:
        """Where another province, city or county is named; 市 at the head of a known word names none."""
        if not _PLACE_SIGNS & set(self._text):
            return []
        found = _PLACE.finditer(self._text.replace("城市", "□□"))
        return [
            match.start()
            for match in found
            if self._own not in match[0]
            and match.start(2) not in self._known
            and not match[0].endswith("强市")
            and not match[1].endswith(self._own)
            and not _NEUTRAL.search(match[1])
            and match[1][0] not in _COMPARING
            and self._text[match.start() - 1 : match.start()] not in _COMPARING
        ]

    def is_back_home(self, away: int, frame: Frame) -> bool:
        """Whether the speech has come back from another place: by our own name, or by a new paragraph."""
        between = self._text[away : frame.said[0].end]
        return "\n" in between or self._own in between or bool(_OURS.search(between))

    def refusal(self, frame: Frame) -> str:
        """Why a frame is not the sender's own statement, or empty."""
        numbers = frame.numbers()
        start, end = frame.tokens[0].start, max(frame.tokens[-1].end - 1, frame.tokens[0].start)
        if numbers:
            end = min(end, numbers[-1].end)
        first = self._ends[bisect_right(self._ends, start) - 1]
        stop = bisect_left(self._ends, end + 1)
        last = self._ends[stop] if stop < len(self._ends) else len(self._text)
        hedged = any(t.kind == "hedge" for t in frame.tokens)
        named = frame.said[0].start
        subject = first if numbers else max(first, self._clause(named)[0])
        if self._is_elsewhere(subject, named):
            return ELSEWHERE
        if self._is_asked(first, last, hedged):
            return "这是提问"
        if numbers and any(begin <= named and end <= close for begin, close in self._quoted):
            return "引述"
        if any(_puts_right(t, end) for t in frame.tokens):
            return ""
        if self._is_plain:
            return ""
        return self._aimed(first, last, named=named, end=end) or self._unmeant(
            frame, numbers, first=first, last=last, end=end
        )

    def _aimed(self, first: int, last: int, *, named: int, end: int) -> str:
        """Whether a sentence tells of an aim before the name, or gives an order."""
        aim, _, order = self._aims
        if aim.finds(first, named) and not _ACTUAL.search(self._text, first, last):
            return "说的是目标"
        return "说的是要求" if order.finds(first, end) else ""

    def _unmeant(self, frame: Frame, numbers: Sequence[Token], *, first: int, last: int, end: int) -> str:
        """Why its sender does not report a figure: a word in its sentence, or anywhere in a short text."""
        done = max([t.end for t in numbers] + [t.end for t in frame.said])
        at = bisect_right(self._names, done)
        after = self._names[at] if at < len(self._names) else len(self._text)
        whole = min(last, max(after, end))
        told = max(numbers[0].end if numbers else end, frame.said[0].end)
        stop = _CLAUSE_END.search(self._text, told, whole)
        clause = stop.start() if stop else whole
        for sieve, why, is_draft in self._loud:
            everywhere = self._is_short and not (is_draft and self._is_many)
            reach = (0, len(self._text)) if everywhere or is_draft else (first, whole)
            for place in sieve.places(*reach):
                near = everywhere or first <= place < whole
                if (near or self._is_of_all(place)) and not self._is_of_another(place, frame):
                    return why
        if self._is_denied(told, last):
            return gates.DENIED
        first = self._behind_what_is_set_aside(first, min(frame.said[0].start, frame.tokens[0].start))
        for sieve, why in self._quiet:
            if sieve.finds(first, clause):
                return why
        return "愿望" if self._aims[1].finds(first, whole) else ""

    def _is_denied(self, told: int, last: int) -> bool:
        """我可没报过药品98%: in the clause of the figure itself, or right behind it."""
        begin, end = self._clause(max(told - 1, 0))
        if gates.DENIALS.search(self._text, begin, end):
            return True
        return bool(_DENIED_BEHIND.match(self._text, end, last))

    def _behind_what_is_set_aside(self, first: int, named: int) -> int:
        """Where the speech goes on behind clauses that put something aside: 前年的就不说了，……"""
        return max((end for begin, end in self._aside if first <= begin and end <= named), default=first)

    def _is_of_all(self, place: int) -> bool:
        """Whether a word stands in a clause that speaks of everything said: ……，都没核实."""
        begin, end = self._clause(place)
        return bool(_OF_ALL.search(self._text, begin, end))

    def _clause(self, place: int) -> tuple[int, int]:
        start = bisect_right(self._stops, place)
        begin = self._stops[start - 1] if start else 0
        return begin, self._stops[start] if start < len(self._stops) else len(self._text)

    def _is_of_another(self, place: int, frame: Frame) -> bool:
        """Whether a word stands in a clause with a period of its own, or behind a name of its own, and with
        nothing of the frame's: 3月64.5%，4月的还没出来; not 听说食品97%，药品98%.
        """
        begin, end = self._clause(place)
        if any(begin <= t.start < end for t in (*frame.said, *frame.numbers())):
            return False
        if (begin, end) in self._aside:
            return True
        return any(begin <= own < end for own in self._periods) or any(
            begin <= own < place for own in self._specific
        )

    def _is_asked(self, first: int, last: int, hedged: bool) -> bool:
        key = (first, last, hedged)
        if key not in self._asks:
            sentence = _ASIDE.split(self._text[first:last])[0]
            if hedged and "?" not in sentence:
                sentence = sentence.rstrip("。!").removesuffix("吧")
            self._asks[key] = is_question(sentence, polite=self._reports)
        return self._asks[key]

    def _is_elsewhere(self, first: int, named: int) -> bool:
        """Another place as the subject: a province, another city or county, the nation."""
        said = (*self._places, *self._elsewhere)
        if any(first <= place < named for place in said):
            return True
        return any(place not in self._known for place in self._wider.places(first, named))
