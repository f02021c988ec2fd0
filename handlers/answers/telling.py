"""Telling an answer: in full in private, in a group one short message with a link to the rest.

The link asks the same in private. Anyone can write such a link, so it carries what is asked, an indicator, a
period, a unit or a clause, and is read with suspicion.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from handlers.screen import Screen
from handlers.texts.answers import groups
from handlers.visit import Visit
from qbot.answering.subjects import OF_INDICATOR
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.plan.search import search_of
from qbot.ports import Writes
from qbot.reading.meaning import About, Question

ABOUTS: Mapping[str, About] = {about: about for about in get_args(About)}
LINK, SEPARATOR, BETWEEN, LENGTH, LONGEST = "ask", "_", "--", 6, 64
_LINKABLE = re.compile(r"[0-9QH-]{4,7}")  # what a link may hold of a period: no run of months


async def tell(
    tx: Writes, visit: Visit, found: Sequence[Screen], question: Question, *, closing: str = ""
) -> None:
    """Put the answer into the outbox; `closing` words stand below it however short it is."""
    leads_on = question.about not in OF_INDICATOR or question.indicators
    link = address(visit, question) if leads_on else None
    shown = found if visit.is_private else [groups.short(found, link)]
    last = replace(shown[-1], blocks=(*shown[-1].blocks, closing)) if closing else shown[-1]
    for each in (*shown[:-1], last):
        await visit.say(tx, each)


def address(visit: Visit, question: Question) -> str:
    """The deep link that asks the same in private, as far as its 64 characters hold it."""
    plan = visit.desk.plan
    room = LONGEST - len(LINK) - len(question.about) - 2
    parts = [
        LINK,
        question.about,
        _as_many_as_fit(question.indicators, room),
        question.period if question.period and _LINKABLE.fullmatch(question.period) else "",
        question.unit or "",
        _clause(plan, question.topic) if question.about == "plan-text" and question.topic else "",
    ]
    while not parts[-1] or len(SEPARATOR.join(parts)) > LONGEST:
        parts.pop()
    return f"https://t.me/{visit.desk.bot_username}?start={SEPARATOR.join(parts)}"


def _as_many_as_fit(ids: Sequence[str], room: int) -> str:
    """Ids in a row; none of them holds two hyphens."""
    kept = list(ids)
    while len(BETWEEN.join(kept)) > room:
        kept.pop()
    return BETWEEN.join(kept)


def _clause(plan: Plan, topic: str) -> str:
    """The place in the plan of the clause that answers a question about its text."""
    found = search_of(plan).find(topic, limit=1)
    return str(plan.clauses.index(found[0].clause)) if found else ""


def is_link(payload: str) -> bool:
    """Whether what follows /start means to be a question, and no invitation."""
    return payload.startswith(f"{LINK}{SEPARATOR}")


def linked(plan: Plan, payload: str) -> Question | None:
    """The question in a deep link, which anyone can write; None when it is none of ours."""
    kind, about, named, period, unit, clause, *more = [*payload.split(SEPARATOR), *[""] * 5][:LENGTH]
    if kind != LINK or about not in ABOUTS or payload.count(SEPARATOR) >= LENGTH or any(more):
        return None
    indicators = tuple(named.split(BETWEEN)) if named else ()
    is_known = (
        all(each in plan.indicator for each in indicators)
        and (not unit or unit in plan.unit)
        and (not period or _is_period(period))
        and (not clause or (clause.isdecimal() and int(clause) < len(plan.clauses)))
    )
    if not is_known:
        return None
    return Question(
        about=ABOUTS[about],
        indicators=indicators,
        period=period or None,
        unit=unit or None,
        topic=plan.clauses[int(clause)].number if clause else None,
    )


def _is_period(text: str) -> bool:
    try:
        return _LINKABLE.fullmatch(text) is not None and bool(Period.parse(text))
    except ValueError:
        return False
