"""What time brings: the jobs that the service does at every tick, each by itself.

A job looks at the clock and the tables, does what is due, and says how much that was.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from handlers.expiry import expire
from handlers.nudging import morning, wording
from handlers.screen import send
from handlers.texts import reminders as texts
from qbot.ledger.current import Current
from qbot.messages import Outgoing
from qbot.nudging.chasing import carry_out_wishes
from qbot.nudging.downtime import note_downtime
from qbot.nudging.morning import greet_office
from qbot.nudging.telling import nudge
from qbot.plan.models import Phase, Plan
from qbot.ports import Chat, Store
from qbot.reminding import Cards, remind

Job = Callable[[datetime], Awaitable[int]]


def jobs(store: Store, plan: Plan) -> Sequence[tuple[str, Job]]:
    """Every job with its name, in the order in which they are done. Each may raise StorageError."""
    words = wording(plan)
    return (
        ("morning", lambda now: greet_office(store, plan, morning(plan), now=now)),
        ("downtime", lambda now: note_downtime(store, plan, now=now)),
        ("chase", lambda now: carry_out_wishes(store, plan, words, now=now)),
        ("nudge", lambda now: nudge(store, plan, words, now=now)),
        ("phases", lambda now: remind(store, plan, Cards(phase=_phase_card), now=now)),
        ("expire", lambda now: expire(store, now=now)),
    )


def _phase_card(
    chat: Chat, phase: Phase, days_left: int, everything: Sequence[Current]
) -> Sequence[Outgoing]:
    shown = texts.phase_card(phase, days_left, everything)
    return send(chat.id, shown, kind="reminder", thread_id=chat.thread_id)
