"""Figures that are held: odd ones, and changes of settled ones. Nothing is stored before the answer."""

from typing import Any

from handlers.questions import ask, show
from handlers.texts import asking as texts
from handlers.visit import Visit
from qbot.pending import to_payload
from qbot.people import Person
from qbot.ports import Writes
from qbot.weighing import Held

DOUBT, REASON, WITHDRAWAL = "doubt", "reason", "withdrawal"


async def ask_held(tx: Writes, visit: Visit, person: Person, held: Held, *, moves: int | None = None) -> None:
    """Ask whether it is true; where it only changes a settled figure, why. `moves` is the version that is to
    leave its place for it."""
    plan, odd = visit.desk.plan, held.doubt
    payload: dict[str, Any] = {
        "draft": to_payload(held.draft),
        "doubt": odd.kind if odd else None,
        "instead": str(odd.instead) if odd and odd.instead is not None else None,
        "replaced": held.replaced.number if held.replaced else None,
        "choices": [],
        "moves": moves,
    }
    question = await ask(tx, visit, person, DOUBT if odd else REASON, payload)
    if question is None:
        return
    render = texts.is_it_true if odd else texts.why_changed
    await show(tx, visit, question, render(plan, held, question=question))
