"""Slips of keyboards and cameras: a word with one wrong character of the same sound or shape is put right.

Only characters that nothing explains are changed, and only when a known word of the same length is alike;
the sound table is loaded when the first likely slip is met.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from qbot.reading.names import Names
from qbot.shapes import looks_alike
from qbot.sounds import sound, sounds_alike

if TYPE_CHECKING:
    from qbot.reading.tokens import Token

_KINDS = frozenset(("name", "pass", "fail", "total", "phase", "every", "target"))
_QUESTION_WORDS = (
    "目标 趋势 走势 走势图 总体 整体 全貌 电话 热线 投诉 举报 没报 未报 漏报 没报数 没交 "
    "哪几个 哪些 哪个 排名 排行 考核 谁负责 牵头 负责 红灯 达标 方案 要求 变化 撤回 "
    "撤销 删掉 更正 上个月 上月 本月 多少 进展 阶段 情况 突发 中毒 覆盖率 合格率 "
    "备案率 抽检 抽查 季度 一季度 上季度 自查申报 谁没报 达标率 优良率 执行率 百分之 "
    "方案里 方案中 方案对 哪一条 批次 报送 上报 首席质量官 质量月 "
)
_LONGEST = 10
_THREE = 3
_BOLD = 3  # a word must be this long to put right a character that is a word by itself
_MOST = 40  # characters looked at in a message; a long text has other strange words than slips


class Typos:
    """Known words by the neighbours of each of their characters, so that a wrong one finds its word."""

    def __init__(self, names: Names) -> None:
        self._around: dict[str, list[tuple[str, int]]] = {}
        words = {
            w
            for w, (kind, _) in names.words.items()
            if kind in _KINDS and 2 <= len(w) <= _LONGEST and _is_han(w)
        }
        self._threes = sorted(w for w in words | set(_QUESTION_WORDS.split()) if len(w) == _THREE)
        for word in sorted(words | set(_QUESTION_WORDS.split()), key=lambda word: (-len(word), word)):
            padded = f"^{word}$"
            for i in range(len(word)):
                self._around.setdefault(padded[i] + padded[i + 2], []).append((word, i))

    def repair(self, text: str, tokens: Sequence["Token"], *, boldly: bool = False) -> str:
        """The text with slips put right; the length never changes.

        Boldly, a character that is a word by itself is looked at too: 达表率.
        """
        chars = list(text)
        budget = _MOST
        for token in tokens:
            if token.kind == "odd" or (boldly and token.end - token.start == 1 and token.kind != "weak"):
                shortest = 1 if token.kind == "odd" else _BOLD
                for at in range(token.start, min(token.end, token.start + budget)):
                    right = self._right(text, at, shortest)
                    if right:
                        chars[at] = right
                if token.kind == "odd" and token.end - token.start <= _THREE:
                    self._sound_out(chars, token)
                budget -= token.end - token.start
                if budget <= 0:
                    break
        return "".join(chars)

    def _sound_out(self, chars: list[str], token: "Token") -> None:
        """Put right a word of three in which more than one character was taken for its like: 合各律."""
        for start in range(max(0, token.start - 2), token.end):
            meant = self._by_sound.get(tuple(map(sound, chars[start : start + _THREE])))
            if meant is not None:
                chars[start : start + _THREE] = meant
                return

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], str]:
        return {tuple(map(sound, word)): word for word in self._threes}

    def _right(self, text: str, at: int, shortest: int) -> str:
        """The character that was meant, or empty; the longest word decides."""
        wrong = text[at]
        if not "\u4e00" <= wrong <= "\u9fff":
            return ""
        before, after = text[at - 1 : at] or "^", text[at + 1 : at + 2] or "$"
        found: tuple[str, int] = ("", 0)
        for key in (before + after, before + "$", "^" + after):
            for word, i in self._around.get(key, ()):
                if len(word) <= max(len(found[0]), shortest - 1):
                    break
                start = at - i
                fits = (
                    start >= 0 and text.startswith(word[:i], start) and text.startswith(word[i + 1 :], at + 1)
                )
                if fits and word[i] != wrong and _is_slip(wrong, word[i]):
                    found = word, i
                    break
        return found[0][found[1] : found[1] + 1]


_NO_SLIPS = frozenset(("拿哪",))  # a verb of its own: 拿个方案出来


def _is_slip(wrong: str, right: str) -> bool:
    """Whether a character may stand there in place of another."""
    if wrong + right in _NO_SLIPS:
        return False
    return wrong == right or sounds_alike(wrong, right) or looks_alike(wrong, right)


def _is_han(word: str) -> bool:
    return all("\u4e00" <= ch <= "\u9fff" for ch in word)
