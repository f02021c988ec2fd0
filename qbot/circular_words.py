"""The office's words for circulars: 通知各单位明天下午3点开会, 谁还没看通知, 通知列表.

A sentence that sends one says what, and mostly to whom; what is not said is asked in the preview.
"""

import re

from qbot.audiences import read_audience
from qbot.circulars import Draft
from qbot.plan.models import Plan

_PLEASE = r"(?:请|麻烦|帮我|帮忙|我要|我想)*"
_SEND = r"(?:发送|发布|下发|发出|发)(?:一?[个份条则])?通知"
_GAP = r"[\s:：,，。]*"
_TO_FIRST = re.compile(
    rf"{_PLEASE}(?:给|向|对|在|往)(?P<whom>\S{{1,60}}?)(?:里面?|中)?{_SEND}(?:说|讲)?{_GAP}(?P<what>.*)",
    re.DOTALL,
)
_NOTICE_FIRST = re.compile(rf"{_PLEASE}{_SEND}(?:给|到|至|告诉){_GAP}(?P<rest>.+)", re.DOTALL)
_NOTICE_ALONE = re.compile(rf"{_PLEASE}{_SEND}[\s:：,，]+(?P<what>.+)", re.DOTALL)
_NOTIFY = re.compile(rf"{_PLEASE}通知(?:一下|到)?{_GAP}(?P<rest>.+)", re.DOTALL)
_NO_MATTER = re.compile(r"(?:了|过了?|没有?|到位|完了?|情况|吗|么|[?？。!！\s])*")
_ASKS = re.compile(r"[?？]\s*$|[吗么]\s*$|^(?:了|过|没)")

_NOTICE = r"(?:(?:这|那|上|最近|最新)?(?:一?[份个条])?的?通知)"
_WHO = r"(?:还?有?(?:谁|哪些人|哪几个人|哪个|哪些单位|哪几个单位|哪些联络员|几个人|多少人)|名单)"
_UNREAD = r"(?:都?还?(?:没有?|未)(?:有|点|曾)?(?:看过?|读过?|阅过?|已阅|查看|打开|回执)|未阅|未读)"
_WHO_HAS_NOT = re.compile(
    rf"(?:看看|查一?下|查看|现在)?(?:{_NOTICE}(?:的|还?有)?{_WHO}?{_UNREAD}(?:的?(?:人|单位|名单|人员|有谁|有哪些))*"
    rf"|{_WHO}{_UNREAD}(?:了|的)?(?:{_NOTICE})?(?:的?(?:人|单位))?"
    rf"|{_UNREAD}{_NOTICE}?(?:的|人员?|单位|名单|有谁|有哪些|是谁|都)+)(?:了|呢|啊|呀)?[?？。!！\s]*"
)


def read_circular(plan: Plan, text: str) -> Draft | None:
    """The circular that a sentence of the office wants sent; None when it wants none."""
    said = text.strip()
    first = _TO_FIRST.fullmatch(said)
    if first is not None:
        audience, rest = read_audience(plan, first["whom"])
        if not audience.is_nobody and not rest and _is_matter(first["what"]):
            return Draft(text=first["what"].strip(), audience=audience)
    for pattern in (_NOTICE_FIRST, _NOTIFY):
        named = pattern.fullmatch(said)
        audience, what = read_audience(plan, named["rest"] if named else "")
        if not audience.is_nobody and _is_matter(what):
            return Draft(text=what.lstrip(" :：,，").strip(), audience=audience)
    alone = _NOTICE_ALONE.fullmatch(said)
    return Draft(text=alone["what"].strip()) if alone and _is_matter(alone["what"]) else None


def asks_who_has_not_read(text: str) -> bool:
    """Whether words ask who has not read a notice: 谁还没看通知, 未阅名单."""
    return _WHO_HAS_NOT.fullmatch(text.strip()) is not None


def _is_matter(words: str) -> bool:
    return not _NO_MATTER.fullmatch(words) and not _ASKS.search(words)
