"""Why a figure is as it is: whether words ask that, and what the ledger itself says of it.

The ledger knows no causes. What it may hold is a reason that came with a figure, the part of a message that
gives one, and what a unit answered in review; the rest only the office can tell.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qbot.answering.figures import Figure
from qbot.answering.other_matters import names_something_else
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.reading.meaning import Question

LONGEST = 30  # of words that ask why; a longer text tells something of its own
_WHY = re.compile(
    r"为什么|为啥|为何|凭什么|什么原因|啥原因|原因(?:是|在)|怎么回事|咋回事|怎么搞的|"
    r"(?:怎么|咋)(?:就|会|又|还|老是?|总是?|一直)*(?:没|不|未|这么|这样|那么|低|高|下降|上升|降|升|掉|跌|涨|变差|差)"
)
_QUALITY = re.compile(
    r"这么|这样|老是|总是|一直|突然|忽然|明显|大幅|越来越|变差|达不到|掉|合格(?!率)|到位|过关|造成|导致|[红黄]灯|"
    r"[亮会搞凭咋红]|回事"
)
_OF_THE_WORK = re.compile(r"要[报填交看]|发图|不[发回答理]|收不到")  # 为什么要报数 asks nothing of a figure
_STATED = re.compile(r"(?:因为|由于|原因是|原因为|主要是|系因|受[^,，。;；]{1,12}影响)[^。;；\n]{2,80}")


def asks_why(text: str) -> bool:
    """Whether short words ask for a reason."""
    words = text.strip()
    return len(words) <= LONGEST and _WHY.search(words) is not None


def why_of(
    plan: Plan, text: str, asked: Question | None, subject: Question | None, listed: Sequence[str]
) -> Question | None:
    """The figures whose reason is asked for: those that the words name, else those last spoken of or listed;
    None where the words name something else or nothing was spoken of."""
    if not asks_why(text) or _OF_THE_WORK.search(text):
        return None
    if asked is not None and asked.indicators:
        return Question("value", asked.indicators, asked.period, unit=asked.unit)
    if subject is None:
        return None
    indicators = subject.indicators or tuple(listed)
    if not indicators or names_something_else(plan, _QUALITY.sub(" ", text), indicators):
        return None
    period = (asked.period if asked else None) or subject.period
    return replace(subject, about="value", indicators=indicators, period=period, topic=None)


async def stated_reasons(tx: Reads, found: Figure) -> tuple[str, ...]:
    """What is on record: the reason that came with a figure, that in its message, and its unit's answers."""
    version = found.version
    if version is None:
        return ()
    told = _STATED.search(version.draft.text)
    answered = [each.words for each in await tx.reviews.of(version.number) if each.step == "answered"]
    reasons = (version.draft.reason, told[0] if told else None, *answered)
    return tuple(dict.fromkeys(each for each in reasons if each))
