"""Which picture words ask for: 食品抽检走势图, 总体情况图, 乡镇报送情况图, 进度图.

With 文字版 they ask for the same as text.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["trend", "overview", "grid", "timeline"]
Rows = Literal["department", "township"]

KINDS: frozenset[str] = frozenset(get_args(Kind))
LONGEST = 40
_NAMED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("trend", re.compile(r"(?:走势|趋势|曲线|折线)图")),
    ("timeline", re.compile(r"(?:进度|时间|阶段|步骤|节点)(?:安排|轴|线)?图|时间轴|时间线")),
    ("grid", re.compile(r"(?:报送|填报|上报|报数|考勤)(?:情况|完成情况)?(?:一览|统计)?图|格子图")),
    ("overview", re.compile(r"(?:总体|整体|全部|总览|红绿灯|达标)(?:指标|情况)?(?:一览)?图|总图|总览卡")),
)
_DRAWN = re.compile(r"(?:画|做|发|来|看|出)(?:一?[个张幅份])?图|的图(?:呢|吗)?[?？。]?$|图表")
_TOWNSHIPS = re.compile(r"乡镇|各镇|镇里|乡里")
_WORDS = re.compile(r"文字版|用文字|纯文字")
_WORDS_ALONE = re.compile(r"(?:给我|来|要|看|发|换)?(?:一?[个份])?文字版(?:的|吧|呢)?[。!?！？]?")


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture of a kind; `of` is an indicator's id or whose rows a grid has, empty where it is not said.

    `kind` None: a picture without saying of what kind, or the last one as text. `in_words`: as text.
    """

    kind: Kind | None
    of: str = ""
    in_words: bool = False


def wish_in(text: str) -> Wish | None:
    """The picture that short words ask for; None when they ask for none. Indicators are not looked for."""
    words = "".join(text.split())
    if len(words) > LONGEST:
        return None
    in_words = _WORDS.search(words) is not None
    for kind, pattern in _NAMED:
        if pattern.search(words):
            return Wish(kind, _rows(words) if kind == "grid" else "", in_words)
    if _WORDS_ALONE.fullmatch(words) or _DRAWN.search(words):
        return Wish(None, "", in_words)
    return None


def _rows(words: str) -> Rows:
    return "township" if _TOWNSHIPS.search(words) else "department"
