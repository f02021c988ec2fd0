"""Reasons that are said along with a change: 更正 98.7,上级核定."""

import re
from dataclasses import replace
from datetime import datetime

from qbot.plan.models import Plan
from qbot.ports import Writes
from qbot.putting_off import asks_back, puts_off
from qbot.reporting import Filed, confirmed, file_drafts

LONGEST = 200
_KNOWN = re.compile(
    r"[,，;；。、\s((](?:属于?|系|是|为)?(?P<why>笔误|口径(?:有所)?调整|补充数据|上级核定)[))了的。!！\s]*$"
)
_SAID = re.compile(
    r"[,，;；。\s((](?:(?:更正|修改|改动|变动)?(?:原因|理由)\s*(?:是|为|[::])?|因为|由于)\s*(?P<why>[^,，;；].*?)[))。!！\s]*$",
    re.DOTALL,
)


def said_reason(text: str) -> str | None:
    """The reason that a message gives behind its figure; None where it gives none."""
    match = _SAID.search(text) or _KNOWN.search(text)
    why = match["why"].strip() if match else ""
    if not 1 < len(why) <= LONGEST or puts_off(why) or asks_back(why):
        return None
    return why


async def explained(tx: Writes, plan: Plan, filed: Filed, note: str | None, *, at: datetime) -> Filed:
    """The filed figures, with those that lacked nothing but a reason. A note never answers a doubt."""
    lack_reason = [held for held in filed.held if held.doubt is None and note]
    if not lack_reason or not note:
        return filed
    drafts = [confirmed(held.draft, reason=note, flag=None) for held in lack_reason]
    stored = await file_drafts(tx, plan, drafts, at=at)
    held = tuple(each for each in filed.held if each not in lack_reason)
    return replace(filed, recorded=(*filed.recorded, *stored.recorded), held=(*held, *stored.held))
