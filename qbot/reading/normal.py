"""One spelling for every way of typing: full width, traditional script, emoji, zero-width characters.

Every character keeps its place in the original text, so that whatever is read can be shown there.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import cast

_PAIRS = {
    "。": "。", "．": ".", "﹒": ".", "％": "%", "﹪": "%", "٪": "%", "，": ",", "﹐": ",", "：": ":",
    "﹕": ":", "∶": ":", "；": ";", "﹔": ";", "（": "(", "）": ")", "【": "[", "】": "]", "〔": "[",
    "〕": "]", "［": "[", "］": "]", "！": "!", "？": "?", "﹖": "?", "﹗": "!", "～": "~", "－": "-",
    "—": "-", "–": "-", "−": "-", "―": "-", "／": "/", "＝": "=", "｜": "|", "│": "|", "┃": "|",
    "\u3000": " ", "\u00a0": " ", "＋": "+", "“": "\"", "”": "\"", "「": "\"", "」": "\"", "‘": "'",
    "’": "'", "＂": "\"", "『": "\"", "』": "\"",
    "⇒": "→", "➡": "→", "＞": ">", "＜": "<", "＠": "@", "＃": "#", "・": "·",
    "•": "·", "●": "·", "〇": "零", "○": "零", "壹": "一", "贰": "二", "叁": "三", "肆": "四",
    "伍": "五", "陆": "六", "柒": "七", "捌": "八", "玖": "九", "拾": "十", "佰": "百", "仟": "千",
    "貳": "二", "後": "后", "於": "于", "麽": "么", "徵": "征", "夥": "伙", "乾": "干", "菸": "烟",
    "陸": "六", "兩": "两", "\r": "\n", "\u2028": "\n", "\u000b": "\n",
    "\f": "\n", "咗": "了",
}  # fmt: skip
_TABLE = {ord(a): b for a, b in _PAIRS.items()}
_TABLE.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _PAIRS})
_TABLE.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
_TABLE.update({code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)})
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)
_PICTURE = re.compile(
    "[\u2190\u2191\u2193-\u21d1\u21d3-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u20e3]"
)
_DOTS = re.compile(r"\.{2,}")
_HAN_ODD = re.compile("[\u3400-\u9fff]")


_KEPT = re.compile(r"[^ ]| +(?=[^ ]{2})|(?<=[^ ]{2}) +")  # not a blank between single characters
_SPELT = re.compile(r"(?:[\u4e00-\u9fff] ){5}")  # 生 产 许 可 证
_SPACED = 6  # pieces between blanks, from which on a text may be written character by character


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` in one spelling; `places` gives each character's index in the original (None: the same
    index).
    """

    original: str
    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def cut(self, spans: Sequence[tuple[int, int]]) -> "Normal":
        """The pieces one behind the other; each character still knows its place."""
        places = chain.from_iterable(range(*span) for span in spans)
        own = self.places
        return Normal(
            self.original,
            "".join(self.text[start:end] for start, end in spans),
            tuple(places) if own is None else tuple(own[place] for place in places),
        )


def normalise(original: str) -> Normal:
    """Bring a text to one spelling, keeping every character's place."""
    text, places = original, None
    if not text.isascii() and _INVISIBLE.search(text):
        places = tuple(i for i, ch in enumerate(text) if not _INVISIBLE.match(ch))
        text = "".join(text[i] for i in places)
    text = text.translate(_TABLE)
    if ".." in text:
        text = _DOTS.sub(lambda dots: " " * len(dots[0]), text)
    if not text.isascii():
        text = _PICTURE.sub(" ", text)
        text = _simplified(text)
    normal = Normal(original, text, places)
    return _closed_up(normal) if text.count(" ") >= _SPACED - 1 else normal


def _closed_up(normal: Normal) -> Normal:
    """食 品 9 6 . 5 %: a text with a blank behind every character is read without them."""
    if _SPELT.search(normal.text):
        return normal.cut([m.span() for m in _KEPT.finditer(normal.text)])
    pieces = [piece for piece in normal.text.split(" ") if piece]
    if len(pieces) < _SPACED or sum(len(piece) == 1 for piece in pieces) < 0.8 * len(pieces):
        return normal
    return normal.cut([m.span() for m in _KEPT.finditer(normal.text)])


def _simplified(text: str) -> str:
    """Turn traditional characters one by one; GB 2312 holds the simplified ones, so most texts need no
    table.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return "".join(_simple(ch) if _HAN_ODD.match(ch) else ch for ch in text)
    return text


@cache
def _simple(ch: str) -> str:
    try:
        ch.encode("gb2312")
    except UnicodeEncodeError:
        import zhconv  # noqa: PLC0415 - the table is loaded for the first traditional character only

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its dictionary file open
            turned = cast(str, zhconv.convert(ch, "zh-hans"))
        return turned if len(turned) == 1 else ch
    return ch
