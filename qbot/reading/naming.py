"""Naming: words that are nothing but names of indicators and a period, such as 3月份的药品.

What a sentence without a figure is about is taken only where every character of it is explained.
"""

from dataclasses import dataclass

from qbot.periods import Period
from qbot.reading.tokens import Scan, Token

_SAID = frozenset(("name", "period", "now", "unit", "weak", "strong", "pass", "total"))
_SMALL = frozenset(
    ("的", "数据", "数", "情况", "指标", "数字", "数值", "结果", "报表", "率", "比率", "比例", "和", "及",
     "与", "那个", "我局", "我们", "我单位", "我们局", "咱们", "本期", "这期", "这一期", "工作", "个")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What is named: `indicators` for certain, or else `candidates` of which one is meant; `periods` as said.

    `is_faulty`: a period does not exist or has not begun.
    """

    indicators: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    unit: str | None = None
    is_faulty: bool = False

    @property
    def names_one(self) -> bool:
        return bool(self.indicators or self.candidates)


def named(found: Scan) -> Named | None:
    """What the tokens name; None when they say anything else besides."""
    if not all(_is_naming(token) for token in found.tokens):
        return None
    names = [token.data for token in found.tokens if token.kind == "name"]
    certain = [name for name in names if not name.family or name.together]
    open_ = [name for name in names if name not in certain]
    spoken = [token.data for token in found.tokens if token.kind == "period"]
    indicators = tuple(dict.fromkeys(id_ for name in certain for id_ in name.indicators))
    candidates = tuple(dict.fromkeys(id_ for name in open_ for id_ in name.indicators))
    return Named(
        indicators=indicators,
        candidates=() if indicators else candidates,
        periods=tuple(period for each in spoken for period in each.periods),
        unit=next((token.data for token in found.tokens if token.kind == "unit"), None),
        is_faulty=any(each.fault for each in spoken),
    )


def _is_naming(token: Token) -> bool:
    if token.kind in ("pass", "total"):
        return token.data is not None or token.text in ("抽检", "监测", "验收")
    return token.kind in _SAID or token.text in _SMALL
