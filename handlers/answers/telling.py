"""Telling an answer: in full in private, in a group one short message with a link to the rest.

The link asks the same in private. Anyone can write such a link, so it carries what is asked and an indicator,
and is read with suspicion.
"""

from collections.abc import Mapping, Sequence
from typing import get_args

from handlers.screen import Screen
from handlers.texts.answers import groups
from handlers.visit import Visit
from qbot.plan.models import Plan
from qbot.ports import Writes
from qbot.reading.meaning import About, Question

ABOUTS: Mapping[str, About] = {about: about for about in get_args(About)}
LINK = "ask"


async def tell(tx: Writes, visit: Visit, found: Sequence[Screen], question: Question) -> None:
    """Put the answer into the outbox."""
    shown = found if visit.is_private else [groups.short(found, address(visit, question))]
    for each in shown:
        await visit.say(tx, each)


def address(visit: Visit, question: Question) -> str:
    """The deep link that asks the same in private; it carries what is asked and an indicator, no more."""
    payload = "_".join((LINK, question.about, *question.indicators[:1]))
    return f"https://t.me/{visit.desk.bot_username}?start={payload}"


def is_link(payload: str) -> bool:
    """Whether what follows /start means to be a question, and no invitation."""
    return payload.startswith(f"{LINK}_")


def linked(plan: Plan, payload: str) -> Question | None:
    """The question in a deep link, which anyone can write; None when it is none of ours."""
    kind, _, rest = payload.partition("_")
    about, _, indicator = rest.partition("_")
    if kind != LINK or about not in ABOUTS:
        return None
    if indicator and indicator not in plan.indicator:
        return None
    return Question(about=ABOUTS[about], indicators=(indicator,) if indicator else ())
