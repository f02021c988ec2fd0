"""What people say when they ask for a later day: 申请延期到4月20日,因省局数据未下发.

Only a wish is taken: a question about one, talk of others and a plain promise (药品周五报) are not. What is
said in answer to a question about a wish is read on its own: names, a day, a reason, in any order.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from qbot import calendar
from qbot.reading.naming import Named
from qbot.reading.normal import normalise
from qbot.reading.numerals import han_number
from qbot.reading.spoken_days import find_days

LONGEST = 200
LONGEST_REASON = 120
LONGEST_QUESTION = 30
_MOST_CUTS = 40
_NOT_SAID = re.compile(
    r"怎么|如何|谁|哪些|多少|几项|批了|批准了|同意了|驳回|(?:申请|审批|有)结果|结果[呢?]|不(?:需要?|用|想|必|再)?(?:申请|延期)|别申请|无需|没有?(?:申请|延期)"
    r"|取消|撤回|如果|要是|万一|据说|听说|他们|通知"
)
_ASKS = re.compile(
    r"申请|请求|请示|恳请|请准|请批准|请予|能否|可否|能不能|可不可以|可以|希望|想|盼|能|请|拟|需要?"
)
_LATER = re.compile(
    r"(?:延期|延迟|推迟|顺延|展期|宽限|缓报|缓交|晚报|迟报|晚点|晚几?天|[晚迟](?=\s?[\d一二两三四五六七八九十]{1,3}\s?(?:个?工作日|天|日|周|个?星期|个?礼拜))|延后|延长|延时|推后|后延|延至|延到)"
    r"(?:上报|填报|报送|提交|报数|报|交)?(?:时间|期限|时限)?"
)
_BECAUSE = re.compile(
    r"[,;。\s]*(?:原因(?:是|为|:)?|理由(?:是|为|:)?|因为|由于|鉴于|主要是因为|主要是|系因|因)\s?:?\s*(?P<why>.+)$",
    re.DOTALL,
)
_COUNT = re.compile(
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})\s?(?P<of>个?工作日|天|日|周|个?星期|个?礼拜)(?![前内])"
)
_WEEKDAY_BESIDE = re.compile(r"\(\s?(?:周|星期|礼拜)[一二三四五六日天]\s?\)")  # 15号(周日) says the day twice
_EMPTY = re.compile(
    r"(?:好的?|可以|行|嗯+|哦+|啊|收到|明白|知道了?|谢谢您?|多谢|辛苦了?|不好意思|稍等(?:一下)?|等一?下|等等|我?(?:看看|问问|想想)|ok|您?好的|[,。!~\s])+",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    r"(?:都不是|算了|先?不用了|先?不延(?:期)?了|不申请(?:延期)?了|取消(?:延期|申请)*|放弃|不需要了?|不要了|先?不延(?:期)?)[了吧。!~\s]*"
)
_ASKED = re.compile(r"[吗呢?]\s*[。!]*$|怎么|如何|哪天|哪一天|多久|最多|最晚(?:能|可以)|谁|批了")
_ASKS_DECISION = re.compile(
    r"(?:延期|推迟|缓报|晚报|顺延|宽限)(?:(?:申请|审批|的)*结果|[^,。;!]{0,8}?(?:(?:批|准|批准|同意|通过|批复|批下来|答复|回复)了?(?:没有?|吗|么)|批没批|怎么样|批下来|"
    r"有(?:没有)?(?:消息|回复|答复|结果)|到哪一?步|进展))|^我的延期(?:申请)?$"
)
_EVERY = frozenset(("全部", "都是", "全都是", "所有", "都", "全部都是", "都要"))
_REPORTS = re.compile(r"[报交]")  # 药品延期到20号报 promises, 药品延期到20号 asks
_STOPS = re.compile(r"[,;。!?]+")
_FILLERS = re.compile(
    r"(?:关于|特此|特|我单位|我局|我们局?|本单位|我|本人|申请|请求|请示|恳请|请|准|批准|予以?|能否|可否|能不能|可不可以|可以|希望|想要?|要|盼|能|"
    r"拟|需要?|把|将|的|报送|上报|填报|数据|报数|报|到|至|再|给予?|办公室|您好|你好|领导|谢谢|麻烦|一下|在|于|前|之前|吗|吧|呢|了|啊|"
    r"晚(?=\s|$|报|交)|迟(?=\s|$|报|交)|几天|些|期限|时间|时限|交|本期|这期|指标|对|就|,|;|。|!|\?|、|\s|:|为|左右|后)+"
)
_SEVEN = 7


class Reads(Protocol):
    """Whoever tells what words name; `qbot.reading.reader.Reader` does."""

    def named(self, text: str, *, on: date) -> Named | None: ...


@dataclass(frozen=True, slots=True)
class LaterDay:
    """How much later: a day, or so many days or workdays after the due day; all None: not said."""

    day: date | None = None
    days: int | None = None
    workdays: int | None = None

    def after(self, due_on: date) -> date | None:
        """The day meant for a figure that is due on a day."""
        if self.days is not None:
            return due_on + timedelta(days=self.days)
        if self.workdays is not None:
            return calendar.add_workdays(due_on, self.workdays)
        return self.day


@dataclass(frozen=True, slots=True)
class Wish:
    """A later day is asked for; what was not said is empty."""

    named: Named
    until: LaterDay
    reason: str


def read_wish(reader: Reads, text: str, *, on: date) -> Wish | None:
    """The wish for a later day in a message; None when it is none."""
    normal = _plain(text)
    if not normal or len(normal) > LONGEST or _NOT_SAID.search(normal):
        return None
    words, reason = _split(normal)
    if _LATER.search(words) is None:
        return None
    words, more = _told_after(reader, words, on=on)
    reason = ",".join(filter(None, (more, reason)))[:LONGEST_REASON]
    until, rest = _until(words, on=on)
    rest = _LATER.sub(" ", rest).strip()
    named = Named() if not rest or _FILLERS.fullmatch(rest) else _names(reader, rest, on=on)
    if named is None:
        return None
    is_wish = _ASKS.search(words) is not None or (
        named.names_one and until != LaterDay() and _REPORTS.search(words) is None
    )
    return Wish(named, until, reason) if is_wish else None


def read_answer(reader: Reads, text: str, *, on: date) -> Wish | None:
    """What an answer to a question about a wish says: 食品, 延到13号, 4月20日,检测报告没出来, each alone or
    together, in any order; None for a question or words that say nothing (好的, 稍等)."""
    normal = _plain(text)
    if not normal or len(normal) > LONGEST or _ASKED.search(normal) or _EMPTY.fullmatch(normal):
        return None
    words, reason = _split(normal)
    until, rest = _until(words, on=on)
    named, told = Named(), list[str]()
    for part in filter(None, (each.strip() for each in _STOPS.split(rest))):
        said, left = _names_before(reader, _bare(part), on=on)
        named = said if said is not None and not named.names_one else named
        told += [left] if left else []
    return Wish(named, until, (reason or " ".join(told))[:LONGEST_REASON])


def asks_for_decision(text: str) -> bool:
    """Whether somebody asks what has become of a wish: 延期批了没."""
    normal = _plain(text)
    return len(normal) <= LONGEST_QUESTION and _ASKS_DECISION.search(normal) is not None


def is_declined(text: str) -> bool:
    """Whether the wish is given up: 算了, 不延了, 都不是."""
    return _DECLINED.fullmatch(_plain(text)) is not None


def means_all(text: str) -> bool:
    """Whether every figure that was offered is meant."""
    return _plain(text).strip("。! ") in _EVERY


def whole_reason(text: str) -> str:
    """An answer that is nothing but the reason, a day in it included: 等4月15日省局出数."""
    normal = _plain(text)
    words, reason = _split(normal)
    return normal[:LONGEST_REASON] if words.strip() else reason


def _plain(text: str) -> str:
    return _WEEKDAY_BESIDE.sub("", normalise(text).text).strip()


def _names_before(reader: Reads, part: str, *, on: date) -> tuple[Named | None, str]:
    """What a clause names, alone or before a space, and what it says besides."""
    if not part:
        return None, ""
    for names, _, left in (((part, "", "")), part.partition(" ")):
        found = _names(reader, names, on=on)
        if found is not None:
            return found, left.strip()
    return None, part


def _names(reader: Reads, words: str, *, on: date) -> Named | None:
    """What words name, small words around them aside; none is cut out of a name (境外通报, 主要农产品)."""
    words = words.strip()
    starts = [n for n in range(len(words)) if not n or _FILLERS.fullmatch(words, 0, n)]
    ends = [n for n in range(len(words), 0, -1) if n == len(words) or _FILLERS.fullmatch(words, n)]
    whole = [words[start:end] for end in ends for start in starts if start < end][:_MOST_CUTS]
    for each in (*whole, _FILLERS.sub(" ", words).strip()):
        found = reader.named(each, on=on) if each else None
        if found is not None and (found.names_one or found.periods):
            return found
    return None


def _bare(part: str) -> str:
    """What a clause says beside the wish itself; empty where it says no more."""
    rest = _LATER.sub("", part).strip()
    return "" if _FILLERS.fullmatch(rest) else rest


def _split(text: str) -> tuple[str, str]:
    """A message without its reason, and the reason, which may stand first: 因数据未下发,申请延期到20号."""
    found = _BECAUSE.search(text)
    if found is None:
        return text, ""
    clauses = [each for each in _STOPS.split(found["why"]) if each.strip()]
    wish = next((n for n, each in enumerate(clauses) if n and _LATER.search(each)), len(clauses))
    words = ",".join(filter(None, (text[: found.start()], *clauses[wish:])))
    return words, ",".join(clauses[:wish]).strip()[:LONGEST_REASON]


def _told_after(reader: Reads, words: str, *, on: date) -> tuple[str, str]:
    """The wish, and what is said behind it that is neither a day nor a name: its reason."""
    clauses = [each for each in _STOPS.split(words) if each.strip()]
    wish = next((n for n, each in enumerate(clauses) if _LATER.search(each)), len(clauses))
    told = [each for each in clauses[wish + 1 :] if _is_reason(reader, each, on=on)]
    kept = [each for n, each in enumerate(clauses) if n <= wish or each not in told]
    return ",".join(kept), ",".join(told)


def _is_reason(reader: Reads, clause: str, *, on: date) -> bool:
    if _COUNT.search(clause) or find_days(clause, on=on) or _LATER.search(clause):
        return False
    rest = _FILLERS.sub(" ", clause).strip()
    return bool(rest) and reader.named(rest, on=on) is None


def _until(words: str, *, on: date) -> tuple[LaterDay, str]:
    """The day or the length said, and the words without it."""
    count = _COUNT.search(words)
    if (
        count is not None
        and not re.search(r"(?:到|至)\s?$", words[: count.start()])
        and not _is_date(words, count)
    ):
        number = int(count["count"]) if count["count"].isdigit() else int(han_number(count["count"]) or 0)
        rest = words[: count.start()] + " " + words[count.end() :]
        if "工作日" in count["of"]:
            return LaterDay(workdays=number), rest
        return LaterDay(days=number * (1 if count["of"] in "天日" else _SEVEN)), rest
    said = find_days(words, on=on)
    if not said:
        return LaterDay(), words
    day = said[-1]
    return LaterDay(day.day), words[: day.start] + " " + words[day.end :]


def _is_date(words: str, count: re.Match[str]) -> bool:
    """Whether 20日 is a day of a month, not a length."""
    return count["of"] == "日" or words[: count.start()].endswith("月")
