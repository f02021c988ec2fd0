"""Which area of the plan words ask about: 服务质量情况, 工程质量方面怎么样."""

import re

from qbot.plan.models import Area, Plan

_LONGEST = 24
_LEAD = r"(?:请问|现在|目前|说说|讲讲|看看|看一下|汇报一下)?"
_SEVERAL = re.compile(r"各项|所有|全部|总体|整体|类|方面|领域|板块")
_KIND = r"(?:类|方面|领域|板块)"
_OF_AREA = rf"(?:{_KIND}|这块|这一块)?的?(?:总体|整体|各项|全部|所有)?的?(?:指标|工作)?"
_STATE = r"(?:情况|进展|状况|现状|形势)?(?:怎么样|怎样|如何|咋样|啥情况|啥样)?(?:了|呢|啊)?[?？。!！]*"


def area_in(plan: Plan, text: str) -> Area | None:
    """The area whose state these words ask about, and nothing besides; None where they ask for no area."""
    words = "".join(text.split())
    if len(words) > _LONGEST:
        return None
    return next((area for area in plan.areas if words != area.name and _asks(area.name, words)), None)


def speaks_of_several(text: str) -> bool:
    """Whether all that belongs to a name is asked about, not the indicator of that name: 产品质量各项指标."""
    return _SEVERAL.search(text) is not None


def _asks(name: str, words: str) -> bool:
    short = re.escape(name.removesuffix("质量"))
    return bool(re.fullmatch(rf"{_LEAD}(?:{re.escape(name)}|{short}(?={_KIND})){_OF_AREA}{_STATE}", words))
