"""The office's words for chasing: 督办市农业局3月农产品, 给商务局发个催办,老字号还没报, 提醒未报的."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qbot.orders import Step
from qbot.plan.models import Plan
from qbot.proxy import split
from qbot.reading.normal import normalise

_STEPS: Mapping[str, Step] = {"提醒": "remind", "催办": "urge", "督办": "order"}
_PLEASE = r"(?:请|麻烦|帮我|帮忙|给我|我要|我想|再|现在|也|去)*"
_A = r"(?:一下|一次|一份|一个|一张|一条|下|个|份|张|条|封)?"
_STEP = r"(?P<step>提醒|催办|督办)"
_PAPER = r"(?:单|通知单?|函|消息)?"
_BREAK = r"\s*[:,。]?\s*"
_STEP_FIRST = re.compile(rf"{_PLEASE}{_STEP}{_PAPER}{_A}{_BREAK}(?P<rest>.{{2,60}})", re.DOTALL)
_UNIT_FIRST = re.compile(
    rf"{_PLEASE}(?:给|对|向|把|将)(?P<unit>.{{2,20}}?)(?:的?联络员|的?领导)?(?:再|也|先)*"
    rf"(?:发送?|下发?|出|送|来|进行)?了?{_A}{_STEP}{_PAPER}{_A}(?:{_BREAK}(?P<rest>.{{0,60}}))?",
    re.DOTALL,
)
_CHASE = re.compile(rf"{_PLEASE}(?:催一催|催催|催促|催一?下|再催|催|督促){_A}(?P<rest>.{{2,60}})", re.DOTALL)
_SILENT = (
    r"(?:所有|全部)?的?(?:还|至今)*(?:没有?|未)(?:报送?|上报|交|填报)数?(?:据)?的?"
    r"(?:单位|联络员|人)?(?:们|都|全都)*"
)
_NUDGE = rf"(?:提醒|催办|催一催|催催|催促|催一?下|催){_PAPER}{_A}"
_EVERYBODY = re.compile(
    rf"{_PLEASE}(?:(?:给|对|向|把)?{_SILENT}(?:发{_A})?{_NUDGE}|{_NUDGE}{_SILENT}|(?:发{_A})?催办{_A}|催报|催一催|催催)"
    r"(?:尽快|抓紧|赶紧|及时)?(?:上报|补报|报送|报)?[!。吧]*"
)
_SOON = r"(?:请|尽快|抓紧|赶紧|赶快|及时|马上)*"
_TAIL = re.compile(
    rf"(?:的?(?:联络员|领导))?[\s,:。]*{_SOON}(?:(?:还|至今|一直|都|怎么)*(?:没有?|未)(?:报送?|上报|补报|交)(?:上来)?"
    r"|上报|补报|报送|报一?下|报数?)(?:数据|数)?(?:了|呢)?[。!]*$"
)
_HEAD = re.compile(rf"^(?:的?(?:联络员|领导))?[\s,:]*{_SOON}(?:上报|补报|报送|报|交)?(?:一下)?的?")


@dataclass(frozen=True, slots=True)
class ChaseWords:
    """Whom to chase about what: `unit` None is everybody who is late, `step` None the next one."""

    unit: str | None
    about: str = ""
    step: Step | None = None


def chase_words(plan: Plan, text: str) -> ChaseWords | None:
    """What a sentence wants chased; None where it wants nothing of that kind."""
    said = normalise(text).text.strip()
    if _EVERYBODY.fullmatch(said):
        return ChaseWords(None)
    for pattern in (_UNIT_FIRST, _STEP_FIRST, _CHASE):
        match = pattern.fullmatch(said)
        if match is not None:
            parts = match.groupdict()
            rest = f"{parts.get('unit') or ''}\n{parts.get('rest') or ''}"
            named = split(plan, rest.lstrip())
            if named is not None:
                return _of_unit(named, _STEPS.get(parts.get("step") or ""))
    return None


def _of_unit(named: tuple[str, str], step: Step | None) -> ChaseWords:
    unit, said = named
    about = _HEAD.sub("", _TAIL.sub("", said.strip()).strip(), count=1).strip(" ,:。")
    return ChaseWords(unit, about, step)
