"""Promises: what people say of a figure they do not have: 农产品周四报, 3月药品暂无, 3C本期不适用.

A strict grammar, clause by clause: a day, a word that there is no figure, and names; where anything else is
said beside them, the clause is no promise. So a figure is never taken for a promise, nor a question, an order
or talk of others.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from qbot.periods import Period
from qbot.reading import gates
from qbot.reading.naming import Named
from qbot.reading.normal import normalise
from qbot.reading.spoken_days import SpokenDay, find_days

Absence = Literal["deferred", "not-applicable"]

NOBODY_SAID = Named()
LONGEST = 200
LONGEST_REASON = 60
_STOPS = re.compile(r"([,。;!\n、]+)")
_NOT_SAID = re.compile(
    r"\?|[吗么呢吧]\s*[。!]*$|如果|要是|假如|万一|的话|希望|但愿|盼|期待|就好|是不是|能不能|可不可以|有没有"
    r"|可以不|行不行|不是(?:暂|不)"
)
_COURTESY = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|不好意思|抱歉|对不起|请(?:知悉|谅解|见谅|理解)|收到|好的|您好|你好|领导好?|老师好?|"
    r"各位(?:领导|老师)?好?|麻烦|特此(?:说明|报告)|报告|汇报一?下|请示|另外?|还有|同时|嗯|哦|了|您|啊|哈|"
    r",| )+"
)
_LEAD = (
    r"(?:最迟|最晚|预计|大概|大约|估计|争取|尽量|尽可能|可能|应该|计划|打算|准备|拟于?|将于?|于|在|定于|推迟到|推到|"
    r"延到|延至|延期到|顺延到|顺延至|放到|等到|得到|需?要到?|得|承诺|保证|我们?|一定|到)*"
)
_VERB = (
    r"\s?(?:再|就|都|能|可以|可|会|才能?|统一|一起|一并|准时|按时|一定|保证|马上|重新|给(?:您|你|办公室)?|集中)*"
    r"(?:补报|上报|报送|填报|报告|报|补|交|提供|发|给(?:您|你们?|办公室)?(?=$|[。!])|出结果|出数据|出数|出|有结果|有数据|有数)"
    r"(?:上来|上去|上|过来|过去|来|齐|出来|给(?:您|你|办公室))?"
)
_BEFORE_DAY = re.compile(rf"{_LEAD}\s?$")
_AFTER_DAY = re.compile(rf"(?P<verb>{_VERB})?")
_DEFERRED = re.compile(
    r"(?:本期|目前|现在|暂时|暂|还|尚|都|数据|数字|结果)*\s?"
    r"(?:暂无|暂缺|暂没有?|(?<=暂时)没有?|(?<=还)没有(?!别)|(?<=尚)没有|尚无|暂时无|没有?数据|无数据|没数|"
    r"没(?:有)?(?:统计|汇总|核算|检测|检验|算|弄|做|整理)?(?:出来|完|好|齐)|没出|未出|没拿到|没收到|没下来|没下发|没到|未到|"
    r"未下发|未收到|(?<=还)在?(?:统计|汇总|检测|检验|核算)中?|正在(?:统计|汇总|检测|检验|核算)中?|在(?:汇总|检测|检验|核算)中?(?![局所心])|报不了|不能报|报不出来?|缓报|"
    r"延后报|[晚迟过](?:几|一两|两三|[一二两三])天(?:再)?报|晚点报|晚些报|稍后报)(?:数据|数字|结果|情况|数)?"
)
_INAPPLICABLE = re.compile(
    r"(?:本期|目前|我市|我们|都|均|是|为)*\s?(?:不适用|不涉及|n/a|(?:无|没有|没)(?:此|这|该|相关)(?:项|类)?"
    r"(?:业务|企业|工作|内容|工程|项目|指标|产品)?)(?:此|这|该)?(?:项|类)?(?:业务|企业|工作|内容|工程|项目|指标|产品)?"
)
_REASON = re.compile(
    r"^(?:等|待|因|由于|原因|理由|主要|省|国家|上级|检测|检验|检查|抽检|报告|系统|样品|结果|数据|企业|第三方|统计|没有?|无|正在|"
    r"还|尚|未|人员|设备|平台|机构|实验室|送检|全市|我市|本市|辖区|停产|停业|关停|注销|搬迁|撤并"
    r"|(?:[本当上这]个?(?:月|期|季度?)|今年)(?:还|尚|也|都|根本|并)?(?:没有?|未)(?:开展|安排|进行|组织|下达)?"
    r"(?:抽检|抽查|检测|检验|检查|监测|送检|任务|业务|生产|开工|验收|计划))"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百](?:家|起|个|成)|百分之")


class Reads(Protocol):
    """Whoever tells what words name; `qbot.reading.reader.Reader` does."""

    def named(self, text: str, *, on: date) -> Named | None: ...


@dataclass(frozen=True, slots=True)
class Blank:
    """Something said in place of a figure: about what is in `named`, nothing where nobody said."""

    state: Absence
    named: Named = NOBODY_SAID
    promised_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message's blanks, and the clauses beside them, which hold a figure or are nothing to record."""

    blanks: tuple[Blank, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    """One clause that the grammar explains: a state, a day, names, or some of them."""

    state: Absence | None
    day: date | None
    named: Named
    has_verb: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it promises or declares by itself."""
        return self.state is not None or (self.day is not None and self.has_verb)


def read_blanks(reader: Reads, text: str, *, on: date) -> Told | None:
    """What a message says in place of figures; None when it does not."""
    normal = normalise(text).text.strip()
    if not normal or len(normal) > LONGEST or _is_not_said(normal):
        return None
    story = _Story()
    for words, stop in _clauses(normal):
        story.hear(words, stop, _read_clause(reader, words, on=on))
    return story.told()


def read_day(text: str, *, on: date) -> date | None:
    """The one day that an answer names: 周五, 20号前报."""
    words = _COURTESY.sub("", normalise(text).text).strip("。! ")
    if len(words) > 30:
        return None
    found = _day_in(words, on=on)
    return found[0].day if found is not None and not found[2].strip() else None


def _is_not_said(text: str) -> bool:
    """Questions, wishes, suppositions, what others say, notices."""
    if _NOT_SAID.search(text) or gates.reason(text) or gates.is_notice(text):
        return True
    return any(pattern.search(text) for pattern, why in gates.UNREPORTED if why != gates.DRAFT)


def _clauses(text: str) -> list[tuple[str, str]]:
    """Clauses with what ends them."""
    parts = [*_STOPS.split(text), ""]
    return [(parts[n].strip(), parts[n + 1]) for n in range(0, len(parts) - 1, 2) if parts[n].strip()]


def _read_clause(reader: Reads, words: str, *, on: date) -> _Clause | None:
    rest, day, has_verb, state = words, None, False, None
    found = _day_in(words, on=on)
    if found is not None:
        spoken, has_verb, rest = found
        day = spoken.day
    for pattern, meant in ((_INAPPLICABLE, "not-applicable"), (_DEFERRED, "deferred")):
        match = pattern.search(rest)
        if match is not None and state is None:
            state, rest = meant, f"{rest[: match.start()]} {rest[match.end() :]}"
    rest = rest.strip(" :的()")
    named = reader.named(rest, on=on) if rest else NOBODY_SAID
    if named is None or (state is None and day is None and not named.names_one):
        return None
    return _Clause(_absence(state), day, named, has_verb)


def _absence(state: str | None) -> Absence | None:
    return "deferred" if state == "deferred" else "not-applicable" if state else None


def _day_in(words: str, *, on: date) -> tuple[SpokenDay, bool, str] | None:
    """The last day in a clause, whether a verb of reporting follows it, and the clause without both."""
    for spoken in reversed(find_days(words, on=on)):
        before, after = words[: spoken.start], words[spoken.end :]
        match = _AFTER_DAY.match(after)
        verb = match["verb"] if match else None
        rest = after[len(verb) :] if verb else after
        return spoken, bool(verb), f"{_BEFORE_DAY.sub('', before)} {rest}".strip()
    return None


class _Story:
    """Puts the clauses of a message together, in order."""

    def __init__(self) -> None:
        self._blanks: list[Blank] = []
        self._rest = ""
        self._reasons: list[str] = []
        self._subject = NOBODY_SAID  # named by a clause that says nothing else yet
        self._is_understood = True

    def hear(self, words: str, stop: str, clause: _Clause | None) -> None:
        """Take the next clause."""
        if _COURTESY.fullmatch(words):
            return
        if clause is None:
            self._other(words, stop)
        elif clause.is_whole or (clause.day and self._blanks):
            self._whole(clause, words)
        elif clause.day is None and clause.named.names_one:
            self._subject = clause.named
        else:
            self._is_understood = False

    def _whole(self, clause: _Clause, words: str) -> None:
        last = self._blanks[-1] if self._blanks else None
        named = clause.named
        if not named.names_one and self._subject.names_one:
            named = replace(self._subject, periods=named.periods or self._subject.periods)
            self._subject = NOBODY_SAID
        continues = last is not None and not named.names_one and not named.periods
        if last is not None and _awaits_name(last) and named.names_one and clause.day is not None:
            self._blanks[-1] = replace(last, named=named, promised_on=clause.day)
        elif not continues or last is None:
            reason = ",".join(self._reasons) or None
            self._reasons = []
            self._blanks.append(Blank(clause.state or "deferred", named, clause.day, reason))
        elif clause.day is not None and last.promised_on is None and last.state == "deferred":
            self._blanks[-1] = replace(last, promised_on=clause.day)
        elif clause.day is None:
            self._blanks[-1] = _because(last, words)
        else:
            self._is_understood = False

    def _other(self, words: str, stop: str) -> None:
        """A reason, or words that may hold a figure."""
        if _REASON.match(words) and len(words) <= LONGEST_REASON and not _FIGURE.search(words):
            if self._blanks:
                self._blanks[-1] = _because(self._blanks[-1], words)
            else:
                self._reasons.append(words)
        else:
            self._rest += words + stop

    def told(self) -> Told | None:
        """The blanks; None when there are none, or something beside them remains open."""
        if not self._blanks or not self._is_understood or self._subject.names_one or self._reasons:
            return None
        if self._rest and not all(each.named.names_one for each in self._blanks):
            return None
        return Told(tuple(self._blanks), self._rest.rstrip(",;、 "))


def _awaits_name(blank: Blank) -> bool:
    """数据还在汇总 says neither of what nor until when, and what follows may: 明天报食品的."""
    return blank.state == "deferred" and blank.named == NOBODY_SAID and blank.promised_on is None


def _because(blank: Blank, words: str) -> Blank:
    return replace(blank, reason=f"{blank.reason},{words}" if blank.reason else words)


def period_for(named: Named, frequency: str) -> Period | None:
    """The period said, where it is one of this frequency and nothing else was said."""
    if len(named.periods) != 1 or named.is_faulty:
        return None
    return named.periods[0] if named.periods[0].frequency == frequency else None
