"""What people say when they take back something else than a figure: 撤回突发, 取消外出, 佐证发错了,撤回.

The thing and the word of taking back must stand together, so that a figure that is taken back for whatever
reason (先撤回,等通知) is never mistaken for a thing.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qbot.reading.normal import normalise
from qbot.spoken_spans import find_span, written_out

Thing = Literal[
    "incident", "evidence", "progress", "promise", "extension", "notice", "question", "absence", "reminder",
    "order", "handover", "application",
]  # fmt: skip
LONGEST = 40
_AWAY = (
    r"(?:外出|出差|请假|休假|年假|公假|病假|事假|产假|婚假|公休|调休|轮休|培训|学习|下乡|驻村|挂职|离岗|开会)"
)
_THINGS: tuple[tuple[Thing, str], ...] = (
    ("extension", r"延期(?:的?申请)?|申请延期"),
    ("handover", r"交接(?:的?申请)?|接手人|换人(?:的?申请)?"),
    ("evidence", r"佐证(?:的?(?:材料|照片|图片|文件))?|照片|图片|相片|截图|附件|文件|证明材料|材料"),
    ("incident", r"突发(?:事件|情况|信息|报告)?|险情|警情|续报"),
    ("progress", r"(?:任务|工作)?进[展度](?:情况|汇报)?"),
    ("promise", r"承诺|暂无|不适用|(?:说|答应)(?:好|了)?的?周[一二三四五六日]报"),
    ("notice", r"通知|公告|通报"),
    ("question", r"提问|询问|追问|[提问]的问题"),
    ("absence", rf"(?:外出)?代报(?:的?申请|人)?|{_AWAY}(?:的?(?:登记|申请|安排|行程|计划|事))?假?"),
    ("reminder", r"(?:自定|定时)?的?提醒|闹钟"),
    ("order", r"督办单?|催办单?|督办件"),
    ("application", r"申请"),
)
_LETTERS: dict[str, Thing] = {"e": "incident", "t": "progress", "n": "notice"}
_VERB = (
    r"(?:[撤撒][回销消掉了]|撤一?下|收回|删[掉除了去]|去掉|作废|取消|不要了|不算数?|拿掉|抹掉|undo|withdraw)"
)
_SOFTLY = r"(?:掉|了|吧|一下|啦|呗|哈|可以|谢谢|麻烦了|辛苦|[\s,。!~])*"
_HURRIED = (
    r"(?:也|都|先|就|请|给我|帮我|帮忙|我|不|想|要|把|将|它|麻烦|全部|已经?|临时|予以|需要?|[\s,。!;:])*"
)
_AMISS = r"(?:(?![数率])[^,。;]){0,8}(?:错|误|不对|重复?|[多早]了|误报)(?:(?![数率])[^,。;]){0,3}"
_NUMBER = r"(?P<letter>[a-z])\s?-\s?(?P<number>\d{1,9})"
_NOT_SAID = re.compile(
    r"\?|吗|怎么|如何|咋|能不能|能否|可不可以|谁|如果|万一|不(?:能|要|得|可)取消|没有?取消"
)
_OWN_WORDS = (
    rf"(?:不|没有?)(?:用|必|再|要|准备|打算|能|需要?)*(?:去|到|赴|回|参加|请|休)?[\u4e00-\u9fff]{{0,6}}?{_AWAY}假?(?:[了啦])",
    rf"[\u4e00-\u9fff]{{0,6}}?{_AWAY}假?(?:的?(?:事|安排|行程|计划))?(?:临时|已经?|都|也|又|给)*"
    r"(?:不去|去不成|没去成|取消|泡汤|黄)了",
)
_CALLED_OFF = re.compile(
    rf"(?:报告|汇报|领导|您好|办公室|不好意思|[,。\s])*(?:我|本人)?(?:{'|'.join(_OWN_WORDS)}){_SOFTLY}"
)


_CLEAR = re.compile(
    r"佐证|照片|图片|相片|截图|附件|突发|险情|进[展度]|承诺|延期|督办|催办|提醒|交接|外出|出差|请假|休假|年假|病假|驻村"
)
_FIGURE = re.compile(
    r"[数率]|数据|报送?|指标|单位|[今昨前][天日晚]|[上下]午|月份?|年|季度?|last|previous|report|just"
)
_SMALL = re.compile(
    r"一下|刚才|刚刚|谢谢|麻烦|不好意思|重新|手[滑误]|全部|所有|[请帮给我您你把将要想需先再都也就的了吧啊呀哦呢呗啦"
    r"刚上下前后最这那此条个次笔项些位份填发送写录传错误重复对不是所在一二两三四五六七八九十]"
)
_LAST = re.compile(r"刚|[上前]一|条|数|报|提交|[发填录写]错|手[滑误]|回,")
_SHORT, _WORD = 12, 2


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What is taken back: its number where one is said, the days of an absence; `is_plain` where a word of
    taking back is said, not only that something will not be (下周不出差了)."""

    thing: Thing | None
    number: int | None = None
    span: tuple[date, date] | None = None
    is_plain: bool = True


def read_unsaid(text: str, *, on: date) -> Unsaid | None:
    """What else than a figure the words take back; None where they do not. `thing` is None for a number
    that is no figure's and of which nothing is known here (撤回C-3)."""
    said = normalise(text).text.strip().lower()
    if not said or len(said) > LONGEST or _NOT_SAID.search(said):
        return None
    numbered = _numbered(said)
    if numbered is not None:
        return numbered
    for thing, words in _THINGS:
        if _together(words).search(said):
            return Unsaid(thing, span=_span(said, on) if thing == "absence" else None)
    days = find_span(written_out(said), on=on)
    written = written_out(said)
    rest = written[: days.start] + written[days.end :] if days else written
    if _CALLED_OFF.fullmatch(rest):
        return Unsaid("absence", span=(days.first, days.last) if days else None, is_plain=False)
    return None


def read_loosely(text: str) -> Unsaid | None:
    """The same of words that are known to take something back: which thing they name, however far from the
    word; one whose thing nobody knows (取消订阅) where they are short and name nothing of a figure."""
    said = normalise(text).text.strip().lower()
    if not _FIGURE.search(said):
        for thing, words in _THINGS:
            if any(_CLEAR.search(match[0]) for match in re.finditer(words, said)):
                return Unsaid(thing)
    if len(said) > _SHORT or _LAST.search(said):
        return None
    rest = _SMALL.sub("", _FIGURE.sub("", re.sub(_VERB, "", said)))
    return Unsaid(None) if len(re.findall(r"[\u4e00-\u9fff]", rest)) >= _WORD else None


def _numbered(said: str) -> Unsaid | None:
    """撤回E-1, E-1作废."""
    match = re.fullmatch(rf"{_HURRIED}{_VERB}\s*{_NUMBER}{_SOFTLY}", said) or re.fullmatch(
        rf"{_HURRIED}{_NUMBER}[^a-z\d]{{0,8}}?{_VERB}{_SOFTLY}", said
    )
    if match is None or match["letter"] == "r":
        return None
    return Unsaid(_LETTERS.get(match["letter"]), int(match["number"]))


def _together(words: str) -> re.Pattern[str]:
    """The word of taking back before the thing, at whose name the sentence ends, or soon behind it."""
    return re.compile(
        rf"{_VERB}[^,。;!]{{0,10}}?(?:{words})(?:发错|报错)?{_SOFTLY}$"
        rf"|(?<!特)(?<!现)(?:{words})(?:{_AMISS})?{_HURRIED}{_VERB}{_SOFTLY}(?:$|[,。;])"
    )


def _span(said: str, on: date) -> tuple[date, date] | None:
    days = find_span(written_out(said), on=on)
    return (days.first, days.last) if days else None
