"""What is asked: one ordered list of patterns decides what a question is about; names and periods come
from tokens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qbot.reading.asking import rules_that_fit
from qbot.reading.interrogatives import ASKS
from qbot.reading.meaning import About, Clarify, Question
from qbot.reading.sentences import SHORT
from qbot.reading.tokens import Token

_OWN = re.compile(r"我|俺|咱|本[单局镇乡]|自己|名下")
_RHETORICAL = re.compile(
    r"不(?:知道|晓得|清楚)(?:是)?(?:谁|哪)|就好了|哪天[^。?]{1,16}(?:我请|请大|请客)|谁(?:说|乱|瞎|让|叫)|"
    r"哪有(?!些)|怎么可能|怎么会|哪能|"
    r"谁[^,。!?]{1,6}谁(?:去|就|自己|倒霉|挨|负责|担责|承担)|"
    r"哪怕|(?:万一|(?<!主)要是|如果|假如|倘若|假若|若是|不管|无论|不论)[^,。!?]{0,8}(?:哪|谁|什么)|"
    r"(哪[家个里天块级项])[^,。!?]{1,12}\1"
)
_KNOWN = frozenset(
    (
        "的", "数据", "情况", "数", "那个", "这个", "啊", "呀", "呢", "哦", "了", "嗯", "啦", "市", "全市",
        "我市", "咱", "我们", "指标", "比例", "比率", "数值", "结果", "最新", "得分", "指数", "率", "我局",
        "咱市", "数字", "和", "与", "及", "跟", "以及", "最近", "这个数",
    )
)  # fmt: skip
_WHOLE = frozenset(("unmet", "missing", "mine", "overview", "phase", "ranking", "hotline", "plan-text"))
_OF_ONE = frozenset(("value", "history", "compare", "target"))
_OF_A_PERIOD = frozenset(("value", "history", "unmet", "missing", "source", "ranking"))
_BLANK = "□"
_SENTENCE_END = re.compile(r"[。!?\n]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what has to be asked back before it is answered, and the rule that recognised it."""

    question: Question
    clarify: Clarify | None
    rule: str


def ask(text: str, tokens: Sequence[Token], *, named: bool) -> Asked | None:
    """The question a text asks; None when it asks nothing."""
    indicators, several = _asked_about(tokens)
    about, rule = _about(text, tokens, named=named)
    if about is None:
        return None
    unit = next((t.data for t in tokens if t.kind == "unit"), None)
    if about in _OF_A_PERIOD and any(t.kind == "period" and t.data.fault for t in tokens):
        return Asked(Question(about, (), None, unit=unit), "period", rule)
    unclear = about in _OF_ONE and (several or not indicators)
    question = Question(
        about,
        () if unclear or about in _WHOLE else indicators,
        _period(tokens, about),
        unit=unit,
        topic=text.strip() if about == "plan-text" else None,
        phase=next((t.data for t in tokens if t.kind == "phase"), None),
    )
    return Asked(question, "indicator" if unclear else None, rule)


def _blanked(text: str, tokens: Sequence[Token]) -> str:
    """The text with names and figures blanked: 标杆对比 asks no comparison, 水质达标率 nothing about what is
    unmet, and 88点几 nothing at all.
    """
    for token in tokens:
        if token.kind == "name" or (token.kind == "number" and not token.data.exact):
            text = text[: token.start] + _BLANK * (token.end - token.start) + text[token.end :]
    return text


def _about(text: str, tokens: Sequence[Token], *, named: bool) -> tuple[About | None, str]:
    """What a text asks about and by which rule; None when it is no question."""
    heard = _blanked(text, tokens)
    heard = heard if len(heard) <= SHORT else _edges(heard)
    asked = bool(ASKS.search(heard)) and not _RHETORICAL.search(heard)
    for rule, about in rules_that_fit(heard, named=named, asked=asked, blank=_BLANK):
        if asked or rule.asks(heard):
            if about == "mine" and _is_of_a_unit(heard, tokens):
                return "missing", "提问：某单位还没报什么"
            return about, f"提问：{rule.why}"
    if named and asked:
        return "value", "提问：问数值"
    if named and _is_bare(text, tokens):
        return "value", "只说了指标名称，当作查询"
    return None, ""


def _edges(text: str) -> str:
    """The first and the last sentence of an account: a question stands there, if anywhere."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text.rstrip("。!\n "))]
    return text[: ends[0]] + text[ends[-1] :] if len(ends) > 1 else text


_SILENT = re.compile(r"谢|好的|收到|知道|加油|辛苦|报了|已报|别|再|不|会|请|[0-9]%")
_WANTED = re.compile(r"[^:\d,。;]{0,12}(?:急用|急需|要用|等用|急等|急要|用一下)[:,]\s*")
_SAID = frozenset(
    ("score", "name", "pass", "total", "period", "unit", "filler", "weak", "strong", "now", "head", "noise")
)


def _is_of_a_unit(heard: str, tokens: Sequence[Token]) -> bool:
    """住建局还差哪些没交 asks of another, not of oneself."""
    return any(t.kind == "unit" for t in tokens) and not _OWN.search(heard)


def _is_bare(text: str, tokens: Sequence[Token]) -> bool:
    """Names and a period alone, without a number or a statement, ask for the value."""
    wanted = _WANTED.match(text)
    if wanted:
        tokens = [token for token in tokens if token.start >= wanted.end()]
    return (
        len(text) <= 30
        and all(t.kind in _SAID and (t.kind != "filler" or t.text in _KNOWN) for t in tokens)
        and not _SILENT.search(text)
    )


def _asked_about(tokens: Sequence[Token]) -> tuple[tuple[str, ...], bool]:
    """The indicators named, and whether the names leave it open which one is meant."""
    named = [t for t in tokens if t.kind in ("name", "pass", "total") and t.data is not None]
    specific = [t for t in named if not t.data.family]
    if specific:
        own = {i for t in specific for i in t.data.indicators}
        said = [t for t in named if t in specific or (t.data.together and not own & set(t.data.indicators))]
        return tuple(dict.fromkeys(i for t in said for i in t.data.indicators)), False
    families = [t for t in named if t.kind == "name"] or named
    if not families:
        return (), False
    candidates = list(families[0].data.indicators)
    for token in named:
        narrowed = [i for i in candidates if i in token.data.indicators]
        candidates = narrowed or candidates
    together = any(t.data.together for t in families) and len(candidates) <= 2
    return tuple(candidates), not together and len(candidates) > 1


def _period(tokens: Sequence[Token], about: About) -> str | None:
    """The period asked about; a yardstick of a comparison is none, nor is a rolling window."""
    for i, token in enumerate(tokens):
        if token.kind != "period" or not token.data.periods:
            continue
        before = next((t for t in reversed(tokens[:i]) if t.text.strip()), None)
        if about == "compare" and (
            before is not None
            and (before.kind in ("base", "past", "from") or before.text in ("跟", "和", "与", "同"))
        ):
            continue
        return str(token.data.periods[0])
    return None
