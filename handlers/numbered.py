"""Sentences about a number that mean a command: R-5 通过, 退回R-5:缺佐证, E-1已阅, 督办1号结案."""

import re
from collections.abc import Mapping, Sequence

from qbot.order_serials import SERIAL

LONGEST = 1200
_REMINDERS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("暂停", "暂停提醒", "停用"), ("reminders", "暂停")),
    **dict.fromkeys(("恢复", "恢复提醒", "启用"), ("reminders", "恢复")),
    **dict.fromkeys(("删除提醒", "取消提醒"), ("reminders", "删除")),
}
_ORDER = "督办"  # numbers of orders have words in place of a letter
_VERBS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "R": {
        "通过": ("review", "通过"), "审核通过": ("review", "通过"), "退回": ("review", "退回"),
        "询问": ("review", "询问"), "问一下": ("review", "询问"),
        "撤销": ("undo", ""), "撤回": ("undo", ""), "作废": ("undo", ""),
        "更正为": ("correct", ""), "更正": ("correct", ""), "改为": ("correct", ""), "改成": ("correct", ""),
        "应为": ("correct", ""), "改期次": ("move", ""), "改到": ("move", ""), "移到": ("move", ""),
        "的佐证": ("evidence", ""), "佐证": ("evidence", ""),
    },
    "E": {"已阅": ("incidents", "已阅"), "补充": ("incidents", "补充"), "结案": ("incidents", "结案")},
    "T": {
        "撤回": ("tasks", "撤回"), "需协调": ("tasks", "需协调"), "改条目": ("tasks", "改条目"),
        **_REMINDERS,  # a task has none of these: whoever has an old number in mind hears of the new ones
    },
    "M": {"删除": ("reminders", "删除"), "删掉": ("reminders", "删除"), **_REMINDERS},
    "C": {
        "回复": ("claims", "回复"), "答复": ("claims", "回复"), "无需处理": ("claims", "无需处理"),
        "作为报送": ("claims", "作为报送"), "设为别名": ("claims", "设为别名"),
    },
    "N": {
        **dict.fromkeys(
            (
                "未阅名单", "未阅", "未读名单", "未读", "谁没看", "谁没读", "谁还没看", "谁还没读", "谁没阅",
                "谁未阅", "还有谁没看",
            ),
            ("notices", "未阅"),
        ),
        **dict.fromkeys(("提醒未阅的", "提醒未阅", "提醒没看的", "提醒"), ("notices", "提醒")),
        **dict.fromkeys(("结束", "结束通知", "停止统计", "关闭"), ("notices", "结束")),
    },
    "H": {"已协调": ("requests", "已协调"), "回复": ("requests", "回复"), "答复": ("requests", "回复")},
    _ORDER: {
        **dict.fromkeys(("结案", "可以结案", "已结案", "办结", "已办结", "销号"), ("orders", "结案")),
        **dict.fromkeys(("答复", "回复", "的答复", "的回复"), ("orders", "答复")),
    },
}  # fmt: skip
_WHOLE: Mapping[str, tuple[str, Sequence[str]]] = {
    "全部通过": ("review", ("全部通过",)), "未标记的全部通过": ("review", ("全部通过",)),
}  # fmt: skip
_BREAK = r"[\s:：,，]*"


def _pattern(verbs: Mapping[str, tuple[str, str]], letter: str) -> re.Pattern[str]:
    """R-5 退回 缺佐证, or 退回 R-5 缺佐证."""
    verb = "|".join(sorted(verbs, key=len, reverse=True))
    number = rf"{SERIAL}" if letter == _ORDER else rf"{letter}\s?-?\s?\d{{1,9}}(?!\d|\.\d)"
    one, other = (rf"(?P<{name}>{number})" for name in ("first", "second"))
    said = rf"(?:{one}{_BREAK}(?P<behind>{verb})|(?P<before>{verb}){_BREAK}{other})"
    return re.compile(rf"(?:请|把|将|对|关于)?{said}了?{_BREAK}(?P<rest>.*)", re.DOTALL | re.IGNORECASE)


_SHOWN_ORDER = re.compile(
    rf"(?:查看|看一?下|看看?|打开)?(?P<number>{SERIAL})(?:的?(?:全文|进展|情况|办理情况|内容|答复情况))?"
    r"(?:(?:现在|可以|能|已经?|办)*(?:结案|办结|答复|回复|销号|完)了?(?:吗|没有?|[?？])[?？]?"
    r"|(?:现在|办得|办理得?|进展)*(?:怎么样|如何|到哪一?步)了?[?？]?)?"
)
_PATTERNS = {letter: _pattern(verbs, letter) for letter, verbs in _VERBS.items()}


def command_words(text: str) -> tuple[str, Sequence[str]] | None:
    """The command that a sentence means, and its words; None when it is none of these."""
    words = text.strip().rstrip("。！!")
    if len(words) > LONGEST:
        return None
    if words in _WHOLE:
        return _WHOLE[words]
    order = _SHOWN_ORDER.fullmatch(words)
    if order is not None:
        return "orders", (_number(_ORDER, order["number"]),)
    for letter, pattern in _PATTERNS.items():
        match = pattern.fullmatch(words)
        if match is not None:
            name, verb = _VERBS[letter][match["behind"] or match["before"]]
            number = _number(letter, match["first"] or match["second"])
            said = filter(None, (number, verb, *match["rest"].split()))
            return name, tuple(said)
    return None


def _number(letter: str, said: str) -> str:
    """A number as its command takes it: R-5, 督办〔2018〕1号."""
    if letter == _ORDER:
        return "".join(said.split())
    return f"{letter}-{''.join(filter(str.isdigit, said))}"
