"""What short words ask about a figure or a list that was just shown, where they could not be asked alone."""

import re
from collections.abc import Mapping, Sequence

from qbot.reading.meaning import About

_END = re.compile(r"(?:呢|吗|么|嘛|啊|呀|了)*[?？。!！\s]*$")
_BEGIN = re.compile(r"^(?:那么?|还有|它|这个数?|该项|现在|请问)+的?")

_OF_A_FIGURE: Sequence[tuple[About, re.Pattern[str]]] = (
    (
        "compare",
        re.compile(
            r"(?:(?:和|跟|与|同|比)?(?:上个?月|上个?季度?|上一?期|去年|上年|去年同期|上年同期)(?:比|相比|对比)(?:较|怎么?样|如何)?"
            r"|(?:去年|上年)?同期|[环同]比(?:如何|怎么?样)?|对比)"
        ),
    ),
    (
        "source",
        re.compile(
            r"有(?:没有)?佐证(?:材料)?|佐证|有(?:没有)?证据|(?:审核?|核)(?:过|通过)?了?(?:没有?|没)?|谁(?:审|核)的"
            r"|(?:更?改|更正|变)过(?:了?没有?|几次)?|(?:全部|各个?)版本"
        ),
    ),
    (
        "value",
        re.compile(
            r"(?:下个?月|下个?季度|下一?期|这一?期|本期)?(?:的数)?(?:什么时候|啥时候|几号|哪天|何时)(?:之?前)?(?:该|要)?(?:报送?|交|截止)"
            r"|(?:离(?:目标|达标))?还?[差缺](?:多少|几(?:个(?:百分)?点|批次?|[个家起分])?)(?:才?能?达标)?|够不够"
        ),
    ),
    ("history", re.compile(r"最[高低好差多少](?:是|的|出现在)?(?:哪|几|什么时候)\S{0,4}|历[史次]|每个?月")),
)
_OTHERS = re.compile(
    r"(?:[和跟与同比较]|对比|[高低优好]于|超过|达到)?"
    r"(?:(?:全国|全省|国内|省内)?的?(?:同等|同类|其他|别的|兄弟|周边)城市(?:的?平均)?|(?:全国|全省|国家|行业)的?平均|参考值"
    r"|(?<=[和跟与同比较])(?:全国|全省|外地))(?:水平|数|值)?"
    r"(?:相比|比较|对比|比|差)?(?:怎么?样|如何|咋样|是?多少分?|[高低好]还是[高低差]|[高低好差]?(?:多少分?|几个?(?:百分)?[点分])?)"
)
_MORE: Mapping[About, re.Pattern[str]] = {
    "phase": re.compile(
        r"下一?(?:步|个?阶段)(?:是什么|要?做什么|要?干什么)?|(?:什么时候|哪天|几号|何时)(?:结束|开始|截止)"
        r"|还(?:有|剩)(?:多久|几天|多少天)|要?(?:完成|做|干)(?:什么|啥|哪些)"
    ),
    "missing": re.compile(r"(?:他们|这些单位|都|现在)*(?:报|交)(?:齐|全)?了?(?:没有?|没)?"),
}
_DOUBT = re.compile(r"[?？吗没]")  # 报了 alone tells, and asks nothing
_NTH = re.compile(r"第([一二三四五六七八九十]|\d{1,2})(?:个|项|条)")
_WHO = re.compile(
    r"(?:都是?|分别|各)?(?:谁|哪[个些]?(?:单位|部门))(?:负责|牵头|管)?的?|(?:责任|牵头)单位(?:是谁)?"
)
_DIGITS = "零一二三四五六七八九十"
_QUOTE = re.compile(
    r"方案(?:里|中)?(?:是?怎么|如何)?(?:说|写|要求|规定)?的?|(?:方案)?(?:原文|条款)|依据(?:是什么)?"
)
_TOPIC = re.compile(r"^(?:那么?|还有)?(?P<topic>\S{2,10}?)(?:怎么(?:说|要求|规定|写)的?|如何要求|呢)$")


def bare(text: str) -> str:
    """The words without what begins and ends a question."""
    return _END.sub("", _BEGIN.sub("", text.strip()))


def about_figure(text: str) -> About | None:
    """What is asked about a figure."""
    words = bare(text)
    return next((about for about, pattern in _OF_A_FIGURE if pattern.fullmatch(words)), None)


def asks_others(text: str) -> bool:
    """Whether a figure is to be laid beside what others have: 和同等城市比呢, 比全国平均低多少."""
    return _OTHERS.fullmatch(bare(text)) is not None


def asks_more(about: About, text: str) -> bool:
    """Whether the same is asked again in other words."""
    pattern = _MORE.get(about)
    if about == "missing" and not _DOUBT.search(text):
        return False
    return pattern is not None and pattern.fullmatch(bare(text)) is not None


def asks_who(text: str) -> bool:
    return _WHO.fullmatch(bare(text)) is not None


def asks_plan(text: str) -> bool:
    """Whether the plan's words about the figure are asked for."""
    return _QUOTE.fullmatch(bare(text)) is not None


def nth(text: str) -> int | None:
    """第二个: its place from 1; None where no place is named."""
    match = _NTH.fullmatch(bare(text))
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _DIGITS.index(match[1])


def other_topic(text: str) -> str | None:
    """Another matter that is asked about in the plan: 那分户验收呢."""
    match = _TOPIC.match(text.strip().rstrip("?？。"))
    return match["topic"] if match else None
