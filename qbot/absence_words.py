"""What people say when they are away or leave: 下周出差,由李建国代, 我回来了, 我调走了,接手人李建国.

A strict grammar: every character of the message must be explained, so that a figure, a task or talk of others
is never taken for an absence.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from qbot.nobody_words import NO_NAME, says_nobody, without_nobody
from qbot.reading.normal import normalise
from qbot.spoken_spans import SpokenSpan, find_span, prolonged, written_out

LONGEST = 80
_STOPS = re.compile(r"[,。;!\s]+")
_TITLE_OF_NOTE = re.compile(r"^(?:报告|汇报|请假条?|请示|说明|通知一下|告知)\s?:\s?")
_VAGUE = re.compile(
    r"(?:五一|国庆|元旦|春节|清明|端午|中秋)(?:节|假期|小长假|长假)?(?:期间)?"
    r"|(?:\d{1,2}|本|这个?|下个?)月[上中下]旬|这几天|这段时间|这阵子|最近|近期"
)
_NOT_SAID = re.compile(
    r"\?|[吗么呢]|怎么|如何|是否|是不是|能不能|可以不|如果|要是|的话|谁|哪|他|她|昨天|前天|上周|上个?月"
    r"|没有?(?:出差|休假|请假|调走|调)|不(?:出差|休假|请假|用|需要|想)|取消|据说|听说|万一"
)
_COURTESY = re.compile(
    r"(?:谢谢|多谢|辛苦了?|您好|你好|领导好?|报告|汇报一?下|请(?:知悉|批准|准假)|特此(?:说明|报告)|收到|告知一?下|跟您说一?声"
    r"|说一?声|不好意思|麻烦了?|另外|办公室|同志们|望批准|老师好?|今后请多关照|请多关照|感谢(?:支持|关照)?)+"
)
_OF = (
    r"(?:(?:我|本|咱)们?(?:局|委|办|部|镇|乡|单位|科室?|股|中心)(?:里|的)?(?:同事|同志)?"
    r"|[\u4e00-\u9fff]{1,12}(?:局|委|办|部|镇|乡|中心|科|股|处|公司)的?)?"
)
_NAME = rf"{_OF}(?P<name>{NO_NAME}[\u4e00-\u9fff·]{{2,4}}?)"
_TITLE = r"(?:同志|主任|科长|股长|局长|副局长|所长|站长|老师|师傅|科员)?"
_WORK = (
    r"(?:如?有(?:急|什么)?事)?(?:这几天|这两天)?(?:这|那)?(?:期间|段时间|段期间|其间)?"
    r"(?:我的|有关|相关|报数|报送|联络员?|数据|上报|报表|日常|本单位的?)?"
    r"(?:数据|报数|报送|数|工作|任务|事情|事宜|业务|事|报表|联络|上报|提醒)?(?:都|就|均|请|先|暂时?|统一|直接)*"
)
_DOES = (
    r"(?:暂时|暂|先|来|帮忙|负责|临时|全权)*(?:代替我?|代为|代理|代班|代我|替我|帮我|顶我|顶替|接替我?|代|替|顶|负责|接)"
    r"(?:我|一下|班)?(?:的)?(?:上报|填报|报送|报数|报|负责|处理|办理|对接|联系|工作|数据|报表|交)*(?:一下|了)?"
)
_SUBSTITUTE = (
    re.compile(rf"{_WORK}(?:由|请|让|委托|交给|交由|交|拜托|安排)?{_NAME}{_TITLE}{_DOES}"),
    re.compile(
        rf"{_WORK}(?:由|找|联系|交给|委托|请找|请联系|转给|发给|转){_NAME}{_TITLE}"
        r"(?:处理|办理|对接|代报|上报|填报|报数|报送|报|交|要|问|即可|就行)?"
    ),
    re.compile(
        rf"(?:我的)?(?:代报人|代理人|代办人|替班|代班|代班人|临时联络人|替我的)(?:是|为|:|:)?\s?{_NAME}{_TITLE}"
    ),
)
_AWAY = (
    r"(?:出差|休假|请假|年休假?|公休假?|年假|产假|陪产假|护理假|婚假|病假|丧假|事假|探亲假|育儿假|休息|轮休|调休|补休|培训|学习|"
    r"外出|住院|回老家|手术|驻村|下乡|挂职|疗养|开会|离岗|不在岗|不在单位|不在办公室|不在家|不在)"
)
_AWAY_CLAUSE = re.compile(
    r"(?:我|本人|我本人)?\s?(?:要|得|将|需要?|准备|打算|计划|拟|会|可能|都|正?在|有事|因公|因病|因私|因事|因)*"
    r"(?P<goes>去|到|赴|在|回|参加)?(?P<place>[\u4e00-\u9fff]{0,8}?)"
    r"(?:参加|去|休|请|请个|回|的)*(?P<away>" + _AWAY + r")(?:期间|假|了|一趟|中|学习|培训|开会|检查|班)*"
)  # fmt: skip
_PLACE = re.compile(
    r"(?:|.*(?:省|市|州|县|区|京|海|津|庆|杭州|里|外地|老家|上级|局|厅|部|会议?|党校|外面|城|乡|村|家))"
)
_WORKS = re.compile(r"组织|召开|开展|举办|推进|指导|督查|企业|安排|部署|完成|做|搞|办")
_MINE = re.compile(r"我|本人")
_BACK = re.compile(
    r"(?:报告)?(?:我|本人)?(?:已经?|今天|现在|提前|都|刚)*(?:出差|休假|休完假|学习|培训|住院|请假|开会)?(?:已经?|已|提前)?"
    r"(?:回来上班|回来|返岗|销假|上班|到岗|结束|复工|回岗|回到岗位|回单位|归队|恢复报数|休完|出院)(?:上班|工作|报数)?了?(?:啦|哈|哦)?"
)
_LEAVING = re.compile(
    r"(?:因(?:为)?工作(?:变动|调整|需要|原因)?)?(?:因)?(?:我|本人|我已|我单位联络员|我局联络员|本单位联络员)?\s?"
    r"(?:已经?|要|将|马上|即将|下个?月|本月|\d{1,2}月(?:份|底|初|中旬)?|[年月]底|下半年|近期|刚|被|最近|今天|现在|因工作(?:变动|调整|需要))*"
    r"(?:调走|调离|调动|离开|换(?:单位|部门)|离职|退休|转岗|换岗|轮岗|辞职|离任|卸任|借调|调整岗位|岗位(?:变动|调整)|工作变动|工作调整|换人|变更|"
    r"(?:调(?:到|去|往|任|入)|借调(?:到|去))[\u4e00-\u9fff]{1,10}|不再(?:担任|做|当|负责)[\u4e00-\u9fff]{0,8}|"
    r"不(?:当|做|负责)(?:联络员|报数|这项工作|这个工作|这块)[\u4e00-\u9fff]{0,4})(?:本单位|单位|岗位|原岗位)?了?"
)
_SUCCESSOR = (
    re.compile(
        rf"(?:我的)?(?:接手人|接替人|接任人|接任者|继任者|后任|接班人|新的?联络员|接替我的|接手的|接我的)(?:是|为|叫|:)?\s?{_NAME}{_TITLE}"
    ),
    re.compile(
        rf"(?:以后|今后|之后|往后|后续|工作|后面|接下来)*(?:{_WORK})?(?:由|交给|让|请|移交给|交接给|换成|换为)?{_NAME}{_TITLE}"
        r"(?:来)?(?:接手|接替我?|接任|接班|接我|接|继续)(?:负责|报数|上报|报|我|工作|的)*了?"
    ),
    re.compile(
        rf"(?:以后|今后|之后|往后|后续|后面)(?:{_WORK})?(?:由|找|联系|是|请找|交给|换成)?{_NAME}{_TITLE}"
        r"(?:来)?(?:负责|报数|上报|报|联系|对接)*"
    ),
    re.compile(
        r"(?:我单位|我局|本单位|我们(?:单位|局)?)?的?联络员(?:已经?)?(?:由[\u4e00-\u9fff]{2,4})?"
        rf"(?:换成|变更为|改为|调整为|换为|更换为|改由){_NAME}{_TITLE}(?:担任|负责)?了?"
    ),
    re.compile(
        rf"(?:联络员)?(?:工作|报数|报送)?(?:已经?)?(?:由|移交给|交接给|交给|移交|交接){_NAME}{_TITLE}"
        r"(?:担任|负责|来报|来做|做|报数|报)?了?"
    ),
)


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away: from when to when, None where that was not said; `substitute` is a name.

    `since`: the first day, where the last one was not said; `alone`: nobody stands in, as was said.
    """

    span: tuple[date, date] | None
    substitute: str | None
    since: date | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody is back."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody leaves for good; `successor` is a name, None where none was given; `undecided`: it was said
    that there is none yet."""

    successor: str | None
    undecided: bool = False


def read_absence(text: str, *, on: date) -> Away | Back | Leaving | None:
    """What a message says of its sender's being there; None when it says anything else."""
    normal = normalise(text).text.strip()
    if not normal or len(normal) > LONGEST:
        return None
    normal = written_out(_TITLE_OF_NOTE.sub("", normal))
    said = [each for each in _STOPS.split(normal) if each and not _COURTESY.fullmatch(each)]
    clauses = [short for each in said if not says_nobody(each) and (short := without_nobody(each))]
    if not clauses or any(_NOT_SAID.search(each) for each in clauses):
        return None
    is_alone = clauses != said
    if len(clauses) <= 2 and all(_BACK.fullmatch(each) for each in clauses):
        return Back()
    told = _leaving(clauses, on=on) or _away(clauses, on=on)
    match told:
        case Leaving(None) if is_alone:
            return Leaving(None, undecided=True)
        case Away(_, None) if is_alone:
            return replace(told, alone=True)
        case _:
            return None if is_alone else told


def read_name(text: str) -> str | None:
    """The name that an answer consists of: 李建国, 由李建国代."""
    words = normalise(text).text.strip(" 。!,")
    for pattern in (*_SUBSTITUTE, *_SUCCESSOR, re.compile(rf"(?:由|是|找|让|请|叫)?{_NAME}{_TITLE}")):
        match = pattern.fullmatch(words)
        if match is not None:
            return match["name"]
    return None


def _leaving(clauses: list[str], *, on: date) -> Leaving | None:
    leaves, successor = False, None
    for clause in clauses:
        named = _named(clause, _SUCCESSOR)
        if _LEAVING.fullmatch(clause) or _LEAVING.fullmatch(_without_days(clause, on=on)):
            leaves = True
        elif named is not None and successor is None:
            successor = named
            leaves = leaves or "联络员" in clause
        else:
            return None
    return Leaving(successor) if leaves else None


def _without_days(clause: str, *, on: date) -> str:
    """A clause without the day on which somebody goes."""
    span = find_span(clause, on=on)
    return clause[: span.start] + clause[span.end :] if span else clause


def _away(clauses: list[str], *, on: date) -> Away | None:
    span: SpokenSpan | None = None
    substitute, is_away, is_own = None, False, False
    for clause in clauses:
        rest = clause
        if span is None and (found := find_span(rest, on=on)) is not None:
            span, rest = found, rest[: found.start] + rest[found.end :]
        if span is not None and (longer := prolonged(span, rest, on=on)) is not None:
            span, rest = longer, rest[: longer.start] + rest[longer.end :]
        rest, named = _without_substitute(_VAGUE.sub("", rest) if span is None else rest)
        if named is not None and substitute is not None:
            return None
        substitute = named or substitute
        is_own = is_own or bool(_MINE.search(clause))
        if not rest.strip(" 的在:"):
            continue
        match = _AWAY_CLAUSE.fullmatch(rest.strip())
        if match is None or not _is_place(match):
            return None
        is_away = True
    told_whose = is_away or (substitute is not None and span is not None and is_own)
    if not told_whose or (span is None and substitute is None and not is_own and len(clauses) > 1):
        return None
    if span is not None and span.is_open:
        return Away(None, substitute, since=span.first)
    return Away((span.first, span.last) if span else None, substitute)


def _is_place(clause: re.Match[str]) -> bool:
    """Whether what stands before the word of absence is where somebody goes, and no work that is done."""
    if _WORKS.search(clause["place"]):
        return False
    return clause["goes"] is not None or _PLACE.fullmatch(clause["place"]) is not None


def _without_substitute(clause: str) -> tuple[str, str | None]:
    """A clause without the words on who stands in, and the name."""
    named = _named(clause, _SUBSTITUTE)
    if named is not None:
        return "", named
    for mark in ("由", "请", "委托", "让", "交给"):
        before, sign, after = clause.partition(mark)
        named = _named(sign + after, _SUBSTITUTE) if before and sign else None
        if named is not None:
            return before, named
    return clause, None


def _named(clause: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        match = pattern.fullmatch(clause)
        if match is not None:
            return match["name"]
    return None
